import { readFile, writeFile } from 'node:fs/promises';
import { listPaths, type ColumnPath } from './column-tree.ts';
import type { CheckPart } from './result.ts';
import { CheckError, type SourceColumn } from './source.ts';

/** The columns that a person accepted, as a file next to the checks. */
export interface Snapshot {
  kind: 'SchemaSnapshot';
  dataset: string;
  acceptedAt: string;
  columns: ColumnPath[];
}

export async function writeSnapshot(
  path: string,
  dataset: string,
  columns: readonly SourceColumn[],
  now: Date,
): Promise<void> {
  const snapshot: Snapshot = {
    kind: 'SchemaSnapshot',
    dataset,
    acceptedAt: now.toISOString(),
    columns: listPaths(columns),
  };
  await writeFile(path, `${JSON.stringify(snapshot, null, 2)}\n`);
}

/** Errors: `unreadable` if nothing was accepted. */
export async function readSnapshot(path: string): Promise<Snapshot> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null)
    throw new CheckError(
      'unreadable',
      `Snapshot ${path} not found. Accept the current columns with debrief checks accept.`,
    );
  try {
    const snapshot: unknown = JSON.parse(text);
    if (isSnapshot(snapshot)) return snapshot;
  } catch {
    // Said below.
  }
  throw new CheckError('unreadable', `${path} is no snapshot of columns.`);
}

function isSnapshot(value: unknown): value is Snapshot {
  if (typeof value !== 'object' || value === null) return false;
  if (!('kind' in value) || value.kind !== 'SchemaSnapshot') return false;
  return (
    'columns' in value &&
    Array.isArray(value.columns) &&
    value.columns.every(
      (column: unknown) =>
        typeof column === 'object' &&
        column !== null &&
        'path' in column &&
        typeof column.path === 'string' &&
        'type' in column &&
        typeof column.type === 'string',
    )
  );
}

/** What was added, removed or given another type, also in nested fields: the innermost only. */
export function compareDrift(
  columns: readonly SourceColumn[],
  accepted: readonly ColumnPath[],
): CheckPart[] {
  const before = new Map(accepted.map(({ path, type }) => [path, type]));
  const after = new Map(listPaths(columns).map(({ path, type }) => [path, type]));
  const changed: { path: string; text: string }[] = [];
  for (const [path, type] of before) {
    const now = after.get(path);
    if (now === undefined) changed.push({ path, text: `${path} (${type}) was removed.` });
    else if (now !== type) changed.push({ path, text: `${path} was ${type} and is ${now}.` });
  }
  for (const [path, type] of after)
    if (!before.has(path)) changed.push({ path, text: `${path} (${type}) was added.` });
  // A struct whose field changed has another type: the field says it.
  const isInside = (path: string, outer: string) =>
    path.startsWith(`${outer}.`) || path.startsWith(`${outer}[]`);
  return changed
    .filter(({ path, text }) => {
      const isRetyped = text.includes(' was ') && text.includes(' and is ');
      return !isRetyped || !changed.some((other) => isInside(other.path, path));
    })
    .map(({ path, text }) => ({ name: path, verdict: 'halted', text }));
}
