import { addDays } from '@debrief/rules/time';
import { makeIncident, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addFollowUp, changeFollowUpStatus, readFollowUpAging } from './index.ts';

test('unfinished follow-ups are counted by age, in incidents that the reader can see', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx);
  const hidden = await makeIncident(ctx, { title: 'Hidden' });
  const today = () => ctx.clock.now().toISOString().slice(0, 10);
  const add = async (ref: string, late: number | null) => {
    const dueOn = late === null ? null : addDays(today(), 100 - late);
    const change = await addFollowUp(ctx, { incident: ref, intent: 'prevent', text: 'Do', dueOn });
    return change.followUps[0]?.id ?? '';
  };
  const none = { n: 0, medianDays: null };
  expect(await readFollowUpAging(ctx, {})).toMatchObject({ ...none, overdue: none });
  await add(incident.ref, 4);
  await add(hidden.ref, 8);
  const done = await add(incident.ref, 50);
  await changeFollowUpStatus(ctx, { id: done, version: 1, to: 'done' });
  world.clock.advance(60 * 86_400_000);
  await add(incident.ref, null);
  world.clock.advance(40 * 86_400_000);
  await add(incident.ref, -100);
  await makeIncidentPrivate(ctx, { incident: hidden.ref, version: 1 });
  expect(await readFollowUpAging(ctx, {})).toEqual({
    n: 4,
    medianDays: 70,
    overdue: { n: 2, medianDays: 6 },
    bands: [
      { fromDays: 0, n: 1, overdue: 0 },
      { fromDays: 7, n: 0, overdue: 0 },
      { fromDays: 30, n: 1, overdue: 0 },
      { fromDays: 90, n: 2, overdue: 2 },
      { fromDays: 365, n: 0, overdue: 0 },
    ],
  });
  expect(await readFollowUpAging(world.as(world.outsider), { overdue: 'true' })).toMatchObject({
    n: 1,
    medianDays: 100,
    overdue: { n: 1, medianDays: 4 },
  });
});
