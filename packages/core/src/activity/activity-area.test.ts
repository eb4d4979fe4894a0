import { kindsInArea, ActivityArea, activityKinds } from '@debrief/contract';
import { makeEvent, makeRecord, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { listActivity } from './index.ts';

test('activity of one area is listed without the others', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { incident, items } = await makeRecord(ctx, ['the graph was flat']);
  await makeEvent(ctx, incident, items, { title: 'It was flat' });
  const kinds = async (about?: ActivityArea) =>
    (await listActivity(ctx, { incidentId: incident.id, about })).items.map((one) => one.kind);
  expect(await kinds('timeline')).toEqual(['event.added']);
  expect(await kinds('report')).toEqual([]);
  expect((await kinds()).length).toBeGreaterThan(1);
});

test('each kind in an area is a kind of activity, and in one area only', () => {
  const all = ActivityArea.options.flatMap(kindsInArea);
  expect(new Set(all).size).toBe(all.length);
  for (const kind of all) expect(Object.keys(activityKinds)).toContain(kind);
});
