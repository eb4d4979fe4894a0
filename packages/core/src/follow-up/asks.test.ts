import { addDays } from '@debrief/rules/time';
import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { sql } from 'kysely';
import type { AddFollowUp, Incident } from '@debrief/contract';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addPolicy, changePolicy, listPolicies, removePolicy } from '../policy/index.ts';
import { readReview, tryPolicy } from '../review/index.ts';
import { addSafeguard } from '../safeguard/index.ts';
import {
  addFollowUp,
  changeFollowUp,
  changeFollowUpStatus,
  listAllFollowUps,
  listFollowUps,
  undoFollowUpChange,
} from './index.ts';

let world: World;
let [ctx, admin, outsider]: [Context, Context, Context] = [] as never;
let incident: Incident;
beforeEach(async () => {
  world = await testWorld();
  [ctx, admin, outsider] = [
    world.as(world.editor),
    world.as(world.admin),
    world.as(world.outsider),
  ];
  incident = await makeIncident(ctx, { severity: 'SEV-1' });
});

const rules = "groups: [{ name: g, rules: [{ alert: Down, expr: 'up == 0' }] }]";
const dates = {
  about: 'follow-up',
  name: 'Dates',
  sentence: 'Needs a due date.',
  expression: 'severity == 1 && intent == "prevent" && !isFinished && dueOn == null',
} as const;
const add = async (text: string, more: Partial<AddFollowUp> = {}) => {
  const change = await addFollowUp(ctx, {
    incident: incident.ref,
    intent: 'prevent',
    text,
    ...more,
  });
  return { id: change.followUps[0]?.id ?? '', asks: change.followUps[0]?.asks };
};
const listAsked = async (by = ctx) =>
  (await listAllFollowUps(by, { asked: 'true' })).items.map(({ text }) => text);

test('a policy says what a follow-up lacks, until it lacks it no more', async () => {
  const policy = await addPolicy(admin, dates);
  const ask = { policyId: policy.id, name: 'Dates', sentence: 'Needs a due date.', problem: null };
  const { id, asks } = await add('Check the alias');
  expect(asks).toEqual([ask]);
  await add('Page search', { intent: 'detect' });
  expect(await listAsked()).toEqual(['Check the alias']);
  const dueOn = '2026-12-31';
  const change = await changeFollowUp(ctx, { id, version: 1, dueOn });
  expect(change.followUps[0]?.asks).toEqual([]);
  expect(await listAsked()).toEqual([]);
  await undoFollowUpChange(ctx, { activityId: change.activityId });
  expect((await listFollowUps(ctx, { incident: incident.ref })).items[0]?.asks).toEqual([ask]);
  await changeFollowUpStatus(ctx, { id, version: 3, to: 'wont-do', reason: 'Gone' });
  await changePolicy(admin, { id: policy.id, version: 1, expression: 'true', sentence: 'Why?' });
  // No policy asks about what won't be done.
  expect(await listAsked()).toEqual(['Page search']);
  await removePolicy(admin, { id: policy.id });
  expect(await listAsked()).toEqual([]);
  const kinds = (await listActivity(admin, {})).items.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind.startsWith('follow-up-policy'))).toEqual([
    'follow-up-policy.removed',
    'follow-up-policy.changed',
    'follow-up-policy.added',
  ]);
});

test('each fact is that of the follow-up and its incident', async () => {
  const today = ctx.clock.now().toISOString().slice(0, 10);
  const { id } = await add('Check the alias', {
    dueOn: addDays(today, 12),
    owner: { type: 'team', name: 'Search' },
    doneWhen: 'A replay is refused',
    trackerUrl: 'https://tracker.example.org/S-12',
  });
  world.clock.advance(10 * 86_400_000);
  const isTrue = async (expression: string) =>
    (await tryPolicy(admin, { about: 'follow-up', expression })).applies === 1;
  const due = `dueOn == "${addDays(today, 12)}" && daysUntilDue == 2`;
  for (const expression of [
    `status == "${incident.status}" && mode == "${incident.mode}" && services == []`,
    'intent == "prevent" && state == "open" && !isFinished && !isVerified',
    'hasOwner && hasDoneWhen && isInTracker && !hasSafeguard',
    `ageDays == 10 && dueOn != null && ${due}`,
  ])
    expect(await isTrue(expression), expression).toBe(true);
  await addSafeguard(ctx, { incident: incident.ref, name: 'Alias', rules, followUpId: id });
  expect(await isTrue('hasSafeguard')).toBe(true);
  await changeFollowUp(ctx, { id, version: 1, dueOn: null, owner: null, trackerUrl: null });
  expect(await isTrue('daysUntilDue == null && !hasOwner && !isInTracker')).toBe(true);
  await changeFollowUpStatus(ctx, { id, version: 2, to: 'done' });
  expect(await isTrue('isFinished && !isVerified && state == "done"')).toBe(true);
});

