import { makeEvent, makeIncident, makeRecord, testWorld, type World } from '@debrief/testkit';
import { activityText, type ItemTag } from '@debrief/contract';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import {
  includeStream,
  makeIncidentPrivate,
  outlineRecord,
  readRecord,
} from '../evidence/index.ts';
import { searchLibrary } from '../library/index.ts';
import { addTag, changeTag, listCodebook, mergeTag, separateTag } from '../tag/index.ts';
import { changeItemTags, listItemTags } from './index.ts';

let world: World;
let ctx: Context;
let incident: { id: string; ref: string };
let event: ItemTag;
let message: ItemTag;
let other: ItemTag;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  const made = await makeRecord(ctx, ['the graph is flat', 'it is the broker']);
  incident = made.incident;
  const [first, second] = made.items;
  const tagId = (await addTag(ctx, { name: 'Red herring' })).id;
  message = { tagId, kind: 'evidence', id: first?.id ?? '' };
  other = { ...message, id: second?.id ?? '' };
  const { id } = await makeEvent(ctx, made.incident, made.items);
  event = { tagId, kind: 'event', id };
});

const change = (given: { add?: ItemTag[]; remove?: ItemTag[] }, by = ctx) =>
  changeItemTags(by, { incident: incident.ref, ...given });
const read = async (by = ctx) => (await listItemTags(by, { incident: incident.ref })).items;

test('tags are added once, recorded, and the change is undone by its own answer', async () => {
  const first = await change({ add: [message, event, event] });
  expect(first.added).toHaveLength(2);
  expect(await change({ add: [message, event] })).toEqual({
    added: [],
    removed: [],
    activityId: null,
  });
  expect(await read()).toEqual([
    { tagId: event.tagId, evidence: [message.id], event: [event.id], finding: [] },
  ]);
  const second = await change({ add: [other], remove: [message] });
  expect(second).toMatchObject({ added: [other], removed: [message] });
  await change({ add: second.removed, remove: second.added });
  await change({ remove: first.added });
  expect(await read()).toEqual([]);
  const { items } = await listActivity(ctx, { incidentId: incident.id });
  expect(items.slice(0, 2).map(activityText)).toEqual([
    'removed the tags Red herring from items',
    'changed the tags Red herring of items to Red herring',
  ]);
});

test('a merge moves the tags of all items, counts each once, and is undone', async () => {
  const target = await addTag(ctx, { name: 'Wrong lead' });
  const moved = { ...message, tagId: target.id };
  await change({ add: [message, moved, event] });
  const counts = async () =>
    Object.fromEntries((await listCodebook(ctx)).items.map(({ name, items }) => [name, items]));
  await mergeTag(ctx, { id: message.tagId, version: 1, into: target.id });
  expect(await read()).toEqual([
    { tagId: target.id, evidence: [message.id], event: [event.id], finding: [] },
  ]);
  expect(await counts()).toEqual({ 'Red herring': 0, 'Wrong lead': 2 });
  expect((await change({ add: [{ ...event, tagId: target.id }] })).added).toEqual([]);
  const removed = await change({ remove: [moved] });
  expect(removed.removed).toHaveLength(2);
  expect((await change({ add: removed.removed })).added).toHaveLength(2);
  await separateTag(ctx, { id: message.tagId, version: 2 });
  expect((await counts())['Red herring']).toBe(2);
});

test('an archived tag stays on items and is not added', async () => {
  await change({ add: [message] });
  await changeTag(ctx, { id: message.tagId, version: 1, isArchived: true });
  await expect(change({ add: [event] })).rejects.toThrow('“Red herring” is archived');
  expect(await read()).toHaveLength(1);
});

test('items of other incidents, viewers and outsiders', async () => {
  await change({ add: [message] });
  const elsewhere = await makeRecord(ctx, ['another']);
  const foreign = { ...message, id: elsewhere.items[0]?.id ?? '' };
  await expect(change({ add: [foreign] })).rejects.toThrow('not in INC-');
  await expect(change({ add: [{ ...message, tagId: ctx.ids.next() }] })).rejects.toThrow(
    'Tag not found',
  );
  await expect(change({ add: [event] }, world.as(world.viewer))).rejects.toMatchObject({
    code: 'forbidden',
  });
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  const outsider = world.as(world.outsider);
  await expect(read(outsider)).rejects.toMatchObject({ code: 'not-found' });
  await expect(change({ add: [event] }, outsider)).rejects.toMatchObject({ code: 'not-found' });
  expect((await listCodebook(outsider)).items).toMatchObject([{ items: 0, incidents: 0 }]);
  expect((await listCodebook(ctx)).items).toMatchObject([{ items: 1, incidents: 1 }]);
});

test('the record and the search find items by tag, also under the name of a merged one', async () => {
  await change({ add: [message, event] });
  const target = await addTag(ctx, { name: 'Wrong lead' });
  await mergeTag(ctx, { id: message.tagId, version: 1, into: target.id });
  for (const tag of [message.tagId, target.id]) {
    expect((await readRecord(ctx, incident.ref, { tag })).items.map(({ id }) => id)).toEqual([
      message.id,
    ]);
    expect(await outlineRecord(ctx, incident.ref, { tag })).toMatchObject({ total: 1 });
  }
  await expect(
    readRecord(ctx, incident.ref, { tag: target.id, knownAt: '2026-03-02T09:00:00Z' }),
  ).rejects.toThrow('Tags were added later');
  const find = async (text: string, by = ctx) =>
    (await searchLibrary(by, { text })).items.map(({ kind, id }) => [kind, id]);
  const tagged = [
    ['evidence', message.id],
    ['event', event.id],
  ];
  for (const text of ['tag:herring', 'tag:"WRONG lead"', 'tag:wrong,nothing'])
    expect(new Set((await find(text)).map(String))).toEqual(new Set(tagged.map(String)));
  expect(await find('tag:wrong flat')).toContainEqual(tagged[0]);
  expect(await find('broker -tag:wrong kind:evidence')).toEqual([['evidence', other.id]]);
  expect(await find('tag:nothing')).toEqual([]);
});

test('evidence of two incidents has the tags of the one in which it is seen', async () => {
  await change({ add: [message] });
  const open = await makeIncident(ctx, { title: 'Same channel' });
  const [item] = (await readRecord(ctx, incident.ref, {})).items;
  await includeStream(ctx, { incident: open.ref, streamId: item?.streamId ?? '' });
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  const outsider = world.as(world.outsider);
  expect((await readRecord(outsider, open.ref, {})).items).toHaveLength(2);
  expect((await readRecord(outsider, open.ref, { tag: message.tagId })).items).toEqual([]);
  expect((await searchLibrary(outsider, { text: 'tag:herring' })).items).toEqual([]);
  expect((await searchLibrary(outsider, { text: '-tag:herring flat' })).items).toHaveLength(1);
  expect((await searchLibrary(ctx, { text: 'tag:herring' })).items).toHaveLength(1);
});
