import { testWorld, type World } from '@debrief/testkit';
import { openUpload } from '@debrief/readers';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { listMappings, previewUpload, removeMapping, saveMapping } from './index.ts';

let world: World;
let ctx: Context;
let folder = '';
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  folder = await mkdtemp(join(tmpdir(), 'debrief-mapping-'));
});
afterEach(() => rm(folder, { recursive: true }));

const options = { map: 'at=when,text=what', zone: 'Europe/Berlin' };
const pump = { name: 'Pump log', columns: ['when', 'what', 'pump'], options };
async function preview(text: string) {
  const path = join(folder, 'pumps.csv');
  await writeFile(path, text);
  return previewUpload(ctx, {}, await openUpload(path, 'pumps.csv'));
}
const listOffered = async (text: string) =>
  (await preview(text)).savedMappings.map((one) => [one.name, one.options.map]);

test('is offered for files with the same columns, in any order, and no others', async () => {
  await saveMapping(ctx, pump);
  const row = '2026-03-02 08:00:00';
  expect(await listOffered(`when,what,pump\n${row},off,P1\n`)).toEqual([['Pump log', options.map]]);
  expect(await listOffered(`pump,when,what\nP1,${row},off\n`)).toEqual([['Pump log', options.map]]);
  expect(await listOffered(`when,what\n${row},off\n`)).toEqual([]);
  expect(await listOffered(`when,what,pump,more\n${row},off,P1,x\n`)).toEqual([]);
});

test('is replaced by name, removed and recorded, by those who can import', async () => {
  await saveMapping(ctx, pump);
  const again = await saveMapping(ctx, { ...pump, options: { map: 'at=when,text=pump' } });
  expect((await listMappings(ctx)).items).toEqual([again]);
  const viewer = world.as(world.viewer);
  for (const attempt of [
    () => listMappings(viewer),
    () => saveMapping(viewer, pump),
    () => removeMapping(viewer, { id: again.id }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
  await removeMapping(ctx, { id: again.id });
  await expect(removeMapping(ctx, { id: again.id })).rejects.toMatchObject({ code: 'not-found' });
  const { items } = await listActivity(world.as(world.operator), {});
  expect(items.map(({ kind }) => kind).filter((kind) => kind.startsWith('mapping'))).toEqual([
    'mapping.removed',
    'mapping.saved',
    'mapping.saved',
  ]);
  await expect(saveMapping(ctx, { ...pump, options: { map: 'colour=red' } })).rejects.toMatchObject(
    { code: 'invalid' },
  );
});