test('only admins write policies, and an expression without an answer is refused', async () => {
  await expect(addPolicy(ctx, dates)).rejects.toMatchObject({ code: 'forbidden' });
  for (const [expression, problem] of [
    ['daysUntilDue < 3', 'Without a due date'],
    ['teams > 2', 'Names: severity, status'],
    ['severity == "SEV-1"', 'severity is a number'],
    ['services.exists(s, s == "a")', 'Use in instead'],
    ['ageDays', 'not true or false'],
  ] as const)
    await expect(addPolicy(admin, { ...dates, expression }), expression).rejects.toThrow(problem);
  await addPolicy(admin, { ...dates, expression: 'dueOn != null && daysUntilDue < 3' });
  for (const wrong of [{ sentence: '' }, { depth: 'full' as const }, { about: 'review' as const }])
    await expect(addPolicy(admin, { ...dates, ...wrong })).rejects.toMatchObject({
      code: 'invalid',
    });
  const [policy] = (await listPolicies(ctx)).items;
  await expect(
    changePolicy(admin, { id: policy?.id ?? '', version: 1, depth: 'full' }),
  ).rejects.toMatchObject({ code: 'invalid' });
  const { policies } = await readReview(ctx, { incident: incident.ref });
  expect(policies).toEqual([]);
});

test('an expression that fails for one follow-up says so there', async () => {
  await addPolicy(admin, { ...dates, expression: '10 / (ageDays - 2) > 100' });
  await add('Check the alias');
  expect(await listAsked()).toEqual([]);
  world.clock.advance(2 * 86_400_000);
  const { items } = await listAllFollowUps(ctx, { asked: 'true' });
  expect(items[0]?.asks).toMatchObject([{ name: 'Dates', problem: 'int divide by zero' }]);
});

test('a policy is tried on follow-ups that the admin can see, and others see no ask of theirs', async () => {
  const hidden = await makeIncident(ctx, { severity: 'SEV-1', title: 'Hidden' });
  await add('Check the alias');
  await addFollowUp(ctx, { incident: hidden.ref, intent: 'prevent', text: 'Secret' });
  await addPolicy(admin, dates);
  expect(await listAsked(outsider)).toEqual(['Check the alias', 'Secret']);
  await makeIncidentPrivate(ctx, { incident: hidden.ref, version: 1 });
  expect(await listAsked()).toEqual(['Check the alias', 'Secret']);
  expect(await listAsked(outsider)).toEqual(['Check the alias']);
  const seen = (await listAllFollowUps(admin, {})).items.map(({ text }) => text);
  const tried = await tryPolicy(admin, dates);
  expect(new Set(tried.items.map(({ followUp }) => followUp?.text))).toEqual(new Set(seen));
  expect(tried).toMatchObject({ problem: null, checked: seen.length, applies: seen.length });
  await expect(tryPolicy(ctx, dates)).rejects.toMatchObject({ code: 'forbidden' });
});

test('what is judged for one page is limited, and the next page continues there', async () => {
  const { id } = await add('Last', { dueOn: '2026-12-31' });
  await sql`insert into follow_up (id, incident_id, text, intent, due_on, state, state_at, meant, created_at, created_by, updated_at, updated_by)
    select gen_random_uuid(), incident_id, 'Other', intent, '2026-01-01', state, state_at, meant, created_at, created_by, updated_at, updated_by
    from follow_up, generate_series(1, 1000) where id = ${id}`.execute(ctx.db);
  await addPolicy(admin, { ...dates, expression: 'dueOn == "2026-12-31"' });
  const first = await listAllFollowUps(ctx, { asked: 'true', limit: 1 });
  expect(first.items).toEqual([]);
  const second = await listAllFollowUps(ctx, { asked: 'true', limit: 1, cursor: first.next ?? '' });
  expect(second.items.map(({ text }) => text)).toEqual(['Last']);
  expect(second.next).toBeNull();
});
