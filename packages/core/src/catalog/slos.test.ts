import type { SloResult } from '@debrief/contract';
import { testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { addService, getService, reportSlos } from './index.ts';

let world: World;
let ctx: Context;
let id: string;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  id = (await addService(ctx, { name: 'checkout' })).service?.id ?? '';
});

const result = (day: number, more: Partial<SloResult> = {}): SloResult => ({
  slo: 'checkout',
  objective: 'most',
  verdict: 'met',
  goal: 0.99,
  reached: 0.995,
  n: 1_200,
  unit: 'events',
  budgetLeft: 0.5,
  from: '2026-02-01T00:00:00.000Z',
  until: '2026-03-01T00:00:00.000Z',
  at: new Date(Date.UTC(2026, 1, day)).toISOString(),
  covered: 1,
  why: '',
  ...more,
});
const none = { verdict: 'no-data' as const, reached: null, budgetLeft: null, n: 0, covered: 0 };

test('the latest reports of each objective are kept, and a repeated one replaces itself', async () => {
  for (let day = 1; day <= 12; day += 1) await reportSlos(ctx, { id, results: [result(day)] });
  await reportSlos(ctx, { id, results: [result(12, none), result(3, { objective: 'all' })] });
  const { slos } = await getService(world.as(world.viewer), { id });
  expect(slos.map(({ objective, reports }) => [objective, reports.length])).toEqual([
    ['all', 1],
    ['most', 10],
  ]);
  expect(slos[1]?.reports[0]).toEqual(result(12, none));
  expect(slos[1]?.reports.at(-1)?.at).toBe('2026-02-03T00:00:00.000Z');
});

test('no data is not met', async () => {
  await expect(
    reportSlos(ctx, { id, results: [result(1, { ...none, verdict: 'met' })] }),
  ).rejects.toMatchObject({ code: 'invalid' });
});

test('a viewer reports nothing, and a service that is not there gets none', async () => {
  const results = [result(1)];
  await expect(reportSlos(world.as(world.viewer), { id, results })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(reportSlos(ctx, { id: crypto.randomUUID(), results })).rejects.toMatchObject({
    code: 'not-found',
  });
});
