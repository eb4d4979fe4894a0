import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const program = ['prometheus-alertmanager', 'alertmanager'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

/** False, with a message, where Alertmanager is not installed. */
export function hasAlertmanager(): boolean {
  if (program === undefined)
    process.stderr.write(
      'The test with a real Alertmanager is skipped (on Debian: apt-get install prometheus-alertmanager).\n',
    );
  return program !== undefined;
}

export interface Alertmanager extends AsyncDisposable {
  address: string;
  /** Everything that it logged, with what it did not send. */
  readLog(): string;
  /** Waits until it answers. */
  ready(): Promise<void>;
  /** Sends it an alert, as Prometheus does, once it is ready. */
  sendAlert(alert: object): Promise<void>;
}

/** Starts a real Alertmanager with a configuration. */
export async function startAlertmanager(config: string): Promise<Alertmanager> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-alertmanager-'));
  const file = join(folder, 'alertmanager.yml');
  await writeFile(file, config);
  const port = await findFreePort();
  const child = spawn(
    program ?? '',
    [
      `--config.file=${file}`,
      `--storage.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=debug',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const address = `http://127.0.0.1:${port}`;
  const send = (alert: object) =>
    fetch(`${address}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([alert]),
    }).then(
      ({ ok }) => ok,
      () => false,
    );
  const until = async (isDone: () => Promise<boolean>) => {
    while (!(await isDone())) {
      if (child.exitCode !== null)
        throw new Error(`Alertmanager ended with ${child.exitCode}: is its configuration valid?`);
      await pause(100);
    }
  };
  return {
    address,
    readLog: () => log,
    ready: () =>
      until(() =>
        fetch(`${address}/-/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    sendAlert: (alert) => until(() => send(alert)),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  const { promise, resolve } = Promise.withResolvers<void>();
  probe.once('listening', resolve);
  await promise;
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
