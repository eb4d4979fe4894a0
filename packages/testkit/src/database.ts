import { PGlite } from '@electric-sql/pglite';
import { openStore, createPGliteStore, type Store } from '@debrief/core/db';
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { describe, inject } from 'vitest';
import { makeDatabase } from './make-database.ts';

let onServer: Promise<Store> | undefined;
let embedded: Promise<Store> | undefined;

/**
 * The worker's database, migrated and empty: on the run's PostgreSQL server, else embedded. There is
 * one per worker: each call empties it, so call it once per test or per file, and never while an
 * earlier store is still in use. Closing the store leaves the database running.
 */
export async function testDatabase(): Promise<Store> {
  const template = inject('templateUrl');
  if (template === '') return embeddedDatabase();
  onServer ??= copyTemplate(template);
  return emptyStore(await onServer);
}

/** The same, always embedded. */
export async function embeddedDatabase(): Promise<Store> {
  embedded ??= loadSnapshot();
  return emptyStore(await embedded);
}

async function copyTemplate(template: string): Promise<Store> {
  const { url } = await makeDatabase(inject('serverUrl'), template);
  return openStore({ kind: 'server', url });
}

async function loadSnapshot(): Promise<Store> {
  const snapshot = await readFile(inject('snapshotPath'));
  return createPGliteStore(await PGlite.create({ loadDataDir: new Blob([snapshot]) }));
}

async function emptyStore(store: Store): Promise<Store> {
  await empty(store.db);
  return { ...store, close: async () => {} };
}

/**
 * Also empties protected tables: triggers are disabled while the session acts as a replica. Most
 * tests fill few tables with few rows, and truncating all of them takes longer than such a test.
 */
async function empty(db: Store['db']): Promise<void> {
  await sql`
    do $$
    declare
      name text;
      has_rows boolean;
    begin
      set session_replication_role = replica;
      for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'migration' loop
        execute format('select exists (select 1 from %I)', name) into has_rows;
        if not has_rows then continue; end if;
        if pg_relation_size(format('%I', name)::regclass) > 1000000 then
          execute format('truncate %I cascade', name);
        else
          execute format('delete from %I', name);
        end if;
      end loop;
      perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences where schemaname = 'public';
      set session_replication_role = origin;
    end $$`.execute(db);
}

/** A separate migrated database on the run's PostgreSQL server, dropped when it is disposed. */
export interface ServerDatabase extends AsyncDisposable {
  store: Store;
  url: string;
}

/**
 * Creates a new database on the real server: `await using database = await testServerDatabase()`.
 */
export async function testServerDatabase(): Promise<ServerDatabase> {
  const made = await makeDatabase(inject('serverUrl'), inject('templateUrl'));
  const store = await openStore({ kind: 'server', url: made.url });
  return {
    store,
    url: made.url,
    async [Symbol.asyncDispose]() {
      await store.close();
      await made[Symbol.asyncDispose]();
    },
  };
}

/** A suite that needs the real server; without one it is skipped, and its title says why. */
export function describeOnServer(title: string, suite: () => void): void {
  const isGiven = inject('serverUrl') !== '';
  describe.skipIf(!isGiven)(
    isGiven ? title : `${title} (skipped: DEBRIEF_TEST_DATABASE_URL is not set; npm test sets it)`,
    suite,
  );
}
