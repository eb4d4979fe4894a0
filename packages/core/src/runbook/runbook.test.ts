import {
  exportBundle,
  importBundleText,
  makeIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { addService, getService, listServices, removeService } from '../catalog/index.ts';
import type { Context } from '../context.ts';
import { makeIncidentPrivate, readRecord } from '../evidence/index.ts';
import { searchLibrary } from '../library/index.ts';
import { addSafeguard } from '../safeguard/index.ts';
import { addEvent } from '../timeline/index.ts';
import {
  addRunbook,
  changeRunbook,
  checkRunStep,
  getRunbook,
  listRunbooks,
  listRuns,
  recordSteps,
  removeRun,
  removeRunbook,
  startRun,
  undoRunbookChange,
  undoRunChange,
} from './index.ts';

let world: World;
let ctx: Context;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});

const text = '# When search is stale\n\n- [ ] Check the age\n- [ ] Restart the indexer\n';

async function add(more: object = {}) {
  const { runbook, activityId } = await addRunbook(ctx, { name: 'Stale search', text, ...more });
  if (!runbook) throw new Error('a runbook');
  return { ...runbook, activityId: activityId ?? '' };
}

async function start(incident: string, runbook: string) {
  const { runs, activityId } = await startRun(ctx, { incident, runbook });
  const [run] = runs;
  if (!run) throw new Error('a run');
  return { ...run, activityId };
}

