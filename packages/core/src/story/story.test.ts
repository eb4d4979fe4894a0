import type { Evidence, Story, StoryClaim } from '@debrief/contract';
import {
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { includeStream, listSources, readRecord, makeIncidentPrivate } from '../evidence/index.ts';
import { addMember } from '../incident/index.ts';
import { addFinding } from '../investigation/index.ts';
import { listPeople } from '../people/index.ts';
import {
  addClaim,
  addStory,
  answerAsk,
  askPeer,
  changeClaim,
  changeStory,
  collectSuggestedEvidence,
  getStory,
  listAsked,
  listStories,
  removeClaim,
  removeStory,
  setMe,
  storyHistory,
  undoStoryChange,
  unsetMe,
  whoAmI,
  withdrawAsk,
} from './index.ts';

let world: World;
let ctx: Context;
let incident: { id: string; ref: string };
let items: Evidence[];

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ incident, items } = await makeRecord(ctx, [
    'lag alarm',
    "I'll take it",
    'is it the broker?',
    'the alias lacks three days',
    'patched',
    'search is back to normal',
  ]));
});

const item = (index: number) => items[index]?.id ?? '';
const ofEvidence = (index: number, more: object = {}) => ({
  incident: incident.ref,
  target: 'evidence' as const,
  targetId: item(index),
  ...more,
});

async function begin(): Promise<Story> {
  return (
    await addStory(ctx, {
      title: 'The alias',
      incident: incident.ref,
      competencies: ['dive-deep', 'dive-deep'],
    })
  ).story;
}

function claimOf(story: Story, id: string | null): StoryClaim {
  const claim = story.claims.find((one) => one.id === id);
  if (!claim) throw new Error('no such claim');
  return claim;
}

async function accountIdOf(who: 'viewer' | 'admin' | 'outsider' | 'editor'): Promise<string> {
  const actor = world[who];
  return actor.type === 'account' ? actor.accountId : '';
}

