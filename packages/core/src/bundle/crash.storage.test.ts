import {
  describeOnServer,
  exportBundle,
  importBundleText,
  importFile,
  makeEvent,
  makeIncident,
  messages,
  testServerDatabase,
  testWorld,
} from '@debrief/testkit';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { cpSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIds, silentLog, systemClock, type Context } from '../context.ts';
import { openStore, type Store } from '../db/index.ts';
import { readRecord } from '../evidence/index.ts';

const program = join(import.meta.dirname, '..', '..', '..', '..', 'apps', 'cli', 'debrief.mjs');
const rounds = 2;
let folder = '';
let path = '';
let bundle = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-killed-'));
  path = join(folder, 'INC-1.bundle');
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx);
  await importFile(ctx, incident, {
    text: messages(
      Array.from({ length: 2_000 }, (_, index) => `message ${index} ${'and so on '.repeat(20)}`),
    ),
  });
  await makeEvent(ctx, incident, (await readRecord(ctx, incident.ref, { limit: 10 })).items);
  bundle = await exportBundle(ctx, incident.ref);
  await writeFile(path, bundle);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Place {
  data: string;
  url?: string;
}

/**
 * Imports the bundle with the command line and kills it after a while. Resolves with how long it
 * ran and how it ended.
 */
async function importByCommand(
  place: Place,
  killAfterMs: number | null,
): Promise<{ ms: number; code: number | null }> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [
      program,
      'import',
      path,
      '--data',
      place.data,
      ...(place.url ? ['--database-url', place.url] : []),
    ],
    {
      stdio: 'ignore',
      env: { ...process.env, DEBRIEF_DEMO: 'false', DEBRIEF_LOG_LEVEL: 'error' },
    },
  );
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once('close', resolve);
  if (killAfterMs !== null) {
    await Promise.race([pause(killAfterMs), promise]);
    child.kill('SIGKILL');
  }
  const code = await promise;
  return { ms: performance.now() - start, code };
}

async function onStore<T>(place: Place, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(
    place.url ? { kind: 'server', url: place.url } : { kind: 'embedded', dataDir: place.data },
  );
  return use(store).finally(() => store.close());
}

/** The number of rows that a bundle adds, over all tables. */
async function rowsIn(store: Store): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select ((select count(*) from incident) + (select count(*) from source) + (select count(*) from person) + (select count(*) from import)
    + (select count(*) from evidence) + (select count(*) from timeline_event) + (select count(*) from activity where incident_id is not null))::int as count`.execute(
    store.db,
  );
  return rows[0]?.count ?? -1;
}

const operator = (store: Store): Context => ({
  db: store.db,
  actor: { type: 'operator', name: 'operator' },
  clock: systemClock,
  ids: createIds(systemClock),
  log: silentLog,
  jobs: { add: async () => {} },
  requestId: null,
});

/** Each place has an empty, migrated database. */
async function expectNothingHalfDone(placeOf: (round: number) => Promise<Place>): Promise<void> {
  const first = await placeOf(0);
  const undisturbed = await importByCommand(first, null);
  expect(undisturbed.code).toBe(0);
  const wholeRows = await onStore(first, rowsIn);
  const killed: number[] = [];
  // A fast run can end before it is killed, so there are more rounds until one was killed.
  for (let round = 1; round <= rounds || (killed.length === 0 && round <= 8); round += 1) {
    const place = await placeOf(round);
    const { code } = await importByCommand(
      place,
      randomInt(Math.floor(undisturbed.ms * 0.2), Math.floor(undisturbed.ms * 0.9)),
    );
    await onStore(place, async (store) => {
      const left = await rowsIn(store);
      if (code === null) killed.push(left);
      if (left === 0) await importBundleText(operator(store), bundle);
      expect(await exportBundle(operator(store), 'INC-1')).toBe(bundle);
    });
  }
  expect(killed.length).toBeGreaterThan(0);
  for (const left of killed) expect([0, wholeRows]).toContain(left);
}

describe('a killed import of a bundle leaves nothing or is complete', () => {
  test('in a data folder', async () => {
    const base = { data: join(folder, 'base') };
    await onStore(base, async () => {});
    await expectNothingHalfDone(async (round) => {
      const data = join(folder, `data-${round}`);
      cpSync(base.data, data, { recursive: true });
      return { data };
    });
  });
});

describeOnServer('a killed import of a bundle on a server', () => {
  test('leaves nothing or is complete', async () => {
    await using stack = new AsyncDisposableStack();
    await expectNothingHalfDone(async (round) => {
      const database = stack.use(await testServerDatabase());
      await database.store.close();
      return { data: join(folder, `server-${round}`), url: database.url };
    });
  });
});
