import { Import, IncidentSummary, toPageSchema } from '@debrief/contract';
import { describeOnServer, messages, testServerDatabase } from '@debrief/testkit';
import { startDebrief, type DebriefProcess } from '@debrief/testkit/process';
import { jobKinds, silentLog } from '@debrief/core/context';
import { openStore } from '@debrief/core/db';
import { sql } from 'kysely';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openJobs } from './job-queue.ts';

const good = 4_500;
const bad = 60;
const read = good + bad;

let dataDir = '';
let processes: DebriefProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'debrief-survives-'));
});
afterEach(async () => {
  for (const one of processes) await one[Symbol.asyncDispose]();
  processes = [];
  await rm(dataDir, { recursive: true, force: true });
});

async function start(databaseUrl?: string): Promise<DebriefProcess> {
  const made = await startDebrief({
    dataDir,
    ...(databaseUrl && { databaseUrl }),
    env: { DEBRIEF_DEMO: 'false' },
  });
  processes.push(made);
  return made;
}

/** Every few lines one that cannot be read. */
function file(): string {
  const lines = messages(Array.from({ length: good }, (_, index) => `message ${index}`)).split(
    '\n',
  );
  for (let index = 0; index < bad; index += 1)
    lines.splice(index * (good / bad), 0, '{"author":"ada","text":"no time"}');
  return lines.join('\n');
}

type Caller = <T>(
  to: DebriefProcess,
  schema: { parse(value: unknown): T },
  method: string,
  path: string,
  body?: string,
) => Promise<T>;

const caller =
  (headers: (to: DebriefProcess) => Record<string, string>): Caller =>
  async (to, schema, method, path, body) => {
    const response = await fetch(`${to.origin}/api${path}`, {
      method,
      headers: headers(to),
      ...(body !== undefined && { body }),
    });
    return schema.parse(await response.json());
  };

async function startImport(call: Caller, to: DebriefProcess): Promise<string> {
  const { ref } = await call(
    to,
    z.object({ ref: z.string() }),
    'POST',
    '/incidents',
    JSON.stringify({ title: 'Killed' }),
  );
  const { id } = await call(to, Import, 'POST', `/imports?incident=${ref}&name=a.jsonl`, file());
  while ((await call(to, Import, 'GET', `/imports/${id}`)).read === 0) await pause(10);
  return id;
}

async function expectFinished(call: Caller, to: DebriefProcess, id: string): Promise<void> {
  const now = () => call(to, Import, 'GET', `/imports/${id}`);
  while ((await now()).state !== 'done') await pause(100);
  expect(await now()).toMatchObject({
    read,
    imported: good,
    duplicates: 0,
    rejected: bad,
    problem: null,
  });
  const { items } = await call(to, toPageSchema(IncidentSummary), 'GET', '/incidents');
  expect(items[0]?.evidenceCount).toBe(good);
  const rejections = await call(
    to,
    z.object({ items: z.array(z.unknown()) }),
    'GET',
    `/imports/${id}/rejections?limit=100`,
  );
  expect(rejections.items).toHaveLength(bad);
  while ((await readdir(join(dataDir, 'uploads'))).length > 0) await pause(50);
}

test('the next start finishes an import whose process was killed, and its counts add up', async () => {
  const call = caller((to) => ({ authorization: `Bearer ${to.token}` }));
  const first = await start();
  const id = await startImport(call, first);
  await first.kill();
  await expectFinished(call, await start(), id);
});

test('the next start finishes an undo whose process was killed', async () => {
  const call = caller((to) => ({ authorization: `Bearer ${to.token}` }));
  const first = await start();
  const id = await startImport(call, first);
  await expectFinished(call, first, id);
  await call(first, Import, 'POST', `/imports/${id}/undo`);
  while ((await call(first, Import, 'GET', `/imports/${id}`)).removed === 0) await pause(5);
  await first.kill();
  const second = await start();
  const now = () => call(second, Import, 'GET', `/imports/${id}`);
  while ((await now()).state !== 'undone') await pause(100);
  expect(await now()).toMatchObject({ removed: good, can: { undo: false } });
  const { items } = await call(second, toPageSchema(IncidentSummary), 'GET', '/incidents');
  expect(items[0]?.evidenceCount).toBe(0);
});

describeOnServer('on a PostgreSQL server', () => {
  test('another process with the same data folder finishes the import of a killed one', async () => {
    await using database = await testServerDatabase();
    const first = await start(database.url);
    const claim = await fetch(`${first.origin}/api/session/claim`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token: new URL(first.address).searchParams.get('token'),
        name: 'Ada',
        email: 'ada@example.org',
        password: 'correct horse battery',
      }),
    });
    const cookie = claim.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const call = caller(() => ({ cookie, 'content-type': 'application/json' }));
    const id = await startImport(call, first);
    first.child.kill('SIGSTOP');
    const second = await start(database.url);
    const stopped = await call(second, Import, 'GET', `/imports/${id}`);
    expect(stopped).toMatchObject({ state: 'running' });
    expect(stopped.read).toBeLessThan(read);
    await first.kill();
    await expectFinished(call, second, id);
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from activity where kind = 'import.ended'`.execute(
      database.store.db,
    );
    expect(rows).toEqual([{ count: 1 }]);
    await second.stop();
  });

  test('processes that start together on a new database create one queue schema', async () => {
    await using database = await testServerDatabase();
    const stores = await Promise.all(
      [1, 2, 3, 4].map(() => openStore({ kind: 'server', url: database.url })),
    );
    const queues = await Promise.all(stores.map((store) => openJobs(store, 'here', silentLog)));
    const { rows } = await sql<{ name: string }>`select name from pgboss.queue`.execute(
      database.store.db,
    );
    // A process reads only its own uploads, so their jobs have a queue of their own.
    const expected = Object.keys(jobKinds).map((kind) =>
      kind === 'import.run' ? 'import.run/here' : kind,
    );
    expect(rows.map((row) => row.name).toSorted()).toEqual(expected.toSorted());
    for (const queue of queues) await queue.stop();
    for (const store of stores) await store.close();
  });
});
