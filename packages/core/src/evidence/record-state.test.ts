import type { Read, SourceRecord } from '@debrief/readers';
import { makeIncident, testWorld } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { importDelivery } from './import-delivery.ts';
import { readRecord } from './index.ts';
import { makeRecord } from './testing/test-reader.ts';

let ctx: Context;
let incident: { id: string; ref: string };
beforeEach(async () => {
  const world = await testWorld();
  ctx = world.as(world.editor);
  incident = await makeIncident(ctx);
});

const stream = { key: 'made', name: 'made' };
const say = (index: number, text: string, more: Partial<SourceRecord> = {}): Read => ({
  type: 'record',
  record: { ...makeRecord(index), text, ...more },
});
const take = (...reads: Read[]) =>
  inTransaction(ctx, (ctx) =>
    importDelivery(ctx, {
      incidentId: incident.id,
      name: 'chat',
      source: { kind: 'made', key: 'made', name: 'made' },
      contentHash: '',
      bytes: 1,
      format: 'json',
      reads,
    }),
  );
const current = async () =>
  (await readRecord(ctx, incident.ref, { threads: 'flat', limit: 100 })).items.map(
    ({ text, isDeleted }) => (isDeleted ? 'deleted' : text),
  );

test('a message that was just sent adds nothing if any state of it is known', async () => {
  await take(say(0, 'fixed', { state: 'current' }));
  expect(await take(say(0, 'original', { state: 'first' }))).toMatchObject({ duplicates: 1 });
  expect(await current()).toEqual(['fixed']);
});

test('what the source says now replaces the newest state, also with an earlier one', async () => {
  await take(say(0, 'plain', { state: 'first' }));
  await take(say(0, 'with a reaction'));
  expect(await take(say(0, 'plain'))).toMatchObject({ imported: 0 });
  expect(await current()).toEqual(['with a reaction']);
  expect(await take(say(0, 'plain', { state: 'current' }))).toMatchObject({ imported: 1 });
  expect(await take(say(0, 'plain', { state: 'current' }))).toMatchObject({ imported: 0 });
  expect(await current()).toEqual(['plain']);
  await take(say(0, 'plain', { change: 'deleted' }));
  expect(await take(say(0, 'other', { change: 'deleted' }))).toMatchObject({ imported: 0 });
  expect(await current()).toEqual(['deleted']);
  await take(say(0, 'plain', { state: 'current' }));
  expect(await current()).toEqual(['plain']);
});

test('a range can be complete for records that are no replies, or for one thread', async () => {
  const reply = { repliesTo: 'made-0' };
  await take(say(0, 'parent'), say(1, 'reply', reply), say(2, 'other'), say(3, 'another', reply));
  const range = { from: makeRecord(0).occurredAt, until: makeRecord(9).occurredAt };
  await take(say(0, 'parent'), { type: 'covered', stream, ...range, thread: null });
  expect(await current()).toEqual(['parent', 'reply', 'deleted', 'another']);
  await take(say(3, 'another', reply), { type: 'covered', stream, ...range, thread: 'made-0' });
  expect(await current()).toEqual(['parent', 'deleted', 'deleted', 'another']);
  // Nothing is left in the range.
  await take({ type: 'covered', stream, ...range, thread: null });
  expect(await current()).toEqual(['deleted', 'deleted', 'deleted', 'another']);
});

test('what is deleted again after a newer state is deleted', async () => {
  await take(say(0, 'plain', { state: 'first' }));
  await take(say(0, 'plain', { change: 'deleted' }));
  await take(say(0, 'plain', { state: 'current' }));
  await take(say(0, 'plain', { change: 'deleted', state: 'current' }));
  expect(await current()).toEqual(['deleted']);
});
