import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { changeIncident } from '../incident/index.ts';
import { addPolicy } from '../policy/index.ts';
import {
  answerRequest,
  askToInvestigate,
  decideReview,
  listCandidates,
  listInvestigators,
  listReviews,
  listUndecided,
  requestReview,
  setTraining,
  tryPolicy,
} from './index.ts';

let world: World;
let [ctx, admin, viewer, outsider]: [Context, Context, Context, Context] = [] as never;
beforeEach(async () => {
  world = await testWorld();
  [ctx, admin, viewer, outsider] = [
    world.as(world.editor),
    world.as(world.admin),
    world.as(world.viewer),
    world.as(world.outsider),
  ];
});

const viewerId = () => getAccountId(viewer.actor) ?? '';
const severe = async (title: string) => makeIncident(ctx, { title, severity: 'SEV-1' });
const close = async (incident: { ref: string; version: number }) =>
  changeIncident(ctx, { incident: incident.ref, version: incident.version, status: 'closed' });

/** The viewer accepts to investigate a new incident. */
async function investigate(title: string) {
  const incident = await makeIncident(ctx, { title });
  const decided = await decideReview(ctx, {
    incident: incident.ref,
    version: null,
    depth: 'light',
    reason: 'To learn.',
  });
  const asked = await askToInvestigate(ctx, {
    incident: incident.ref,
    version: decided.reviews[0]?.version ?? 0,
    accountId: viewerId(),
  });
  const version = asked.reviews[0]?.version ?? 0;
  await answerRequest(viewer, { incident: incident.ref, version, accept: true });
  return incident;
}

test('incidents without a decision are listed with their reasons, the latest first', async () => {
  const calm = await makeIncident(ctx, { title: 'Calm' });
  const first = await severe('First');
  const second = await severe('Second');
  const decided = await severe('Decided');
  await decideReview(ctx, {
    incident: decided.ref,
    version: null,
    depth: 'none',
    reason: 'Known.',
  });
  await addPolicy(admin, { name: 'Severe', expression: 'severity == 1', depth: 'full' });
  const { items, checked } = await listUndecided(viewer);
  expect(items.map(({ incidentRef }) => incidentRef)).toEqual([second.ref, first.ref]);
  expect(items[0]).toMatchObject({ proposed: 'full', triggers: [{ kind: 'severity' }] });
  expect(checked).toBe(3);
  await requestReview(viewer, { incident: calm.ref, reason: 'Why so calm?' });
  const asked = (await listUndecided(ctx)).items.find((one) => one.incidentRef === calm.ref);
  expect(asked?.triggers).toMatchObject([{ kind: 'requested' }]);
  await makeIncidentPrivate(ctx, { incident: second.ref, version: 1 });
  const seen = (await listUndecided(outsider)).items.map(({ incidentRef }) => incidentRef);
  expect(seen).not.toContain(second.ref);
});

test('open reviews are those of incidents that are not closed, without those that are not done', async () => {
  const one = await investigate('One');
  const two = await investigate('Two');
  const none = await makeIncident(ctx, { title: 'None' });
  await decideReview(ctx, { incident: none.ref, version: null, depth: 'none', reason: 'Known.' });
  await close(two);
  const open = await listReviews(ctx, { state: 'open' });
  expect(open.items.map(({ incidentRef }) => incidentRef)).toEqual([one.ref]);
  expect(open.items[0]?.incidentStatus).toBe('in-review');
  expect((await listReviews(ctx, {})).items).toHaveLength(3);
});

test('an expression is tried on recent incidents by admins, and nothing is stored', async () => {
  const { ref } = await severe('Severe');
  await makeIncident(ctx, { title: 'Calm' });
  const before = (await listActivity(admin, {})).items.length;
  const tried = await tryPolicy(admin, { expression: 'severity == 1' });
  expect(tried.problem).toBeNull();
  expect(tried.items.map(({ incidentRef, applies }) => [incidentRef, applies])).toEqual([
    [expect.any(String), false],
    [ref, true],
  ]);
  const partly = await tryPolicy(admin, { expression: '10 / (severity - 1) > 1' });
  expect(partly).toMatchObject({ problem: 'int divide by zero', items: [] });
  expect(await tryPolicy(admin, { expression: 'severty == 1' })).toMatchObject({
    problem: expect.stringContaining("a name that doesn't exist") as string,
  });
  expect((await listActivity(admin, {})).items).toHaveLength(before);
  for (const expression of ['', 'x'.repeat(1_001)])
    await expect(tryPolicy(admin, { expression })).rejects.toMatchObject({ code: 'invalid' });
  await expect(tryPolicy(ctx, { expression: 'true' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('training follows from finished reviews until an admin sets it', async () => {
  const stageSeenBy = async (by: Context) =>
    (await listInvestigators(by)).items.find(({ accountId }) => accountId === viewerId());
  expect(await stageSeenBy(ctx)).toMatchObject({
    training: { stage: 'observe', isSet: false },
    doing: 0,
  });
  const incident = await investigate('One');
  const open = await stageSeenBy(ctx);
  expect(open).toMatchObject({ doing: 1, done: 0, incidents: [{ ref: incident.ref }] });
  await close(incident);
  expect(await stageSeenBy(ctx)).toMatchObject({
    training: { stage: 'shadow', isSet: false },
    done: 1,
    incidents: [],
  });
  const set = { accountId: viewerId(), stage: 'lead' as const };
  await expect(setTraining(ctx, set)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await setTraining(admin, set)).toEqual({ stage: 'lead', isSet: true });
  await setTraining(admin, { ...set, stage: 'reverse-shadow' });
  const other = await makeIncident(ctx, { title: 'Other' });
  const { items } = await listCandidates(ctx, { incident: other.ref });
  expect(items.find(({ accountId }) => accountId === viewerId())).toMatchObject({
    training: { stage: 'reverse-shadow', isSet: true },
    done: 1,
  });
  expect(await setTraining(admin, { ...set, stage: null })).toEqual({
    stage: 'shadow',
    isSet: false,
  });
  const kinds = (await listActivity(admin, {})).items.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'review-training.set')).toHaveLength(3);
  await expect(setTraining(admin, { accountId: incident.id, stage: 'lead' })).rejects.toMatchObject(
    { code: 'not-found' },
  );
});

test('the load counts only reviews of incidents that the reader can see, in the order of names', async () => {
  const incident = await investigate('One');
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  const { items, canTrain } = await listInvestigators(outsider);
  expect(canTrain).toBe(false);
  expect(items.every(({ doing, incidents }) => doing === 0 && incidents.length === 0)).toBe(true);
  const names = items.map(({ name }) => name);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
});
