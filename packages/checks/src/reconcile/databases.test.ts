import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Check, Reconciliation, Stage } from '../definition.ts';
import type { Source } from '../source.ts';
import { DuckdbTables } from '../testing/duckdb-tables.ts';
import { reconcile } from './reconcile.ts';

let database: PGlite;
let tables: DuckdbTables;
beforeAll(async () => {
  database = new PGlite();
  tables = await DuckdbTables.open();
});
afterAll(async () => {
  tables.close();
  await database.close();
});

const inPostgres = (table: string): Source => ({
  dialect: 'postgres',
  from: table,
  columns: async () => {
    const { rows } = await database.query<{ column_name: string; data_type: string }>(
      `select column_name, data_type from information_schema.columns where table_name = '${table}'`,
    );
    return rows.map((row) => ({ name: row.column_name, type: row.data_type, nullable: true }));
  },
  query: async (sql) => (await database.query<Record<string, string | number | null>>(sql)).rows,
  close: async () => {},
});

const stage = (name: string): Stage => ({
  name,
  target: { kind: 'table', dataset: name, connection: 'memory', table: name, filter: '' },
  partition: 'placed',
  measure: '',
  timeZone: 'Europe/Berlin',
  expectedLoss: 0,
  ratio: 1,
});

const check: Check & Reconciliation = {
  id: 'orders',
  name: 'Orders',
  dimension: null,
  type: 'reconciliation',
  stages: [stage('shop'), stage('lake')],
  keys: ['id', 'line'],
  columns: ['amount'],
  zone: 'America/New_York',
  watermarkSeconds: 3_600,
  warn: null,
  halt: { rows: { mustBe: 0 } },
  minRows: 0,
  sample: { rows: 5, columns: [], mask: [] },
  place: { file: 'checks.yml', line: 1, column: 1 },
};

test('a table of PostgreSQL and files are compared by day, key and value', async () => {
  await database.query(`create table shop as select i as id, i % 2 as line, (i * 0.25)::numeric(10,2) as amount,
    timestamp '2026-03-28 12:00:00' + i * interval '1 hour' as placed from generate_series(0, 71) as i`);
  await tables.run(`create table lake as select i as id, i % 2 as line, cast(i * 0.25 as decimal(10,2)) as amount,
    (timestamp '2026-03-28 12:00:00' + to_hours(i)) at time zone 'Europe/Berlin' as placed from range(72) as t(i)`);
  const run = () =>
    reconcile(check, [inPostgres('shop'), tables.source('lake')], new Date('2026-04-02T00:00:00Z'));
  expect(await run()).toMatchObject({ verdict: 'passed', value: 0, total: 72 });
  await tables.run(`update lake set amount = 99 where id = 10`);
  await tables.run(`delete from lake where id = 30`);
  const result = await run();
  expect(result.parts.map(({ name }) => name)).toEqual(['lake 2026-03-28', 'lake 2026-03-29']);
  expect(result.sample).toEqual([
    { stage: 'lake', partition: '2026-03-28', difference: 'changed', id: 10, line: 0 },
    { stage: 'lake', partition: '2026-03-29', difference: 'missing', id: 30, line: 0 },
  ]);
});
