import {
  exportBundle,
  importBundleText,
  importFile,
  makeIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { changeIncident, declareIncident } from '../incident/index.ts';
import { searchLibrary } from '../library/index.ts';
import { addPolicy, changePolicy, listPolicies, removePolicy } from '../policy/index.ts';
import {
  answerRequest,
  askToInvestigate,
  changeSponsor,
  decideReview,
  listCandidates,
  listReviews,
  readReview,
  requestReview,
  undoReviewChange,
  withdrawRequest,
} from './index.ts';

let world: World;
let ctx: Context;
let viewer: Context;
let outsider: Context;
let incident: string;
beforeEach(async () => {
  world = await testWorld();
  [ctx, viewer, outsider] = [world.editor, world.viewer, world.outsider].map(world.as) as [
    Context,
    Context,
    Context,
  ];
  incident = (await makeIncident(ctx)).ref;
});

const readAccountId = (one: Context) => getAccountId(one.actor) ?? '';
const read = async (by = ctx) => readReview(by, { incident });
const decide = async (more: object = {}) => {
  const version = (await read()).review?.version ?? null;
  const input = { incident, version, depth: 'full' as const, reason: 'It surprised us.' };
  const [review] = (await decideReview(ctx, { ...input, ...more })).reviews;
  if (!review) throw new Error('no review');
  return review;
};

describe('a request', () => {
  test('can be made by anyone who sees the incident, and is a reason to review it', async () => {
    expect((await read(viewer)).can).toEqual({ request: true, decide: false });
    await requestReview(viewer, { incident, reason: 'Why did the alias point nowhere?' });
    const { review, triggers } = await read();
    expect(review).toMatchObject({ depth: null, requests: [{ name: 'Rui' }] });
    expect(triggers).toMatchObject([
      { kind: 'requested', text: 'Rui asked for it: Why did the alias point nowhere?' },
    ]);
    await requestReview(ctx, { incident, reason: 'So do I.' });
    expect((await read()).review?.requests).toHaveLength(2);
    expect((await listReviews(ctx, { depth: 'undecided' })).items).toHaveLength(1);
  });

  test('can be undone and made again by someone else, and then is not redone over it', async () => {
    const first = await requestReview(viewer, { incident, reason: 'one' });
    const undone = await undoReviewChange(viewer, { activityId: first.activityId });
    expect((await read()).review).toBeNull();
    expect((await read()).triggers).toEqual([]);
    await requestReview(ctx, { incident, reason: 'two' });
    expect((await read()).review?.requests).toMatchObject([{ reason: 'two' }]);
    await expect(undoReviewChange(viewer, { activityId: undone.activityId })).rejects.toMatchObject(
      { code: 'conflict' },
    );
  });

  test('that was undone is no reason for the decision', async () => {
    const { activityId } = await requestReview(viewer, { incident, reason: 'one' });
    await undoReviewChange(viewer, { activityId });
    expect(await decide()).toMatchObject({ triggers: [], requests: [] });
  });

  test('two at once are both kept', async () => {
    await Promise.all([
      requestReview(viewer, { incident, reason: 'one' }),
      requestReview(ctx, { incident, reason: 'two' }),
    ]);
    expect((await read()).review?.requests).toHaveLength(2);
  });
});

describe('a decision', () => {
  test('needs edit access, a reason and the current version, and keeps its triggers', async () => {
    await requestReview(viewer, { incident, reason: 'Curious' });
    const input = { incident, version: 1, depth: 'none' as const, reason: 'Known and fixed.' };
    await expect(decideReview(viewer, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(decideReview(ctx, { ...input, reason: ' ' })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(decideReview(ctx, { ...input, version: null })).rejects.toMatchObject({
      code: 'conflict',
    });
    await decideReview(ctx, input);
    expect((await read()).review).toMatchObject({
      depth: 'none',
      reason: 'Known and fixed.',
      decidedBy: 'Edith',
      triggers: ['requested'],
      version: 2,
    });
    const { items } = await listActivity(ctx, { incidentId: (await read()).review?.incidentId });
    expect(items.map(({ kind }) => kind).slice(0, 2)).toEqual([
      'review.decided',
      'review.requested',
    ]);
  });

  test('is found by its words, and carried by a bundle', async () => {
    await decide({ reason: 'Zephyr surprised us' });
    expect((await searchLibrary(ctx, { text: 'zephyr' })).items).toMatchObject([
      { kind: 'review' },
    ]);
    const bundle = await exportBundle(ctx, incident);
    const other = await testWorld();
    const there = other.as(other.editor);
    await importBundleText(there, bundle);
    const { items } = await listReviews(there, {});
    expect(items).toMatchObject([{ depth: 'full', reason: 'Zephyr surprised us' }]);
    expect(await exportBundle(there, items[0]?.incidentRef ?? '')).toBe(bundle);
  });

  test('of an incident without a review does not take a version', async () => {
    await expect(decide({ version: 3 })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('investigators', () => {
  test('are asked, answer for themselves, and can be removed', async () => {
    const first = await decide({ dueOn: '2026-04-01' });
    const asked = await askToInvestigate(ctx, {
      incident,
      version: first.version,
      accountId: readAccountId(viewer),
    });
    expect((await listReviews(viewer, { investigator: 'me' })).items).toHaveLength(1);
    expect((await listReviews(outsider, { investigator: 'me' })).items).toHaveLength(0);
    const version = asked.reviews[0]?.version ?? 0;
    await expect(
      answerRequest(outsider, { incident, version, accept: true }),
    ).rejects.toMatchObject({ code: 'invalid' });
    const accepted = await answerRequest(viewer, { incident, version, accept: true });
    expect(accepted.reviews).toMatchObject([
      { investigators: [{ name: 'Rui', state: 'accepted' }], can: { answer: true } },
    ]);
    await withdrawRequest(ctx, {
      incident,
      version: version + 1,
      accountId: readAccountId(viewer),
    });
    expect((await read()).review?.investigators).toEqual([]);
  });

  test('must see the incident, as the sponsor must', async () => {
    await makeIncidentPrivate(ctx, { incident, version: 1 });
    const { version } = await decide();
    const accountId = readAccountId(outsider);
    await expect(askToInvestigate(ctx, { incident, version, accountId })).rejects.toMatchObject({
      code: 'invalid',
    });
    const sponsor = { type: 'account' as const, accountId };
    await expect(changeSponsor(ctx, { incident, version, sponsor })).rejects.toMatchObject({
      code: 'invalid',
    });
    await changeSponsor(ctx, { incident, version, sponsor: { type: 'person', name: 'Cleo' } });
    expect((await read()).review?.sponsor).toEqual({ type: 'person', name: 'Cleo' });
    const { items } = await listCandidates(ctx, { incident });
    expect(items.map(({ name }) => name)).toEqual(['Edith']);
  });

  test('are proposed by how far they are from the record', async () => {
    const line = (author: string, email: string | null, text: string) =>
      JSON.stringify({ at: '2026-03-01T10:00:00Z', author, email, text });
    await importFile(
      ctx,
      { ref: incident },
      {
        name: 'chat.jsonl',
        text: [
          line('edith', 'EDITH@example.org', 'the alias is wrong'),
          line('Rui', null, 'looking'),
        ].join('\n'),
      },
    );
    const { items } = await listCandidates(ctx, { incident });
    expect(items.map(({ name, independence }) => [name, independence])).toEqual([
      ['Olga', 'independent'],
      ['Otto', 'independent'],
      ['Edith', 'involved'],
      ['Rui', 'involved'],
    ]);
    expect(items.slice(2).map(({ reasons }) => reasons[0]?.text)).toEqual([
      'Wrote 1 item of the record',
      'Someone with the same name wrote 1 item of the record',
    ]);
  });

  test('show how many reviews they do', async () => {
    const { version } = await decide();
    await askToInvestigate(ctx, { incident, version, accountId: readAccountId(viewer) });
    await answerRequest(viewer, { incident, version: version + 1, accept: true });
    const other = (await makeIncident(ctx)).ref;
    const find = async () =>
      (await listCandidates(ctx, { incident: other })).items.find(({ name }) => name === 'Rui');
    expect(await find()).toMatchObject({ doing: 1, done: 0 });
    await changeIncident(ctx, { incident, version: 1, status: 'closed' });
    expect(await find()).toMatchObject({ doing: 0, done: 1 });
    expect((await listReviews(viewer, { investigator: 'me' })).items).toEqual([]);
  });
});

describe('policies', () => {
  const many = { name: 'Several teams', expression: 'teams > 2 && severity <= 2' };

  test('propose the deepest depth that applies', async () => {
    const admin = world.as(world.admin);
    await addPolicy(admin, { ...many, depth: 'full' });
    await addPolicy(admin, { name: 'All', expression: 'true', depth: 'note' });
    expect((await read()).proposed).toBe('note');
    const declared = await declareIncident(ctx, {
      title: 'Search is empty',
      severity: 'SEV-1',
      teams: ['A', 'B', 'C'],
    });
    const review = await readReview(ctx, { incident: declared.ref });
    expect(review.proposed).toBe('full');
    expect(review.triggers.map(({ kind }) => kind)).toEqual(['severity', 'teams']);
  });

  test('are written by admins, and an expression without an answer is refused', async () => {
    await expect(addPolicy(ctx, { ...many, depth: 'full' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const admin = world.as(world.admin);
    for (const [expression, problem] of [
      ['teams >', 'Position 1:7'],
      ['team > 2', 'Names: severity, mode, teams'],
      ['teams + 1', 'not true or false'],
      ['1 / (teams - 1) > 2', 'divide by zero'],
      [
        'services.exists(a, services.exists(b, services.exists(c, services.exists(d, a == d))))',
        'at most 3',
      ],
    ] as const)
      await expect(
        addPolicy(admin, { name: 'x', expression, depth: 'note' }),
        expression,
      ).rejects.toThrow(problem);
    const policy = await addPolicy(admin, { ...many, depth: 'full' });
    const change = { id: policy.id, version: 1, depth: 'light' as const };
    await changePolicy(admin, change);
    await expect(changePolicy(admin, change)).rejects.toMatchObject({ code: 'conflict' });
    await removePolicy(admin, { id: policy.id });
    expect((await listPolicies(ctx)).items).toEqual([]);
  });
});

test('someone outside a private incident finds no review of it', async () => {
  await requestReview(ctx, { incident, reason: 'Zephyr' });
  await makeIncidentPrivate(ctx, { incident, version: 1 });
  for (const attempt of [
    () => readReview(outsider, { incident }),
    () => listCandidates(outsider, { incident }),
    () => requestReview(outsider, { incident, reason: 'x' }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
  expect((await listReviews(outsider, {})).items).toEqual([]);
  expect((await searchLibrary(outsider, { text: 'zephyr' })).items).toEqual([]);
});
