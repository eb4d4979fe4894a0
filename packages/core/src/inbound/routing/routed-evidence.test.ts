import { exportBundle, importBundleText, testWorld } from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { deleteIncident } from '../../delete-incident/index.ts';
import { listImports, readRecord, saveMapping, verifyEvidence } from '../../evidence/index.ts';
import { declareIncident } from '../../incident/index.ts';
import { redactEvidence, removeEvidence } from '../../redaction/index.ts';
import { runRetention } from '../../retention/index.ts';
import { runUndoJob, undoImport } from '../../undo-import/index.ts';
import {
  addRoutingRule,
  changeInboundEndpoint,
  getDelivery,
  listDeliveries,
  previewRoutingRule,
  rereadDeliveries,
  runRereadJob,
  sendTestDelivery,
  setInboundMapping,
} from '../index.ts';
import { now, openRouting, type Routing } from './open-routing.fixture.ts';

const alert = { id: '1', at: now, text: 'token hunter2 was refused', service: 'orders' };

let routing: Routing;
beforeEach(async () => {
  routing = await openRouting();
  const { id } = routing.endpoint;
  await addRoutingRule(routing.admin, { id, stream: 'Alerts', conditions: [], service: '*' });
});

async function declare(more: object = {}) {
  const given = { title: 'Orders fail', status: 'active' as const, services: ['orders'], ...more };
  const incident = await declareIncident(routing.editor, given);
  await routing.settle();
  return incident;
}

const signal = new AbortController().signal;
const texts = (ref: string) => routing.texts(routing.editor, ref);

async function evidenceId(ref: string): Promise<string> {
  return (await readRecord(routing.editor, ref, {})).items[0]?.id ?? '';
}

