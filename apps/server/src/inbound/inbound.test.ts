import {
  CreatedInboundEndpoint,
  type InboundEndpointSummary,
  Import,
  toPageSchema,
  Problem,
  RecordPage,
} from '@debrief/contract';
import { makeIncidentPrivate, readRecord } from '@debrief/core/evidence';
import {
  createInboundEndpoint,
  createReceiver,
  listInboundEndpoints,
  readDelivery,
} from '@debrief/core/inbound';
import { archiveIncident, unarchiveIncident } from '@debrief/core/incident';
import { redactEvidence } from '@debrief/core/redaction';
import { makeIncident, times } from '@debrief/testkit';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createToken } from '../testing/app.ts';
import { deploy, openInbound, type InboundApp } from './inbound-app.fixture.ts';

let world: InboundApp['world'];
let app: InboundApp['app'];
let token: InboundApp['token'];
let incident: InboundApp['incident'];
let logged: InboundApp['logged'];
let create: InboundApp['create'];
let deliver: InboundApp['deliver'];
let deliveries: InboundApp['deliveries'];
let recordTexts: InboundApp['recordTexts'];

beforeEach(async () => {
  ({ world, app, token, incident, logged, create, deliver, deliveries, recordTexts } =
    await openInbound());
});
afterEach(() => app[Symbol.asyncDispose]());

const noFetch = () => Promise.reject(new Error('not needed'));

