export type Side = 'mine' | 'theirs';

/**
 * The fields in which two versions of an object are compared. Without `same`, values are compared
 * as JSON.
 */
export interface FieldSet<T, Name extends string> {
  names: readonly Name[];
  same?: (name: Name, a: T, b: T) => boolean;
  /** Properties that go with a field, for example a person's name with their id. */
  along?: Partial<Record<string, readonly string[]>> | undefined;
  /** How to take fields from another version; without it, a field is a property. */
  take?: (mine: T, theirs: T, names: readonly string[]) => T;
}

/** Which side changed a field. `both` lists fields that both changed to something different. */
export interface Comparison<Name extends string> {
  mine: Name[];
  theirs: Name[];
  both: Name[];
}

export function listChangedFields<T extends object, Name extends string>(
  { names, same = sameValue }: FieldSet<T, Name>,
  before: T,
  after: T,
): Name[] {
  return names.filter((name) => !same(name, before, after));
}

export function compareVersions<T extends object, Name extends string>(
  fields: FieldSet<T, Name>,
  base: T,
  mine: T,
  theirs: T,
): Comparison<Name> {
  const byMe = new Set(listChangedFields(fields, base, mine));
  const byThem = new Set(listChangedFields(fields, base, theirs));
  const different = new Set(listChangedFields(fields, mine, theirs));
  return {
    mine: fields.names.filter((name) => byMe.has(name) && !byThem.has(name)),
    theirs: fields.names.filter((name) => byThem.has(name) && !byMe.has(name)),
    both: fields.names.filter((name) => byMe.has(name) && byThem.has(name) && different.has(name)),
  };
}

/** The fields to take from my version: those that only I changed, and those of `both` that a person decided for me. */
export function fieldsToKeep<Name extends string>(
  { mine, both }: Comparison<Name>,
  choice: (name: Name) => Side,
): Name[] {
  return [...mine, ...both.filter((name) => choice(name) === 'mine')];
}

/** Their version with these of my fields. */
export function mergeVersions<T extends object>(mine: T, theirs: T, keep: readonly string[]): T {
  const kept = Object.entries(mine).filter(([name]) => keep.includes(name));
  return { ...theirs, ...Object.fromEntries(kept) };
}

/** Their version with these of my fields, and what goes with them. */
export function mergeFields<T extends object>(
  { along, take = mergeVersions }: Pick<FieldSet<T, never>, 'along' | 'take'>,
  mine: T,
  theirs: T,
  names: readonly string[],
): T {
  return take(mine, theirs, [...names, ...names.flatMap((name) => along?.[name] ?? [])]);
}

function sameValue(name: string, a: object, b: object): boolean {
  return JSON.stringify(Reflect.get(a, name)) === JSON.stringify(Reflect.get(b, name));
}
