import { RecordPage } from '@debrief/contract';
import { startDebrief } from '@debrief/testkit/process';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';

const program = ['prometheus-alertmanager', 'alertmanager'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);
if (program === undefined)
  process.stderr.write(
    'The test with a real Alertmanager is skipped (on Debian: apt-get install prometheus-alertmanager).\n',
  );

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  const { promise, resolve } = Promise.withResolvers<void>();
  probe.once('listening', resolve);
  await promise;
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** With one receiver: the address. Groups are sent at once. */
const configure = (address: string) => `
route: { receiver: debrief, group_by: [alertname], group_wait: 0s, group_interval: 1s }
receivers:
  - name: debrief
    webhook_configs: [{ url: "${address}", send_resolved: true }]
`;

test.skipIf(program === undefined)(
  'a real Alertmanager opens and resolves an alert, with its own times',
  async () => {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'debrief-alertmanager-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const debrief = stack.use(await startDebrief({ env: { DEBRIEF_DEMO: 'false' } }));
    const { ref } = await debrief.client.incident.declare({ title: 'Orders are late' });
    const { path } = await debrief.client.inbound.create({
      incident: ref,
      name: 'Alerts',
      source: 'alertmanager',
    });
    const config = join(folder, 'alertmanager.yml');
    await writeFile(config, configure(`${debrief.origin}${path}`));
    const port = await findFreePort();
    const manager = spawn(
      program ?? '',
      [
        `--config.file=${config}`,
        `--storage.path=${folder}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address=',
      ],
      { stdio: 'ignore' },
    );
    stack.defer(() => void manager.kill('SIGKILL'));

    const startsAt = '2026-03-02T08:00:00.000Z';
    const send = (more: object) =>
      fetch(`http://127.0.0.1:${port}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([
          {
            labels: { alertname: 'OrdersLate', service: 'orders', severity: 'page' },
            annotations: { summary: 'Orders are late' },
            startsAt,
            ...more,
          },
        ]),
      }).then(
        ({ ok }) => ok,
        () => false,
      );
    const readItems = async () =>
      RecordPage.parse(await debrief.client.evidence.record({ incident: ref, limit: 10 })).items;
    const later = new Date(Date.now() + 3_600_000).toISOString();
    while (!(await send({ endsAt: later }))) await pause(100);
    while ((await readItems()).length === 0) await pause(100);
    const endsAt = '2026-03-02T08:40:00.000Z';
    await send({ endsAt });
    while ((await readItems())[0]?.untilAt === null) await pause(100);
    expect(await readItems()).toMatchObject([
      {
        kind: 'alert',
        occurredAt: startsAt,
        untilAt: endsAt,
        text: expect.stringContaining('Orders are late'),
      },
    ]);
  },
);
