import { makeIncident, times } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { describeServerWorld, world } from '../server-world.fixture.ts';
import type { NewJob } from '../context.ts';
import { listImports, readRecord } from '../evidence/index.ts';
import { createInboundEndpoint, createReceiver, readDelivery } from './index.ts';

const noFetch = () => Promise.reject(new Error('not needed'));

describeServerWorld('concurrent deliveries on a server with many connections', () => {
  test('equal ones are stored once, and read once by two workers', async () => {
    const editor = world.as(world.editor);
    const { ref } = await makeIncident(editor);
    const made = await createInboundEndpoint(editor, {
      incident: ref,
      name: 'Bot',
      source: 'generic',
    });
    const token = made.path.split('/').at(-1) ?? '';
    const jobs: NewJob[] = [];
    const ctx = {
      ...world.as({ type: 'anonymous' }),
      jobs: { add: async (_: unknown, job: NewJob) => void jobs.push(job) },
    };
    const body = Buffer.from('{"time":"2026-03-02T08:00:00Z","text":"Deploy 41 is out"}');
    const receivers = times(2, () => createReceiver(ctx));
    const stored = await Promise.all(
      times(6, async (index) => {
        const receiver = receivers[index % 2] ?? createReceiver(ctx);
        const endpoint = await receiver.endpointAt('generic', token);
        return receiver.receive(endpoint, {
          headers: new Headers(),
          body,
          token,
          fetchText: noFetch,
        });
      }),
    );
    expect(new Set(stored.map((one) => one.id)).size).toBe(1);
    expect(stored.filter((one) => !one.isDuplicate)).toHaveLength(1);
    const deliveryId = stored[0]?.id ?? '';
    expect(jobs).toEqual([{ kind: 'delivery.read', data: { deliveryIds: [deliveryId] } }]);
    const system = world.as({ type: 'system', name: 'Debrief' });
    await Promise.all(times(3, () => readDelivery(system, { deliveryId })));
    expect((await readRecord(editor, ref, {})).items).toHaveLength(1);
    expect((await listImports(editor, { incident: ref })).items).toHaveLength(1);
    expect((await listImports(editor, { incident: ref, only: 'files' })).items).toEqual([]);
  });
});
