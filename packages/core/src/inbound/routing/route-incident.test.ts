import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../../activity/index.ts';
import {
  excludeStream,
  includeStream,
  listImports,
  listSources,
  makeIncidentPrivate,
  verifyEvidence,
} from '../../evidence/index.ts';
import {
  archiveIncident,
  changeIncident,
  declareIncident,
  unarchiveIncident,
} from '../../incident/index.ts';
import { searchLibrary } from '../../library/index.ts';
import { setMilestone } from '../../timeline/index.ts';
import {
  addRoutingRule,
  changeRoutingRule,
  listDeliveries,
  listRoutingRules,
  removeRoutingRule,
} from '../index.ts';
import { openRouting, type Routing } from './open-routing.fixture.ts';

const ago = (minutes: number) =>
  new Date(Date.parse('2026-03-02T09:00:00Z') - minutes * 60_000).toISOString();

let routing: Routing;
beforeEach(async () => {
  routing = await openRouting();
});

const addRule = (more: object = {}) =>
  addRoutingRule(routing.admin, {
    id: routing.endpoint.id,
    stream: 'Orders alerts',
    conditions: [{ field: 'service', value: 'orders' }],
    service: 'orders',
    ...more,
  });

async function declare(more: object = {}) {
  const incident = await declareIncident(routing.editor, {
    title: 'Orders fail',
    status: 'active',
    services: ['Orders'],
    ...more,
  });
  await routing.settle();
  return incident;
}

const texts = (ref: string) => routing.texts(routing.editor, ref);

describe('what the organization receives', () => {
  test('before an incident is declared is in its record afterwards, and in no other one', async () => {
    await addRule();
    await routing.deliver({ id: '1', at: ago(20), text: 'latency is up', service: 'orders' });
    await routing.deliver({ id: '2', at: ago(10), text: 'card declined', service: 'billing' });
    await routing.deliver({ id: '3', at: ago(61), text: 'an hour ago', service: 'orders' });
    const other = await declare({ services: ['search'] });
    const { ref } = await declare();
    expect(await texts(ref)).toEqual(['latency is up']);
    expect(await texts(other.ref)).toEqual([]);
    const { items } = await listSources(routing.editor, { incident: ref });
    expect(items).toMatchObject([
      {
        streamName: 'Orders alerts',
        sourceName: 'Alerts',
        isIncluded: true,
        rule: 'Orders alerts',
        from: ago(60),
        until: null,
      },
    ]);
  });

  test('during an incident is in its record at once, and recorded as any import', async () => {
    await addRule();
    const { ref, id } = await declare();
    const deliveryId = await routing.deliver({ id: '1', text: 'queue is full', service: 'ORDERS' });
    expect(await texts(ref)).toEqual(['queue is full']);
    const { items } = await listActivity(routing.editor, { incidentId: id });
    expect(items.map(({ kind, by }) => `${by.name} ${kind}`)).toEqual([
      'Alerts import.ended',
      'Alerts stream.included-by-rule',
      'Edith incident.declared',
    ]);
    const [imported] = (await listImports(routing.editor, { incident: ref })).items;
    expect((await listDeliveries(routing.admin, routing.endpoint)).items).toMatchObject([
      { id: deliveryId, state: 'read', addedTo: [{ incident: ref, importId: imported?.id }] },
    ]);
    expect(await verifyEvidence(routing.editor, { incident: ref })).toMatchObject({
      imports: 1,
      items: 1,
      problems: [],
    });
  });

  test('is decided by the first enabled rule; without a service, no incident gets it', async () => {
    const label = { field: 'label', name: 'Kind', value: 'heart*' };
    await addRule({ stream: 'Ignored', conditions: [label], service: null });
    const { items: rules } = await addRule({ stream: 'Everything', conditions: [], service: '*' });
    const { ref } = await declare();
    const billing = await declare({ services: ['billing'] });
    await routing.deliver(
      { id: '1', at: ago(3), text: 'alive', service: 'orders', kind: 'note', Kind: 'heartbeat' },
      { id: '2', at: ago(2), text: 'order fails', service: 'orders' },
      { id: '3', at: ago(1), text: 'invoice fails', service: 'billing' },
      { id: '4', text: 'of no service' },
    );
    expect(await texts(ref)).toEqual(['order fails']);
    expect(await texts(billing.ref)).toEqual(['invoice fails']);
    const [ignored] = rules;
    if (!ignored) throw new Error('There is no rule');
    const off = { id: routing.endpoint.id, rule: ignored.id, version: 1, isEnabled: false };
    await changeRoutingRule(routing.admin, off);
    await routing.settle();
    expect(await texts(ref)).toEqual(['alive', 'order fails']);
    const [stream] = (await listSources(routing.editor, { incident: ref })).items;
    expect(stream?.streamName).toBe('Everything: orders');
  });

  test('is added once, however often it is sent or looked for', async () => {
    await addRule();
    const alert = { id: '1', at: ago(20), text: 'latency is up', service: 'orders' };
    await routing.deliver(alert);
    await routing.deliver(alert, { ...alert, id: '2', text: 'errors' });
    const { ref, version } = await declare();
    await changeIncident(routing.editor, { incident: ref, version, services: ['orders', 'x'] });
    await routing.settle();
    expect(await texts(ref)).toEqual(['latency is up', 'errors']);
    expect((await listImports(routing.editor, { incident: ref })).items).toHaveLength(2);
  });
});

