import { CliError } from './errors.ts';
import { oneLine } from './text.ts';

export interface NamedItem {
  id: string;
  name: string;
}

/** Converts comma-separated names or ids to comma-separated ids. */
export function findIds(names: string, known: readonly NamedItem[], what: string): string {
  return names
    .split(',')
    .map((name) => findByName(name.trim(), known, what).id)
    .join(',');
}

/** The item with this id or name. Errors: `not-found`; `invalid` if several have the name. */
export function findByName<T extends NamedItem>(
  name: string,
  known: readonly T[],
  what: string,
  place = 'in this incident',
): T {
  const plain = name.replace(/^#/, '').toLowerCase();
  const found = known.filter(
    (item) => item.id === name || item.name.replace(/^#/, '').toLowerCase() === plain,
  );
  const [only] = found;
  if (!only)
    throw new CliError(
      'not-found',
      `No ${what} ${place} is named "${name}". Use one of: ${known.map((item) => oneLine(item.name)).join(', ') || 'none'}.`,
    );
  if (found.length > 1) {
    throw new CliError(
      'invalid',
      `Several are named "${name}". Use an ID instead.`,
      found.map((item) => ({ at: item.id, message: item.name })),
    );
  }
  return only;
}
