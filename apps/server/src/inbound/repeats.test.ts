import { readRecord } from '@debrief/core/evidence';
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openInbound, type InboundApp } from './inbound-app.fixture.ts';

let here: InboundApp;
beforeEach(async () => {
  here = await openInbound();
});
afterEach(() => here.app[Symbol.asyncDispose]());

const start = '2026-03-02T08:00:00.000Z';
const end = '2026-03-02T08:10:00.000Z';

/** Sends the bodies one after the other, without a pause, and returns what is in the record. */
async function sendAll(source: string, bodies: readonly object[]) {
  const endpoint = await here.create('Endpoint', source);
  for (const body of bodies) await here.deliver(endpoint.path, body);
  for (const one of await here.deliveries(endpoint)) expect(one.state).toBe('imported');
  const editor = here.world.as(here.world.editor);
  const { items } = await readRecord(editor, here.incident.ref, { threads: 'flat' });
  return items.map(({ kind, occurredAt, untilAt, revision, details }) => ({
    kind,
    occurredAt,
    untilAt,
    revision,
    state: details.fields?.['state'],
  }));
}

const group = (alert: object, status = 'firing') => ({
  receiver: 'debrief',
  status,
  groupKey: '{}:{}',
  alerts: [
    {
      status,
      labels: { alertname: 'Late', service: 'orders' },
      annotations: { summary: 'Orders are late' },
      startsAt: start,
      endsAt: '0001-01-01T00:00:00Z',
      fingerprint: 'f1',
      ...alert,
    },
  ],
});

test.each(['alertmanager', 'grafana'])(
  'an alert of %s is one item with its end',
  async (source) => {
    const repeat = { annotations: { summary: 'Orders are late: 14 %' } };
    const all = [group({}), group({ ...repeat }), group({ ...repeat, endsAt: end }, 'resolved')];
    expect(await sendAll(source, all)).toEqual([
      { kind: 'alert', occurredAt: start, untilAt: end, revision: 3, state: 'resolved' },
    ]);
  },
);

test('an alert of Datadog keeps its start when it is sent again and when it recovers', async () => {
  const event = (status: string, time: string, id: string) => ({
    alert_cycle_key: 'c1',
    event_id: id,
    event_time: String(Date.parse(time)),
    event_title: `[${status}] Orders`,
    event_text: '',
    status,
    tags: 'service:orders',
  });
  const all = [
    event('Triggered', start, '1'),
    event('Re-Triggered', '2026-03-02T08:05:00.000Z', '2'),
    event('Recovered', end, '3'),
  ];
  expect(await sendAll('datadog', all)).toEqual([
    { kind: 'alert', occurredAt: start, untilAt: end, revision: 3, state: 'Recovered' },
  ]);
});

test('an incident of PagerDuty is one item, and what people did are others', async () => {
  const event = (type: string, time: string, status: string) => ({
    event: {
      id: `${type}-1`,
      event_type: `incident.${type}`,
      resource_type: 'incident',
      occurred_at: time,
      agent: { id: 'PU1', type: 'user_reference', summary: 'Mara Iwu' },
      data: {
        id: 'PI1',
        type: 'incident',
        number: 6,
        title: 'Orders fail',
        status,
        service: { id: 'PS1', summary: 'orders' },
        html_url: 'https://acme.pagerduty.com/incidents/PI1',
      },
    },
  });
  const acknowledged = '2026-03-02T08:02:00.000Z';
  const all = [
    event('triggered', start, 'triggered'),
    event('acknowledged', acknowledged, 'acknowledged'),
    event('resolved', end, 'resolved'),
  ];
  expect(await sendAll('pagerduty', all)).toEqual([
    { kind: 'page', occurredAt: start, untilAt: end, revision: 2, state: 'resolved' },
    { kind: 'page', occurredAt: acknowledged, untilAt: null, revision: 1, state: 'acknowledged' },
    { kind: 'page', occurredAt: end, untilAt: null, revision: 1, state: 'resolved' },
  ]);
});

