import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../../activity/index.ts';
import { listImports, listSources, readRecord, verifyEvidence } from '../../evidence/index.ts';
import { archiveIncident, declareIncident } from '../../incident/index.ts';
import { runUndoJob, undoImport } from '../../undo-import/index.ts';
import {
  addDelivery,
  addRoutingRule,
  createInboundEndpoint,
  listDeliveries,
  sendTestDelivery,
} from '../index.ts';
import { openRouting, type Routing } from './open-routing.fixture.ts';

let routing: Routing;
beforeEach(async () => {
  routing = await openRouting();
});

const declare = (more: object = {}) =>
  declareIncident(routing.editor, { title: 'Orders fail', status: 'active', ...more });
const add = (incident: string, delivery: string, by = routing.admin) =>
  addDelivery(by, { id: routing.endpoint.id, delivery, incident });
const states = async (ref: string) =>
  (await readRecord(routing.editor, ref, {})).items.map(({ text, isEdited }) => [text, isEdited]);

test('a delivery that no rule matches is added by hand, with all states of its alerts', async () => {
  const long = '2026-01-05T08:00:00Z';
  await routing.deliver({ id: '1', at: long, text: 'firing' });
  const second = await routing.deliver({ id: '1', at: long, text: 'still firing' });
  await routing.deliver({ id: '2', text: 'another alert' });
  const { ref, id } = await declare();
  const other = await declare();
  expect(await states(ref)).toEqual([]);
  expect(await add(ref, second)).toMatchObject({ id: second, addedTo: [{ incident: ref }] });
  expect(await states(ref)).toEqual([['still firing', true]]);
  // It is followed, also without a service and after the window of the incident.
  await routing.deliver({ id: '1', at: long, text: 'resolved' }, { id: '3', text: 'unrelated' });
  expect(await states(ref)).toEqual([['resolved', true]]);
  expect(await states(other.ref)).toEqual([]);
  const { items: sources } = await listSources(routing.editor, { incident: ref });
  expect(sources).toMatchObject([
    { streamName: 'Alerts, added by hand', isIncluded: true, rule: null, from: null, until: null },
  ]);
  const kinds = (await listActivity(routing.editor, { incidentId: id })).items.map(
    ({ kind, by }) => `${by.name} ${kind}`,
  );
  expect(kinds.slice(0, 2)).toEqual(['Alerts import.ended', 'Olga inbound.delivery-added']);
  expect((await verifyEvidence(routing.editor, { incident: ref })).problems).toEqual([]);
});

test('two incidents that get deliveries by hand do not share a stream', async () => {
  const [one, two] = [
    await routing.deliver({ id: '1', text: 'one' }),
    await routing.deliver({ id: '2', text: 'two' }),
  ];
  const [first, second] = [await declare(), await declare()];
  await add(first.ref, one);
  await add(second.ref, two);
  expect(await states(first.ref)).toEqual([['one', false]]);
  expect(await states(second.ref)).toEqual([['two', false]]);
});

test('what a rule added stays in its stream, and later states are added once', async () => {
  const { id } = routing.endpoint;
  await addRoutingRule(routing.admin, { id, stream: 'Orders', conditions: [], service: 'orders' });
  const { ref } = await declare({ services: ['orders'] });
  await routing.settle();
  const delivery = await routing.deliver({ id: '1', text: 'firing' });
  await expect(add(ref, delivery)).rejects.toMatchObject({
    code: 'conflict',
    message: `${ref} already has this delivery.`,
  });
  await routing.deliver({ id: '1', text: 'resolved' });
  expect(await states(ref)).toEqual([['resolved', true]]);
  expect((await listImports(routing.editor, { incident: ref })).items).toHaveLength(2);
});

test('an undone one is not followed, and can be added again', async () => {
  const delivery = await routing.deliver({ id: '1', text: 'firing' });
  const { ref } = await declare();
  await add(ref, delivery);
  const [made] = (await listImports(routing.editor, { incident: ref })).items;
  await undoImport(routing.editor, { id: made?.id ?? '' });
  await runUndoJob(routing.editor, { importId: made?.id ?? '' }, new AbortController().signal);
  await routing.deliver({ id: '1', text: 'resolved' });
  expect(await states(ref)).toEqual([]);
  await add(ref, delivery);
  expect(await states(ref)).toEqual([['resolved', true]]);
});

test('only admins who see the incident add a delivery, and only what is kept', async () => {
  const { world, as, admin, endpoint } = routing;
  const delivery = await routing.deliver({ id: '1', text: 'firing' });
  const open = await declare();
  const hidden = await declare({ visibility: 'private' });
  for (const actor of [world.editor, world.viewer, world.outsider])
    await expect(add(open.ref, delivery, as(actor))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(add(hidden.ref, delivery)).rejects.toMatchObject({ code: 'not-found' });
  await expect(add('INC-99', delivery)).rejects.toMatchObject({ code: 'not-found' });
  await expect(add(open.ref, open.id)).rejects.toMatchObject({ code: 'not-found' });
  const own = await createInboundEndpoint(routing.editor, {
    incident: open.ref,
    name: 'Own',
    source: 'generic',
  });
  await expect(
    addDelivery(admin, { id: own.id, delivery, incident: open.ref }),
  ).rejects.toMatchObject({ code: 'not-found' });
  const tested = await sendTestDelivery(admin, endpoint);
  await expect(add(open.ref, tested.id)).rejects.toMatchObject({ code: 'invalid' });
  const unreadable = await routing.receive('{');
  await routing.settle();
  await expect(add(open.ref, unreadable)).rejects.toMatchObject({ code: 'conflict' });
  await add(open.ref, delivery);
  await archiveIncident(admin, { incident: open.ref, version: open.version });
  const later = await routing.deliver({ id: '1', text: 'resolved' });
  expect(await states(open.ref)).toEqual([['firing', false]]);
  await expect(add(open.ref, later)).rejects.toMatchObject({ code: 'conflict' });
  const { items } = await listDeliveries(admin, endpoint);
  expect(items.find(({ id }) => id === later)).toMatchObject({ state: 'read' });
});
