import { makeIncident, times } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { describeServerWorld, world } from '../server-world.fixture.ts';
import { addFollowUp, listFollowUps } from '../follow-up/index.ts';
import { addFinding, listInvestigation } from '../investigation/index.ts';
import { listTimeline, addEvent } from '../timeline/index.ts';

describeServerWorld('concurrent equal requests on a server with many connections', () => {
  const at = '2022-12-06T15:00:00Z';

  test('add one event, and each gets the same response', async () => {
    const ctx = world.as(world.editor);
    const { ref } = await makeIncident(ctx);
    const id = ctx.ids.next();
    const added = await Promise.all(
      times(5, () => addEvent(ctx, { incident: ref, id, title: 'Search is empty', at })),
    );
    expect(new Set(added.map((change) => change.activityId)).size).toBe(1);
    expect((await listTimeline(ctx, { incident: ref })).events).toHaveLength(1);
  });

  test('add one finding', async () => {
    const ctx = world.as(world.editor);
    const { ref } = await makeIncident(ctx);
    const id = ctx.ids.next();
    const statement = 'The alias has two names';
    const added = await Promise.all(
      times(5, () => addFinding(ctx, { type: 'factor', incident: ref, id, statement, at })),
    );
    expect(new Set(added.map((change) => change.activityId)).size).toBe(1);
    expect((await listInvestigation(ctx, { incident: ref })).findings).toHaveLength(1);
  });

  test('add one follow-up', async () => {
    const ctx = world.as(world.editor);
    const { ref } = await makeIncident(ctx);
    const id = ctx.ids.next();
    const text = 'Alert when an index has no alias';
    const added = await Promise.all(
      times(5, () => addFollowUp(ctx, { incident: ref, id, text, intent: 'detect' })),
    );
    expect(new Set(added.map((change) => change.activityId)).size).toBe(1);
    expect((await listFollowUps(ctx, { incident: ref })).items).toHaveLength(1);
  });
});
