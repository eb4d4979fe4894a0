import { AlertDrill, Safeguards, type SendTestAlert } from '@debrief/contract';
import { makeIncident } from '@debrief/testkit';
import { addSafeguard, listSafeguards } from '@debrief/core/safeguard';
import { createInboundEndpoint, listDeliveries } from '@debrief/core/inbound';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { RequestError } from '../network/guarded-fetch.ts';
import { openInbound, type InboundApp } from './inbound-app.fixture.ts';

const Alert = z.object({
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  startsAt: z.string(),
  endsAt: z.string(),
});
const rules =
  "groups: [{ name: g, rules: [{ alert: Down, expr: 'up == 0', labels: { severity: page, from: '{{ $labels.x }}' } }] }]";

let opened: InboundApp;
/** What Alertmanager got. */
let sent: { url: string; alert: z.infer<typeof Alert> }[];
let refusal: RequestError | null;
let id: string;
beforeEach(async () => {
  sent = [];
  refusal = null;
  opened = await openInbound({
    fetch: async (url, request) => {
      if (refusal) throw refusal;
      const [alert] = z.array(Alert).parse(JSON.parse(String(request?.body)));
      if (alert) sent.push({ url, alert });
      return { status: 200, headers: new Headers(), body: Buffer.alloc(0) };
    },
  });
  const { world, incident } = opened;
  const ctx = world.as(world.editor);
  const { safeguards } = await addSafeguard(ctx, { incident: incident.ref, name: 'Down', rules });
  id = safeguards[0]?.id ?? '';
});
afterEach(() => opened.app[Symbol.asyncDispose]());

async function drill(more: Partial<SendTestAlert> = {}): Promise<AlertDrill> {
  const body = { alertmanager: 'http://am.test/', ...more };
  const path = `/api/safeguards/${id}/drills`;
  const response = await opened.app.send('POST', path, { token: opened.token, body });
  expect(response.status).toBe(201);
  return AlertDrill.parse(await response.json());
}

async function lastDrill() {
  const { app, incident, token } = opened;
  const response = await app.send('GET', `/api/incidents/${incident.ref}/safeguards`, { token });
  return Safeguards.parse(await response.json()).items[0]?.lastDrill;
}

/** As Alertmanager sends a group to its webhook. */
const group = (mark: string, ...more: object[]) => ({
  version: '4',
  status: 'firing',
  receiver: 'debrief',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'Down', debrief_drill: mark },
      startsAt: real.startsAt,
    },
    ...more,
  ],
});
const real = {
  status: 'firing',
  labels: { alertname: 'Down', job: 'api' },
  annotations: { summary: 'It is down' },
  startsAt: '2026-03-02T08:00:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint: 'f1',
};

test('a test alert is sent with its labels and a mark, and arrives without becoming evidence', async () => {
  const endpoint = await opened.create('Alerts', 'alertmanager');
  const { id: mark, state } = await drill();
  expect(state).toBe('waiting');
  expect(sent).toMatchObject([
    {
      url: 'http://am.test/api/v2/alerts',
      alert: {
        labels: { alertname: 'Down', severity: 'page', debrief_drill: mark },
        annotations: { summary: expect.stringContaining('Test alert') },
      },
    },
  ]);
  expect(sent[0]?.alert.labels).not.toHaveProperty('from');
  await opened.deliver(endpoint.path, group(mark, real));
  await opened.deliver(endpoint.path, { ...group(mark), status: 'resolved' });
  expect(await opened.deliveries(endpoint)).toMatchObject([
    { state: 'imported', isTest: true, importId: null, payload: null },
    { state: 'imported', isTest: false },
  ]);
  expect(await lastDrill()).toMatchObject({
    state: 'arrived',
    receiver: 'debrief',
    endpoint: 'Alerts',
    text: expect.stringMatching(/^Arrived after .* from the receiver debrief\.$/),
  });
  expect(await opened.recordTexts()).toEqual([expect.stringContaining('It is down')]);
});

