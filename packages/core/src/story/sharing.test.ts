import type { Evidence, Story } from '@debrief/contract';
import { makeEvent, makeRecord, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Context } from '../context.ts';
import { addFollowUp, changeFollowUpStatus } from '../follow-up/index.ts';
import { clearMilestone, setMilestone } from '../timeline/index.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import {
  addClaim,
  addStory,
  answerAsk,
  askPeer,
  changeClaim,
  changeComment,
  commentStory,
  collectSuggestedEvidence,
  getStory,
  inviteMentor,
  listAsked,
  listStories,
  rateStory,
  removeComment,
  revokeMentor,
} from './index.ts';

let world: World;
let ctx: Context;
let incident: { id: string; ref: string };
let items: Evidence[];
let story: Story;
let claimId: string;

const getAccountId = (actor: Actor) => (actor.type === 'account' ? actor.accountId : '');

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ incident, items } = await makeRecord(ctx, ['lag alarm', 'patched']));
  ({ story } = await addStory(ctx, { title: 'The alias', incident: incident.ref }));
  const citations = [
    { incident: incident.ref, target: 'evidence' as const, targetId: items[1]?.id ?? '' },
  ];
  const added = await addClaim(ctx, {
    id: story.id,
    part: 'action',
    text: 'I patched it',
    citations,
  });
  claimId = added.claimId ?? '';
});

