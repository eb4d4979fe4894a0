import { createClient, type Client } from '@debrief/client';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** The product as users run it: a process that listens on a free port. */
export interface DebriefProcess extends AsyncDisposable {
  /**
   * The printed URL: on a database without accounts, with the one-time link for the first admin.
   */
  address: string;
  origin: string;
  dataDir: string;
  child: ChildProcess;
  /** Acts as the operator. */
  client: Client;
  token: string;
  readyMs: number;
  /** Asks it to exit; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Kills it at once, like a power failure. */
  kill(): Promise<void>;
}

export interface DebriefOptions {
  /** An existing folder to continue with; default: a new one, removed at the end. */
  dataDir?: string;
  databaseUrl?: string;
  /** The key of `client`; default: the operator's, which only an embedded database has. */
  token?: string;
  env?: Record<string, string>;
  args?: string[];
}

const program = join(import.meta.dirname, '..', '..', '..', 'apps', 'cli', 'debrief.mjs');
const Lock = z.object({ token: z.string() });

export async function startDebrief(options: DebriefOptions = {}): Promise<DebriefProcess> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'debrief-data-')));
  const database = options.databaseUrl ? ['--database-url', options.databaseUrl] : [];
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [program, 'serve', '--data', dataDir, '--port', '0', ...database, ...(options.args ?? [])],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBRIEF_LOG_LEVEL: 'warn', ...options.env },
    },
  );
  const forget = async () => {
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  const address = await waitForAddress(child).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    await forget();
    throw error;
  });
  const readyMs = performance.now() - start;
  const { origin } = new URL(address);
  const token = options.token ?? (await readOperatorToken(dataDir));
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    child.once('exit', () => resolve());
    child.kill(signal);
    await promise;
  };
  return {
    address,
    origin,
    dataDir,
    child,
    client: createClient({ baseUrl: origin, token }),
    token,
    readyMs,
    async stop() {
      await end('SIGTERM');
      return child.exitCode;
    },
    kill: () => end('SIGKILL'),
    async [Symbol.asyncDispose]() {
      await end('SIGTERM');
      await forget();
    },
  };
}

async function readOperatorToken(dataDir: string): Promise<string> {
  const lock = await readFile(join(dataDir, 'debrief.lock'), 'utf8').catch(() => '{"token":""}');
  return Lock.parse(JSON.parse(lock)).token;
}

/** The URL in the line that it prints when ready; if it exits before, its stderr. */
async function waitForAddress(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    const found = /https?:\/\/\S+(?=[\s"])/.exec(output)?.[0];
    if (found) resolve(found);
  });
  child.stderr?.on(
    'data',
    (chunk: Buffer) => (errors = `${errors}${chunk.toString()}`.slice(-4000)),
  );
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`debrief serve ended with ${code}: ${errors}`)));
  const late = setTimeout(
    () => reject(new Error(`debrief serve was not ready within 3 minutes: ${errors}`)),
    180_000,
  );
  return promise.finally(() => clearTimeout(late));
}

/** Waits until the evidence of the sample is imported, which continues after the server responds. */
export async function waitForSample(client: Client, incident: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const items = await client.evidence.imports({ incident }).then(
      (page) => page.items,
      () => [],
    );
    if (items.filter((one) => one.state === 'done').length === 4) return;
    await sleep(200);
  }
  throw new Error(`The sample ${incident} was not imported within two minutes`);
}
