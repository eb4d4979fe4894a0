import {
  followUpSorts,
  incidentFollowUpSorts,
  type AddFollowUp,
  type Evidence,
  type FollowUp,
  type FollowUpChange,
  type FollowUpSort,
  type Incident,
} from '@debrief/contract';
import { makeIncident, makeRecord, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { addMember } from '../incident/index.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addFinding, removeFinding, undoInvestigationChange } from '../investigation/index.ts';
import {
  addFollowUp,
  changeFollowUp,
  getFollowUp,
  listAllFollowUps,
  listFollowUps,
  changeFollowUpStatus,
  removeFollowUp,
  undoFollowUpChange,
} from './index.ts';

let world: World;
let ctx: Context;
let incident: Incident;
let items: Evidence[];

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ incident, items } = await makeRecord(ctx, [
    'the alias lacks three days',
    'replayed: the check is red',
  ]));
});

function only(change: FollowUpChange): FollowUp {
  const [followUp] = change.followUps;
  if (!followUp || change.followUps.length !== 1)
    throw new Error(`${change.followUps.length} follow-ups`);
  return followUp;
}

const checkable = {
  text: 'Reject an alias that lacks one of the last three days',
  doneWhen: 'A replay of 6 December is refused',
};
const add = (more: Partial<AddFollowUp> = {}, by = ctx) =>
  addFollowUp(by, {
    incident: incident.ref,
    intent: 'prevent',
    ...checkable,
    owner: { type: 'team', name: 'Search' },
    ...more,
  });
const editorId = () => (world.editor.type === 'account' ? world.editor.accountId : '');
const texts = (page: { items: FollowUp[] }) => page.items.map((one) => one.text);

