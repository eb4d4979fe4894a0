import {
  describeOnServer,
  importFile,
  testServerDatabase,
  type ServerDatabase,
} from '@debrief/testkit';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIds, silentLog, systemClock } from '../context.ts';
import { openStore, type Database, type Store } from '../db/index.ts';
import { findWrongSummaries, readContents } from './testing/contents.ts';
import { slackHistory } from './testing/slack-history.ts';

/** Kills, spread evenly over the import, each at a random moment of its part. */
const rounds = 3;
const chooseMoment = (round: number, length: number) =>
  Math.floor((length * (round + randomInt(1000) / 1000)) / rounds);
const program = join(import.meta.dirname, '..', '..', '..', '..', 'apps', 'cli', 'debrief.mjs');
const folder = mkdtempSync(join(tmpdir(), 'debrief-crash-'));
const [earlier, later] = [join(folder, 'earlier.zip'), join(folder, 'later.zip')];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Place {
  data: string;
  url?: string;
}

interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the real command. `killWhen` decides when it is killed. */
async function debrief(
  place: Place,
  parameters: string[],
  killWhen?: (isOver: () => boolean) => Promise<void>,
): Promise<Run> {
  const database = place.url ? ['--database-url', place.url] : [];
  const child = spawn(
    process.execPath,
    [program, ...parameters, '--data', place.data, ...database, '--json'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBRIEF_DEMO: 'false', DEBRIEF_LOG_LEVEL: 'error' },
    },
  );
  const run: Run = { code: null, out: '', err: '' };
  let isOver = false;
  child.stdout.on('data', (chunk: Buffer) => (run.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (run.err += chunk.toString()));
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('close', (code) => {
    isOver = true;
    run.code = code;
    resolve();
  });
  if (killWhen) {
    await killWhen(() => isOver);
    child.kill('SIGKILL');
  }
  await promise;
  return run;
}

async function expectImported(place: Place, path: string): Promise<void> {
  const run = await debrief(place, ['import', path, '--incident', 'INC-1']);
  expect({ code: run.code, err: run.err }).toEqual({ code: 0, err: '' });
}

