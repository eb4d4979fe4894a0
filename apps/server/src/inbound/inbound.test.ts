import {
  CreatedInboundEndpoint,
  Import,
  InboundDelivery,
  toPageSchema,
  Problem,
  RecordPage,
} from '@debrief/contract';
import { makeIncidentPrivate, readRecord } from '@debrief/core/evidence';
import {
  createInboundEndpoint,
  endpointAt,
  listInboundEndpoints,
  readDelivery,
  receiveDelivery,
} from '@debrief/core/inbound';
import { archiveIncident, unarchiveIncident } from '@debrief/core/incident';
import { redactEvidence } from '@debrief/core/redaction';
import type { Log } from '@debrief/core/context';
import { makeIncident, testWorld, type World, embeddedDatabase } from '@debrief/testkit';
import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { appOn, createToken, type TestApp } from '../testing/app.ts';

let world: World;
let app: TestApp;
let token: string;
let incident: { id: string; ref: string };
let logged: string[];
const keep = (fields: object, message: string) =>
  void logged.push(`${message} ${JSON.stringify(fields)}`);
const log: Log = { info: keep, warn: keep, error: keep };

beforeEach(async () => {
  logged = [];
  world = await testWorld(await embeddedDatabase());
  app = await appOn(world.store, world.clock, { log });
  token = await createToken(world.as(world.editor));
  incident = await makeIncident(world.as(world.editor));
});
afterEach(() => app[Symbol.asyncDispose]());

const deploy = { time: '2026-03-02T08:00:00Z', text: 'Deploy 41 is out', actor: 'bot' };
const Stored = z.object({ id: z.string(), isDuplicate: z.boolean() });

async function create(name = 'Deploy bot', source = 'generic'): Promise<CreatedInboundEndpoint> {
  const body = { name, source };
  const response = await app.send('POST', `/api/incidents/${incident.ref}/inbound`, {
    token,
    body,
  });
  expect(response.status).toBe(201);
  return CreatedInboundEndpoint.parse(await response.json());
}

async function deliver(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await app.send('POST', path, { body, headers });
  expect(response.status).toBe(202);
  return Stored.parse(await response.json());
}

/** The deliveries, once all of them are read. */
async function deliveries(endpoint: { id: string }): Promise<InboundDelivery[]> {
  for (;;) {
    const path = `/api/incidents/${incident.ref}/inbound/${endpoint.id}/deliveries`;
    const response = await app.send('GET', path, { token });
    const { items } = z.object({ items: z.array(InboundDelivery) }).parse(await response.json());
    if (items.every((one) => one.state !== 'received')) return items;
    await pause(10);
  }
}

const recordTexts = async () =>
  (await readRecord(world.as(world.editor), incident.ref, {})).items.map((item) => item.text);

