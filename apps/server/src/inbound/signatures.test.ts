import { CreatedInboundEndpoint } from '@debrief/contract';
import { readRecord } from '@debrief/core/evidence';
import { listInboundEndpoints } from '@debrief/core/inbound';
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deploy, openInbound, type InboundApp } from './inbound-app.fixture.ts';

let world: InboundApp['world'];
let app: InboundApp['app'];
let token: InboundApp['token'];
let incident: InboundApp['incident'];
let logged: InboundApp['logged'];
let network: InboundApp['network'];
let create: InboundApp['create'];
let deliver: InboundApp['deliver'];
let deliveries: InboundApp['deliveries'];
let recordTexts: InboundApp['recordTexts'];

beforeEach(async () => {
  ({ world, app, token, incident, logged, network, create, deliver, deliveries, recordTexts } =
    await openInbound());
});
afterEach(() => app[Symbol.asyncDispose]());

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

test('takes compressed logs of a collector, and refuses what is too large unpacked', async () => {
  const endpoint = await create('Logs', 'otlp');
  const logs = {
    resourceLogs: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'orders' } }] },
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: '1772438400000000000',
                severityText: 'ERROR',
                body: { stringValue: 'queue is full' },
              },
            ],
          },
        ],
      },
    ],
  };
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
  const send = (text: string) =>
    app.send('POST', endpoint.path, { headers, body: new Blob([gzipSync(text)]) });
  expect((await send(JSON.stringify(logs))).status).toBe(202);
  expect(await deliveries(endpoint)).toMatchObject([{ state: 'imported' }]);
  const { items } = await readRecord(world.as(world.editor), incident.ref, {});
  expect(items).toMatchObject([
    { text: 'queue is full', kind: 'log', occurredAt: '2026-03-02T08:00:00.000Z' },
  ]);
  expect((await send('x'.repeat(1_000_001))).status).toBe(422);
  const damaged = await app.send('POST', endpoint.path, { headers, body: 'not gzip' });
  expect(damaged.status).toBe(422);
});

test('answers Amazon with the certificate that it names, and keeps nothing of the handshake', async () => {
  const endpoint = await create('CloudWatch', 'sns');
  expect((await app.send('POST', endpoint.path, { body: { Type: 'Notification' } })).status).toBe(
    401,
  );
  expect(await deliveries(endpoint)).toMatchObject([{ state: 'refused' }]);
  const url = 'https://sns.us-west-2.amazonaws.com/a.pem';
  const unreachable = { Type: 'Notification', SigningCertURL: url };
  expect((await app.send('POST', endpoint.path, { body: unreachable })).status).toBe(503);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  network.answer = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const confirmation: Record<string, string> = {
    Message: 'You have chosen to subscribe',
    MessageId: 'm-1',
    SubscribeURL: 'https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription',
    Timestamp: '2026-03-02T08:00:00.000Z',
    Token: 't',
    TopicArn: 'arn:aws:sns:us-west-2:1:orders',
    Type: 'SubscriptionConfirmation',
  };
  const text = Object.entries(confirmation)
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('');
  const response = await app.send('POST', endpoint.path, {
    body: {
      ...confirmation,
      SignatureVersion: '2',
      SigningCertURL: url,
      Signature: createSign('RSA-SHA256').update(text).sign(privateKey, 'base64'),
    },
  });
  expect([response.status, await response.json()]).toEqual([202, { id: null, isDuplicate: false }]);
  expect(network.asked.at(-1)).toBe(confirmation['SubscribeURL']);
  expect(await deliveries(endpoint)).toHaveLength(1);
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
