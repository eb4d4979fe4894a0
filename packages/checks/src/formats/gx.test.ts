import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataSafeguard } from '../definition.ts';
import type { Outcome } from '../outcome.ts';
import { runOnSource } from '../run-checks.ts';
import type { Task } from '../scan.ts';
import { DuckdbTables } from '../testing/duckdb-tables.ts';
import { importChecks } from './import-checks.ts';

// The test definitions of Great Expectations: small data, arguments, and the verdict.
const data = fileURLToPath(
  new URL('../../../../../shared/data/data-contracts/great-expectations/', import.meta.url),
);
const hasData = existsSync(data);
if (!hasData) process.stderr.write(`The cases of Great Expectations are skipped: no ${data}.\n`);

interface GxCase {
  title: string;
  in: Record<string, unknown>;
  out: { success?: boolean; traceback_substring?: string; error?: unknown };
  only_for?: string[];
  suppress_test_for?: string[];
}

interface GxDataset {
  data: Record<string, unknown[]>;
  schemas?: Record<string, Record<string, string>>;
  tests: GxCase[];
}

interface GxFile {
  expectation_type: string;
  datasets: GxDataset[];
}

type Verdict = 'agree' | 'differ' | 'not supported' | 'other back end';

let tables: DuckdbTables;
beforeAll(async () => {
  tables = await DuckdbTables.open();
});
afterAll(() => tables.close());

/** The SQL type of a column; null if its values have several types, which no database has. */
function findType(values: readonly unknown[], declared: string): string | null {
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  if (kinds.size > 1 || kinds.has('object')) return null;
  if (kinds.has('number'))
    return values.every((value) => value === null || Number.isSafeInteger(value))
      ? 'bigint'
      : 'double';
  if (kinds.has('boolean')) return 'boolean';
  const isTime =
    /timestamp|datetime/i.test(declared) &&
    values.every((value) => value === null || readTime(value));
  return isTime ? 'timestamp' : 'varchar';
}

function readTime(value: unknown): string | null {
  const text = String(value);
  const time = [new Date(`${text} UTC`), new Date(text)].find(
    (one) => !Number.isNaN(one.getTime()),
  );
  return time?.toISOString() ?? null;
}

function toLiteral(value: unknown, type: string): string {
  if (value === null || value === undefined) return 'null';
  if (type === 'timestamp') return `'${readTime(value)}'`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return typeof value === 'string' ? `'${text.replaceAll("'", "''")}'` : text;
}

async function writeData({ data: columns, schemas }: GxDataset): Promise<void> {
  const types = Object.entries(columns).flatMap(([name, values]) => {
    const type = findType(values, schemas?.['spark']?.[name] ?? '');
    return type === null ? [] : [{ name, type, values }];
  });
  const fields = types.map(({ name, type }) => `"${name}" ${type}`).join(', ');
  await tables.run(`create or replace table d (${fields})`);
  const length = Math.max(...types.map(({ values }) => values.length));
  const rows = Array.from(
    { length },
    (_, index) => `(${types.map(({ values, type }) => toLiteral(values[index], type)).join(', ')})`,
  );
  if (length > 0) await tables.run(`insert into d values ${rows.join(', ')}`);
}

const backEnds = ['sqlalchemy', 'postgresql'];

/** Its databases round to 15 digits, and the bounds are those digits. */
const rounds = new Set(['positive_test__exact_min_and_max_sqlalchemy']);

function isForOthers({
  title,
  out,
  only_for: only,
  suppress_test_for: suppressed,
}: GxCase): boolean {
  if (rounds.has(title) || (only && out.success === undefined)) return true;
  if (only && !only.some((name) => backEnds.includes(name))) return true;
  return suppressed?.some((name) => backEnds.includes(name)) ?? false;
}

interface CaseResult {
  title: string;
  verdict: Verdict;
  reason: string;
}

