import { RecordPage } from '@debrief/contract';
import { startDebrief } from '@debrief/testkit/process';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openWebPeer } from '../testing/web-peer.ts';

const program = ['prometheus'].find((name) => spawnSync(name, ['--version']).status === 0);
if (program === undefined)
  process.stderr.write(
    'The test with a real Prometheus is skipped (on Debian: apt-get install prometheus).\n',
  );

test.skipIf(program === undefined)(
  'the values of a real Prometheus are added once each',
  async () => {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'debrief-prometheus-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    // A port that is free when Prometheus starts.
    const probe = await openWebPeer((_, response) => response.end());
    const { port, host } = new URL(probe.origin);
    await probe[Symbol.asyncDispose]();
    const config = join(folder, 'prometheus.yml');
    await writeFile(
      config,
      `{global: {scrape_interval: 1s}, scrape_configs: [{job_name: own, static_configs: [{targets: ["${host}"]}]}]}`,
    );
    const server = spawn(
      program ?? '',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
    stack.defer(() => void server.kill('SIGKILL'));
    const env = { DEBRIEF_DEMO: 'false', DEBRIEF_PRIVATE_HOSTS: '127.0.0.1' };
    const debrief = stack.use(await startDebrief({ env }));
    const { ref: incident } = await debrief.client.incident.declare({ title: 'Orders are late' });
    const settings = {
      kind: 'prometheus' as const,
      url: `http://127.0.0.1:${port}`,
      query: 'up',
      stepSeconds: 1,
      hoursBefore: 1,
    };
    const { id } = await debrief.client.connection.create({ incident, name: 'Up', settings });
    const readItems = async () =>
      RecordPage.parse(await debrief.client.evidence.record({ incident, limit: 200 })).items;
    while ((await readItems()).length < 5) {
      await pause(300);
      await debrief.client.connection.pull({ incident, id });
    }
    const items = await readItems();
    expect(items[0]).toMatchObject({ kind: 'metric', details: { fields: { job: 'own' } } });
    for (const { text } of items)
      expect(text).toMatch(/^up\{instance="127\.0\.0\.1:\d+", job="own"\} [01]$/);
    // Each second once, one after another.
    const seconds = items.map(({ occurredAt }) => Date.parse(occurredAt) / 1000);
    expect(seconds).toEqual(seconds.map((_, index) => (seconds[0] ?? 0) + index));
    await debrief.client.connection.change({
      incident,
      id,
      settings: { ...settings, query: 'up{' },
    });
    for (;;) {
      const [connection] = (await debrief.client.connection.list({ incident })).items;
      if (connection?.problem) {
        expect(connection.problem).toContain('Prometheus refused the query');
        break;
      }
      await pause(50);
    }
  },
);
