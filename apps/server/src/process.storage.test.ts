import { spawnSync } from 'node:child_process';
import { connect, createServer, type Server, type Socket } from 'node:net';
import {
  access,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Import, IncidentSummary, toPageSchema, Problem, RecordPage } from '@debrief/contract';
import {
  describeOnServer,
  messages,
  testServerDatabase,
  type ServerDatabase,
} from '@debrief/testkit';
import { openStore } from '@debrief/core/db';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readConfig, type ConfigFlags } from './config.ts';
import { readLock } from './lock.ts';
import { serve, type Running } from './serve.ts';

let folder: string;
let running: Running[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-serve-'));
});
afterEach(async () => {
  for (const one of running) await one.close();
  running = [];
  await rm(folder, { recursive: true, force: true });
});

const config = (flags: Partial<ConfigFlags> = {}) =>
  readConfig({
    flags: { data: folder, port: 0, demo: 'none', logLevel: 'silent', ...flags },
    env: {},
  });
function getPort(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

interface Started {
  server: Running;
  origin: string;
  token: string;
}

async function start(flags: Partial<ConfigFlags> = {}): Promise<Started> {
  const server = await serve(config(flags));
  running.push(server);
  return {
    server,
    origin: new URL(server.address).origin,
    token: (await readLock(folder))?.token ?? '',
  };
}

/** The response by the contract; a rejected call throws with its message. */
async function call<T>(
  to: Started,
  schema: { parse(value: unknown): T },
  method: string,
  path: string,
  body?: BodyInit,
): Promise<T> {
  const response = await fetch(`${to.origin}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${to.token}` },
    ...(body !== undefined && { body }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(Problem.parse(answer).detail);
  return schema.parse(answer);
}

const declare = (to: Started, title: string) =>
  call(to, z.object({ ref: z.string() }), 'POST', '/incidents', JSON.stringify({ title }));
const send = (to: Started, ref: string, name: string, text: string) =>
  call(to, Import, 'POST', `/imports?incident=${ref}&name=${name}`, text);
const importById = (to: Started, id: string) => call(to, Import, 'GET', `/imports/${id}`);

async function waitUntilEnded(to: Started, id: string): Promise<Import> {
  for (;;) {
    const one = await importById(to, id);
    if (one.state !== 'running') return one;
    await pause(20);
  }
}

const manyLines = (count: number) =>
  messages(Array.from({ length: count }, (_, index) => `message ${index} ${'word '.repeat(20)}`));

describe('a server that cannot start', () => {
  test('reports that the port is in use, and unlocks the folder', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve(getPort(other)));
    });
    await expect(serve(config({ port }))).rejects.toMatchObject({
      code: 'in-use',
      message: expect.stringContaining(`Port ${port} is already in use`) as unknown,
    });
    other.close();
    await expect(start({ port })).resolves.toBeDefined();
  });

  test('reports which process has the folder', async () => {
    await start();
    await expect(serve(config())).rejects.toMatchObject({
      code: 'in-use',
      message: expect.stringContaining(`process ${process.pid}`) as unknown,
    });
  });

  test('reports that the database does not respond, without its password', async () => {
    const failure = await serve(
      config({ databaseUrl: 'postgres://debrief:hunter2@127.0.0.1:9/debrief' }),
    ).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect(String(failure)).not.toContain('hunter2');
  });
});

test.skipIf(process.platform === 'win32')(
  'closes its data folder and the files in it to other users of the machine',
  async () => {
    await chmod(folder, 0o755);
    const started = await start();
    const { ref } = await declare(started, 'Closed');
    const { id } = await send(started, ref, 'many.jsonl', manyLines(12_000));
    const uploads = (await readdir(join(folder, 'uploads'))).map((name) => join('uploads', name));
    expect(uploads).not.toEqual([]);
    // The embedded database makes files that all can read, so its folder has to be closed.
    const paths = ['', 'database', 'uploads', 'session-secret', ...uploads];
    const rights = paths.map(async (path) => {
      const { mode } = await stat(join(folder, path));
      return [path, mode & 0o077];
    });
    expect(await Promise.all(rights)).toEqual(paths.map((path) => [path, 0]));
    await waitUntilEnded(started, id);
  },
);