/** Checks of the table `d`, in this process: a process for each dataset would take minutes. */
async function runTasks(safeguards: readonly DataSafeguard[]): Promise<Map<Task, Outcome>> {
  const outcomes = new Map<Task, Outcome>();
  const options = {
    folder: '',
    root: null,
    connections: new Map<string, string>(),
    now: new Date(0),
  };
  const tasks = safeguards.flatMap((safeguard) =>
    safeguard.checks.map((check) => ({ safeguard, check })),
  );
  for (const [filter, group] of Map.groupBy(tasks, ({ safeguard }) => safeguard.target.filter)) {
    const source = tables.source('d');
    const from = filter === '' ? 'd as data' : `(select * from d where ${filter}) as data`;
    await runOnSource({ ...source, from }, group, options, outcomes);
  }
  return outcomes;
}

async function runDataset(type: string, dataset: GxDataset): Promise<CaseResult[]> {
  if (!Array.isArray(dataset.data)) await writeData(dataset);
  const safeguards: DataSafeguard[] = [];
  const cases = dataset.tests.map((one) => {
    const suite = { name: 'case', expectations: [{ type, kwargs: one.in }] };
    const imported = importChecks('suite.json', JSON.stringify(suite), { path: 'd.parquet' });
    if (!isForOthers(one)) safeguards.push(...imported.safeguards);
    return { one, imported };
  });
  const outcomes = await runTasks(safeguards);
  return cases.map(({ one, imported }): CaseResult => {
    const { title, out } = one;
    if (isForOthers(one)) return { title, verdict: 'other back end', reason: '' };
    const [note] = imported.notes;
    if (note) return { title, verdict: 'not supported', reason: note.message };
    const own = [...outcomes]
      .filter(([{ safeguard }]) => imported.safeguards.includes(safeguard))
      .map(([, outcome]) => outcome);
    const expectsError =
      out.success === undefined && (out.traceback_substring ?? out.error) !== undefined;
    const unable = own.find(({ verdict }) => verdict === 'error' || verdict === 'skipped');
    if (unable)
      return { title, verdict: expectsError ? 'agree' : 'not supported', reason: unable.text };
    if (out.success === undefined)
      return {
        title,
        verdict: expectsError ? 'differ' : 'not supported',
        reason: 'an error or no verdict is expected',
      };
    const passes = own.every(({ verdict }) => verdict === 'passed');
    const reason = own.map(({ verdict, text }) => `${verdict}: ${text}`).join(' ');
    return { title, verdict: passes === out.success ? 'agree' : 'differ', reason };
  });
}

/** Python writes numbers that JSON does not have. */
const readCases = (path: string) =>
  readFileSync(path, 'utf8').replaceAll(/([:[,]\s*)(?:-?Infinity|NaN)\b/g, '$1null');

describe.skipIf(!hasData)('test definitions of Great Expectations', () => {
  test('no verdict differs', async () => {
    const table = new Map<string, Record<Verdict, number>>();
    const differences: string[] = [];
    for (const path of globSync(join(data, 'test_definitions/*/*.json')).toSorted()) {
      const file = JSON.parse(readCases(path)) as GxFile;
      const type = file.expectation_type;
      const counts = table.get(type) ?? {
        agree: 0,
        differ: 0,
        'not supported': 0,
        'other back end': 0,
      };
      table.set(type, counts);
      for (const dataset of file.datasets)
        for (const { title, verdict, reason } of await runDataset(type, dataset)) {
          counts[verdict] += 1;
          if (verdict === 'differ') differences.push(`${type}: ${title}: ${reason}`);
        }
    }
    expect(differences).toEqual([]);
    // The document prints the same table.
    const rows = [...table].map(([type, counts]) =>
      ['', type, ...Object.values(counts), ''].join(' | ').trim(),
    );
    const document = readFileSync(
      new URL('../../../../docs/check-formats.md', import.meta.url),
      'utf8',
    );
    const printed = document.split('\n').filter((line) => /^\| (?:expect_|unexpected_)/.test(line));
    expect(printed.map((line) => line.replaceAll(/ +/g, ' '))).toEqual(rows);
  });
});
