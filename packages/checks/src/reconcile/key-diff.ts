import type { SourceRow, SourceValue } from '../source.ts';
import { namePartition, readKeys, showValue, type OpenStage } from './stage-query.ts';

export type KeyDifference = 'missing' | 'extra' | 'duplicate' | 'changed';

/** A key that two stages do not have in the same way. */
export interface DifferentKey {
  difference: KeyDifference;
  /** Its values as one text, the same in all databases. */
  name: string;
  key: SourceRow;
  rows: number;
}

/** In one query for each stage at most. */
export const mostKeys = 200_000;

/** A value in a form that does not depend on the database: `1.50`, 1.5 and `1.5` are the same. */
function normalize(value: SourceValue | undefined): string {
  if (value === null || value === undefined) return '∅';
  const text = showValue(value);
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text) ? String(Number(text)) : text;
}

interface Keyed {
  key: SourceRow;
  rows: number;
  values: string;
}

type Keys = Map<string, Keyed>;

async function readSide(
  open: OpenStage,
  partitions: readonly string[],
  keys: readonly string[],
  columns: readonly string[],
): Promise<Map<string, Keys>> {
  const found = new Map<string, Keys>(partitions.map((name) => [name, new Map()]));
  for (const row of await readKeys(open, partitions, keys, columns, mostKeys)) {
    const key = Object.fromEntries(keys.map((name) => [name, row[name] ?? null]));
    const values = columns.map((_, index) => normalize(row[`value_${index}`]));
    found.get(namePartition(row))?.set(JSON.stringify(keys.map((name) => normalize(row[name]))), {
      key,
      rows: Number(row['counted']),
      values: JSON.stringify(values),
    });
  }
  return found;
}

function compareKeys(had: Keys, has: Keys): DifferentKey[] {
  const different: DifferentKey[] = [];
  for (const [name, { key, rows, values }] of had) {
    const found = has.get(name);
    const lost = rows - (found?.rows ?? 0);
    if (lost > 0) different.push({ difference: 'missing', name, key, rows: lost });
    if (lost < 0) different.push({ difference: 'duplicate', name, key, rows: -lost });
    if (found && found.values !== values)
      different.push({ difference: 'changed', name, key, rows: found.rows });
  }
  for (const [name, { key, rows }] of has)
    if (!had.has(name)) different.push({ difference: 'extra', name, key, rows });
  return different.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Compares the keys of some partitions in two stages. */
export async function diffKeys(
  before: OpenStage,
  after: OpenStage,
  partitions: readonly string[],
  keys: readonly string[],
  columns: readonly string[],
): Promise<Map<string, DifferentKey[]>> {
  if (partitions.length === 0) return new Map();
  const had = await readSide(before, partitions, keys, columns);
  const has = await readSide(after, partitions, keys, columns);
  return new Map(
    partitions.map((name) => [
      name,
      compareKeys(had.get(name) ?? new Map(), has.get(name) ?? new Map()),
    ]),
  );
}