describe('a graceful stop', () => {
  test('stops a running import after complete batches, ends live connections, and the next start finishes the import', async () => {
    const first = await start();
    const { ref } = await declare(first, 'Stopping');
    const live = await fetch(`${first.origin}/api/live`, {
      headers: { authorization: `Bearer ${first.token}` },
    });
    const heard = live.text();
    const begun = await send(first, ref, 'many.jsonl', manyLines(12_000));
    while ((await importById(first, begun.id)).read === 0) await pause(10);
    await first.server.close();
    expect(await heard).toContain('event: ready');
    expect(await readLock(folder)).toBeNull();

    const store = await openStore({ kind: 'embedded', dataDir: folder });
    const stopped = await store.db.selectFrom('import').selectAll().executeTakeFirstOrThrow();
    await store.close();
    expect(stopped).toMatchObject({ state: 'running', rejected: 0 });
    expect(stopped.read).toBe(stopped.imported);
    expect(stopped.read).toBeLessThan(12_000);

    const second = await start();
    expect(await waitUntilEnded(second, begun.id)).toMatchObject({
      state: 'done',
      read: 12_000,
      imported: 12_000,
      duplicates: 0,
    });
    const { items } = await call(second, toPageSchema(IncidentSummary), 'GET', '/incidents');
    expect(items[0]?.evidenceCount).toBe(12_000);
    expect(await readdir(join(folder, 'uploads'))).toEqual([]);
  });

  test('deletes uploads of a killed process', async () => {
    const first = await start();
    await first.server.close();
    const left = join(folder, 'uploads', 'left');
    await mkdir(join(folder, 'uploads'), { recursive: true });
    await writeFile(left, 'x');
    await start();
    await expect(access(left)).rejects.toThrow('ENOENT');
  });
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0;
describe.skipIf(!canMount)('a full disk (only root can mount a small one)', () => {
  let isMounted = false;
  beforeEach(() => {
    isMounted =
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', folder]).status === 0;
  });
  afterEach(async () => {
    for (const one of running) await one.close().catch(() => undefined);
    running = [];
    if (isMounted) spawnSync('umount', ['-l', folder]);
  });

  test('ends an import with a clear message; stored data is readable when there is space again', async (context) => {
    if (!isMounted) return context.skip('a small disk could not be mounted here');
    const first = await start();
    const { ref } = await declare(first, 'Full');
    const small = await send(first, ref, 'small.jsonl', manyLines(100));
    expect(await waitUntilEnded(first, small.id)).toMatchObject({ state: 'done', imported: 100 });
    const { bavail, bsize } = await statfs(folder);
    await writeFile(join(folder, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - 6_000_000)));
    const failure = await send(first, ref, 'large.jsonl', manyLines(20_000))
      .then((begun) => waitUntilEnded(first, begun.id))
      .catch((error: unknown) => error);
    expect(failure instanceof Error ? failure.message : JSON.stringify(failure)).toMatch(
      /[Dd]isk .*full/,
    );
    await rm(join(folder, 'ballast'));
    await first.server.close();
    running = [];
    const second = await start();
    const record = await call(
      second,
      RecordPage,
      'GET',
      `/incidents/${ref}/record?text=message+99&limit=500`,
    );
    expect(record.items.map((item) => item.text.startsWith('message 99'))).toContain(true);
    const again = await send(second, ref, 'small.jsonl', manyLines(100));
    expect(await waitUntilEnded(second, again.id)).toMatchObject({
      state: 'done',
      duplicates: 100,
    });
  });
});

describeOnServer('on a PostgreSQL server', () => {
  let database: ServerDatabase;
  beforeEach(async () => {
    database = await testServerDatabase();
  });
  afterEach(async () => {
    for (const one of running) await one.close();
    running = [];
    await database[Symbol.asyncDispose]();
  });

  /** Two processes of one installation that share only the database. */
  async function two() {
    const made = [
      await serve(config({ databaseUrl: database.url })),
      await serve(config({ databaseUrl: database.url })),
    ];
    running.push(...made);
    return made.map((one) => one.address.replace(/\/welcome.*|\/$/, ''));
  }

  /** Creates the first account and signs in; returns the cookies. */
  async function claimAdmin(origin: string, link: string): Promise<string> {
    const account = {
      token: new URL(link).searchParams.get('token'),
      name: 'Ada',
      email: 'ada@example.org',
      password: 'correct horse battery',
    };
    const answer = await fetch(`${origin}/api/session/claim`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(account),
    });
    expect(answer.status).toBe(200);
    return answer.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
  }

  test("several processes run in parallel and see each other's changes", async () => {
    const [one = '', other = ''] = await two();
    // Only the link of the process that started last is valid.
    const cookie = await claimAdmin(one, running.at(-1)?.address ?? '');
    // Like a browser: reconnects after the last event that it received.
    const connectLive = async (last: string | undefined) => {
      const answer = await fetch(`${other}/api/live`, {
        headers: { cookie, ...(last && { 'last-event-id': last }) },
      });
      return answer.ok ? answer.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
    };
    let reader = await connectLive(undefined);
    let heard = '';
    const until = async (text: string) => {
      while (!heard.includes(text)) {
        const next = await reader?.read().catch(() => undefined);
        heard += next?.value ?? '';
        if (next && !next.done) continue;
        await pause(100);
        reader = await connectLive([...heard.matchAll(/^id: (\d+)/gm)].at(-1)?.[1]);
      }
    };
    const write = (title: string) =>
      fetch(`${one}/api/incidents`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ title }),
      });
    await until('event: ready');
    expect((await write('heard elsewhere')).status).toBe(201);
    await until('heard elsewhere');

    // Cuts every connection, as when the database restarts: listeners reconnect and miss nothing.
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
      database.store.db,
    );
    while ((await write('after the break')).status !== 201) await pause(100);
    await until('after the break');
    expect((await fetch(`${one}/api/ready`)).status).toBe(200);
    await reader?.cancel();
  });

  test('reports that the database is unavailable, and recovers when it is back', async () => {
    const real = new URL(database.url);
    const sockets = new Set<Socket>();
    const between = createServer((from) => {
      const to = connect(Number(real.port || 5432), real.hostname);
      for (const [one, other] of [
        [from, to],
        [to, from],
      ] as const) {
        sockets.add(one);
        one.on('error', () => undefined).on('close', () => other.destroy());
        one.pipe(other);
      }
    });
    const listen = (port: number) =>
      new Promise<number>((resolve) =>
        between.listen(port, '127.0.0.1', () => resolve(getPort(between))),
      );
    const port = await listen(0);
    const url = new URL(database.url);
    url.port = String(port);
    const server = await serve(config({ databaseUrl: url.href }));
    running.push(server);
    const { origin } = new URL(server.address);
    const status = async (path: string) => (await fetch(`${origin}${path}`)).status;
    expect(await status('/api/ready')).toBe(200);
    const cookie = await claimAdmin(origin, server.address);

    between.close();
    for (const socket of sockets) socket.destroy();
    await pause(1_200);
    expect(await status('/api/ready')).toBe(503);
    expect(await status('/api/health')).toBe(200);
    // A signed-in user does not get "not signed in" while the database is unavailable.
    for (const headers of [{}, { cookie }, { authorization: 'Bearer dbf_x' }]) {
      const refused = await fetch(`${origin}/api/session`, { headers });
      expect(Problem.parse(await refused.json())).toMatchObject({
        code: 'unavailable',
        status: 503,
      });
    }

    await listen(port);
    while ((await status('/api/ready')) !== 200) await pause(50);
    expect((await fetch(`${origin}/api/incidents`, { headers: { cookie } })).status).toBe(200);
    // One listener reconnected, however many attempts failed.
    const listeners = sql<{
      count: number;
    }>`select count(*)::int as count from pg_stat_activity where application_name = 'debrief live' and datname = current_database()`;
    const count = async () => (await listeners.execute(database.store.db)).rows[0]?.count;
    while ((await count()) === 0) await pause(50);
    await pause(1_200);
    expect(await count()).toBe(1);
    await server.close();
    await expect.poll(count).toBe(0);
    between.close();
    for (const socket of sockets) socket.destroy();
  });
});
