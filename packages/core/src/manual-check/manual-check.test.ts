import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddManualCheck, CheckOutcome, ManualCheck } from '@debrief/contract';
import { openUpload } from '@debrief/readers';
import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { addService } from '../catalog/index.ts';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addSafeguard, reportRun } from '../safeguard/index.ts';
import {
  addManualCheck,
  changeManualCheck,
  importManualChecks,
  listManualChecks,
  removeManualCheck,
  undoManualCheckChange,
} from './index.ts';

let world: World;
let ctx: Context;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});

const demo = new URL('../../../../demo/data-checks/004-data-questions/', import.meta.url);
const day = 86_400_000;

async function importText(text: string, name = 'checks.csv') {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-manual-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), text);
  return importManualChecks(ctx, { name }, await openUpload(join(folder, name), name));
}

async function add(more: Partial<AddManualCheck> = {}): Promise<ManualCheck & { undo: string }> {
  const given = { name: 'Nulls', times: 1, per: 'day', minutes: 10, ...more } as const;
  const { check, activityId } = await addManualCheck(ctx, given);
  if (!check) throw new Error('a check');
  return { ...check, undo: activityId ?? '' };
}

const checks = `apiVersion: debrief/v1
kind: Safeguard
metadata: { id: orders }
target: { path: orders.csv }
checks: [{ type: rowCount, halt: { mustBeGreaterThan: 0 } }]`;

/** Data checks of a new incident; as if they had been proven. */
async function addDataChecks({ isArmed = true } = {}) {
  const incident = await makeIncident(ctx, {});
  const { safeguards } = await addSafeguard(ctx, {
    incident: incident.ref,
    name: 'Orders',
    checks,
  });
  const id = safeguards[0]?.id ?? '';
  const run = (verdict: 'halted' | 'passed') => ({ files: [], verdict, outcomes: [] });
  const proof = {
    kind: 'checks' as const,
    at: ctx.clock.now().toISOString(),
    by: 'Edith',
    incident: run('halted'),
    healthy: run('passed'),
  };
  if (isArmed)
    await ctx.db
      .updateTable('safeguard')
      .set({ proof: jsonb(proof) })
      .where('id', '=', id)
      .execute();
  return { id, incident };
}

const report = (id: string, verdict: CheckOutcome['verdict'] = 'passed') =>
  reportRun(ctx, { id, outcomes: [{ check: 'rows', verdict, text: 'x' }] });

test('Q99: twenty checks take ten hours a week by hand, and runs of the data checks save them', async () => {
  const list = await readFile(new URL('q99-manual-checks.csv', demo), 'utf8');
  expect(await importText(list)).toMatchObject({ read: 20, added: 20, rejected: 0 });
  expect(await importText(list)).toMatchObject({ added: 0, changed: 0, unchanged: 20 });
  const week = await listManualChecks(ctx, { days: 7 });
  expect(week.items).toHaveLength(20);
  expect(week.total).toEqual({ byHandMinutes: 600, savedMinutes: 0, automated: 0, runs: 0 });

  const { id } = await addDataChecks();
  for (const check of week.items)
    await changeManualCheck(ctx, { id: check.id, version: 1, safeguardId: id });
  for (let runs = 0; runs < 4; runs += 1) {
    await report(id);
    world.clock.advance(day);
  }
  const { items, total } = await listManualChecks(ctx, { days: 7 });
  expect(items[0]).toMatchObject({
    byHand: { times: 5, minutes: 30 },
    saved: { times: 4, minutes: 24, runs: 4 },
    why: '4 runs in 7 days, 4 of 5 times by hand: 4 × 6 min = 0.4 h',
  });
  expect(total).toEqual({ byHandMinutes: 600, savedMinutes: 480, automated: 20, runs: 4 });
});

test('what is not armed, could not judge, or is an alert saves nothing', async () => {
  const draft = await addDataChecks({ isArmed: false });
  await report(draft.id);
  const armed = await addDataChecks();
  const { id } = await add({ safeguardId: draft.id });
  await report(armed.id, 'error');
  await report(armed.id, 'skipped');
  const why = async () => (await listManualChecks(ctx, {})).items[0]?.why;
  expect(await why()).toBe('Not counted: the safeguard is not armed.');
  await changeManualCheck(ctx, { id, version: 1, safeguardId: armed.id });
  expect(await why()).toBe('Not counted: no run in 30 days.');
  await report(armed.id, 'halted');
  await report(armed.id);
  expect(await why()).toBe('2 runs in 30 days, 1 of 30 times by hand: 1 × 10 min = 0.2 h');
  world.clock.advance(31 * day);
  expect(await why()).toBe('Not counted: no run in 30 days.');
  const rules = "groups: [{ name: g, rules: [{ alert: A, expr: 'up == 0' }] }]";
  const { safeguards } = await addSafeguard(ctx, {
    incident: armed.incident.ref,
    name: 'A',
    rules,
  });
  await changeManualCheck(ctx, { id, version: 2, safeguardId: safeguards[0]?.id ?? '' });
  expect(await why()).toContain('an alert');
  await changeManualCheck(ctx, { id, version: 3, safeguardId: null });
  expect(await why()).toBe('Not automated.');
});