describe('a mentor', () => {
  test('reads the story they were invited to, comments and rates it; no other story, and nothing after revocation', async () => {
    const mentor = world.as(world.viewer);
    const other = await addStory(ctx, { title: 'Another' });
    const invited = await inviteMentor(ctx, {
      id: story.id,
      accountId: getAccountId(world.viewer),
    });
    expect(invited.mentors).toMatchObject([{ name: 'Rui' }]);
    expect(await getStory(mentor, { id: story.id })).toMatchObject({
      isMine: false,
      ownerName: 'Edith',
      mentors: [],
      lastChange: null,
      can: { change: false, comment: true },
    });
    expect((await listStories(mentor, {})).items).toMatchObject([{ id: story.id, isMine: false }]);
    await expect(getStory(mentor, { id: other.story.id })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      changeClaim(mentor, { id: story.id, claimId, version: 1, text: 'x' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      inviteMentor(mentor, { id: story.id, accountId: getAccountId(world.admin) }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await commentStory(mentor, {
      id: story.id,
      claimId,
      text: 'How did you know that it was the alias?',
    });
    await rateStory(mentor, {
      id: story.id,
      dimension: 'diagnosis',
      level: 2,
      note: 'One hypothesis only',
    });
    await rateStory(mentor, { id: story.id, dimension: 'stakes', note: 'Whom did it hurt?' });
    const mine = await getStory(ctx, { id: story.id });
    expect(mine.comments).toMatchObject([{ claimId, by: 'Rui', isMine: false }]);
    expect(mine.views).toMatchObject([
      { dimension: 'stakes', by: 'Rui', level: null },
      { dimension: 'diagnosis', level: 2, note: 'One hypothesis only' },
    ]);
    expect(Object.keys(mine).join(' ')).not.toMatch(/score|average|total/i);
    await revokeMentor(ctx, { id: story.id, accountId: getAccountId(world.viewer) });
    await expect(getStory(mentor, { id: story.id })).rejects.toMatchObject({ code: 'not-found' });
    await expect(commentStory(mentor, { id: story.id, text: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await getStory(ctx, { id: story.id })).comments).toHaveLength(1);
    await expect(
      revokeMentor(ctx, { id: story.id, accountId: getAccountId(world.viewer) }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('sees evidence only with their own access, and nothing of other mentors', async () => {
    await inviteMentor(ctx, { id: story.id, accountId: getAccountId(world.viewer) });
    await inviteMentor(ctx, { id: story.id, accountId: getAccountId(world.admin) });
    await commentStory(world.as(world.admin), { id: story.id, text: 'From Olga' });
    await rateStory(world.as(world.admin), { id: story.id, dimension: 'result', level: 1 });
    await commentStory(ctx, { id: story.id, text: 'From me' });
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
    const seen = await getStory(world.as(world.viewer), { id: story.id });
    expect(seen).toMatchObject({
      incident: null,
      views: [],
      comments: [{ text: 'From me' }],
      claims: [{ text: 'I patched it', grade: 'no-evidence', citations: [{ words: null }] }],
    });
    expect(await getStory(ctx, { id: story.id })).toMatchObject({
      claims: [{ grade: 'documented' }],
    });
    const olgas = (await getStory(ctx, { id: story.id })).comments.find((one) => one.by === 'Olga');
    await expect(
      removeComment(world.as(world.viewer), { id: story.id, commentId: olgas?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(
      (await removeComment(ctx, { id: story.id, commentId: olgas?.id ?? '' })).comments,
    ).toHaveLength(1);
  });

  test('is never the owner; a rating can be removed; a comment is added once', async () => {
    await expect(
      inviteMentor(ctx, { id: story.id, accountId: getAccountId(world.editor) }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      rateStory(ctx, { id: story.id, dimension: 'result', level: 5 }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await inviteMentor(ctx, { id: story.id, accountId: getAccountId(world.viewer) });
    const mentor = world.as(world.viewer);
    await rateStory(mentor, { id: story.id, dimension: 'result', level: 4 });
    expect(
      (await rateStory(mentor, { id: story.id, dimension: 'result', level: null })).views,
    ).toEqual([]);
    const commentId = ctx.ids.next();
    await commentStory(mentor, { id: story.id, commentId, text: 'once' });
    expect(
      (await commentStory(mentor, { id: story.id, commentId, text: 'once' })).comments,
    ).toHaveLength(1);
    await expect(
      commentStory(ctx, { id: story.id, commentId, text: 'mine' }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('two windows', () => {
  test('a comment is edited only by its author; of two changes one wins, and the other gets it', async () => {
    await inviteMentor(ctx, { id: story.id, accountId: getAccountId(world.viewer) });
    const mentor = world.as(world.viewer);
    const commentId = ctx.ids.next();
    await commentStory(mentor, { id: story.id, commentId, claimId, text: 'How did you know?' });
    world.clock.advance(60_000);
    const change = (who: Context, text: string, version = 1) =>
      changeComment(who, { id: story.id, commentId, version, text });
    await expect(change(ctx, 'Not mine')).rejects.toMatchObject({ code: 'not-found' });
    await expect(change(world.as(world.admin), 'Nor mine')).rejects.toMatchObject({
      code: 'not-found',
    });
    const results = await Promise.allSettled([
      change(mentor, 'How did you see it?'),
      change(mentor, 'What showed it?'),
    ]);
    expect(results.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [now] = (await getStory(ctx, { id: story.id })).comments;
    expect(now).toMatchObject({
      version: 2,
      claimId,
      at: '2026-03-02T09:00:00.000Z',
      editedAt: '2026-03-02T09:01:00.000Z',
    });
    const lost = results.find((one) => one.status === 'rejected');
    expect(lost?.reason).toMatchObject({
      code: 'conflict',
      current: { id: commentId, text: now?.text, version: 2 },
    });
    await removeComment(mentor, { id: story.id, commentId });
    await expect(change(mentor, 'Gone', 2)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('of two concurrent ratings of one dimension one wins, and the other gets it', async () => {
    await inviteMentor(ctx, { id: story.id, accountId: getAccountId(world.viewer) });
    const mentor = world.as(world.viewer);
    const say = (note: string, version?: number) =>
      rateStory(mentor, {
        id: story.id,
        dimension: 'risk',
        note,
        ...(version !== undefined && { version }),
      });
    await say('A rollback is told', 0);
    await expect(say('Nothing guards it', 0)).rejects.toMatchObject({
      code: 'conflict',
      current: { note: 'A rollback is told', version: 1 },
    });
    expect((await say('Nothing guards it', 1)).views).toMatchObject([
      { note: 'Nothing guards it', version: 2 },
    ]);
    expect((await say('Whatever it was')).views).toMatchObject([{ version: 3 }]);
    await rateStory(mentor, { id: story.id, dimension: 'risk', version: 3 });
    await expect(say('Still there?', 3)).rejects.toMatchObject({ code: 'conflict', current: null });
  });

  test('a peer confirms no words that they have not seen, and no answer overwrites another', async () => {
    const peer = world.as(world.admin);
    await askPeer(ctx, { id: story.id, claimId, accountId: getAccountId(world.admin) });
    const [shown] = (await listAsked(peer)).items;
    const askId = shown?.id ?? '';
    await changeClaim(ctx, {
      id: story.id,
      claimId,
      version: 1,
      text: 'I patched it alone, against the advice of others',
    });
    await askPeer(ctx, { id: story.id, claimId, accountId: getAccountId(world.admin) });
    await expect(
      answerAsk(peer, { askId, sentence: shown?.sentence ?? '', state: 'confirmed' }),
    ).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('changed after you read it'),
      current: { sentence: 'I patched it alone, against the advice of others', state: 'asked' },
    });
    expect((await getStory(ctx, { id: story.id })).claims[0]).toMatchObject({
      confirmations: [{ state: 'asked' }],
    });
    const sentence = 'I patched it alone, against the advice of others';
    const first = await answerAsk(peer, {
      askId,
      sentence,
      answeredAt: null,
      state: 'corrected',
      answer: 'With me',
    });
    await expect(
      answerAsk(peer, { askId, sentence, answeredAt: null, state: 'confirmed' }),
    ).rejects.toMatchObject({
      code: 'conflict',
      current: { state: 'corrected', answer: 'With me' },
    });
    world.clock.advance(60_000);
    expect(
      await answerAsk(peer, { askId, sentence, answeredAt: first.answeredAt, state: 'confirmed' }),
    ).toMatchObject({ state: 'confirmed' });
  });
});

describe('follow-ups and milestones', () => {
  test('are cited: documented once they are based on evidence, hidden once they are cleared', async () => {
    const cite = async (target: 'follow-up' | 'milestone', targetId: string) => {
      const { story: now, claimId: id } = await addClaim(ctx, {
        id: story.id,
        part: 'result',
        text: `cites ${target}`,
        citations: [{ incident: incident.ref, target, targetId }],
      });
      return now.claims.find((claim) => claim.id === id);
    };
    const [work] = (
      await addFollowUp(ctx, {
        incident: incident.ref,
        text: 'Alert on the alias',
        intent: 'detect',
        owner: { type: 'account', accountId: getAccountId(world.editor) },
      })
    ).followUps;
    expect(await cite('follow-up', work?.id ?? '')).toMatchObject({
      grade: 'no-evidence',
      citations: [{ label: 'follow-up, open', words: 'Alert on the alias', isDocumented: false }],
    });
    await changeFollowUpStatus(ctx, { id: work?.id ?? '', version: 1, to: 'done' });
    await changeFollowUpStatus(ctx, {
      id: work?.id ?? '',
      version: 2,
      to: 'verified',
      verification: 'It fired',
      citations: [{ evidenceId: items[0]?.id ?? '' }],
    });
    const event = await makeEvent(ctx, incident, items.slice(0, 1), { type: 'detection' });
    await setMilestone(ctx, { incident: incident.ref, kind: 'detected', eventId: event.id });
    await setMilestone(ctx, {
      incident: incident.ref,
      kind: 'mitigated',
      at: '2026-03-02T09:20:00Z',
    });
    expect(await cite('milestone', 'detected')).toMatchObject({
      grade: 'documented',
      citations: [{ label: 'milestone', words: 'detected' }],
    });
    expect(await cite('milestone', 'mitigated')).toMatchObject({ grade: 'no-evidence' });
    await expect(cite('milestone', 'resolved')).rejects.toMatchObject({ code: 'invalid' });
    const suggestedEvidence = await collectSuggestedEvidence(ctx, { incident: incident.ref });
    expect(suggestedEvidence.items.find((one) => one.kind === 'follow-up')).toMatchObject({
      part: 'result',
      about: 'follow-up to detect, verified',
      isMine: true,
    });
    expect(
      suggestedEvidence.checklist.find((one) => one.fact === 'prevention')?.items,
    ).toHaveLength(1);
    expect(suggestedEvidence.figures).toMatchObject([
      { name: 'to-mitigate', text: '1 h 20 min', from: 'detected', targetId: 'mitigated' },
    ]);
    await clearMilestone(ctx, { incident: incident.ref, kind: 'detected', version: 1 });
    const now = await getStory(ctx, { id: story.id });
    expect(now.claims.map((claim) => [claim.text, claim.grade])).toEqual([
      ['I patched it', 'documented'],
      ['cites follow-up', 'documented'],
      ['cites milestone', 'no-evidence'],
      ['cites milestone', 'no-evidence'],
    ]);
    expect(now.claims[2]?.citations).toMatchObject([{ state: 'hidden', words: null }]);
  });
});
