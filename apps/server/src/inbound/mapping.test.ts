import { CreatedInboundEndpoint, SavedMapping, type InboundDelivery } from '@debrief/contract';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openInbound, type InboundApp } from './inbound-app.fixture.ts';

let made: InboundApp;
beforeEach(async () => {
  made = await openInbound();
});
afterEach(() => made.app[Symbol.asyncDispose]());

const pump = { when: '2026-03-02T09:00:00+01:00', what: 'Pump 1 is off' };
const send = (method: string, path: string, body?: unknown) =>
  made.app.send(method, path, { token: made.token, body });

async function saveMapping(name: string, map: string): Promise<string> {
  const body = { name, columns: ['when', 'what'], options: { map } };
  return SavedMapping.parse(await (await send('POST', '/api/mappings', body)).json()).id;
}
async function create(mappingId: string, source = 'generic') {
  const path = `/api/incidents/${made.incident.ref}/inbound`;
  return send('POST', path, { name: 'Pumps', source, mappingId });
}
const until = async (
  endpoint: { id: string },
  isDone: (deliveries: InboundDelivery[]) => boolean,
): Promise<InboundDelivery[]> => {
  for (;;) {
    const found = await made.deliveries(endpoint);
    if (isDone(found)) return found;
    await pause(20);
  }
};

test('records of another form are read with a saved mapping, and others are kept until it changes', async () => {
  const mappingId = await saveMapping('Pump log', 'at=when,text=what');
  const endpoint = CreatedInboundEndpoint.parse(await (await create(mappingId)).json());
  expect(endpoint.mappingId).toBe(mappingId);
  await made.deliver(endpoint.path, pump);
  await made.deliver(endpoint.path, { begin: '2026-03-02T09:01:00+01:00', note: 'Pump 2 is off' });
  const [second, first] = await made.deliveries(endpoint);
  expect(first).toMatchObject({ state: 'imported', problem: null, payload: null });
  expect(second).toMatchObject({
    state: 'unreadable',
    problem: 'record 1: It has no "when", which the mapping "Pump log" reads.',
    payload: expect.stringContaining('Pump 2'),
  });
  expect(await made.recordTexts()).toEqual(['Pump 1 is off']);

  const other = await saveMapping('Pump notes', 'at=begin,text=note');
  const base = `/api/incidents/${made.incident.ref}`;
  const changed = await send('PUT', `${base}/inbound/${endpoint.id}/mapping`, { mappingId: other });
  expect(changed.status).toBe(200);
  await send('POST', `${base}/inbound-reread`, { id: endpoint.id });
  await until(endpoint, (found) => found.every(({ state }) => state === 'imported'));
  expect(await made.recordTexts()).toEqual(['Pump 1 is off', 'Pump 2 is off']);

  // A removed mapping leaves the usual fields.
  await send('DELETE', `/api/mappings/${other}`);
  await made.deliver(endpoint.path, { time: '2026-03-02T08:02:00Z', text: 'Pump 3 is off' });
  await until(endpoint, (found) => found.length === 3);
  expect(await made.recordTexts()).toContain('Pump 3 is off');
});

test('a mapping is refused for another source, and has to exist', async () => {
  const mappingId = await saveMapping('Pump log', 'at=when,text=what');
  expect((await create(mappingId, 'github')).status).toBe(422);
  expect((await create('01890a5d-ac96-774b-bcce-b302099a8057')).status).toBe(404);
});
