import { Refusal } from './refusal.ts';
import { oneLine } from './text.ts';

/** Something that people call by its name. */
export interface Named {
  id: string;
  name: string;
}

/** Comma-separated names or ids as comma-separated ids. */
export function findIds(names: string, known: readonly Named[], what: string): string {
  return names
    .split(',')
    .map((name) => theOne(name.trim(), known, what).id)
    .join(',');
}

/** The one of this id or name. Errors: `not-found`; `invalid` where several bear the name. */
export function theOne<T extends Named>(name: string, known: readonly T[], what: string): T {
  const plain = name.replace(/^#/, '').toLowerCase();
  const found = known.filter(
    (item) => item.id === name || item.name.replace(/^#/, '').toLowerCase() === plain,
  );
  const [only] = found;
  if (!only)
    throw new Refusal(
      'not-found',
      `No ${what} in this incident is named "${name}". Choose one of: ${known.map((item) => oneLine(item.name)).join(', ') || 'none'}.`,
    );
  if (found.length > 1) {
    throw new Refusal(
      'invalid',
      `Several are named "${name}". Use an ID instead.`,
      found.map((item) => ({ at: item.id, message: item.name })),
    );
  }
  return only;
}
