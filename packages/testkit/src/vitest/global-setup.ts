import { PGlite } from '@electric-sql/pglite';
import { createPGliteStore, openStore } from '@debrief/core/db';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeDatabase, type MadeDatabase } from '../make-database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /**
     * A dump of a migrated, empty PGlite database: each worker loads it instead of migrating again.
     */
    snapshotPath: string;
    /** A PostgreSQL server on which tests can create databases; empty if there is none. */
    serverUrl: string;
    /** A migrated, empty database on that server, to copy; empty if there is none. */
    templateUrl: string;
  }
}

/** Once per run, before the first worker starts. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-tests-'));
  const snapshotPath = join(folder, 'snapshot.tar');
  const pglite = await PGlite.create();
  await createPGliteStore(pglite);
  await writeFile(
    snapshotPath,
    Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()),
  );
  await pglite.close();
  const serverUrl = process.env['DEBRIEF_TEST_DATABASE_URL'] ?? '';
  const template = serverUrl === '' ? null : await makeTemplate(serverUrl);
  project.provide('snapshotPath', snapshotPath);
  project.provide('serverUrl', serverUrl);
  project.provide('templateUrl', template?.url ?? '');
  return async () => {
    await template?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(serverUrl: string): Promise<MadeDatabase> {
  const made = await makeDatabase(serverUrl);
  const store = await openStore({ kind: 'server', url: made.url });
  await store.close();
  return made;
}
