/** What a source says about a field, and when it said it. */
export interface Statement {
  value: unknown;
  /** An ISO 8601 time in UTC; null if it is the time of the import. */
  at: string | null;
}

/**
 * Whether a statement replaces another one of its source. Two of the same time have a fixed order,
 * so that statements in any order leave the same value.
 */
export function isLater(next: Statement, known: Statement): boolean {
  if (next.at === known.at) return toSortedJson(next.value) > toSortedJson(known.value);
  return next.at === null || (known.at !== null && next.at > known.at);
}

/** Databases have their own order of the fields of an object. */
function toSortedJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function isEmptyValue(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Who set the current value; `source` is null if a person did. */
interface Origin {
  source: string | null;
  at: string;
}

/**
 * What an import does with a field: `set` it, `keep` it, or keep it because a person set it
 * (`by-hand`) or another source did (`other`).
 */
export function judgeStatement(
  current: { value: unknown; origin: Origin | undefined },
  next: Statement,
  source: string,
): 'set' | 'keep' | 'by-hand' | 'other' {
  const { value, origin } = current;
  if (!origin) return isEmptyValue(next.value) ? 'keep' : 'set';
  const isSame = toSortedJson(value) === toSortedJson(next.value);
  if (origin.source === null) return isSame || isEmptyValue(next.value) ? 'keep' : 'by-hand';
  if (origin.source === source) {
    const isNext = next.at === null ? !isSame : isLater(next, { value, at: origin.at });
    return isNext ? 'set' : 'keep';
  }
  if (isEmptyValue(value) && !isEmptyValue(next.value)) return 'set';
  return isSame || isEmptyValue(next.value) ? 'keep' : 'other';
}
