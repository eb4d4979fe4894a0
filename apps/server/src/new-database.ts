import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '@debrief/core/context';
import { hashMigrations, openStore } from '@debrief/core/db';
import { createJobTables } from './jobs/job-queue.ts';

/** Where `npm run build` keeps an empty, migrated database. */
export const prepared = fileURLToPath(new URL('../dist/database/', import.meta.url));

/** Makes an empty database with all tables, as a first start does, to be copied by later ones. */
export async function prepareDatabase(folder: string, log: Log): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const store = await openStore({ kind: 'embedded', dataDir: folder });
  await createJobTables(store, log);
  await store.close();
  await writeFile(join(folder, 'made-for'), await hashMigrations());
}

/**
 * Starts a new data folder with the prepared database: making one takes several times longer. Without one of this
 * version, the database is made when it is opened.
 */
export async function copyPreparedDatabase(dataDir: string, from = prepared): Promise<void> {
  const database = join(dataDir, 'database');
  const read = (path: string) => readFile(path, 'utf8').catch(() => null);
  if ((await read(join(database, 'PG_VERSION'))) !== null) return;
  if ((await read(join(from, 'made-for'))) !== (await hashMigrations())) return;
  const draft = `${database}.new`;
  await rm(draft, { recursive: true, force: true });
  await cp(join(from, 'database'), draft, { recursive: true });
  // A folder that has something in it stays as it is.
  await rename(draft, database).catch(() => rm(draft, { recursive: true, force: true }));
}