describe('a follow-up', () => {
  test('has title, reason, owner and due date, and is recorded', async () => {
    const factor = await addFinding(ctx, {
      type: 'factor',
      incident: incident.ref,
      statement: 'Nothing checks the alias',
      at: '2026-03-02T08:00:00Z',
    });
    const change = await add({
      owner: { type: 'account', accountId: editorId() },
      originId: factor.findings[0]?.id ?? null,
      dueOn: '2026-03-31',
      trackerUrl: 'https://tracker.example.org/S-12',
    });
    expect(only(change)).toMatchObject({
      ...checkable,
      intent: 'prevent',
      state: 'open',
      owner: { type: 'account', accountId: editorId(), name: 'Edith' },
      origin: { type: 'factor', statement: 'Nothing checks the alias' },
      dueOn: '2026-03-31',
      isOverdue: false,
      incidentRef: incident.ref,
      questions: [],
      version: 1,
    });
    const [activity] = (await listActivity(ctx, { incidentId: incident.id })).items;
    expect(activity).toMatchObject({
      kind: 'follow-up.added',
      subjectId: only(change).id,
      before: [],
    });
    expect(await listFollowUps(ctx, { incident: incident.ref })).toMatchObject({
      items: change.followUps,
      lastChange: {
        activityId: change.activityId,
        what: `added the follow-up “${checkable.text}”`,
      },
    });
  });

  test('goes from open to verified, with evidence, and back to work', async () => {
    const { id } = only(await add());
    await changeFollowUpStatus(ctx, { id, version: 1, to: 'in-progress' });
    world.clock.advance(3_600_000);
    const done = only(await changeFollowUpStatus(ctx, { id, version: 2, to: 'done' }));
    expect(done).toMatchObject({ state: 'done', stateAt: world.clock.now().toISOString() });
    await expect(
      changeFollowUpStatus(ctx, { id, version: 3, to: 'verified' }),
    ).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'verification' }],
    });
    const citations = [{ evidenceId: items[1]?.id ?? '', quoteStart: 0, quoteEnd: 8 }];
    const verified = only(
      await changeFollowUpStatus(ctx, {
        id,
        version: 3,
        to: 'verified',
        verification: 'The replay was refused',
        citations,
      }),
    );
    expect(verified).toMatchObject({
      state: 'verified',
      verification: 'The replay was refused',
      citations: [{ quote: 'replayed' }],
    });
    const reopened = await changeFollowUpStatus(ctx, { id, version: 4, to: 'in-progress' });
    expect(only(reopened)).toMatchObject({ state: 'in-progress', verification: '', citations: [] });
    const back = await undoFollowUpChange(ctx, { activityId: reopened.activityId });
    expect(only(back)).toMatchObject({
      state: 'verified',
      verification: 'The replay was refused',
      citations: [{ quote: 'replayed' }],
    });
    const kinds = (await listActivity(ctx, { incidentId: incident.id, subjectId: id })).items.map(
      (one) => one.kind,
    );
    expect(kinds).toEqual([
      'follow-up.reopened',
      'follow-up.verified',
      'follow-up.done',
      'follow-up.started',
      'follow-up.added',
    ]);
  });

  test('becomes wont-do only with a reason, and then asks nothing', async () => {
    const { id } = only(await add({ text: 'Improve the tooling' }));
    await expect(
      changeFollowUpStatus(ctx, { id, version: 1, to: 'wont-do', reason: ' ' }),
    ).rejects.toMatchObject({ code: 'invalid', issues: [{ at: 'reason' }] });
    const dropped = only(
      await changeFollowUpStatus(ctx, {
        id,
        version: 1,
        to: 'wont-do',
        reason: 'The tooling goes away in May',
      }),
    );
    expect(dropped).toMatchObject({
      state: 'wont-do',
      wontDoReason: 'The tooling goes away in May',
      questions: [],
    });
  });

  test('with wording that cannot be checked is saved, and asks until it is changed or dismissed', async () => {
    const vague = only(await add({ text: 'Be more careful', doneWhen: '', owner: null }));
    expect(vague.questions.map((one) => one.rule)).toEqual(['careful', 'no-end-state', 'no-owner']);
    expect(vague.questions[0]).toMatchObject({ quoted: 'Be more careful', start: 0, end: 15 });
    const meant = only(await changeFollowUp(ctx, { id: vague.id, version: 1, meant: ['careful'] }));
    expect(meant.questions.map((one) => one.rule)).toEqual(['no-end-state', 'no-owner']);
    const reworded = only(
      await changeFollowUp(ctx, {
        id: vague.id,
        version: 2,
        ...checkable,
        owner: { type: 'team', name: 'Search' },
      }),
    );
    expect(reworded).toMatchObject({ questions: [], meant: [] });
  });

  test('changed by two people at once has one winner, and the other gets the current state', async () => {
    const { id } = only(await add());
    const results = await Promise.allSettled([
      changeFollowUpStatus(ctx, { id, version: 1, to: 'done' }),
      changeFollowUpStatus(world.as(world.admin), { id, version: 1, to: 'wont-do', reason: 'No' }),
    ]);
    const won = results.flatMap((result) =>
      result.status === 'fulfilled' ? [only(result.value).state] : [],
    );
    expect(won).toHaveLength(1);
    const lost = results.find((result) => result.status === 'rejected');
    expect(lost?.reason).toMatchObject({
      code: 'conflict',
      current: { id, version: 2, state: won[0] },
    });
    await expect(changeFollowUp(ctx, { id, version: 1, text: 'x' })).rejects.toMatchObject({
      code: 'conflict',
      current: { version: 2 },
    });
  });

  test('is removed and restored by undo, by the person who removed it', async () => {
    const { id } = only(await add());
    const removed = await removeFollowUp(ctx, { id, version: 1 });
    expect(removed).toMatchObject({ followUps: [], removed: [id] });
    await expect(getFollowUp(ctx, { id })).rejects.toMatchObject({ code: 'not-found' });
    expect(texts(await listAllFollowUps(ctx, {}))).toEqual([]);
    await expect(
      undoFollowUpChange(world.as(world.admin), { activityId: removed.activityId }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(only(await undoFollowUpChange(ctx, { activityId: removed.activityId }))).toMatchObject({
      id,
      version: 3,
    });
    await expect(undoFollowUpChange(ctx, { activityId: removed.activityId })).rejects.toMatchObject(
      { code: 'conflict' },
    );
  });

  test('is added once for a repeated request', async () => {
    const id = ctx.ids.next();
    const one = await add({ id });
    expect((await add({ id })).activityId).toBe(one.activityId);
    const other = await makeIncident(ctx);
    await expect(add({ id, incident: other.ref })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('refers to a factor or decision of its own incident; a removed one is hidden until it is restored', async () => {
    const other = await makeIncident(ctx);
    const elsewhere = await addFinding(ctx, {
      type: 'factor',
      incident: other.ref,
      statement: 'x',
      at: '2026-03-02T08:00:00Z',
    });
    await expect(add({ originId: elsewhere.findings[0]?.id ?? null })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'originId' }],
    });
    const question = await addFinding(ctx, {
      type: 'question',
      incident: incident.ref,
      statement: 'x',
      at: '2026-03-02T08:00:00Z',
    });
    await expect(add({ originId: question.findings[0]?.id ?? null })).rejects.toMatchObject({
      code: 'invalid',
    });
    const decision = await addFinding(ctx, {
      type: 'decision',
      incident: incident.ref,
      statement: 'Patch by hand',
      at: '2026-03-02T08:00:00Z',
    });
    const originId = decision.findings[0]?.id ?? '';
    const { id } = only(await add({ originId }));
    const gone = await removeFinding(ctx, { id: originId, version: 1 });
    expect(await getFollowUp(ctx, { id })).toMatchObject({ origin: null });
    expect(
      only(await changeFollowUp(ctx, { id, version: 1, originId, text: 'Delete the script' })),
    ).toMatchObject({ text: 'Delete the script' });
    await undoInvestigationChange(ctx, { activityId: gone.activityId });
    expect(await getFollowUp(ctx, { id })).toMatchObject({
      origin: { findingId: originId, statement: 'Patch by hand' },
    });
  });

  test('links only to pages', async () => {
    for (const trackerUrl of [
      'javascript:alert(1)',
      'ftp://x.example',
      'tracker',
      'data:text/html,x',
    ])
      await expect(add({ trackerUrl })).rejects.toMatchObject({ code: 'invalid' });
    await expect(add({ dueOn: '2026-02-30' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('permissions for follow-ups', () => {
  test('viewers read; keys without the scope and outsiders cannot write, and outsiders find nothing', async () => {
    const { id } = only(await add());
    const reader = world.as(world.viewer);
    expect(await getFollowUp(reader, { id })).toMatchObject({ can: { change: false } });
    await expect(
      changeFollowUpStatus(reader, { id, version: 1, to: 'done' }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(add({}, world.as(await world.key(['read'])))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: incident.version });
    const outsider = world.as(world.outsider);
    for (const ask of [
      () => getFollowUp(outsider, { id }),
      () => changeFollowUpStatus(outsider, { id, version: 1, to: 'done' }),
      () => removeFollowUp(outsider, { id, version: 1 }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'not-found' });
    expect(texts(await listAllFollowUps(outsider, {}))).toEqual([]);
  });

  test('no one is assigned work that they cannot see', async () => {
    const hidden = await makeIncident(ctx, { visibility: 'private' });
    const accountId = world.outsider.type === 'account' ? world.outsider.accountId : '';
    const owner = { type: 'account' as const, accountId };
    await expect(add({ incident: hidden.ref, owner })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'owner' }],
    });
    await addMember(ctx, { incident: hidden.ref, accountId });
    expect(only(await add({ incident: hidden.ref, owner })).owner).toMatchObject({
      name: 'Otto',
    });
    await expect(
      add({ owner: { type: 'account', accountId: ctx.ids.next() } }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('the list across incidents', () => {
  test('is ordered by due date, and paged by key', async () => {
    const other = await makeIncident(ctx);
    const days = ['2026-05-01', null, '2026-04-01', '2026-05-01', null];
    for (const [index, dueOn] of days.entries())
      await add({
        text: `Delete script ${index}`,
        dueOn,
        incident: index % 2 === 0 ? incident.ref : other.ref,
      });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAllFollowUps(world.as(world.viewer), {
        limit: 2,
        ...(cursor && { cursor }),
      });
      seen.push(...texts(page));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual([
      'Delete script 2',
      'Delete script 0',
      'Delete script 3',
      'Delete script 1',
      'Delete script 4',
    ]);
    for (const column of followUpSorts) {
      const read = async (sort: FollowUpSort | `-${FollowUpSort}`) => {
        const ids: string[] = [];
        let next: string | undefined;
        do {
          const page = await listAllFollowUps(ctx, {
            sort,
            limit: 1,
            ...(next && { cursor: next }),
          });
          ids.push(...page.items.map((one) => one.id));
          next = page.next ?? undefined;
        } while (next);
        return ids;
      };
      const forwards = await read(column);
      expect(new Set(forwards).size).toBe((await listAllFollowUps(ctx, {})).items.length);
      expect(await read(`-${column}`)).toEqual(forwards.toReversed());
    }
    await expect(listAllFollowUps(ctx, { cursor: 'anything' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('has the order of the list of one incident, by every column', async () => {
    for (const [text, dueOn, owner, intent] of [
      ['beta', null, 'Search', 'learn'],
      ['Alpha', '2026-05-01', null, 'detect'],
      ['Gamma', '2026-04-01', 'alerts', 'detect'],
    ] as const)
      await add({ text, dueOn, intent, owner: owner && { type: 'team', name: owner } });
    for (const sort of incidentFollowUpSorts.flatMap((column) => [column, `-${column}` as const])) {
      const { items } = await listFollowUps(ctx, { incident: incident.ref, sort });
      const across = await listAllFollowUps(ctx, { incident: incident.ref, sort });
      expect(items, sort).toHaveLength(3);
      expect(items, sort).toEqual(across.items);
    }
  });

  test('is filtered by owner, intent, state, age and what is overdue', async () => {
    await add({
      text: 'Mine',
      owner: { type: 'account', accountId: editorId() },
      intent: 'learn',
      dueOn: '2020-01-01',
    });
    await add({ text: 'Nobody’s', owner: null });
    const { id } = only(await add({ text: 'Done', dueOn: '2020-01-01' }));
    await changeFollowUpStatus(ctx, { id, version: 1, to: 'done' });
    world.clock.advance(10 * 86_400_000);
    await add({ text: 'New' });
    const list = async (filter: Parameters<typeof listAllFollowUps>[1], by = ctx) =>
      texts(await listAllFollowUps(by, filter));
    expect(await list({ owner: 'me' })).toEqual(['Mine']);
    expect(await list({ owner: 'me' }, world.as(world.viewer))).toEqual([]);
    expect(await list({ owner: 'me' }, world.as(world.operator))).toEqual([]);
    expect(await list({ incident: (await makeIncident(ctx)).ref })).toEqual([]);
    expect(await list({ incident: incident.ref, intent: 'learn' })).toEqual(['Mine']);
    expect(await list({ owner: 'none' })).toEqual(['Nobody’s']);
    expect(await list({ owner: 'nobody' })).toEqual(['Nobody’s']);
    expect(await list({ owner: 'SEARCH' })).toEqual(['Done', 'New']);
    expect(await list({ owner: 'edith' })).toEqual(['Mine']);
    expect(await list({ intent: 'learn' })).toEqual(['Mine']);
    expect(await list({ state: 'done' })).toEqual(['Done']);
    expect(await list({ state: 'unfinished' })).toEqual(['Mine', 'Nobody’s', 'New']);
    expect(await list({ overdue: 'true' })).toEqual(['Mine']);
    expect(await list({ olderThanDays: 10 })).toEqual(['Mine', 'Done', 'Nobody’s']);
    expect((await listAllFollowUps(ctx, { owner: 'me' })).items[0]).toMatchObject({
      isOverdue: true,
    });
  });
});
