import type { Heartbeat } from '@debrief/contract';
import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { archiveIncident, unarchiveIncident } from '../incident/index.ts';
import { listNotifications } from '../notification/index.ts';
import {
  addSafeguard,
  checkHeartbeat,
  expectHeartbeat,
  listSafeguards,
  reportRun,
  sendHeartbeat,
} from './index.ts';

const minute = 60_000;
const rules = "groups: [{ name: g, rules: [{ alert: Down, expr: 'up == 0' }] }]";
const checks = `apiVersion: debrief/v1
kind: Safeguard
metadata: { id: orders }
target: { dataset: orders, path: orders.csv }
checks: [{ type: nullValues, property: id, halt: { rows: { mustBe: 0 } } }]
`;

let world: World;
let ctx: Context;
let incident: string;
let id: string;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = (await makeIncident(ctx)).ref;
  id = await add({ rules });
});

async function add(definition: { rules: string } | { checks: string }): Promise<string> {
  const { safeguards } = await addSafeguard(ctx, { incident, name: 'Orders', ...definition });
  return safeguards[0]?.id ?? '';
}

async function expectEvery(everyMinutes: number): Promise<Heartbeat> {
  const { heartbeat } = await expectHeartbeat(ctx, {
    id,
    heartbeat: { everyMinutes, graceMinutes: 1 },
  });
  if (!heartbeat) throw new Error('none is expected');
  return heartbeat;
}

const read = async (): Promise<Heartbeat | null | undefined> =>
  (await listSafeguards(ctx, { incident })).items.find((one) => one.id === id)?.heartbeat;

/** Runs the job of the time that the heartbeat names, as the queue does. */
async function check(dueAt: string): Promise<void> {
  await checkHeartbeat(world.as(world.operator), { safeguardId: id, dueAt });
}

const news = async (of: Context = ctx) =>
  (await listNotifications(of)).items.filter(({ kind }) => kind === 'silent' || kind === 'back');

test('silence is noticed once, and so is its end', async () => {
  const { lateAt } = await expectEvery(5);
  world.clock.advance(5 * minute);
  await check(lateAt);
  expect(await read()).toMatchObject({ silentAt: null, lateAt });
  await sendHeartbeat(ctx, { id });
  world.clock.advance(2 * minute);
  // It came, so the check of then waits for the next one.
  await check(lateAt);
  const next = (await read())?.lateAt ?? '';
  expect(await read()).toMatchObject({ silentAt: null });
  world.clock.advance(4 * minute);
  const silentAt = world.clock.now().toISOString();
  await Promise.all([check(next), check(next)]);
  await check(lateAt);
  expect(await read()).toMatchObject({ silentAt });
  expect(await news()).toMatchObject([{ kind: 'silent', title: 'Orders', at: silentAt }]);

  world.clock.advance(minute);
  await sendHeartbeat(ctx, { id });
  await sendHeartbeat(ctx, { id });
  expect(await read()).toMatchObject({ silentAt: null });
  expect(await news()).toMatchObject([{ kind: 'back', title: 'Orders' }]);
  expect(await news(world.as(world.outsider))).toEqual([]);
});

test('reported runs of data checks are heartbeats', async () => {
  id = await add({ checks });
  await expectEvery(60);
  world.clock.advance(minute);
  await reportRun(ctx, { id, outcomes: [{ check: 'id', verdict: 'passed', text: 'none' }] });
  expect((await read())?.lastAt).toBe(world.clock.now().toISOString());
});

test('an archived incident is not silent, and waits again when it is back', async () => {
  const { lateAt } = await expectEvery(5);
  const admin = world.as(world.admin);
  const { version } = await archiveIncident(admin, { incident, version: 1 });
  world.clock.advance(60 * minute);
  await check(lateAt);
  const paused = await read();
  expect(paused).toMatchObject({ silentAt: null });
  await unarchiveIncident(admin, { incident, version });
  expect(Date.parse(paused?.lateAt ?? '')).toBeGreaterThan(world.clock.now().getTime());
});

test('none is expected after that, and an old job does nothing', async () => {
  const { lateAt } = await expectEvery(5);
  await expectHeartbeat(ctx, { id, heartbeat: null });
  world.clock.advance(60 * minute);
  await check(lateAt);
  expect(await read()).toBeNull();
  await expect(sendHeartbeat(ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
});