describe('the states of an item', () => {
  test('stay together and in order when its start is outside the window at first', async () => {
    await addRule();
    const alert = { id: '1', at: ago(90), service: 'orders' };
    await routing.deliver({ ...alert, text: 'firing' });
    await routing.deliver({ ...alert, text: 'resolved' });
    const { ref } = await declare();
    expect(await texts(ref)).toEqual([]);
    const milestone = { incident: ref, kind: 'impact-started' as const, at: ago(80) };
    await setMilestone(routing.editor, milestone);
    await routing.settle();
    expect(await texts(ref)).toEqual(['resolved']);
    const { items } = await listSources(routing.editor, { incident: ref });
    expect(items[0]).toMatchObject({ from: ago(140), inTimeRange: 1 });
  });

  test('stay in the stream in which it started when a rule or a label changes', async () => {
    const { items: rules } = await addRule({
      conditions: [{ field: 'label', name: 'severity', value: 'page' }],
    });
    const { ref } = await declare();
    await routing.deliver({ id: '1', text: 'firing', severity: 'page' });
    await routing.deliver({ id: '1', text: 'resolved', severity: 'none' });
    expect(await texts(ref)).toEqual(['resolved']);
    const [rule] = rules;
    if (!rule) throw new Error('There is no rule');
    await removeRoutingRule(routing.admin, { ...routing.endpoint, rule: rule.id, version: 1 });
    await addRule({ stream: 'Another', conditions: [] });
    await routing.deliver({ id: '1', text: 'firing again', severity: 'none' });
    expect(await texts(ref)).toEqual(['firing again']);
    expect((await listSources(routing.editor, { incident: ref })).items).toHaveLength(1);
  });

  test('of two tools with equal keys stay two items in one stream', async () => {
    await addRule({ conditions: [] });
    const { ref } = await declare();
    await routing.deliver(
      { id: '1', text: 'in a', stream: 'a' },
      { id: '1', text: 'in b', stream: 'b' },
    );
    expect((await texts(ref)).toSorted()).toEqual(['in a', 'in b']);
  });
});

