import { testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { addSavedView, changeSavedView, listSavedViews, removeSavedView } from './index.ts';

let world: World;
let ctx: Context;
let viewer: Context;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  viewer = world.as(world.viewer);
});
const mine = { list: 'follow-ups' as const, name: 'Mine', search: 'owner=me&sort=due' };
const names = async (by: Context, list: 'follow-ups' | 'incidents' = 'follow-ups') =>
  (await listSavedViews(by, { list })).items.map((one) => one.name);

test('a view belongs to its account until it is shared, and is renamed and removed by it', async () => {
  const view = await addSavedView(viewer, mine);
  expect([await names(viewer), await names(ctx), await names(viewer, 'incidents')]).toEqual([
    ['Mine'],
    [],
    [],
  ]);
  await expect(changeSavedView(ctx, { id: view.id, version: 1, name: 'x' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await changeSavedView(viewer, { id: view.id, version: 1, name: 'Ours', isShared: true });
  expect(await listSavedViews(ctx, { list: 'follow-ups' })).toMatchObject({
    items: [{ name: 'Ours', search: mine.search, isShared: true, can: { change: false } }],
  });
  for (const attempt of [
    () => changeSavedView(ctx, { id: view.id, version: 2, name: 'x' }),
    () => removeSavedView(ctx, { id: view.id, version: 2 }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
  await expect(removeSavedView(viewer, { id: view.id, version: 1 })).rejects.toMatchObject({
    code: 'conflict',
  });
  await removeSavedView(viewer, { id: view.id, version: 2 });
  expect(await names(viewer)).toEqual([]);
});

test('the record names shared views only; a view without a filter and one without an account are refused', async () => {
  await addSavedView(ctx, { ...mine, name: 'Secret plans' });
  await addSavedView(ctx, { ...mine, name: 'Overdue', isShared: true });
  const { items } = await listActivity(world.as(world.operator), {});
  const recorded = JSON.stringify(items.filter(({ kind }) => kind === 'saved-view.added'));
  expect(recorded).toContain('Overdue');
  expect(recorded).not.toContain('Secret plans');
  await expect(addSavedView(ctx, { ...mine, search: ' ' })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(addSavedView(world.as(world.operator), mine)).rejects.toMatchObject({
    code: 'forbidden',
  });
});