test('a mapping reads what is kept again, before and after an incident got it', async () => {
  const id = await routing.receive([{ nr: '7', when: now, what: 'pump off', service: 'orders' }]);
  await routing.settle();
  const state = async () =>
    (await getDelivery(routing.admin, { ...routing.endpoint, delivery: id })).state;
  expect(await state()).toBe('unreadable');
  const save = (map: string) =>
    saveMapping(routing.editor, { name: map, columns: ['nr', 'when', 'what'], options: { map } });
  const byNumber = await save('at=when,text=what,key=nr,kind=alert');
  const select = async (mappingId: string | null) => {
    await setInboundMapping(routing.admin, { id: routing.endpoint.id, mappingId });
    await routing.settle();
  };
  await expect(
    setInboundMapping(routing.editor, { id: routing.endpoint.id, mappingId: byNumber.id }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await select(byNumber.id);
  expect(await state()).toBe('read');
  await select((await save('at=when,text=nr,kind=alert')).id);
  const { ref } = await declare();
  expect(await texts(ref)).toEqual(['7']);
  // What an incident has stays as it was read.
  await select(byNumber.id);
  expect(await texts(ref)).toEqual(['7']);
  const later = await routing.receive([{ nr: '8', when: now, what: 'pump on', service: 'orders' }]);
  await routing.settle();
  expect(await texts(ref)).toEqual(['7', 'pump on']);
  expect(later).not.toBe(id);
});

test('what is redacted in one incident does not come back in another', async () => {
  const delivered = await routing.deliver(alert, { ...alert, id: '2', text: 'other hunter2' });
  const other = await routing.deliver({ ...alert, id: '3', text: 'hunter2 once more' });
  const { ref } = await declare();
  const id = await evidenceId(ref);
  const part = { incident: ref, id, kind: 'secret' as const, reason: 'a password' };
  await redactEvidence(routing.editor, { ...part, start: 6, end: 13 });
  expect(
    await getDelivery(routing.admin, { ...routing.endpoint, delivery: delivered }),
  ).toMatchObject({
    state: 'read',
    payload: null,
  });
  const kept = await getDelivery(routing.admin, { ...routing.endpoint, delivery: other });
  expect(kept.payload).toContain('once more');
  expect(kept.payload).not.toContain('hunter2');
  const later = await declare({ visibility: 'private' });
  expect(await texts(later.ref)).toEqual(['███████ once more']);
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found from inbound_delivery where encode(body, 'escape') like '%hunter2%'`.execute(
    routing.editor.db,
  );
  expect(rows).toEqual([{ found: 0 }]);
});

test('what is removed for a legal reason is removed from the deliveries, and comes back nowhere', async () => {
  const id = await routing.deliver(alert);
  const { ref } = await declare();
  const removal = { incident: ref, item: await evidenceId(ref), reason: 'privileged' };
  await removeEvidence(routing.admin, removal);
  await routing.settle();
  const delivery = await getDelivery(routing.admin, { ...routing.endpoint, delivery: id });
  expect(delivery.payload).toBeNull();
  await routing.deliver(alert, { ...alert, id: '2', text: 'something else' });
  expect((await texts((await declare()).ref)).join()).not.toContain('hunter2');
});

test('a deleted incident takes its evidence along, and a later one gets it again', async () => {
  await routing.deliver(alert);
  const { ref } = await declare({ visibility: 'private' });
  expect(await texts(ref)).toEqual([alert.text]);
  await deleteIncident(routing.as(routing.world.operator), { incident: ref, title: 'Orders fail' });
  const { rows } = await sql<{ evidence: number; routed: number; deliveries: number }>`
    select (select count(*)::int from evidence) as evidence, (select count(*)::int from inbound_routed) as routed,
      (select count(*)::int from inbound_delivery where body is not null) as deliveries`.execute(
    routing.editor.db,
  );
  expect(rows).toEqual([{ evidence: 0, routed: 0, deliveries: 1 }]);
  expect(await texts((await declare()).ref)).toEqual([alert.text]);
});

test('evidence that two incidents got stays when one is deleted, and can be redacted there', async () => {
  const id = await routing.deliver(alert);
  const [first, second] = [await declare(), await declare()];
  await deleteIncident(routing.admin, { incident: first.ref, title: 'Orders fail' });
  expect(await texts(second.ref)).toEqual([alert.text]);
  expect(await verifyEvidence(routing.editor, { incident: second.ref })).toMatchObject({
    problems: [],
  });
  const redaction = { kind: 'secret' as const, reason: 'a password' };
  const item = await evidenceId(second.ref);
  await redactEvidence(routing.editor, { incident: second.ref, id: item, ...redaction });
  const delivery = await getDelivery(routing.admin, { ...routing.endpoint, delivery: id });
  expect(delivery.payload).toBeNull();
});

test('an import that was undone is not repeated in its incident', async () => {
  await routing.deliver(alert);
  const { ref } = await declare();
  const [made] = (await listImports(routing.editor, { incident: ref })).items;
  const importId = made?.id ?? '';
  await undoImport(routing.editor, { id: importId });
  await runUndoJob(routing.as({ type: 'system', name: 'Debrief' }), { importId }, signal);
  await routing.deliver({ ...alert, id: '2', text: 'later' });
  expect(await texts(ref)).toEqual(['later']);
  expect((await texts((await declare()).ref)).toSorted()).toEqual(['later', alert.text]);
});

test('a bundle contains what rules added; an incident from a bundle gets nothing', async () => {
  await routing.deliver(alert);
  const { ref } = await declare();
  const bundle = await exportBundle(routing.editor, ref);
  const other = await openRouting(await testWorld());
  const imported = await importBundleText(other.editor, bundle);
  const { id } = other.endpoint;
  await addRoutingRule(other.admin, { id, stream: 'Alerts', conditions: [], service: '*' });
  await other.deliver({ ...alert, id: '2', text: 'of another organization' });
  expect(await other.texts(other.editor, imported.ref)).toEqual([alert.text]);
});

test('deliveries are kept for as long as the endpoint says; evidence stays', async () => {
  await routing.deliver(alert);
  const { ref } = await declare();
  await changeInboundEndpoint(routing.admin, { ...routing.endpoint, keepDays: 2 });
  routing.world.clock.advance(3 * 24 * 3_600_000);
  const fresh = new Date(routing.world.clock.now()).toISOString();
  await routing.deliver({ ...alert, id: '2', at: fresh, text: 'today' });
  const { items } = await listDeliveries(routing.admin, routing.endpoint);
  expect(items.map(({ payload }) => payload !== null)).toEqual([true, false]);
  expect(await texts(ref)).toEqual([alert.text, 'today']);
  routing.world.clock.advance(3 * 24 * 3_600_000);
  await runRetention(routing.as({ type: 'system', name: 'Debrief' }), signal);
  const later = await listDeliveries(routing.admin, routing.endpoint);
  expect(later.items.map(({ payload }) => payload)).toEqual([null, null]);
});

test('a test is read and in no incident; what is not understood is kept and read again', async () => {
  const { ref } = await declare();
  await sendTestDelivery(routing.admin, routing.endpoint);
  await routing.settle();
  await routing.receive([{ text: 'without a time', service: 'orders' }]);
  await routing.receive([{ text: 'no time' }, { time: now, text: 'fine', service: 'orders' }]);
  await routing.settle();
  expect(await texts(ref)).toEqual(['fine']);
  const { items } = await listDeliveries(routing.admin, routing.endpoint);
  expect(items).toMatchObject([
    { state: 'read', problem: expect.stringMatching(/^1 of 2 records couldn't be read/) },
    { state: 'unreadable', problem: expect.stringContaining('It has no "time"') },
    { state: 'read', isTest: true, problem: null, addedTo: [] },
  ]);
  expect(await rereadDeliveries(routing.admin, { id: routing.endpoint.id })).toEqual({
    deliveries: 2,
  });
  const system = routing.as({ type: 'system', name: 'Debrief' });
  await runRereadJob(system, { endpointId: routing.endpoint.id }, signal);
  await routing.settle();
  expect(await texts(ref)).toEqual(['fine']);
});

test('a rule that is not saved shows which of the latest records it would decide', async () => {
  const { id } = routing.endpoint;
  await routing.deliver(alert, { ...alert, id: '2', text: 'card declined', service: 'billing' });
  const [rule] = (await routing.rules()).items;
  const conditions = [{ field: 'service' as const, value: 'BILL*' }];
  const tried = { id, stream: 'Billing', conditions, service: 'billing' };
  const last = await previewRoutingRule(routing.admin, tried);
  expect(last).toMatchObject({ deliveries: 1, matches: 0 });
  const changed = await previewRoutingRule(routing.admin, { ...tried, rule: rule?.id });
  expect(changed.matches).toBe(1);
  expect(changed.records).toMatchObject([
    { title: alert.text, service: 'orders', isMatch: false, earlierRule: null },
    { title: 'card declined', service: 'billing', isMatch: true, labels: { service: 'billing' } },
  ]);
  for (const actor of [routing.world.editor, routing.world.viewer])
    await expect(previewRoutingRule(routing.as(actor), tried)).rejects.toMatchObject({
      code: 'forbidden',
    });
  expect((await routing.rules()).items).toHaveLength(1);
});