describe('an incident', () => {
  test('gets nothing after an hour from its end, and follows its times', async () => {
    await addRule();
    const { ref, version } = await declare();
    await changeIncident(routing.editor, { incident: ref, version, status: 'in-review' });
    await routing.settle();
    routing.world.clock.advance(2 * 3_600_000);
    await routing.deliver({ id: '1', at: ago(-50), text: 'soon after', service: 'orders' });
    await routing.deliver({ id: '2', at: ago(-70), text: 'long after', service: 'orders' });
    expect(await texts(ref)).toEqual(['soon after']);
    await setMilestone(routing.editor, { incident: ref, kind: 'resolved', at: ago(-20) });
    await routing.settle();
    expect(await texts(ref)).toEqual(['soon after', 'long after']);
  });

  test('keeps the time range that people gave a stream, and a stream excluded', async () => {
    await addRule();
    await routing.deliver({ id: '1', at: ago(20), text: 'one', service: 'orders' });
    const { ref } = await declare();
    const [stream] = (await listSources(routing.editor, { incident: ref })).items;
    const which = { incident: ref, streamId: stream?.streamId ?? '' };
    await includeStream(routing.editor, { ...which, from: ago(30) });
    await setMilestone(routing.editor, { incident: ref, kind: 'impact-started', at: ago(80) });
    await routing.settle();
    const own = async () => (await listSources(routing.editor, { incident: ref })).items[0];
    expect(await own()).toMatchObject({ from: ago(30), rule: 'Orders alerts' });
    await excludeStream(routing.editor, which);
    await routing.deliver({ id: '2', at: ago(10), text: 'two', service: 'orders' });
    expect(await texts(ref)).toEqual([]);
    await includeStream(routing.editor, which);
    await routing.settle();
    expect(await texts(ref)).toEqual(['one', 'two']);
  });

  test('that is archived gets nothing until it is unarchived, and stops no delivery', async () => {
    await addRule();
    const { ref, version } = await declare();
    const archived = await archiveIncident(routing.admin, { incident: ref, version });
    const id = await routing.deliver({ id: '1', text: 'queue is full', service: 'orders' });
    expect((await listDeliveries(routing.admin, routing.endpoint)).items).toMatchObject([
      { id, state: 'read', addedTo: [] },
    ]);
    await unarchiveIncident(routing.admin, { incident: ref, version: archived.version });
    await routing.settle();
    expect(await texts(ref)).toEqual(['queue is full']);
  });

  test('that is private shows what it got to its members only', async () => {
    await addRule();
    await routing.deliver({ id: '1', at: ago(20), text: 'zebra latency', service: 'orders' });
    const { ref } = await declare({ visibility: 'private' });
    await routing.deliver({ id: '2', text: 'zebra queue', service: 'orders' });
    expect(await texts(ref)).toEqual(['zebra latency', 'zebra queue']);
    const open = await declare();
    expect(await texts(open.ref)).toEqual(['zebra latency', 'zebra queue']);
    const { version } = open;
    await makeIncidentPrivate(routing.editor, { incident: open.ref, version });
    await routing.deliver({ id: '3', text: 'zebra again', service: 'orders' });
    for (const one of [ref, open.ref])
      expect(await texts(one)).toEqual(['zebra latency', 'zebra queue', 'zebra again']);
    const { items } = await listDeliveries(routing.admin, routing.endpoint);
    expect(items.map(({ addedTo }) => addedTo)).toEqual([[], [], []]);
    for (const { actor } of [routing.as(routing.world.outsider), routing.admin]) {
      expect((await searchLibrary(routing.as(actor), { text: 'zebra' })).items).toEqual([]);
      const seen = JSON.stringify(await listActivity(routing.as(actor), {}));
      for (const word of ['zebra', 'Orders alerts', ref]) {
        if (actor === routing.world.outsider || word !== 'Orders alerts')
          expect(seen).not.toContain(word);
      }
    }
  });
});

test('only admins see and change endpoints and rules of the organization', async () => {
  const { items: rules } = await addRule();
  const [rule] = rules;
  if (!rule) throw new Error('There is no rule');
  for (const actor of [routing.world.editor, routing.world.viewer, routing.world.outsider]) {
    const ctx = routing.as(actor);
    for (const call of [
      () => listRoutingRules(ctx, routing.endpoint),
      () => listDeliveries(ctx, routing.endpoint),
      () => addRoutingRule(ctx, { ...routing.endpoint, stream: 'x', conditions: [], service: '*' }),
      () => removeRoutingRule(ctx, { ...routing.endpoint, rule: rule.id, version: 1 }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'forbidden' });
    expect(JSON.stringify(await listActivity(ctx, {}))).not.toContain('Orders');
  }
});

test('rules are changed, moved and removed in their order; an old version is refused', async () => {
  await addRule({ stream: 'one' });
  const { items } = await addRule({ stream: 'two' });
  const two = items[1];
  if (!two) throw new Error('There is no rule');
  const change = { id: routing.endpoint.id, rule: two.id, version: 1 };
  const moved = await changeRoutingRule(routing.admin, { ...change, position: 0 });
  expect(moved.items.map(({ stream, version }) => [stream, version])).toEqual([
    ['two', 2],
    ['one', 1],
  ]);
  await expect(
    changeRoutingRule(routing.admin, { ...change, stream: 'late' }),
  ).rejects.toMatchObject({ code: 'conflict' });
  const left = await removeRoutingRule(routing.admin, { ...change, version: 2 });
  expect(left.items.map(({ stream }) => stream)).toEqual(['one']);
});
