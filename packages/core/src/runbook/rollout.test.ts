import type { Evidence, Incident, RunbookRun } from '@debrief/contract';
import { describeRollout, repairSteps, toRepairReport } from '@debrief/rules/runbook';
import {
  exportBundle,
  importBundleText,
  makeIncident,
  makeRecord,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addFollowUp } from '../follow-up/index.ts';
import { addRunbook, changeRun, checkRunStep, listRuns, startRun, undoRunChange } from './index.ts';

let world: World;
let ctx: Context;
let incident: Incident;
let items: Evidence[];
let followUp: string;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ incident, items } = await makeRecord(ctx, ['deployed to eu']));
  const added = await addFollowUp(ctx, {
    incident: incident.ref,
    intent: 'prevent',
    text: 'Check the alias',
  });
  followUp = added.followUps[0]?.id ?? '';
});

function only({ runs }: { runs: RunbookRun[] }): RunbookRun {
  const [run] = runs;
  if (!run || runs.length > 1) throw new Error(`${runs.length} runs`);
  return run;
}
const start = async () =>
  only(
    await startRun(ctx, {
      incident: incident.ref,
      followUp,
      regions: ['eu', 'us'],
      rollbackPoint: 'v41',
    }),
  );
const stepId = (run: RunbookRun, text: string) =>
  run.steps.find((step) => step.text === text)?.id ?? '';

test('a rollout has the steps of the template, each with who, when, evidence and a flag', async () => {
  let run = await start();
  expect(run).toMatchObject({
    name: 'Rollout: Check the alias',
    runbookId: null,
    followUpId: followUp,
    rollbackPoint: 'v41',
  });
  expect(run.steps.map(({ text }) => text)).toEqual(['Fix', 'Test', 'Canary', 'eu', 'us', 'Done']);
  const step = stepId(run, 'eu');
  const citations = [{ evidenceId: items[0]?.id ?? '' }];
  const flag = { name: 'new-index', state: '10 %' };
  run = only(await checkRunStep(ctx, { id: run.id, step, isDone: true, flag, citations }));
  expect(run.steps[3]).toMatchObject({ done: { by: 'Edith' }, flag });
  expect(run.citations).toMatchObject([{ step, quote: 'deployed to eu' }]);
  expect(describeRollout(run.steps).text).toBe('1 of 2 regions');
  const back = { id: run.id, step, isDone: true, as: 'rolled-back' as const };
  await expect(checkRunStep(ctx, back)).rejects.toMatchObject({ code: 'invalid' });
  const change = await checkRunStep(ctx, { ...back, reason: 'Latency doubled' });
  run = only(change);
  expect(run.steps[3]).toMatchObject({ done: { as: 'rolled-back', reason: 'Latency doubled' } });
  expect(run.citations).toHaveLength(1);
  expect(describeRollout(run.steps).state).toBe('rolled-back');
  run = only(await undoRunChange(ctx, change));
  expect(describeRollout(run.steps).text).toBe('1 of 2 regions');
  const { id, version } = run;
  expect(only(await changeRun(ctx, { id, version, rollbackPoint: 'v42' }))).toMatchObject({
    rollbackPoint: 'v42',
  });
  await expect(changeRun(ctx, { id, version, rollbackPoint: 'v43' })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('a rollout can follow a runbook, and needs a follow-up of its own incident', async () => {
  const { runbook } = await addRunbook(ctx, { name: 'Blue-green', text: '- [ ] Switch' });
  const given = { incident: incident.ref, followUp, runbook: runbook?.id ?? '' };
  const run = only(await startRun(ctx, given));
  expect(run).toMatchObject({
    name: 'Blue-green',
    followUpId: followUp,
    steps: [{ text: 'Switch' }],
  });
  const other = await makeIncident(ctx, {});
  for (const bad of [{ incident: other.ref, followUp }, { incident: incident.ref }])
    await expect(startRun(ctx, bad)).rejects.toMatchObject({ code: 'invalid' });
  const cite = { citations: [{ evidenceId: other.id }] };
  const { id, steps } = run;
  const step = steps[0]?.id ?? '';
  await expect(checkRunStep(ctx, { id, step, ...cite })).rejects.toMatchObject({ code: 'invalid' });
});

test('others find no rollout of a private incident, and a bundle carries it', async () => {
  const run = await start();
  const step = stepId(run, 'Fix');
  const citations = [{ evidenceId: items[0]?.id ?? '' }];
  await checkRunStep(ctx, { id: run.id, step, isDone: true, citations });
  const bundle = await exportBundle(ctx, incident.ref);
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: incident.version });
  const outsider = world.as(world.outsider);
  for (const send of [
    () => startRun(outsider, { incident: incident.ref, followUp }),
    () => changeRun(outsider, { id: run.id, version: 2, rollbackPoint: 'mine' }),
    () => checkRunStep(outsider, { id: run.id, step, flag: { name: 'mine', state: '' } }),
  ])
    await expect(send()).rejects.toMatchObject({ code: 'not-found' });
  const copy = await testWorld();
  const reader = copy.as(copy.editor);
  const imported = await importBundleText(reader, bundle);
  const { items: runs } = await listRuns(reader, { incident: imported.ref });
  expect(runs).toMatchObject([
    { rollbackPoint: 'v41', citations: [{ step, quote: 'deployed to eu' }] },
  ]);
});

test('a repair keeps its plan and its steps, for those who see the incident, and in a bundle', async () => {
  const given = {
    incident: incident.ref,
    id: ctx.ids.next(),
    repair: { name: 'Repair: costs', text: '# Plan\n\n- [ ] no step' },
  };
  const run = only(await startRun(ctx, given));
  expect(run).toMatchObject({ runbookId: null, followUpId: null, text: given.repair.text });
  expect(run.steps.map(({ text }) => text)).toEqual([...repairSteps]);
  expect(run.steps.map(({ done }) => done?.by)).toEqual(['Edith', ...Array<undefined>(6)]);
  expect(only(await startRun(ctx, given)).id).toBe(run.id);
  const step = stepId(run, 'Sample');
  const reason = '100 of 100 rows are right';
  const marked = only(await checkRunStep(ctx, { id: run.id, step, isDone: true, reason }));
  expect(toRepairReport(marked)).toContain('- [x] Sample: Done: 100 of 100 rows are right (Edith');
  for (const bad of [
    { ...given, id: undefined, followUp },
    { ...given, id: undefined, repair: { name: 'x', text: 'x'.repeat(50_001) } },
  ])
    await expect(startRun(ctx, bad)).rejects.toMatchObject({ code: 'invalid' });
  const other = { incident: incident.ref, repair: given.repair };
  await expect(startRun(world.as(world.viewer), other)).rejects.toMatchObject({
    code: 'forbidden',
  });
  const bundle = await exportBundle(ctx, incident.ref);
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: incident.version });
  const outsider = world.as(world.outsider);
  for (const call of [
    () => startRun(outsider, other),
    () => checkRunStep(outsider, { id: run.id, step, isDone: false }),
    () => listRuns(outsider, { incident: incident.ref }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'not-found' });
  const copy = await testWorld();
  const reader = copy.as(copy.editor);
  const imported = await importBundleText(reader, bundle);
  const { items: runs } = await listRuns(reader, { incident: imported.ref });
  expect(runs).toMatchObject([{ name: 'Repair: costs', text: given.repair.text }]);
});