test('runs of an incident that the reader cannot see are not counted or named', async () => {
  const { id, incident } = await addDataChecks();
  await report(id);
  const check = await add({ safeguardId: id });
  const outsider = world.as(world.outsider);
  const shown = { saved: { runs: 1, minutes: 10 }, safeguard: { name: 'Orders' } };
  expect((await listManualChecks(outsider, {})).items).toMatchObject([shown]);
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  expect((await listManualChecks(ctx, {})).items).toMatchObject([shown]);
  const hidden = await listManualChecks(outsider, {});
  expect(hidden.items).toMatchObject([
    { safeguard: null, saved: { runs: 0, minutes: 0 }, why: 'Not automated.' },
  ]);
  expect(hidden.total).toMatchObject({ savedMinutes: 0, runs: 0 });
  const change = { id: check.id, version: 1, safeguardId: id };
  await expect(changeManualCheck(outsider, change)).rejects.toMatchObject({ code: 'invalid' });
  const admin = world.as(world.admin);
  await expect(
    addManualCheck(admin, { name: 'b', times: 1, per: 'day', minutes: 1, safeguardId: id }),
  ).rejects.toMatchObject({ code: 'invalid' });
});

test('rows that cannot be read are listed with their line, and services are found by name', async () => {
  await addService(ctx, { name: 'search' });
  const result = await importText(
    [
      'Name;How often;Minutes;People;Service',
      'Freshness;twice a day;5;2;Search',
      'Freshness;daily;5;;',
      ';daily;5;;',
      'Rows;often;5;;',
      'Sums;daily;-1;;',
      'Nulls;weekly;15;0;',
      'Owners;monthly;60;;nothing',
    ].join('\n'),
  );
  expect(result).toMatchObject({ read: 7, added: 2, rejected: 5 });
  expect(result.problems.map(({ place, reason }) => `${place}: ${reason}`)).toEqual([
    'line 3: “Freshness” is also in an earlier row.',
    'line 4: The row has no name.',
    "line 5: “often” isn't a frequency. Write one such as daily or 5 per week.",
    'line 6: Minutes are a number from 1 to 1440.',
    'line 7: People are a number from 1 to 100.',
    'line 8: The catalog has no service “nothing”.',
  ]);
  expect((await listManualChecks(ctx, {})).items).toMatchObject([
    { name: 'Freshness', times: 2, per: 'day', people: 2, service: { name: 'search' } },
    { name: 'Owners', service: null },
  ]);
  await expect(importText('a,b\n1,2\n')).rejects.toMatchObject({ code: 'bad-file' });
  await expect(importText('')).rejects.toMatchObject({ code: 'bad-file' });
});

test('bad input, lost races and missing permission are refused, and changes are undone', async () => {
  for (const bad of [{ name: ' ' }, { times: 0 }, { minutes: 0 }, { people: 0 }, { service: 'x' }])
    await expect(add(bad)).rejects.toMatchObject({ code: 'invalid' });
  const id = ctx.ids.next();
  await add({ id });
  expect((await add({ id })).undo).toBe('');
  await expect(add({ name: 'NULLS' })).rejects.toMatchObject({ code: 'conflict' });
  const stale = { id, version: 7, minutes: 1 };
  await expect(changeManualCheck(ctx, stale)).rejects.toMatchObject({ code: 'conflict' });
  const viewer = world.as(world.viewer);
  for (const refused of [
    () => addManualCheck(viewer, { name: 'x', times: 1, per: 'day', minutes: 1 }),
    () => changeManualCheck(viewer, { id, version: 1, minutes: 1 }),
    () => removeManualCheck(viewer, { id, version: 1 }),
  ])
    await expect(refused()).rejects.toMatchObject({ code: 'forbidden' });
  expect((await listManualChecks(viewer, {})).items).toHaveLength(1);
  await expect(listManualChecks(world.as(world.anonymous), {})).rejects.toMatchObject({
    code: 'not-signed-in',
  });
  const removed = await removeManualCheck(ctx, { id, version: 1 });
  expect(removed.check).toBeNull();
  const again = await add();
  const undo = { activityId: removed.activityId ?? '' };
  await expect(undoManualCheckChange(ctx, undo)).rejects.toMatchObject({ code: 'conflict' });
  await undoManualCheckChange(ctx, { activityId: again.undo });
  const { check } = await undoManualCheckChange(ctx, undo);
  expect(check).toMatchObject({ id, name: 'Nulls', version: 3 });
  expect((await listManualChecks(ctx, {})).items).toHaveLength(1);
});
