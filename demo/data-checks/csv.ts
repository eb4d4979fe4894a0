import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

type Value = string | number | null;
export type Row = Record<string, Value>;

/** Writes rows as CSV; the first one has all columns. */
export async function writeCsv(folder: string, name: string, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => names.map((column) => String(row[column] ?? '')).join(','));
  await writeText(folder, name, [names.join(','), ...lines]);
}

export async function writeText(
  folder: string,
  name: string,
  lines: readonly string[],
): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${lines.join('\n')}\n`);
}

export const addDays = (start: string, day: number): string =>
  new Date(Date.parse(start) + day * 86_400_000).toISOString().slice(0, 10);
