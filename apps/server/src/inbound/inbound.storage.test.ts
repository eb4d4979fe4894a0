import { startDebrief, type DebriefProcess } from '@debrief/testkit/process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';

let dataDir = '';
let processes: DebriefProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'debrief-inbound-'));
});
afterEach(async () => {
  for (const one of processes) await one[Symbol.asyncDispose]();
  processes = [];
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<DebriefProcess> {
  const made = await startDebrief({ dataDir, env: { DEBRIEF_DEMO: 'false' } });
  processes.push(made);
  return made;
}

const send = (to: DebriefProcess, method: string, path: string, body?: unknown) =>
  fetch(`${to.origin}${path}`, {
    method,
    headers: { authorization: `Bearer ${to.token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

test('a delivery answered with 202 is in the incident after the process is killed', async () => {
  const first = await start();
  const declared = await send(first, 'POST', '/api/incidents', { title: 'Killed' });
  const { ref } = z.object({ ref: z.string() }).parse(await declared.json());
  const made = await send(first, 'POST', `/api/incidents/${ref}/inbound`, {
    name: 'Bot',
    source: 'generic',
  });
  const { id, path } = z.object({ id: z.string(), path: z.string() }).parse(await made.json());
  const texts = Array.from({ length: 30 }, (_, index) => `record ${index}`);
  const statuses = await Promise.all(
    texts.map(async (text) => {
      const body = { time: '2026-03-02T08:00:00Z', text };
      return (await fetch(`${first.origin}${path}`, { method: 'POST', body: JSON.stringify(body) }))
        .status;
    }),
  );
  await first.kill();
  expect(new Set(statuses)).toEqual(new Set([202]));
  const second = await start();
  const List = z.object({ items: z.array(z.object({ state: z.string() })) });
  const states = async () => {
    const response = await send(second, 'GET', `/api/incidents/${ref}/inbound/${id}/deliveries`);
    return List.parse(await response.json()).items.map((one) => one.state);
  };
  while ((await states()).includes('received')) await pause(50);
  expect(await states()).toEqual(texts.map(() => 'imported'));
  const record = await send(second, 'GET', `/api/incidents/${ref}/record?limit=100`);
  const { items } = z
    .object({ items: z.array(z.object({ text: z.string() })) })
    .parse(await record.json());
  expect(items.map((item) => item.text).toSorted()).toEqual(texts.toSorted());
});
