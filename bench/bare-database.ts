import { PGlite } from '@electric-sql/pglite';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A copy of the database in a data folder, opened without our code: the baseline for our times. */
export interface BareDatabase extends AsyncDisposable {
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
}

export async function openBareCopy(dataDir: string): Promise<BareDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-bare-'));
  await cp(join(dataDir, 'database'), folder, { recursive: true });
  const pglite = await PGlite.create(folder);
  return {
    query: async <Row extends object>(text: string, values?: unknown[]) =>
      (await pglite.query<Row>(text, values)).rows,
    async [Symbol.asyncDispose]() {
      await pglite.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
