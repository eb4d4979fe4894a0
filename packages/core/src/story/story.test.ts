import { makeEvent, makeIncident } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { includeStream, listSources, readRecord, makeIncidentPrivate } from '../evidence/index.ts';
import { addMember } from '../incident/index.ts';
import { addFinding } from '../investigation/index.ts';
import {
  addClaim,
  addStory,
  changeClaim,
  changeStory,
  getStory,
  listStories,
  removeClaim,
  removeStory,
  storyHistory,
  undoStoryChange,
} from './index.ts';
import {
  world,
  ctx,
  incident,
  items,
  prepareRecord,
  item,
  ofEvidence,
  begin,
  findClaim,
  findAccountId,
} from './testing/story-world.ts';

beforeEach(prepareRecord);

describe('a story', () => {
  test('starts from an incident, keeps sentences in story order, and writes no common activity', async () => {
    const before = await listActivity(world.as(world.operator), {});
    const story = await begin();
    expect(story).toMatchObject({
      incident: { ref: incident.ref },
      competencies: ['dive-deep'],
      isMine: true,
      can: { change: true },
      claims: [],
    });
    await addClaim(ctx, {
      id: story.id,
      part: 'result',
      text: 'Search came back after 40 minutes',
    });
    await addClaim(ctx, { id: story.id, part: 'situation', text: 'Search showed no new products' });
    const second = await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I patched the alias',
    });
    const first = await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I ruled out the broker',
      after: null,
    });
    const between = await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I compared the alias with the schedule',
      after: first.claimId ?? '',
    });
    expect(between.story.claims.map((claim) => claim.text)).toEqual([
      'Search showed no new products',
      'I ruled out the broker',
      'I compared the alias with the schedule',
      'I patched the alias',
      'Search came back after 40 minutes',
    ]);
    const moved = await changeClaim(ctx, {
      id: story.id,
      claimId: second.claimId ?? '',
      version: 1,
      after: null,
    });
    expect(moved.story.claims.slice(1, 4).map((claim) => claim.text)).toEqual([
      'I patched the alias',
      'I ruled out the broker',
      'I compared the alias with the schedule',
    ]);
    expect(await listActivity(world.as(world.operator), {})).toEqual(before);
  });

  test('can start empty, and a viewer has their own', async () => {
    const reader = world.as(world.viewer);
    const { story } = await addStory(reader, {
      title: 'Before Debrief',
      happenedOn: '2019-05-01',
      outcome: 'failure',
    });
    await addClaim(reader, { id: story.id, part: 'situation', text: 'The cache melted' });
    expect(await getStory(reader, { id: story.id })).toMatchObject({
      incident: null,
      isIncidentHidden: false,
      isDraft: false,
      grades: { 'from-memory': 1 },
      claims: [{ grade: 'from-memory' }],
    });
    expect((await listStories(reader, {})).items).toMatchObject([
      { title: 'Before Debrief', outcome: 'failure', words: 3 },
    ]);
  });

  test('is a draft while the incident is open or its review unpublished, and says so', async () => {
    const learning = await makeIncident(ctx, { status: 'in-review' });
    const closed = await makeIncident(ctx, { status: 'closed' });
    const of = async (ref: string) => (await addStory(ctx, { title: 'x', incident: ref })).story;
    expect(await of(learning.ref)).toMatchObject({
      isDraft: true,
      draftReason: expect.stringContaining("isn't published yet"),
    });
    expect(await of(closed.ref)).toMatchObject({ isDraft: false, draftReason: null });
  });

  test('a repeated request with the same ids adds one story and one sentence', async () => {
    const id = ctx.ids.next();
    const claimId = ctx.ids.next();
    await addStory(ctx, { id, title: 'once' });
    await addStory(ctx, { id, title: 'once' });
    await addClaim(ctx, { id, claimId, part: 'task', text: 'mine' });
    const { story } = await addClaim(ctx, { id, claimId, part: 'task', text: 'mine' });
    expect(story.claims).toHaveLength(1);
    expect((await listStories(ctx, {})).items).toHaveLength(1);
    await expect(addStory(world.as(world.outsider), { id, title: 'taken' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('of two tabs at once one wins, and the other gets the current state', async () => {
    const story = await begin();
    const { claimId } = await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I patched the alias',
    });
    const change = (text: string) =>
      changeClaim(ctx, { id: story.id, claimId: claimId ?? '', version: 1, text });
    const results = await Promise.allSettled([
      change('I patched the alias by hand'),
      change('I patched the alias at night'),
    ]);
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const lost = results.find((one) => one.status === 'rejected');
    expect(lost?.reason).toMatchObject({
      code: 'conflict',
      current: { id: claimId, version: 2, text: expect.stringContaining('I patched the alias ') },
    });
    await changeStory(ctx, { id: story.id, version: 1, title: 'Another title' });
    await expect(
      changeStory(ctx, { id: story.id, version: 1, title: 'Mine' }),
    ).rejects.toMatchObject({
      code: 'conflict',
      current: { title: 'Another title' },
    });
  });

  test('undo restores what was changed and removed, and undoing that changes and removes it again', async () => {
    const story = await begin();
    const { claimId } = await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I patched the alias',
      citations: [ofEvidence(4)],
    });
    const id = claimId ?? '';
    const changed = await changeClaim(ctx, {
      id: story.id,
      claimId: id,
      version: 1,
      text: 'I deleted the alias',
    });
    expect(changed.story.lastChange).toMatchObject({
      revisionId: changed.revisionId,
      what: 'changed “I deleted the alias”',
    });
    const back = await undoStoryChange(ctx, { id: story.id, revisionId: changed.revisionId });
    expect(findClaim(back.story, id)).toMatchObject({
      text: 'I patched the alias',
      grade: 'documented',
    });
    await expect(
      undoStoryChange(ctx, { id: story.id, revisionId: changed.revisionId }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const again = await undoStoryChange(ctx, { id: story.id, revisionId: back.revisionId });
    expect(findClaim(again.story, id).text).toBe('I deleted the alias');
    const removed = await removeClaim(ctx, { id: story.id, claimId: id, version: 4 });
    expect(removed.story.claims).toEqual([]);
    expect(
      (await undoStoryChange(ctx, { id: story.id, revisionId: removed.revisionId })).story.claims,
    ).toMatchObject([{ id, grade: 'documented' }]);
    const gone = await removeStory(ctx, { id: story.id, version: 1 });
    await expect(getStory(ctx, { id: story.id })).rejects.toMatchObject({ code: 'not-found' });
    expect(
      (await undoStoryChange(ctx, { id: story.id, revisionId: gone.revisionId })).story.claims,
    ).toHaveLength(1);
    const history = await storyHistory(ctx, { id: story.id, limit: 3 });
    expect(history.items).toMatchObject([
      { kind: 'story.undone' },
      { kind: 'story.removed', isUndone: true },
      { kind: 'claim.undone' },
    ]);
    expect(
      (await storyHistory(ctx, { id: story.id, cursor: history.next ?? '' })).items.at(-1),
    ).toMatchObject({ kind: 'story.added' });
  });

  test('is found by words of any script, in any case', async () => {
    const story = await begin();
    await addClaim(ctx, { id: story.id, part: 'action', text: '我先回滚了发布，然后通知了客户。' });
    await addClaim(ctx, { id: story.id, part: 'result', text: 'Die Größe der Warteschlange fiel' });
    await addStory(ctx, { title: 'Another' });
    const findTitles = async (text: string) =>
      (await listStories(ctx, { text })).items.map((one) => one.title);
    for (const text of ['回滚', '客户 发布', 'GRÖẞE', 'alias 回滚'])
      expect(await findTitles(text)).toEqual(['The alias']);
    expect(await findTitles('回滚 nothing')).toEqual([]);
    expect(await findTitles('')).toHaveLength(2);
  });

  test('is paged by key', async () => {
    for (const title of ['one', 'two', 'three']) {
      world.clock.advance(1_000);
      await addStory(ctx, { title });
    }
    const first = await listStories(ctx, { limit: 2 });
    expect(first.items.map((one) => one.title)).toEqual(['three', 'two']);
    expect(
      (await listStories(ctx, { limit: 2, cursor: first.next ?? '' })).items.map(
        (one) => one.title,
      ),
    ).toEqual(['one']);
  });
});

describe('the evidence of a sentence', () => {
  test('grades it: cited directly, through an event, or through a finding; an event without evidence is no document', async () => {
    const story = await begin();
    const event = await makeEvent(ctx, incident, items.slice(4, 5), {
      title: 'The alias is patched',
    });
    const bare = await makeEvent(ctx, incident, [], {
      title: 'Somebody remembers',
      at: '2026-03-02T08:00:00Z',
      citations: [],
    });
    const { findings } = await addFinding(ctx, {
      type: 'hypothesis',
      incident: incident.ref,
      statement: 'The broker',
      citations: [{ evidenceId: item(2) }],
    });
    const add = async (target: 'event' | 'finding', targetId: string) => {
      const { story: now, claimId } = await addClaim(ctx, {
        id: story.id,
        part: 'action',
        text: `cites ${target}`,
        citations: [{ incident: incident.ref, target, targetId }],
      });
      return findClaim(now, claimId);
    };
    expect(await add('event', event.id)).toMatchObject({
      grade: 'documented',
      citations: [{ state: 'visible', words: 'The alias is patched' }],
    });
    expect(await add('finding', findings[0]?.id ?? '')).toMatchObject({
      grade: 'documented',
      citations: [{ label: 'hypothesis' }],
    });
    expect(await add('event', bare.id)).toMatchObject({
      grade: 'no-evidence',
      gradeReason: expect.stringContaining('has no evidence itself'),
    });
    const { story: now, claimId } = await addClaim(ctx, {
      id: story.id,
      part: 'result',
      text: 'Search came back',
      citations: [ofEvidence(5, { quoteStart: 0, quoteEnd: 6 })],
    });
    expect(findClaim(now, claimId)).toMatchObject({
      grade: 'documented',
      citations: [{ words: 'search', label: expect.stringContaining('message by ada') }],
    });
    expect((await readRecord(ctx, incident.ref, {})).items[5]).toMatchObject({
      citedBy: [],
      citedIn: [],
    });
  });

  test('is refused if it does not exist, with what and where', async () => {
    const story = await begin();
    const cite = (citation: object) =>
      addClaim(ctx, {
        id: story.id,
        part: 'action',
        text: 'x',
        citations: [{ ...ofEvidence(0), ...citation }],
      });
    await expect(cite({ targetId: ctx.ids.next() })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'citations.0.targetId' }],
    });
    await expect(cite({ target: 'event', targetId: 'no id' })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(cite({ quoteStart: 0, quoteEnd: 400 })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('ends at 400'),
    });
    await expect(cite({ incident: 'INC-99' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('that becomes private keeps the sentence and shows nothing; it is visible again with membership', async () => {
    const other = world.as(world.outsider);
    const { story } = await addStory(other, { title: 'What I did', incident: incident.ref });
    const { claimId } = await addClaim(other, {
      id: story.id,
      part: 'action',
      text: 'I patched it',
      citations: [ofEvidence(4)],
      numbers: [{ text: '3 days', takenFrom: { target: 'evidence', targetId: item(4) } }],
    });
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
    const hidden = await getStory(other, { id: story.id });
    expect(hidden).toMatchObject({
      incident: null,
      isIncidentHidden: true,
      title: 'What I did',
      isDraft: false,
    });
    expect(findClaim(hidden, claimId)).toMatchObject({
      text: 'I patched it',
      grade: 'no-evidence',
      gradeReason: 'The cited evidence is no longer visible.',
      citations: [
        {
          state: 'hidden',
          label: 'no longer visible',
          words: null,
          incident: null,
          occurredAt: null,
        },
      ],
      numbers: [{ takenFromLabel: 'no longer visible' }],
    });
    expect(JSON.stringify(hidden)).not.toContain('patched"');
    const kept = await changeClaim(other, {
      id: story.id,
      claimId: claimId ?? '',
      version: 1,
      text: 'I patched the alias',
      citations: [{ id: findClaim(hidden, claimId).citations[0]?.id ?? '' }],
    });
    expect(findClaim(kept.story, claimId).citations).toHaveLength(1);
    await addMember(ctx, { incident: incident.ref, accountId: await findAccountId('outsider') });
    expect(findClaim(await getStory(other, { id: story.id }), claimId)).toMatchObject({
      grade: 'documented',
      citations: [{ words: 'patched' }],
    });
  });

  test('is no longer visible if its stream is excluded, and shows no words if it is deleted at its source', async () => {
    const story = await begin();
    await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I patched it',
      citations: [ofEvidence(4)],
    });
    const [stream] = (await listSources(ctx, { incident: incident.ref })).items;
    await includeStream(ctx, {
      incident: incident.ref,
      streamId: stream?.streamId ?? '',
      until: '2026-03-02T08:02:00Z',
    });
    expect((await getStory(ctx, { id: story.id })).claims).toMatchObject([
      { grade: 'no-evidence', citations: [{ state: 'hidden' }] },
    ]);
    await includeStream(ctx, { incident: incident.ref, streamId: stream?.streamId ?? '' });
    expect((await getStory(ctx, { id: story.id })).claims).toMatchObject([{ grade: 'documented' }]);
    await deleteAtSource(item(4));
    const [claim] = (await getStory(ctx, { id: story.id })).claims;
    expect(claim).toMatchObject({
      grade: 'no-evidence',
      text: 'I patched it',
      citations: [{ state: 'gone', words: null }],
    });
  });

  /** Marks an item like an import does when it has disappeared at its source. */
  async function deleteAtSource(id: string): Promise<void> {
    const row = await ctx.db
      .selectFrom('evidence')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const { search: _, ...columns } = row;
    const json = JSON.stringify(columns.details);
    await ctx.db
      .insertInto('evidence')
      .values({
        ...columns,
        details: JSON.parse(json),
        id: ctx.ids.next(),
        revision: 2,
        revises: id,
        change: 'deleted',
        text: '',
      })
      .execute();
  }
});
