import { createInboundEndpoint } from '@debrief/core/inbound';
import { declareIncident } from '@debrief/core/incident';
import { startDebrief } from '@debrief/testkit/process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { startPostgres } from '../tools/postgres.ts';
import { countFigure, median, ms, type Figure } from './figures.ts';
import { emptyStore, type BenchStore } from './stores.ts';

const endpoints = 400;
const connections = 64;
const roundMs = 5_000;
const rounds = 3;
const steadyPerSecond = 1_000;

/** Deliveries of Alertmanager to one process on a server, compared with a bare handler. */
export async function* measure(): AsyncGenerator<Figure> {
  const postgres = await startPostgres();
  try {
    await using made = await emptyStore(postgres.url);
    const paths = await createEndpoints(made);
    const databaseUrl = made.url ?? '';
    await using debrief = await startDebrief({
      databaseUrl,
      token: 'none',
      env: { DEBRIEF_DEMO: 'none', DEBRIEF_LOG_LEVEL: 'error' },
    });
    await using bare = await startBare(databaseUrl);
    await load(bare.origin, paths, 1_000);
    await load(debrief.origin, paths, 1_000);
    const [ours, others]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      others.push(perSecond(await load(bare.origin, paths, roundMs)));
      ours.push(perSecond(await load(debrief.origin, paths, roundMs)));
    }
    const [rate, bareRate] = [median(ours), median(others)];
    yield {
      what: 'deliveries acknowledged per second in a flood, which is read afterwards',
      measured: `${Math.round(rate).toLocaleString('en')}/s (median of ${rounds} × ${roundMs / 1000} s)`,
      yardstick: `a bare handler that inserts the same bytes in batches: ${Math.round(bareRate).toLocaleString('en')}/s`,
      ratio: rate / bareRate,
      bound: 'at least 0.5, and 3,000/s',
      isMet: rate >= bareRate / 2 && rate >= 3_000,
    };
    const steady = (await load(debrief.origin, paths, roundMs, steadyPerSecond)).toSorted(
      (a, b) => a - b,
    );
    const p99 = steady[Math.floor(steady.length * 0.99)] ?? Infinity;
    yield countFigure(
      `acknowledgment at ${steadyPerSecond.toLocaleString('en')} deliveries per second, p99`,
      `${ms(p99)} (median ${ms(median(steady))}, of ${steady.length})`,
      'less than 100 ms',
      p99 < 100,
    );
  } finally {
    await postgres.stop();
  }
}

async function createEndpoints({ ctx }: BenchStore): Promise<string[]> {
  const { ref: incident } = await declareIncident(ctx, { title: 'Flood' });
  const paths: string[] = [];
  for (let index = 0; index < endpoints; index += 1) {
    const endpoint = { incident, name: `Alerts ${index}`, source: 'alertmanager' };
    paths.push((await createInboundEndpoint(ctx, endpoint)).path);
  }
  return paths;
}

async function startBare(databaseUrl: string): Promise<AsyncDisposable & { origin: string }> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'bare-inbound.ts'), databaseUrl],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: origin } = await lines.next();
  return {
    origin: origin ?? '',
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

let sent = 0;
const perSecond = (times: readonly number[]): number => times.length / (roundMs / 1000);

/**
 * Sends for a time, as fast as the connections allow or at a rate, and returns how long each
 * acknowledgment took. Errors: if one is refused.
 */
async function load(origin: string, paths: string[], forMs: number, rate = 0): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const start = performance.now();
  const send = async (due: number): Promise<void> => {
    const index = (sent += 1);
    await post(agent, origin + (paths[index % paths.length] ?? ''), toBody(index));
    times.push(performance.now() - due);
  };
  if (rate === 0) {
    const isOver = () => performance.now() - start >= forMs;
    const connection = async () => {
      while (!isOver()) await send(performance.now());
    };
    await Promise.all(Array.from({ length: connections }, connection));
  } else {
    // Each is due at its own time, so a slow answer does not hide the wait of the next one.
    const running: Promise<void>[] = [];
    for (let index = 0; index < (rate * forMs) / 1000; index += 1) {
      const due = start + (1000 * index) / rate;
      while (performance.now() < due) await pause(1);
      running.push(send(due));
    }
    await Promise.all(running);
  }
  agent.destroy();
  return times;
}

function post(agent: Agent, url: string, body: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const call = request(url, { agent, method: 'POST' }, (response) => {
    response.resume();
    if (response.statusCode !== 202) reject(new Error(`Answered with ${response.statusCode}`));
    else response.on('end', resolve);
  });
  call.on('error', reject);
  call.end(body);
  return promise;
}

/** A group with one alert, as Alertmanager sends it. */
function toBody(index: number): string {
  const labels = {
    alertname: 'HighErrorRate',
    instance: `orders-${index}.acme.test:9100`,
    job: 'orders',
    service: 'orders',
    severity: 'critical',
  };
  return JSON.stringify({
    receiver: 'debrief',
    status: 'firing',
    alerts: [
      {
        status: 'firing',
        labels,
        annotations: {
          summary: `Orders fail on orders-${index}`,
          description: 'More than 12 % of the requests of the last five minutes failed.',
          runbook_url: 'https://runbooks.acme.test/orders/high-error-rate',
        },
        startsAt: '2026-03-02T08:00:00.123Z',
        endsAt: '0001-01-01T00:00:00Z',
        generatorURL: 'http://prometheus.acme.test/graph?g0.expr=rate&g0.tab=1',
        fingerprint: index.toString(16).padStart(16, '0'),
      },
    ],
    groupLabels: { alertname: 'HighErrorRate' },
    commonLabels: labels,
    commonAnnotations: {},
    externalURL: 'http://alertmanager.acme.test:9093',
    version: '4',
    groupKey: '{}:{alertname="HighErrorRate"}',
    truncatedAlerts: 0,
  });
}
