import { silentLog } from '@debrief/core/context';
import { openStore, type Store } from '@debrief/core/db';
import { sql } from 'kysely';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJobTables } from '../apps/server/src/jobs/job-queue.ts';
import { copyPreparedDatabase, prepareDatabase } from '../apps/server/src/new-database.ts';
import { describeSchema } from './schema.ts';

let base: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'debrief-prepared-'));
  await prepareDatabase(join(base, 'prepared'), silentLog);
});
afterAll(() => rm(base, { recursive: true, force: true }));

/** Everything in a database but times: objects with their definitions, and rows. */
async function describeDatabase({ db }: Store): Promise<Record<string, unknown>> {
  const columns = await sql`
    select table_schema, table_name, column_name, data_type, is_nullable, column_default
    from information_schema.columns where table_schema in ('public', 'pgboss') order by 1, 2, 3`.execute(
    db,
  );
  const functions = await sql`
    select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'pgboss') and p.prokind = 'f' order by 1`.execute(db);
  const indexes = await sql`
    select indexdef from pg_indexes where schemaname in ('public', 'pgboss') order by 1`.execute(
    db,
  );
  const tables = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'pgboss') order by 1`.execute(db);
  const rows: Record<string, unknown> = {};
  for (const { name } of tables.rows) {
    const found = await sql<{
      row: object;
    }>`select to_jsonb(t) as row from ${sql.raw(name)} t`.execute(db);
    rows[name] = found.rows
      .map(({ row }) => JSON.stringify(row).replaceAll(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"time"'))
      .toSorted();
  }
  const schema = await describeSchema(db);
  return { schema, columns: columns.rows, functions: functions.rows, indexes: indexes.rows, rows };
}

test('the prepared database is what migrations make in a new folder', async () => {
  const [copied, made] = [join(base, 'copied'), join(base, 'made')];
  await copyPreparedDatabase(copied, join(base, 'prepared'));
  const prepared = await openStore({ kind: 'embedded', dataDir: copied });
  const ofPrepared = await describeDatabase(prepared);
  await prepared.close();
  const store = await openStore({ kind: 'embedded', dataDir: made });
  await createJobTables(store, silentLog);
  const ofMade = await describeDatabase(store);
  await store.close();
  expect(ofPrepared).toEqual(ofMade);
});

test('does not use a database of another version, or replace an existing one', async () => {
  await copyPreparedDatabase(join(base, 'none'), join(base, 'nowhere'));
  await copyPreparedDatabase(join(base, 'made'), join(base, 'prepared'));
  expect(await readdir(base)).not.toContain('none');
  expect(await readdir(join(base, 'made'))).toEqual(['database']);
});