async function prepare(place: Place): Promise<void> {
  const { code, err } = await debrief(place, ['incidents', 'declare', 'Search is empty']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  await expectImported(place, earlier);
}

async function onStore<T>(place: Place, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(
    place.url ? { kind: 'server', url: place.url } : { kind: 'embedded', dataDir: place.data },
  );
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/**
 * Imports the file again, sometimes with the command and otherwise in this process, which is faster
 * and does the same. Then checks everything.
 */
async function again(
  place: Place,
  round: number,
): Promise<Awaited<ReturnType<typeof readEverything>>> {
  if (round % 10 === 0) await expectImported(place, later);
  return onStore(place, async (store) => {
    if (round % 10 === 0) return readEverything(store.db);
    const actor = { type: 'operator' as const, name: 'operator' };
    const ctx = {
      db: store.db,
      actor,
      clock: systemClock,
      ids: createIds(systemClock),
      log: silentLog,
      jobs: { add: async () => {} },
      requestId: null,
    };
    const ended = await importFile(
      ctx,
      { ref: 'INC-1' },
      { name: 'later.zip', text: readFileSync(later) },
    );
    expect(ended).toMatchObject({ state: 'done', read: laterCount, rejected: 0 });
    return readEverything(store.db);
  });
}

/** The import that was killed, or null if it had not started. */
async function killedImport(db: Database): Promise<{ state: string; rows: number } | null> {
  const found = await sql<{ state: string; rows: number }>`
    select state, (select count(*)::int from evidence where evidence.import_id = import.id) as rows from import order by id desc limit 1 offset (select case when count(*) < 3 then 0 else 1 end from import)`.execute(
    db,
  );
  return found.rows[0] ?? null;
}

async function readEverything(db: Database) {
  return {
    ...(await readContents(db)),
    broken: await findWrongSummaries(db),
    killed: await killedImport(db),
  };
}

let expected: Awaited<ReturnType<typeof readContents>>;
let laterCount = 0;

beforeAll(() => {
  const history = slackHistory(2_000);
  laterCount = history.laterCount;
  writeFileSync(earlier, history.earlier);
  writeFileSync(later, history.later);
});

/** Compared as text: a difference in 10,000 rows is reported quickly, with its first position. */
function expectSame(found: Awaited<ReturnType<typeof readEverything>>): void {
  for (const part of ['items', 'order', 'people', 'members'] as const) {
    const [is, wanted] = [found[part], expected[part]];
    const at = is.findIndex((row, index) => JSON.stringify(row) !== JSON.stringify(wanted[index]));
    if (at >= 0) expect({ part, at, row: is[at] }).toEqual({ part, at, row: wanted[at] });
    expect(is).toHaveLength(wanted.length);
  }
  expect(found.broken).toEqual([]);
}

describe('a killed and repeated import has the same result as an undisturbed one', () => {
  const base: Place = { data: join(folder, 'base') };
  let importMs = 0;

  beforeAll(async () => {
    await prepare(base);
    const undisturbed: Place = { data: join(folder, 'undisturbed') };
    cpSync(base.data, undisturbed.data, { recursive: true });
    let began = 0;
    await debrief(undisturbed, ['import', later, '--incident', 'INC-1'], async (isOver) => {
      await waitUntilSent(undisturbed, isOver);
      began = performance.now();
      while (!isOver()) await pause(5);
      importMs = performance.now() - began;
    });
    expected = await onStore(undisturbed, (store) => readContents(store.db));
    const kinds = await onStore(undisturbed, (store) =>
      sql<{
        change: string;
        count: number;
      }>`select change, count(*)::int as count from evidence group by change order by change`.execute(
        store.db,
      ),
    );
    // The file must contain what can go wrong: revisions and tombstones.
    for (const change of ['deleted', 'original', 'revised'])
      expect(kinds.rows.find((row) => row.change === change)?.count).toBeGreaterThan(10);
    expect(laterCount).toBeGreaterThan(1_500);
  }, 120_000);

  /** Resolves when the file is on disk: the import starts then. */
  async function waitUntilSent(place: Place, isOver: () => boolean): Promise<void> {
    for (;;) {
      if (isOver()) return;
      try {
        if (readdirSync(join(place.data, 'uploads')).length > 0) return;
      } catch {
        // The folder is created with the first upload.
      }
      await pause(5);
    }
  }

  test(`${rounds} times on the embedded database`, async () => {
    let midway = 0;
    // On a busy machine a kill can come before the first rows or after the last: others follow.
    for (let round = 0; round < rounds || (midway === 0 && round < 3 * rounds); round += 1) {
      const place: Place = { data: join(folder, `round-${round}`) };
      cpSync(base.data, place.data, { recursive: true });
      const afterMs = chooseMoment(round % rounds, importMs * 1.1);
      await debrief(place, ['import', later, '--incident', 'INC-1'], async (isOver) => {
        await waitUntilSent(place, isOver);
        await pause(afterMs);
      });
      const found = await again(place, round);
      expectSame(found);
      if (found.killed && found.killed.state !== 'done' && found.killed.rows > 0) midway += 1;
      rmSync(place.data, { recursive: true, force: true });
    }
    expect(midway).toBeGreaterThan(0);
  }, 400_000);

  describeOnServer('on a server', () => {
    let made: ServerDatabase;
    beforeAll(async () => {
      made = await testServerDatabase();
      await prepare({ data: join(folder, 'server'), url: made.url });
      await made.store.close();
    }, 120_000);
    afterAll(() => made[Symbol.asyncDispose]());

    test(`${rounds} times`, async () => {
      const admin = new URL(made.url);
      const template = admin.pathname.slice(1);
      admin.pathname = '/postgres';
      const { default: pg } = await import('pg');
      const client = new pg.Client({ connectionString: admin.href });
      await client.connect();
      let midway = 0;
      try {
        for (let round = 0; round < rounds; round += 1) {
          const name = `${template}_${round}`;
          await client.query(`create database ${name} template ${template}`);
          const url = new URL(made.url);
          url.pathname = `/${name}`;
          const place: Place = { data: join(folder, 'server'), url: url.href };
          const store = await openStore({ kind: 'server', url: url.href });
          const wanted = chooseMoment(round, laterCount);
          const read = async () =>
            (
              await sql<{ read: number }>`select read from import order by id desc limit 1`.execute(
                store.db,
              )
            ).rows[0]?.read ?? 0;
          const imports = async () =>
            (
              await sql<{ count: number }>`select count(*)::int as count from import`.execute(
                store.db,
              )
            ).rows[0]?.count ?? 0;
          await debrief(place, ['import', later, '--incident', 'INC-1'], async (isOver) => {
            while (!isOver() && ((await imports()) < 2 || (await read()) < wanted)) await pause(2);
            await pause(randomInt(60));
          });
          await store.close();
          const found = await again(place, round);
          expectSame(found);
          if (found.killed && found.killed.state !== 'done' && found.killed.rows > 0) midway += 1;
          await client.query(`drop database ${name} with (force)`);
        }
      } finally {
        await client.end();
      }
      expect(midway).toBeGreaterThan(0);
    }, 400_000);
  });
});