test('a mark confirms nothing at an endpoint of another incident, and is no evidence there', async () => {
  const { world, incident } = opened;
  const ctx = world.as(world.editor);
  const other = await makeIncident(ctx);
  const elsewhere = await createInboundEndpoint(ctx, {
    incident: other.ref,
    name: 'Theirs',
    source: 'alertmanager',
  });
  const { id: mark } = await drill();
  await opened.deliver(elsewhere.path, group(mark));
  await opened.deliver(elsewhere.path, group('not an id'));
  const read = { incident: other.ref, id: elsewhere.id };
  let states: string[] = ['received'];
  while (states.includes('received'))
    states = (await listDeliveries(ctx, read)).items.map(({ state }) => state);
  expect(states).toEqual(['imported', 'imported']);
  expect(await lastDrill()).toMatchObject({ state: 'waiting', arrivedAt: null });
  expect(await listSafeguards(ctx, { incident: incident.ref })).toMatchObject({
    items: [{ lastDrill: { state: 'waiting' } }],
  });
});

test('a Watchdog is a heartbeat, also if its group is repeated without a change', async () => {
  const endpoint = await opened.create('Alerts', 'alertmanager');
  const { app, token, world, incident } = opened;
  const path = `/api/safeguards/${id}/heartbeat`;
  const heartbeat = { everyMinutes: 5, alert: 'Watchdog' };
  expect((await app.send('PUT', path, { token, body: { heartbeat } })).status).toBe(200);
  const ctx = world.as(world.editor);
  const lastAt = async () =>
    (await listSafeguards(ctx, { incident: incident.ref })).items[0]?.heartbeat?.lastAt;
  const watchdog = { ...real, labels: { alertname: 'Watchdog' } };
  await opened.deliver(endpoint.path, {
    status: 'firing',
    receiver: 'debrief',
    alerts: [watchdog],
  });
  await opened.deliveries(endpoint);
  expect(await lastAt()).toBe(world.clock.now().toISOString());
  world.clock.advance(4 * 60_000);
  const again = { status: 'firing', receiver: 'debrief', alerts: [watchdog] };
  expect(await opened.deliver(endpoint.path, again)).toMatchObject({ isDuplicate: true });
  expect(await lastAt()).toBe(world.clock.now().toISOString());
  world.clock.advance(60_000);
  const ended = [{ ...watchdog, status: 'resolved', endsAt: '2026-03-02T09:00:00Z' }];
  await opened.deliver(endpoint.path, { ...again, status: 'resolved', alerts: ended });
  await opened.deliveries(endpoint);
  expect(await lastAt()).not.toBe(world.clock.now().toISOString());
});

test('one at a time; a repeated request sends nothing; canceled stays canceled', async () => {
  const endpoint = await opened.create('Alerts', 'alertmanager');
  const { app, token } = opened;
  const mark = crypto.randomUUID();
  await drill({ drill: mark });
  expect(await drill({ drill: mark })).toMatchObject({ id: mark });
  expect(sent).toHaveLength(1);
  const path = `/api/safeguards/${id}/drills`;
  const body = { alertmanager: 'http://am.test' };
  expect((await app.send('POST', path, { token, body })).status).toBe(409);
  const canceled = await app.send('DELETE', `${path}/${mark}`, { token });
  expect(await canceled.json()).toMatchObject({ state: 'canceled' });
  await opened.deliver(endpoint.path, group(mark));
  expect(await opened.deliveries(endpoint)).toMatchObject([{ isTest: true }]);
  expect(await lastDrill()).toMatchObject({ state: 'canceled', arrivedAt: null });
});

test('what Alertmanager refuses is said, and one that stays away is missed', async () => {
  refusal = new RequestError('am.test answered 400.');
  expect(await drill()).toMatchObject({ state: 'failed', text: 'Not sent: am.test answered 400.' });
  refusal = null;
  await drill({ minutes: 2 });
  opened.world.clock.advance(3 * 60_000);
  expect(await lastDrill()).toMatchObject({
    state: 'missed',
    text: expect.stringContaining('Did not arrive within 2 min'),
  });
  const { app, token } = opened;
  for (const alertmanager of ['http://a:b@am.test', 'http://am.test/?x', 'ftp://am.test', 'am'])
    expect(
      (await app.send('POST', `/api/safeguards/${id}/drills`, { token, body: { alertmanager } }))
        .status,
    ).toBe(422);
});