test('stores a delivery, answers 202, and adds its records to the incident', async () => {
  const endpoint = await create();
  expect(endpoint.path).toMatch(/^\/in\/generic\/[\w-]{43}$/);
  const first = await deliver(endpoint.path, [deploy, { ...deploy, text: 'Rolled back' }, 7]);
  expect(first.isDuplicate).toBe(false);
  const [delivery] = await deliveries(endpoint);
  expect(delivery).toMatchObject({ id: first.id, state: 'imported', payload: null, problem: null });
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
  const at = await endpointAt(admin, 'generic', token);
  const request = { headers: new Headers(), body, token };
  const received = await receiveDelivery(admin, at, request);
  const { version } = await archiveIncident(admin, { incident: incident.ref, version: 1 });
  const system = world.as({ type: 'system', name: 'Debrief' });
  await readDelivery(system, { deliveryId: received.id });
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

async function refusedBy({ id }: { id: string }): Promise<number | undefined> {
  const { items } = await listInboundEndpoints(world.as(world.editor), { incident: incident.ref });
  return items.find((one) => one.id === id)?.refused;
}

test("verifies with the sender's secret, which is never returned; the old one works for a day", async () => {
  const endpoint = await create('Pages', 'pagerduty');
  const path = `/api/incidents/${incident.ref}/inbound/${endpoint.id}/secret`;
  const body = '{"note": "no record"}';
  const deliverWith = async (key: string) => {
    const signature = `v1=${createHmac('sha256', key).update(body).digest('hex')}`;
    const headers = { 'X-PagerDuty-Signature': signature };
    return (await app.send('POST', endpoint.path, { body, headers })).status;
  };
  const store = (secret: string | null, immediately = false) =>
    app.send('PUT', path, { token, body: { secret, immediately } });
  expect(await deliverWith('not checked yet')).toBe(202);
  const stored = await store('first-secret');
  const text = await stored.text();
  expect(JSON.parse(text)).toMatchObject({ hasSecret: true, oldSecretUntil: null });
  expect(await deliverWith('guess')).toBe(401);
  expect(await deliverWith('first-secret')).toBe(202);
  const replaced = await store('second-secret');
  expect(await replaced.json()).toMatchObject({ oldSecretUntil: '2026-03-03T09:00:00.000Z' });
  expect(await deliverWith('first-secret')).toBe(202);
  expect(await deliverWith('second-secret')).toBe(202);
  world.clock.advance(24 * 3_600_000);
  expect(await deliverWith('first-secret')).toBe(401);
  await store('third-secret', true);
  expect(await deliverWith('second-secret')).toBe(401);
  expect(await refusedBy(endpoint)).toBe(3);
  const seen = await (
    await app.send('GET', `/api/activity?incident=${incident.ref}`, { token })
  ).text();
  expect(seen).toContain('inbound.secret-changed');
  expect(text + seen + logged.join('\n')).not.toMatch(/(first|second|third)-secret/);
  await store(null);
  expect(await deliverWith('not checked')).toBe(202);
  expect((await store('short')).status).toBe(422);
  const unsigned = await create('Bot');
  const refused = await app.send('PUT', path.replace(endpoint.id, unsigned.id), {
    token,
    body: { secret: 'long enough' },
  });
  expect(refused.status).toBe(422);
});

test('keeps only the latest refused deliveries, and counts all', async () => {
  const endpoint = await create('GitHub', 'github');
  for (let index = 0; index < 60; index += 1)
    await app.send('POST', endpoint.path, { body: `{"at":${index}}` });
  expect(await deliveries(endpoint)).toHaveLength(50);
  expect(await refusedBy(endpoint)).toBe(60);
});

test('a replaced address works for another day, unless it ends immediately', async () => {
  const endpoint = await create();
  const path = `/api/incidents/${incident.ref}/inbound/${endpoint.id}/rotate`;
  const rotate = async (immediately: boolean) => {
    const response = await app.send('POST', path, { token, body: { immediately } });
    return CreatedInboundEndpoint.parse(await response.json());
  };
  const second = await rotate(false);
  expect(second.oldAddressUntil).toBe('2026-03-03T09:00:00.000Z');
  await deliver(endpoint.path, deploy);
  await deliver(second.path, { ...deploy, text: 'Deploy 42 is out' });
  world.clock.advance(24 * 3_600_000);
  expect((await app.send('POST', endpoint.path, { body: deploy })).status).toBe(404);
  const third = await rotate(true);
  expect((await app.send('POST', second.path, { body: deploy })).status).toBe(404);
  expect(third.oldAddressUntil).toBeNull();
  await deliver(third.path, deploy);
});

test('returns the same not found for a wrong, revoked or replaced URL and an unknown source', async () => {
  const [kept, revoked] = [await create(), await create('Old')];
  const path = `/api/incidents/${incident.ref}/inbound`;
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

test('a signed delivery is imported; a wrong signature is a 401 that the list shows', async () => {
  const endpoint = await create('GitHub', 'github');
  const secret = endpoint.path.split('/').at(-1) ?? '';
  const body = JSON.stringify({
    action: 'opened',
    repository: { full_name: 'acme/orders', html_url: 'https://github.com/acme/orders' },
    sender: { login: 'mara', id: 7, type: 'User' },
    issue: {
      id: 41,
      number: 12,
      title: 'Orders are late',
      body: 'Since 08:00',
      state: 'open',
      user: { login: 'mara', id: 7, type: 'User' },
      html_url: 'https://github.com/acme/orders/issues/12',
      created_at: '2026-03-02T08:00:00Z',
      updated_at: '2026-03-02T08:00:00Z',
    },
  });
  const sign = (key: string) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
  const headers = { 'X-GitHub-Delivery': 'd-1', 'X-Hub-Signature-256': sign(secret) };
  await deliver(endpoint.path, body, headers);
  expect(await deliver(endpoint.path, body, headers)).toMatchObject({ isDuplicate: true });
  for (const wrong of [{}, { 'X-Hub-Signature-256': sign('guess') }]) {
    const response = await app.send('POST', endpoint.path, { body, headers: wrong });
    expect(response.status).toBe(401);
  }
  const items = await deliveries(endpoint);
  expect(items.map(({ state, payload }) => [state, payload])).toEqual([
    ['refused', null],
    ['refused', null],
    ['imported', null],
  ]);
  expect(await refusedBy(endpoint)).toBe(2);
  expect(items[0]?.problem).toContain('signature');
  expect(await recordTexts()).toEqual([expect.stringContaining('Orders are late')]);
});
