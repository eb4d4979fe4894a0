import { testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { activityText } from '@debrief/contract';
import type { Context } from '../context.ts';
import { addTag, changeTag, listCodebook, mergeTag, separateTag } from './index.ts';

let world: World;
let ctx: Context;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});

const names = async () => (await listCodebook(ctx)).items.map(({ name }) => name);

test('a tag is added once, and another spelling of its name is refused', async () => {
  const id = ctx.ids.next();
  const given = { id, name: ' Red   herring ', definition: 'A lead that cost time' };
  const tag = await addTag(ctx, given);
  expect(tag).toMatchObject({ name: 'Red herring', items: 0, version: 1, mergedInto: null });
  expect(await addTag(ctx, given)).toEqual(tag);
  for (const name of ['red herring', 'ＲＥＤ Herring', 'Red\u00A0herring'])
    await expect(addTag(ctx, { name })).rejects.toThrow('“Red herring” already exists.');
  await expect(addTag(ctx, { name: '\u200B' })).rejects.toThrow('no visible characters');
  await expect(addTag(ctx, { name: 'a\nb' })).rejects.toThrow('Use one line');
  await expect(addTag(ctx, { name: 'x'.repeat(81) })).rejects.toThrow('up to 80');
  expect(await names()).toEqual(['Red herring']);
});

test('a tag is renamed, defined and archived; a stale change is refused', async () => {
  const { id } = await addTag(ctx, { name: 'Detection' });
  const renamed = await changeTag(ctx, {
    id,
    version: 1,
    name: 'detection',
    useWhen: 'First sign',
  });
  expect(renamed).toMatchObject({ name: 'detection', useWhen: 'First sign', version: 2 });
  await expect(changeTag(ctx, { id, version: 1, name: 'Repair' })).rejects.toMatchObject({
    code: 'conflict',
  });
  const archived = await changeTag(ctx, { id, version: 2, isArchived: true });
  expect(archived.archivedAt).not.toBeNull();
  await expect(addTag(ctx, { name: 'DETECTION' })).rejects.toThrow('and is archived');
  expect((await changeTag(ctx, { id, version: 3, isArchived: false })).archivedAt).toBeNull();
});

test('a merge is undone with everything as before, also through a chain', async () => {
  const [a, b, c] = [
    await addTag(ctx, { name: 'A' }),
    await addTag(ctx, { name: 'B' }),
    await addTag(ctx, { name: 'C' }),
  ];
  const merged = await mergeTag(ctx, { id: a.id, version: 1, into: b.id });
  expect(merged.mergedInto).toBe(b.id);
  await expect(mergeTag(ctx, { id: b.id, version: 1, into: a.id })).rejects.toThrow(
    '“A” was merged into another tag',
  );
  await expect(mergeTag(ctx, { id: c.id, version: 1, into: c.id })).rejects.toThrow('itself');
  await expect(addTag(ctx, { name: 'a' })).rejects.toThrow('was merged into another tag');
  await mergeTag(ctx, { id: b.id, version: 1, into: c.id });
  await separateTag(ctx, { id: b.id, version: 2 });
  expect((await listCodebook(ctx)).items.map((one) => one.mergedInto)).toEqual([b.id, null, null]);
  await separateTag(ctx, { id: a.id, version: 2 });
  await expect(separateTag(ctx, { id: a.id, version: 3 })).rejects.toThrow('not merged');
  const { items } = await listActivity(world.as(world.admin), {});
  expect(items.slice(0, 4).map(activityText)).toEqual([
    'separated the tag A from B',
    'separated the tag B from C',
    'merged the tag B into C',
    'merged the tag A into B',
  ]);
});

test('viewers read the codebook and cannot change it; strangers see nothing', async () => {
  const { id } = await addTag(ctx, { name: 'A' });
  const viewer = world.as(world.viewer);
  expect(await listCodebook(viewer)).toMatchObject({ items: [{ id }], can: { change: false } });
  const forbidden = { code: 'forbidden' };
  await expect(addTag(viewer, { name: 'B' })).rejects.toMatchObject(forbidden);
  await expect(changeTag(viewer, { id, version: 1 })).rejects.toMatchObject(forbidden);
  await expect(mergeTag(viewer, { id, version: 1, into: id })).rejects.toMatchObject(forbidden);
  await expect(separateTag(viewer, { id, version: 1 })).rejects.toMatchObject(forbidden);
  await expect(listCodebook(world.as(world.anonymous))).rejects.toMatchObject({
    code: 'not-signed-in',
  });
  const reader = world.as(await world.key(['read']));
  await expect(addTag(reader, { name: 'B' })).rejects.toMatchObject(forbidden);
});
