import { testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import {
  addHistoryEntry,
  addService,
  changeHistoryEntry,
  listServices,
  readServiceHistory,
  removeHistoryEntry,
  removeService,
  undoCatalogChange,
} from './index.ts';

let world: World;
let editor: Context;
let id = '';
beforeEach(async () => {
  world = await testWorld();
  editor = world.as(world.editor);
  id = (await addService(editor, { name: 'search' })).service?.id ?? '';
});

const adopted = {
  on: '2019-04',
  kind: 'adopted' as const,
  text: 'Solr replaced the database search',
  people: ['Ada Byron'],
  url: 'https://wiki.example/solr',
};
const read = async (ctx = editor) => (await readServiceHistory(ctx, { id })).items;

test('entries are kept by date, changed, removed and undone, and found by their words', async () => {
  const entryId = editor.ids.next();
  const added = await addHistoryEntry(editor, { id, entryId, ...adopted });
  expect(await addHistoryEntry(editor, { id, entryId, ...adopted })).toMatchObject({
    entry: { id: entryId },
    activityId: null,
  });
  await addHistoryEntry(editor, { id, on: '2024', kind: 'team', text: 'From 2 to 9 people' });
  await addHistoryEntry(editor, { id, on: '2019-04-02', kind: 'taught', text: 'A first workshop' });
  expect((await read()).map(({ on, kind }) => [on, kind])).toEqual([
    ['2024', 'team'],
    ['2019-04-02', 'taught'],
    ['2019-04', 'adopted'],
  ]);
  expect(added.entry).toMatchObject({ ...adopted, serviceId: id, version: 1 });
  const search = async (text: string) =>
    (await listServices(editor, { text })).items.map(({ name }) => name);
  expect([await search('solr'), await search('search'), await search('lucene')]).toEqual([
    ['search'],
    ['search'],
    [],
  ]);
  const change = { id: entryId, version: 1, text: 'Lucene replaced it', url: null };
  const changed = await changeHistoryEntry(editor, change);
  expect(changed.entry).toMatchObject({ text: 'Lucene replaced it', url: null, version: 2 });
  expect(await changeHistoryEntry(editor, { ...change, version: 2 })).toMatchObject({
    activityId: null,
  });
  expect(await search('lucene')).toEqual(['search']);
  await undoCatalogChange(editor, { activityId: changed.activityId ?? '' });
  expect(await search('solr')).toEqual(['search']);
  const removed = await removeHistoryEntry(editor, { id: entryId, version: 3 });
  expect([await read(), await search('solr')]).toMatchObject([[{}, {}], []]);
  await undoCatalogChange(editor, { activityId: removed.activityId ?? '' });
  expect(await read()).toHaveLength(3);
  const { items } = await listActivity(world.as(world.admin), { limit: 20 });
  const recorded = items.filter(({ subjectId }) => subjectId === entryId);
  expect(recorded.map(({ kind }) => kind)).toEqual([
    'service-history.undone',
    'service-history.removed',
    'service-history.undone',
    'service-history.changed',
    'service-history.added',
  ]);
  await removeService(editor, { id, version: 1 });
  await expect(readServiceHistory(editor, { id })).rejects.toMatchObject({ code: 'not-found' });
  await expect(changeHistoryEntry(editor, { ...change, version: 4 })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('bad input, lost races and missing permission are refused', async () => {
  const { entry } = await addHistoryEntry(editor, { id, ...adopted });
  for (const bad of [
    { on: '2019-13' },
    { on: '2019-02-30' },
    { on: '19' },
    { on: '2019-4' },
    { text: ' ' },
    { url: 'javascript:alert(1)' },
    { people: Array.from({ length: 21 }, () => 'x') },
  ])
    await expect(addHistoryEntry(editor, { id, ...adopted, ...bad })).rejects.toMatchObject({
      code: 'invalid',
    });
  const input = { id: entry?.id ?? '', version: 1 };
  await changeHistoryEntry(editor, { ...input, on: '2020-02-29' });
  await expect(removeHistoryEntry(editor, input)).rejects.toMatchObject({ code: 'conflict' });
  const viewer = world.as(world.viewer);
  const forbidden = { code: 'forbidden' };
  await expect(addHistoryEntry(viewer, { id, ...adopted })).rejects.toMatchObject(forbidden);
  const current = { ...input, version: 2 };
  await expect(changeHistoryEntry(viewer, { ...current, on: '1' })).rejects.toBeTruthy();
  await expect(removeHistoryEntry(viewer, current)).rejects.toMatchObject(forbidden);
  expect(await read(viewer)).toMatchObject([{ on: '2020-02-29' }]);
  const anonymous = world.as(world.anonymous);
  await expect(readServiceHistory(anonymous, { id })).rejects.toMatchObject({
    code: 'not-signed-in',
  });
  const missing = { id: editor.ids.next(), ...adopted };
  await expect(addHistoryEntry(editor, missing)).rejects.toMatchObject({ code: 'not-found' });
});
