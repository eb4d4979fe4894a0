import {
  CreatedInboundEndpoint,
  InboundDelivery,
  Incident,
  RecordPage,
  RoutingPreview,
  RoutingRule,
} from '@debrief/contract';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createToken } from '../testing/app.ts';
import { openInbound, type InboundApp } from './inbound-app.fixture.ts';

let inbound: InboundApp;
let admin: string;
beforeEach(async () => {
  inbound = await openInbound();
  admin = await createToken(inbound.world.as(inbound.world.admin), ['admin', 'read']);
});
afterEach(() => inbound.app[Symbol.asyncDispose]());

const Rules = z.object({ items: z.array(RoutingRule) });
const Deliveries = z.object({ items: z.array(InboundDelivery) });

async function ask<T>(
  schema: { parse(value: unknown): T },
  method: string,
  path: string,
  body?: object,
  token = admin,
): Promise<T> {
  const response = await inbound.app.send(method, path, { token, ...(body && { body }) });
  expect(response.status).toBeLessThan(300);
  return schema.parse(await response.json());
}

test('an alert of before is in the record of an incident with its service, through the API', async () => {
  const { world, app, token, deliver } = inbound;
  const create = { name: 'Alerts', source: 'generic' };
  const { path, id, keepDays } = await ask(CreatedInboundEndpoint, 'POST', '/api/inbound', create);
  expect(keepDays).toBe(30);
  const rule = { stream: 'Order alerts', conditions: [], service: '*' };
  const time = new Date(world.clock.now().getTime() - 20 * 60_000).toISOString();
  const sent = await deliver(path, { time, text: 'Orders are late', service: 'orders' });
  const deliveries = async () =>
    (await ask(Deliveries, 'GET', `/api/inbound/${id}/deliveries`)).items;
  while ((await deliveries())[0]?.state === 'received') await pause(10);
  expect(await deliveries()).toMatchObject([{ id: sent.id, state: 'read', addedTo: [] }]);
  const tried = await ask(RoutingPreview, 'POST', `/api/inbound/${id}/rule-preview`, rule);
  expect(tried).toMatchObject({ matches: 1, records: [{ service: 'orders', isMatch: true }] });
  expect((await ask(Rules, 'POST', `/api/inbound/${id}/rules`, rule)).items).toHaveLength(1);
  const declared = { title: 'Orders', services: ['orders'] };
  const { ref } = await ask(Incident, 'POST', '/api/incidents', declared, token);
  const record = async () =>
    (await ask(RecordPage, 'GET', `/api/incidents/${ref}/record`, undefined, token)).items;
  while ((await record()).length === 0) await pause(10);
  expect(await record()).toMatchObject([{ text: 'Orders are late', occurredAt: time }]);
  expect(await deliveries()).toMatchObject([{ addedTo: [{ incident: ref }] }]);

  const outsider = await createToken(world.as(world.outsider), ['admin', 'import', 'read']);
  const limited = await createToken(world.as(world.admin), ['import', 'write', 'read']);
  for (const [method, address, body] of [
    ['GET', '/api/inbound'],
    ['POST', '/api/inbound', create],
    ['GET', `/api/inbound/${id}/deliveries`],
    ['GET', `/api/inbound/${id}/deliveries/${sent.id}`],
    ['POST', `/api/inbound/${id}/rule-preview`, rule],
    ['POST', `/api/inbound/${id}/rules`, rule],
    ['DELETE', `/api/inbound/${id}`],
  ] as const)
    for (const holder of [token, outsider, limited]) {
      const response = await app.send(method, address, { token: holder, ...(body && { body }) });
      expect([response.status, await response.text()]).toEqual([403, expect.any(String)]);
    }
  const elsewhere = `/api/incidents/${ref}/inbound/${id}/deliveries`;
  expect((await app.send('GET', elsewhere, { token })).status).toBe(404);
});