test('steps keep their identity when the text changes, and a run keeps the text that it ran', async () => {
  const incident = await makeIncident(ctx, {});
  const runbook = await add();
  const [check, restart] = runbook.steps.map(({ id }) => id);
  const run = await start(incident.ref, runbook.id);
  const { runbook: changed } = await changeRunbook(ctx, {
    id: runbook.id,
    version: 1,
    text: '- [ ] Restart the search indexer\n- [ ] Page the owner\n- [ ] Check the age',
  });
  expect(changed?.steps.map(({ id }) => id)).toEqual([restart, expect.any(String), check]);
  const [kept] = (await listRuns(ctx, { incident: incident.ref })).items;
  expect(kept).toMatchObject({ id: run.id, text: runbook.text });
  expect(kept?.steps.map((step) => step.text)).toEqual(['Check the age', 'Restart the indexer']);
  await removeRunbook(ctx, { id: runbook.id, version: 2 });
  expect((await listRuns(ctx, { incident: incident.ref })).items).toHaveLength(1);
  await expect(
    startRun(ctx, { incident: incident.ref, runbook: runbook.id }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('who did a step and when is kept, once, is undone, and becomes evidence', async () => {
  const incident = await makeIncident(ctx, {});
  const run = await start(incident.ref, (await add()).id);
  const [first, second] = run.steps.map(({ id }) => id);
  if (!first || !second) throw new Error('two steps');
  await expect(recordSteps(ctx, { id: run.id })).rejects.toMatchObject({ code: 'invalid' });
  // Two people at the same time: both steps count.
  const other = world.as(world.admin);
  await Promise.all([
    checkRunStep(ctx, { id: run.id, step: first, isDone: true }),
    checkRunStep(ctx, { id: run.id, step: second, isDone: true }),
  ]);
  await expect(
    checkRunStep(other, { id: run.id, step: first, isDone: true }),
  ).rejects.toMatchObject({ code: 'conflict' });
  const unchecked = await checkRunStep(ctx, { id: run.id, step: second, isDone: false });
  expect(unchecked.runs[0]?.steps.map(({ done }) => done)).toMatchObject([{ by: 'Edith' }, null]);
  await undoRunChange(ctx, { activityId: unchecked.activityId });
  const [now] = (await listRuns(ctx, { incident: incident.ref })).items;
  expect(now?.steps.every(({ done }) => done?.at === world.clock.now().toISOString())).toBe(true);

  expect(await recordSteps(ctx, { id: run.id })).toEqual({ added: 2, known: 0 });
  expect(await recordSteps(ctx, { id: run.id })).toEqual({ added: 0, known: 2 });
  const { items } = await readRecord(ctx, incident.ref, {});
  expect(items.map((item) => item.text)).toContain('Done: Check the age (Stale search)');
  const { events } = await addEvent(ctx, {
    incident: incident.ref,
    type: 'repair',
    title: 'Restarted the indexer',
    at: world.clock.now().toISOString(),
    citations: [{ evidenceId: items[0]?.id ?? '' }],
  });
  expect(events[0]?.citations).toHaveLength(1);

  const { activityId } = await removeRun(ctx, { id: run.id, version: now?.version ?? 0 });
  expect((await listRuns(ctx, { incident: incident.ref })).items).toEqual([]);
  await undoRunChange(ctx, { activityId });
  expect((await listRuns(ctx, { incident: incident.ref })).items).toHaveLength(1);
});

test('verified until the text changes, and last used only where the reader can see it', async () => {
  const incident = await makeIncident(ctx, { title: 'Stale search' });
  const runbook = await add();
  expect(runbook).toMatchObject({ verified: null, lastUsed: null, uses: 0 });
  const { runbook: verified } = await changeRunbook(ctx, {
    id: runbook.id,
    version: 1,
    isVerified: true,
  });
  expect(verified).toMatchObject({ verified: { by: 'Edith', isChanged: false }, version: 2 });
  world.clock.advance(1_000);
  await changeRunbook(ctx, { id: runbook.id, version: 2, name: 'Search is stale' });
  expect(await getRunbook(ctx, runbook)).toMatchObject({ verified: { isChanged: false } });
  await changeRunbook(ctx, { id: runbook.id, version: 3, text: '- [ ] Call Bo' });
  expect(await getRunbook(ctx, runbook)).toMatchObject({ verified: { isChanged: true } });

  await start(incident.ref, runbook.id);
  const used = { lastUsed: { incident: incident.ref, title: 'Stale search' }, uses: 1 };
  const outsider = world.as(world.outsider);
  expect(await getRunbook(outsider, runbook)).toMatchObject(used);
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  expect(await getRunbook(ctx, runbook)).toMatchObject(used);
  const [seen] = (await listRunbooks(outsider, {})).items;
  expect(seen).toMatchObject({ lastUsed: null, uses: 0 });
  await expect(listRuns(outsider, { incident: incident.ref })).rejects.toMatchObject({
    code: 'not-found',
  });
  const denied = { incident: incident.ref, runbook: runbook.id };
  await expect(startRun(outsider, denied)).rejects.toMatchObject({ code: 'not-found' });
});

test('runbooks for the alerts and services of an incident are suggested, alerts first', async () => {
  const { service } = await addService(ctx, { name: 'search' });
  const incident = await makeIncident(ctx, { services: ['Search'] });
  await addSafeguard(ctx, {
    incident: incident.ref,
    name: 'Freshness',
    rules: "groups: [{ name: g, rules: [{ alert: Stale, expr: 'up == 0' }] }]",
  });
  const byService = await add({ name: 'A', services: ['SEARCH'] });
  const byAlert = await add({ name: 'B', alerts: ['Stale'] });
  await add({ name: 'C' });
  const { suggested } = await listRuns(ctx, { incident: incident.ref });
  expect(suggested).toEqual([
    { id: byAlert.id, name: 'B', why: 'Stale' },
    { id: byService.id, name: 'A', why: 'search' },
  ]);
  const serviceId = service?.id ?? '';
  expect((await listRunbooks(ctx, { service: serviceId })).items).toMatchObject([{ name: 'A' }]);
  expect((await listRunbooks(ctx, { text: 'indexer' })).items).toHaveLength(3);
  // A service with a runbook that is written here is no gap.
  expect((await getService(ctx, { id: serviceId })).service.gaps).toEqual(['owner']);
  expect((await listServices(ctx, { without: 'runbook' })).items).toEqual([]);
  await removeRunbook(ctx, { id: byService.id, version: 1 });
  expect((await listServices(ctx, { without: 'runbook' })).items).toHaveLength(1);
  await expect(add({ services: ['nothing'] })).rejects.toMatchObject({ code: 'invalid' });
  const other = await add({ services: ['search'] });
  await removeService(ctx, { id: serviceId, version: 1 });
  expect((await getRunbook(ctx, other)).services).toEqual([]);
});

test('bad input, lost races and missing permission are refused, and changes are undone', async () => {
  for (const bad of [{ text: 'No steps' }, { name: ' ' }, { text: '- [ ] x\n'.repeat(201) }])
    await expect(add(bad)).rejects.toMatchObject({ code: 'invalid' });
  const id = ctx.ids.next();
  const runbook = await add({ id });
  expect((await add({ id })).activityId).toBe('');
  const stale = { id, version: 7, name: 'x' };
  await expect(changeRunbook(ctx, stale)).rejects.toMatchObject({ code: 'conflict' });
  const viewer = world.as(world.viewer);
  for (const refused of [
    () => addRunbook(viewer, { name: 'x', text }),
    () => changeRunbook(viewer, { id, version: 1, name: 'x' }),
    () => removeRunbook(viewer, { id, version: 1 }),
  ])
    await expect(refused()).rejects.toMatchObject({ code: 'forbidden' });
  expect((await listRunbooks(viewer, {})).items).toHaveLength(1);
  await expect(listRunbooks(world.as(world.anonymous), {})).rejects.toMatchObject({
    code: 'not-signed-in',
  });
  const removed = await removeRunbook(ctx, { id, version: 1 });
  expect(removed.runbook).toBeNull();
  await expect(getRunbook(ctx, { id })).rejects.toMatchObject({ code: 'not-found' });
  await undoRunbookChange(ctx, { activityId: removed.activityId ?? '' });
  expect(await getRunbook(ctx, { id })).toMatchObject({ name: 'Stale search', version: 3 });
  await changeRunbook(ctx, { id, version: 3, alerts: ['Stale'] });
  await expect(undoRunbookChange(ctx, runbook)).rejects.toMatchObject({ code: 'conflict' });
  const { items } = await listActivity(world.as(world.admin), { limit: 10 });
  expect(items.filter(({ subjectId }) => subjectId === id).map(({ kind }) => kind)).toEqual([
    'runbook.changed',
    'runbook.undone',
    'runbook.removed',
    'runbook.added',
  ]);
});

test('a run is found by its words, and a bundle carries it', async () => {
  const incident = await makeIncident(ctx, {});
  await start(incident.ref, (await add()).id);
  const found = await searchLibrary(ctx, { text: 'indexer' });
  expect(found.items).toMatchObject([{ kind: 'runbook-run', title: [{ text: 'Stale search' }] }]);
  const bundle = await exportBundle(ctx, incident.ref);
  const other = await testWorld();
  await importBundleText(other.as(other.editor), bundle);
  const copies = await searchLibrary(other.as(other.editor), { text: 'indexer' });
  expect(copies.items).toMatchObject([{ kind: 'runbook-run' }]);
});
