import { makeIncident, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { addFinding } from '../investigation/index.ts';
import { listSuspects } from './index.ts';

test('names the first stage that does not add up in each comparison', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx);
  const compare = (statement: string, counts: readonly number[], expectedLoss: number | null) =>
    addFinding(ctx, {
      type: 'observation',
      incident: incident.ref,
      kind: 'comparison',
      statement,
      at: '2026-03-02T08:00:00Z',
      stages: counts.map((count, index) => ({
        name: ['source', 'bronze', 'silver'][index] ?? 'gold',
        count,
        expectedLoss,
        definition: '',
      })),
    });
  await compare('Orders', [1000, 1000, 890, 400], null);
  await compare('Filtered', [1000, 950, 910, 870], 0.05);
  expect((await listSuspects(ctx, { incident: incident.ref })).stages).toEqual([
    {
      findingId: expect.any(String) as string,
      statement: 'Orders',
      reason: 'silver: 890, 110 fewer (11%), does not add up: no loss expected',
    },
  ]);
});