test('stores a delivery, answers 202, and adds its records to the incident', async () => {
  const endpoint = await create();
  expect(endpoint.path).toMatch(/^\/in\/generic\/[\w-]{43}$/);
  const first = await deliver(endpoint.path, [deploy, { ...deploy, text: 'Rolled back' }, 7]);
  expect(first.isDuplicate).toBe(false);
  const [delivery] = await deliveries(endpoint);
  expect(delivery).toMatchObject({
    id: first.id,
    state: 'imported',
    payload: expect.stringContaining('Rolled back'),
    problem: expect.stringMatching(/^1 of 3 records couldn't be read. record 3: /),
  });
  expect(await recordTexts()).toEqual(['Deploy 41 is out', 'Rolled back']);
  const response = await app.send('GET', `/api/imports?incident=${incident.ref}`, { token });
  const { items } = toPageSchema(Import).parse(await response.json());
  expect(items).toMatchObject([
    {
      id: delivery?.importId,
      name: 'Deploy bot',
      read: 3,
      imported: 2,
      rejected: 1,
      startedBy: { type: 'inbound', name: 'Deploy bot' },
    },
  ]);
  const activity = await app.send('GET', `/api/activity?incident=${incident.ref}`, { token });
  const text = await activity.text();
  for (const kind of ['inbound.created', 'import.ended']) expect(text).toContain(kind);
  expect(text + logged.join('\n')).not.toContain(endpoint.path.split('/').at(-1));
});

test('adds a repeated delivery once, by its id or else its content; a known record adds nothing', async () => {
  const endpoint = await create();
  const first = await deliver(endpoint.path, deploy);
  expect(await deliver(endpoint.path, deploy)).toEqual({ id: first.id, isDuplicate: true });
  const named = await deliver(endpoint.path, deploy, { 'idempotency-key': 'k' });
  expect(named.isDuplicate).toBe(false);
  const again = await deliver(endpoint.path, { ...deploy, text: 'x' }, { 'idempotency-key': 'k' });
  expect(again).toEqual({ id: named.id, isDuplicate: true });
  expect(await deliveries(endpoint)).toHaveLength(2);
  expect(await recordTexts()).toEqual(['Deploy 41 is out']);
});

test('refuses a delivery to an archived incident, so that the sender tries again', async () => {
  const endpoint = await create();
  const admin = world.as(world.admin);
  const { version } = await archiveIncident(admin, { incident: incident.ref, version: 1 });
  const response = await app.send('POST', endpoint.path, { body: deploy });
  expect(response.status).toBe(409);
  expect(Problem.parse(await response.json()).detail).toBe(
    'This incident is archived and read-only. Unarchive it before you change it.',
  );
  await unarchiveIncident(admin, { incident: incident.ref, version });
  expect(await deliveries(endpoint)).toEqual([]);
  await deliver(endpoint.path, deploy);
  expect(await deliveries(endpoint)).toMatchObject([{ state: 'imported' }]);
});

test('keeps a delivery whose incident was archived before it was read, and says why', async () => {
  const admin = world.as(world.admin);
  const endpoint = await createInboundEndpoint(admin, {
    incident: incident.ref,
    name: 'Bot',
    source: 'generic',
  });
  const token = endpoint.path.split('/').at(-1) ?? '';
  const body = Buffer.from(JSON.stringify(deploy));
  const receiver = createReceiver(admin);
  const request = { headers: new Headers(), body, token, fetchText: noFetch };
  const received = await receiver.receive(await receiver.endpointAt('generic', token), request);
  const { version } = await archiveIncident(admin, { incident: incident.ref, version: 1 });
  const system = world.as({ type: 'system', name: 'Debrief' });
  await readDelivery(system, { deliveryId: received.id ?? '' });
  await unarchiveIncident(admin, { incident: incident.ref, version });
  expect(await deliveries(endpoint)).toMatchObject([
    { state: 'failed', problem: expect.stringContaining('archived'), payload: body.toString() },
  ]);
  expect(await recordTexts()).toEqual([]);
});

test('keeps an unreadable delivery with the reason, and redaction masks it', async () => {
  const endpoint = await create();
  await deliver(endpoint.path, '{"password":"hunter2"');
  await deliver(endpoint.path, [{ text: 'no time' }]);
  await deliver(endpoint.path, { ...deploy, text: 'use hunter2 now' });
  const [, noTime, broken] = await deliveries(endpoint);
  expect(broken).toMatchObject({ state: 'unreadable', payload: '{"password":"hunter2"' });
  expect(broken?.problem).toMatch(/^record 1: /);
  expect(noTime).toMatchObject({
    state: 'unreadable',
    problem: 'record 1: It has no "time", such as "2026-03-02T08:00:00Z".',
  });
  const ctx = world.as(world.editor);
  const { items } = await readRecord(ctx, incident.ref, {});
  await redactEvidence(ctx, {
    incident: incident.ref,
    id: items[0]?.id ?? '',
    kind: 'secret',
    reason: 'a password',
    start: 4,
    end: 11,
  });
  expect((await deliveries(endpoint))[2]?.payload).not.toContain('hunter2');
});

test('reads what was not understood again when a reader improved, each record once', async () => {
  const endpoint = await create('Alerts', 'alertmanager');
  const path = `/api/incidents/${incident.ref}`;
  for (const body of [deploy, { ...deploy, text: 'Rolled back' }, { text: 'no time' }])
    await deliver(endpoint.path, body);
  await deliveries(endpoint);
  expect(await summarize(endpoint)).toMatchObject({ notUnderstood: 3 });
  const reread = async (input: object) => {
    const response = await app.send('POST', `${path}/inbound-reread`, { token, body: input });
    expect(response.status).toBe(202);
    return (await response.json()) as unknown;
  };
  expect(await reread({ id: endpoint.id })).toEqual({ deliveries: 3 });
  expect(await settle(endpoint, ['unreadable', 'unreadable', 'unreadable'])).toBe(true);
  // A reader that knows this payload.
  await world.store.db.updateTable('inbound_endpoint').set({ source: 'generic' }).execute();
  expect(await reread({})).toEqual({ deliveries: 3 });
  expect(await settle(endpoint, ['unreadable', 'imported', 'imported'])).toBe(true);
  expect((await recordTexts()).toSorted()).toEqual(['Deploy 41 is out', 'Rolled back']);
  expect(await reread({})).toEqual({ deliveries: 1 });
  const [kept] = await deliveries(endpoint);
  expect(await summarize(endpoint)).toMatchObject({
    notUnderstood: 1,
    lastProblem: { problem: kept?.problem },
  });
  const activity = await app.send('GET', `/api/activity?incident=${incident.ref}`, { token });
  const kinds = (await activity.text()).match(/inbound\.\w+/g) ?? [];
  expect(kinds.filter((kind) => kind === 'inbound.rejected')).toHaveLength(3);
  const one = `${path}/inbound/${endpoint.id}/deliveries/${kept?.id}`;
  expect(await (await app.send('GET', one, { token })).json()).toMatchObject({
    payload: '{"text":"no time"}',
    isCut: false,
  });
});

/** Waits until the jobs have read everything again. */
async function settle(endpoint: { id: string }, states: string[]): Promise<boolean> {
  for (;;) {
    const found = (await deliveries(endpoint)).map(({ state }) => state);
    if (JSON.stringify(found) === JSON.stringify(states)) return true;
    await pause(10);
  }
}

async function summarize({ id }: { id: string }): Promise<InboundEndpointSummary | undefined> {
  const { items } = await listInboundEndpoints(world.as(world.editor), { incident: incident.ref });
  return items.find((one) => one.id === id);
}

test('counts deliveries per hour, and marks a test whose import can be undone', async () => {
  const endpoint = await create('Pages', 'pagerduty');
  await deliver(endpoint.path, { note: 1 });
  world.clock.advance(2 * 3_600_000);
  const path = `/api/incidents/${incident.ref}/inbound/${endpoint.id}`;
  const sent = await app.send('POST', `${path}/test`, { token, body: {} });
  expect(sent.status).toBe(201);
  const [test] = await deliveries(endpoint);
  expect(test).toMatchObject({ isTest: true, state: 'imported' });
  const { items } = await readRecord(world.as(world.editor), incident.ref, {});
  expect(items).toMatchObject([{ occurredAt: world.clock.now().toISOString(), kind: 'page' }]);
  const summary = await summarize(endpoint);
  expect(summary?.perHour).toEqual([...times(21, () => 0), 1, 0, 1]);
  expect(summary?.lastDeliveryAt).toBe(world.clock.now().toISOString());
  const undone = await app.send('POST', `/api/imports/${test?.importId}/undo`, { token, body: {} });
  expect(undone.status).toBeLessThan(300);
  while ((await recordTexts()).length > 0) await pause(10);
  await app.send('DELETE', path, { token });
  expect((await app.send('POST', `${path}/test`, { token, body: {} })).status).toBe(409);
});

test('returns the same not found for a wrong, revoked or replaced URL and an unknown source', async () => {
  const [kept, revoked] = [await create(), await create('Old')];
  const path = `/api/incidents/${incident.ref}/inbound`;
  // An endpoint that sent before is known to the process.
  for (const one of [kept, revoked]) await deliver(one.path, deploy);
  expect((await app.send('DELETE', `${path}/${revoked.id}`, { token })).status).toBe(204);
  const rotated = await app.send('POST', `${path}/${kept.id}/rotate`, {
    token,
    body: { immediately: true },
  });
  const { path: fresh } = CreatedInboundEndpoint.parse(await rotated.json());
  const secret = fresh.split('/').at(-1) ?? '';
  const refused = [
    '/in/generic/wrong',
    `/in/generic/${'A'.repeat(43)}`,
    `/in/pagerduty/${secret}`,
    kept.path,
    revoked.path,
  ];
  const answers = await Promise.all(
    refused.map(async (one) => {
      const response = await app.send('POST', one, {
        body: deploy,
        headers: { 'x-request-id': 'same' },
      });
      return [response.status, await response.text()] as const;
    }),
  );
  expect(new Set(answers.map(([status]) => status))).toEqual(new Set([404]));
  expect(new Set(answers.map(([, text]) => text)).size).toBe(1);
  await deliver(fresh, deploy);
  const again = await app.send('POST', `${path}/${revoked.id}/rotate`, { token, body: {} });
  expect(again.status).toBe(409);
  expect(logged.join('\n')).not.toContain(secret);
});

test('limits the size of a delivery, and how often an endpoint is used', async () => {
  const endpoint = await create();
  const large = await app.send('POST', endpoint.path, { body: 'x'.repeat(1_000_001) });
  expect(large.status).toBe(413);
  const statuses = new Map<number, number>();
  for (let index = 0; index < 310; index += 1) {
    const { status } = await app.send('POST', endpoint.path, { body: deploy });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect(Object.fromEntries(statuses)).toEqual({ 202: 299, 429: 11 });
  const other = await create('Other');
  await deliver(other.path, deploy);
  const last = await app.send('POST', endpoint.path, { body: deploy });
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(last.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect(Problem.parse(await last.json()).code).toBe('too-many');
  world.clock.advance(60_000);
  await deliver(endpoint.path, deploy);
});

test('rejects viewers, and adds only to its private incident', async () => {
  const endpoint = await create();
  const path = `/api/incidents/${incident.ref}/inbound`;
  const viewer = await createToken(world.as(world.viewer));
  for (const ask of [path, `${path}/${endpoint.id}/deliveries`])
    expect((await app.send('GET', ask, { token: viewer })).status).toBe(403);
  await makeIncidentPrivate(world.as(world.editor), { incident: incident.ref, version: 1 });
  const outsider = await createToken(world.as(world.outsider));
  for (const ask of [path, `${path}/${endpoint.id}/deliveries`])
    expect((await app.send('GET', ask, { token: outsider })).status).toBe(404);
  await deliver(endpoint.path, deploy);
  expect(await deliveries(endpoint)).toMatchObject([{ state: 'imported' }]);
  expect(await recordTexts()).toEqual(['Deploy 41 is out']);
  const open = await makeIncident(world.as(world.editor));
  const response = await app.send('GET', `/api/incidents/${open.ref}/record`, { token });
  expect(RecordPage.parse(await response.json()).items).toEqual([]);
});