test('an incident and a pipeline of CDEvents have a start and an end', async () => {
  const event = (noun: string, verb: string, time: string, id: string) => ({
    context: {
      specversion: '0.4.1',
      id,
      source: '/ci',
      type: `dev.cdevents.${noun}.${verb}.0.2.0`,
      timestamp: time,
    },
    subject: { id: `${noun}-1`, source: '/ci', content: { service: { id: 'orders' } } },
  });
  const all = [
    event('incident', 'detected', start, '1'),
    event('pipelinerun', 'started', start, '2'),
    event('pipelinerun', 'finished', end, '3'),
    event('incident', 'resolved', end, '4'),
  ];
  const found = await sendAll('cloudevents', all);
  const times = { occurredAt: start, untilAt: end, revision: 2 };
  expect(found.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toMatchObject([
    { kind: 'alert', state: 'resolved', ...times },
    { kind: 'change', state: 'finished', ...times },
  ]);
});

test('a deployment of GitHub carries its service and version, and ends with its status', async () => {
  const repository = { full_name: 'acme/orders', html_url: 'https://github.com/acme/orders' };
  const sender = { login: 'mara', id: 7, type: 'User' };
  const url = 'https://api.github.com/repos/acme/orders/deployments/8';
  const deployment = {
    url,
    id: 8,
    sha: 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e',
    ref: 'v41',
    environment: 'production',
    statuses_url: `${url}/statuses`,
    created_at: start,
    updated_at: start,
    creator: sender,
  };
  const status = {
    url: `${url}/statuses/1`,
    id: 1,
    state: 'success',
    environment: 'production',
    deployment_url: url,
    created_at: end,
    updated_at: end,
    creator: sender,
  };
  const endpoint = await here.create('GitHub', 'github');
  const key = endpoint.path.split('/').at(-1) ?? '';
  for (const [index, sent] of [
    { action: 'created', deployment, repository, sender },
    { action: 'created', deployment_status: status, deployment, repository, sender },
  ].entries()) {
    const body = JSON.stringify(sent);
    await here.deliver(endpoint.path, body, {
      'X-GitHub-Delivery': `d-${index}`,
      'X-Hub-Signature-256': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
    });
  }
  await here.deliveries(endpoint);
  const editor = here.world.as(here.world.editor);
  const { items } = await readRecord(editor, here.incident.ref, { threads: 'flat' });
  expect(items).toMatchObject([
    {
      kind: 'change',
      occurredAt: start,
      untilAt: end,
      details: { fields: { service: 'acme/orders', version: 'v41', state: 'success' } },
    },
    { kind: 'change', occurredAt: end, details: { fields: { state: 'success' } } },
  ]);
});

test('New Relic and Opsgenie end the alert that they opened', async () => {
  const relic = (state: string, updatedAt: string) => ({
    id: 'n-1',
    issueUrl: 'https://radar-api.service.newrelic.com/1',
    title: 'Orders fail',
    state,
    createdAt: Date.parse(start),
    updatedAt: Date.parse(updatedAt),
    alertPolicyNames: ['Orders'],
  });
  expect(await sendAll('newrelic', [relic('ACTIVATED', start), relic('CLOSED', end)])).toEqual([
    { kind: 'alert', occurredAt: start, untilAt: end, revision: 2, state: 'CLOSED' },
  ]);
  const genie = (action: string, at: string) => ({
    action,
    alert: {
      alertId: 'a-1',
      message: 'Orders fail',
      createdAt: Date.parse(start),
      updatedAt: Date.parse(at),
      username: 'mara',
    },
  });
  const found = await sendAll('opsgenie', [genie('Create', start), genie('Close', end)]);
  expect(found).toContainEqual(
    expect.objectContaining({ kind: 'alert', occurredAt: start, untilAt: end, revision: 2 }),
  );
});