describe('a story', () => {
  test('begins from an incident, takes sentences in the order of telling, and leaves no row in the common activity', async () => {
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

  test('can begin from nothing, and a reader has their own', async () => {
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

  test('the same request with the same ids adds one story and one sentence', async () => {
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

  test('two tabs at once: one wins, the other gets what won', async () => {
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

  test('what is changed and removed comes back by undoing, and goes again by undoing that', async () => {
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
    expect(claimOf(back.story, id)).toMatchObject({
      text: 'I patched the alias',
      grade: 'documented',
    });
    await expect(
      undoStoryChange(ctx, { id: story.id, revisionId: changed.revisionId }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const again = await undoStoryChange(ctx, { id: story.id, revisionId: back.revisionId });
    expect(claimOf(again.story, id).text).toBe('I deleted the alias');
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
    const found = async (text: string) =>
      (await listStories(ctx, { text })).items.map((one) => one.title);
    for (const text of ['回滚', '客户 发布', 'GRÖẞE', 'alias 回滚'])
      expect(await found(text)).toEqual(['The alias']);
    expect(await found('回滚 nothing')).toEqual([]);
    expect(await found('')).toHaveLength(2);
  });

  test('pages by key', async () => {
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
  test('grades it: cited directly, through an event, through a finding; an event on nothing is no document', async () => {
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
      return claimOf(now, claimId);
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
      gradeReason: expect.stringContaining('has no evidence of its own'),
    });
    const { story: now, claimId } = await addClaim(ctx, {
      id: story.id,
      part: 'result',
      text: 'Search came back',
      citations: [ofEvidence(5, { quoteStart: 0, quoteEnd: 6 })],
    });
    expect(claimOf(now, claimId)).toMatchObject({
      grade: 'documented',
      citations: [{ words: 'search', label: expect.stringContaining('message by ada') }],
    });
    expect((await readRecord(ctx, incident.ref, {})).items[5]).toMatchObject({
      citedBy: [],
      citedIn: [],
    });
  });

  test('is refused where it is not there, with what and where', async () => {
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

  test('that becomes private leaves my sentence and shows nothing; it comes back with my membership', async () => {
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
    expect(claimOf(hidden, claimId)).toMatchObject({
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
      citations: [{ id: claimOf(hidden, claimId).citations[0]?.id ?? '' }],
    });
    expect(claimOf(kept.story, claimId).citations).toHaveLength(1);
    await addMember(ctx, { incident: incident.ref, accountId: await accountIdOf('outsider') });
    expect(claimOf(await getStory(other, { id: story.id }), claimId)).toMatchObject({
      grade: 'documented',
      citations: [{ words: 'patched' }],
    });
  });

  test('whose stream is excluded is no longer visible; that is deleted at its source shows no word', async () => {
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

  /** As an import marks an item that has vanished at its source. */
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

describe('a peer', () => {
  test('sees the sentence that they are asked about and nothing else; confirming lifts it until it is changed', async () => {
    const story = await begin();
    const { claimId } = await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I called the vendor',
      isRecollection: true,
    });
    const asked = await askPeer(ctx, {
      id: story.id,
      claimId: claimId ?? '',
      accountId: await accountIdOf('viewer'),
    });
    expect(claimOf(asked, claimId)).toMatchObject({
      grade: 'from-memory',
      confirmations: [{ name: 'Rui', state: 'asked' }],
    });
    const reader = world.as(world.viewer);
    const { items: open } = await listAsked(reader);
    expect(open).toMatchObject([{ sentence: 'I called the vendor', by: 'Edith', state: 'asked' }]);
    expect(JSON.stringify(open)).not.toContain('alias');
    expect(JSON.stringify(open)).not.toContain(story.id);
    await expect(getStory(reader, { id: story.id })).rejects.toMatchObject({ code: 'not-found' });
    expect((await listStories(reader, {})).items).toEqual([]);
    await answerAsk(reader, {
      askId: open[0]?.id ?? '',
      sentence: open[0]?.sentence ?? '',
      state: 'confirmed',
      mayBeNamed: true,
    });
    expect(claimOf(await getStory(ctx, { id: story.id }), claimId)).toMatchObject({
      grade: 'confirmed',
      gradeReason: 'A peer confirmed it.',
    });
    await changeClaim(ctx, {
      id: story.id,
      claimId: claimId ?? '',
      version: 1,
      text: 'I called the vendor twice',
    });
    expect(claimOf(await getStory(ctx, { id: story.id }), claimId)).toMatchObject({
      grade: 'from-memory',
      confirmations: [{ isStale: true }],
    });
    expect((await listAsked(reader)).items).toMatchObject([{ sentence: 'I called the vendor' }]);
  });

  test('can correct or decline, and be asked no longer', async () => {
    const story = await begin();
    const { claimId } = await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I led the call',
      isRecollection: true,
    });
    await askPeer(ctx, {
      id: story.id,
      claimId: claimId ?? '',
      accountId: await accountIdOf('admin'),
    });
    const owner = world.as(world.admin);
    const askId = (await listAsked(owner)).items[0]?.id ?? '';
    const sentence = 'I led the call';
    await expect(answerAsk(owner, { askId, sentence, state: 'corrected' })).rejects.toMatchObject({
      code: 'invalid',
    });
    await answerAsk(owner, {
      askId,
      sentence,
      state: 'corrected',
      answer: 'Two of us led the call',
    });
    expect(claimOf(await getStory(ctx, { id: story.id }), claimId)).toMatchObject({
      grade: 'no-evidence',
      confirmations: [{ answer: 'Two of us led the call' }],
    });
    await expect(
      answerAsk(world.as(world.outsider), { askId, sentence, state: 'confirmed' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await withdrawAsk(ctx, { id: story.id, askId });
    expect((await listAsked(owner)).items).toEqual([]);
    await expect(answerAsk(owner, { askId, sentence, state: 'confirmed' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      askPeer(ctx, {
        id: story.id,
        claimId: claimId ?? '',
        accountId: await accountIdOf('editor'),
      }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('who I am', () => {
  test('is suggested by name and address, said by me, and known to nobody else', async () => {
    const line = (author: string, email: string, minute: number) =>
      JSON.stringify({ at: `2026-03-02T09:0${minute}:00Z`, author, email, text: `${author} here` });
    const text = [
      line('edith', 'e@elsewhere.example', 0),
      line('ed', 'edith@example.org', 1),
      line('ada', 'ada@example.org', 2),
    ].join('\n');
    await importFile(ctx, incident, { name: 'chat.jsonl', text: `${text}\n` });
    const before = await whoAmI(ctx);
    expect(before.persons).toEqual([]);
    expect(before.suggestions).toMatchObject([
      { name: 'ed', reason: expect.stringContaining('edith@example.org') },
      { name: 'edith', reason: 'They have your name.' },
    ]);
    const after = await setMe(ctx, { personId: before.suggestions[0]?.personId ?? '' });
    expect(after).toMatchObject({ persons: [{ name: 'ed' }], suggestions: [{ name: 'edith' }] });
    expect((await whoAmI(world.as(world.admin))).persons).toEqual([]);
    expect((await unsetMe(ctx, { personId: after.persons[0]?.personId ?? '' })).persons).toEqual(
      [],
    );
    await expect(setMe(ctx, { personId: ctx.ids.next() })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('suggested evidence', () => {
  test('is what the record shows of me, in order, with the part that it could serve and why; the rest fills the checklist or leaves a gap', async () => {
    const ada = (await listPeople(ctx, { incident: incident.ref })).participants.find(
      (one) => one.name === 'ada',
    );
    await setMe(ctx, { personId: ada?.personId ?? '' });
    await importFile(ctx, incident, {
      name: 'others.jsonl',
      text: messages(['p99 is at 4 s, the SLO is 1 s', 'thanks'], { author: 'bob' }),
    });
    await makeEvent(ctx, incident, items.slice(0, 1), {
      title: 'Lag alarm fires',
      type: 'detection',
    });
    await makeEvent(ctx, incident, items.slice(4, 5), { title: 'Alias patched', type: 'repair' });
    const { findings } = await addFinding(ctx, {
      type: 'hypothesis',
      incident: incident.ref,
      statement: 'The broker is slow',
      by: 'Ada',
      citations: [{ evidenceId: item(2) }],
    });
    await addFinding(world.as(world.admin), {
      type: 'factor',
      incident: incident.ref,
      statement: 'The tooling swallows a parameter',
      kind: 'mechanism',
      at: '2026-03-02T07:00:00Z',
    });
    const suggestedEvidence = await collectSuggestedEvidence(ctx, { incident: incident.ref });
    expect(suggestedEvidence.me).toMatchObject([{ name: 'ada' }]);
    const messagesOfMine = suggestedEvidence.items.filter((one) => one.kind === 'message');
    expect(messagesOfMine.map((one) => [one.words, one.part])).toEqual([
      ['lag alarm', 'action'],
      ["I'll take it", 'task'],
      ['is it the broker?', 'action'],
      ['the alias lacks three days', 'action'],
      ['patched', 'action'],
      ['search is back to normal', 'result'],
    ]);
    expect(suggestedEvidence.items.find((one) => one.kind === 'hypothesis')).toMatchObject({
      target: 'finding',
      targetId: findings[0]?.id,
      part: 'action',
    });
    expect(suggestedEvidence.items.some((one) => one.kind === 'step')).toBe(true);
    expect(
      suggestedEvidence.items.filter((one) => one.kind === 'event').map((one) => one.part),
    ).toEqual(['situation', 'result']);
    expect(suggestedEvidence.items.every((one) => one.isMine && one.reason !== '')).toBe(true);
    const fact = (name: string) => suggestedEvidence.checklist.find((one) => one.fact === name);
    expect(fact('signals')?.items).toMatchObject([{ words: 'Lag alarm fires' }]);
    expect(fact('mechanism')?.items).toMatchObject([
      { words: 'The tooling swallows a parameter', isMine: false },
    ]);
    expect(fact('reproduction')).toMatchObject({
      items: [],
      gap: expect.stringContaining('reproduce'),
    });
    expect(suggestedEvidence.checklist).toHaveLength(10);
    const page = await collectSuggestedEvidence(ctx, { incident: incident.ref, limit: 4 });
    expect(page.written).toBe(4);
    const next = await collectSuggestedEvidence(ctx, {
      incident: incident.ref,
      limit: 4,
      cursor: page.next ?? '',
    });
    expect(next.items.map((one) => one.words)).toEqual(['patched', 'search is back to normal']);
  });

  test('without a person of the record it asks who I am, and shows what I wrote down here', async () => {
    await addFinding(ctx, {
      type: 'decision',
      incident: incident.ref,
      statement: 'Patch by hand',
      at: '2026-03-02T08:04:00Z',
    });
    const suggestedEvidence = await collectSuggestedEvidence(ctx, { incident: incident.ref });
    expect(suggestedEvidence).toMatchObject({
      me: [],
      written: 0,
      items: [{ kind: 'decision', words: 'Patch by hand' }],
    });
    const closed = await makeIncident(world.as(world.admin), { visibility: 'private' });
    await expect(collectSuggestedEvidence(ctx, { incident: closed.ref })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('to everybody else', () => {
  test.each(['admin', 'viewer', 'outsider', 'operator'] as const)(
    'a story is nowhere: %s',
    async (who) => {
      const story = await begin();
      const { claimId } = await addClaim(ctx, {
        id: story.id,
        part: 'action',
        text: 'I patched it',
      });
      const other = world.as(world[who]);
      const nothing = { code: 'not-found' };
      const id = story.id;
      const claim = { id, claimId: claimId ?? '', version: 1 };
      await expect(getStory(other, { id })).rejects.toMatchObject(nothing);
      await expect(changeStory(other, { id, version: 1, title: 'x' })).rejects.toMatchObject(
        nothing,
      );
      await expect(removeStory(other, { id, version: 1 })).rejects.toMatchObject(nothing);
      await expect(addClaim(other, { id, part: 'task', text: 'x' })).rejects.toMatchObject(nothing);
      await expect(changeClaim(other, { ...claim, text: 'x' })).rejects.toMatchObject(nothing);
      await expect(removeClaim(other, claim)).rejects.toMatchObject(nothing);
      await expect(storyHistory(other, { id })).rejects.toMatchObject(nothing);
      await expect(undoStoryChange(other, { id, revisionId: '2' })).rejects.toMatchObject(nothing);
      if (who === 'operator')
        await expect(addStory(other, { title: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
      else expect((await listStories(other, { text: 'alias' })).items).toEqual([]);
    },
  );

  test('a key of mine reads with its scope and writes with its scope; a key of another finds nothing', async () => {
    const story = await begin();
    const read = world.as(await world.key(['read']));
    expect(await getStory(read, { id: story.id })).toMatchObject({ title: 'The alias' });
    await expect(addClaim(read, { id: story.id, part: 'task', text: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const other = world.as(await world.key(['read', 'write', 'admin'], world.admin));
    await expect(getStory(other, { id: story.id })).rejects.toMatchObject({ code: 'not-found' });
  });
});
