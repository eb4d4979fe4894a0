import { makeIncident, messages, testWorld, type World } from '@debrief/testkit';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { enqueue, type Context, type NewJob } from '../context.ts';
import {
  beginImport,
  cancelImport,
  getImport,
  listRejections,
  runImportJob,
  uploadsInUse,
} from './index.ts';
import { openUpload } from '@debrief/readers';
import { findWrongSummaries, readContents } from './testing/contents.ts';
import { slackHistory } from './testing/slack-history.ts';

let folder = '';
let world: World;
let ctx: Context;
let jobs: NewJob[] = [];
let incident: { id: string; ref: string };
const files = {
  open: (file: string, name: string) => openUpload(join(folder, file), name),
  clear: (file: string) => rm(join(folder, file), { force: true }),
};

async function newWorld(): Promise<void> {
  jobs = [];
  world = await testWorld();
  const queue = { add: async (_: unknown, job: NewJob) => void jobs.push(job) };
  ctx = { ...world.as(world.editor), jobs: queue };
  incident = await makeIncident(ctx);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-job-'));
  await newWorld();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function startJob(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  const begun = await beginImport(
    ctx,
    { incident: incident.ref, name },
    await openUpload(path, name),
    'hash',
    { folderId: 'here', file: name },
  );
  return begun.import.id;
}

/** One run, aborted after the clock was read this many times, like the end of its process. */
async function run(importId: string, stopAfter = Infinity) {
  const stop = new AbortController();
  let asked = 0;
  const now = () => {
    asked += 1;
    if (asked > stopAfter) stop.abort();
    return world.clock.now();
  };
  return runImportJob({ ...ctx, clock: { now } }, { importId }, files, stop.signal);
}

async function runToEnd(importId: string): Promise<number> {
  for (let runs = 1; ; runs += 1) {
    const ended = await run(importId, 300);
    if (ended?.state !== 'running') return runs;
  }
}

test('an import that stops at every batch has the same result as an undisturbed one', async () => {
  const history = slackHistory(1_500);
  await run(await startJob('earlier.zip', history.earlier));
  await run(await startJob('later.zip', history.later));
  const expected = await readContents(ctx.db);

  await newWorld();
  await run(await startJob('earlier.zip', history.earlier));
  const id = await startJob('later.zip', history.later);
  expect(await runToEnd(id)).toBeGreaterThan(1);
  const ended = await getImport(ctx, { id });
  expect(ended).toMatchObject({ state: 'done', read: history.laterCount, problem: null });
  expect(ended.vanished).toBeGreaterThan(0);
  expect(await readContents(ctx.db)).toEqual(expected);
  expect(await findWrongSummaries(ctx.db)).toEqual([]);
}, 120_000);

test('counts equal records without ids and rejected ones once, however often it runs', async () => {
  const line = '{"at":"2026-03-02T08:00:00Z","author":"pager","text":"disk full"}\n';
  const id = await startJob('a.jsonl', `${line}{"author":"ada"}\n`.repeat(1_700));
  expect(await runToEnd(id)).toBeGreaterThan(1);
  expect(await getImport(ctx, { id })).toMatchObject({
    state: 'done',
    read: 3_400,
    imported: 1_700,
    duplicates: 0,
    rejected: 1_700,
  });
  expect((await listRejections(ctx, { id, limit: 2 })).items.map((one) => one.place)).toEqual([
    'line 2',
    'line 4',
  ]);
  expect(await findWrongSummaries(ctx.db)).toEqual([]);
});

test('keeps its file until it has ended, and records its end once, for the account that started it', async () => {
  const id = await startJob('a.jsonl', messages(['one', 'two']));
  expect(jobs).toEqual([{ kind: 'import.run', data: { importId: id }, folderId: 'here' }]);
  expect(await uploadsInUse(ctx, 'here')).toEqual(['a.jsonl']);
  expect(await run(id)).toMatchObject({ state: 'done', imported: 2 });
  expect(await run(id)).toBeNull();
  expect(await uploadsInUse(ctx, 'here')).toEqual([]);
  await expect(openUpload(join(folder, 'a.jsonl'), 'a.jsonl')).rejects.toMatchObject({
    code: 'not-found',
  });
  const { items } = await listActivity(ctx, { subjectId: id });
  expect(items.map((one) => [one.kind, one.by.name])).toEqual([
    ['import.ended', 'Edith'],
    ['import.started', 'Edith'],
  ]);
});

test('of two concurrent runs the later one writes, and the earlier one leaves the import unchanged', async () => {
  const id = await startJob(
    'a.jsonl',
    messages(Array.from({ length: 3_000 }, (_, at) => `m${at}`)),
  );
  const both = await Promise.allSettled([run(id), run(id)]);
  expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await getImport(ctx, { id })).toMatchObject({
    state: 'done',
    read: 3_000,
    imported: 3_000,
  });
  expect(await findWrongSummaries(ctx.db)).toEqual([]);
});

test('gives up a file that stops its process repeatedly', async () => {
  const id = await startJob('a.jsonl', messages(['one']));
  for (let runs = 0; runs < 3; runs += 1) expect((await run(id, 0))?.state).toBe('running');
  expect(await run(id)).toMatchObject({ state: 'failed', read: 0 });
});

test('says that the disk is full until a run has space, however often it is tried', async () => {
  const importId = await startJob('a.jsonl', messages(['one']));
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const onFullDisk = { ...files, open: () => Promise.reject(full) };
  const never = new AbortController().signal;
  for (let at = 0; at < 5; at++)
    await expect(runImportJob(ctx, { importId }, onFullDisk, never)).rejects.toMatchObject({
      code: 'storage-full',
    });
  expect(await getImport(ctx, { id: importId })).toMatchObject({
    state: 'interrupted',
    problem: expect.stringContaining("The database's disk is full."),
  });
  await run(importId);
  expect(await getImport(ctx, { id: importId })).toMatchObject({ state: 'done', problem: null });
});

test('cancels a waiting import before it reads, and fails one whose file is gone', async () => {
  const waiting = await startJob('a.jsonl', messages(['one']));
  await cancelImport(ctx, { id: waiting });
  expect(await run(waiting)).toMatchObject({ state: 'cancelled', read: 0 });
  const gone = await startJob('b.jsonl', messages(['one']));
  await files.clear('b.jsonl');
  expect(await run(gone)).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('no longer there') as unknown,
  });
});

test('adds a job only in a transaction', async () => {
  const job = { kind: 'import.run', data: { importId: incident.id } } as const;
  await expect(enqueue(ctx, job)).rejects.toThrow('outside a transaction');
});
