import { AnswerAsk, AskPeer, type AskedOfMe, type Story, DomainError } from '@debrief/contract';
import { accountById } from '../account/index.ts';
import { authorize, may, refuseUnless } from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { loadAccountNames } from './sharing-rows.ts';
import { presentStory } from './present.ts';
import { recordRevision } from './history.ts';
import { getOwnerId, lockStory, ownAccount, loadActiveClaim } from './rows.ts';
import { verb } from '../verb.ts';

const otherWords = 'The sentence changed after you read it. Read the new version, then answer.';
const answeredElsewhere = 'You answered this elsewhere. Compare both answers, then keep one.';

/**
 * Asks a peer whether a sentence is right. They see only the current sentence, nothing else of the
 * story. Asking again shows them the changed sentence. Errors: `invalid` for the actor's own or a
 * disabled account, `not-found`.
 */
export const askPeer = verb(AskPeer, async (ctx, input): Promise<Story> => {
  const story = await authorize(ctx, 'story:write', lockStory(ctx, input.id));
  const claim = await loadActiveClaim(ctx, story, input.claimId);
  const peer = await accountById(ctx, input.accountId);
  if (peer.id === story.account_id)
    throw new DomainError('invalid', "You can't confirm your own sentence. Ask someone else.");
  if (peer.is_disabled)
    throw new DomainError(
      'invalid',
      `${peer.name}'s account is no longer active. Ask someone else.`,
    );
  const now = ctx.clock.now();
  const asked = {
    sentence: claim.text,
    state: 'asked' as const,
    answer: '',
    may_be_named: false,
    asked_at: now,
    answered_at: null,
  };
  await ctx.db
    .insertInto('story_ask')
    .values({
      id: ctx.ids.next(),
      claim_id: claim.id,
      story_id: story.id,
      account_id: peer.id,
      ...asked,
    })
    .onConflict((conflict) => conflict.columns(['claim_id', 'account_id']).doUpdateSet(asked))
    .execute();
  await recordRevision(ctx, story, { kind: 'ask.made' });
  return presentStory(ctx, await lockStory(ctx, story.id));
});

/**
 * Withdraws a question: the peer no longer sees it, and an existing answer no longer counts.
 * Errors: `not-found`.
 */
export async function withdrawAsk(
  ctx: Context,
  input: { id: string; askId: string },
): Promise<Story> {
  return inTransaction(ctx, async (ctx) => {
    const story = await authorize(ctx, 'story:write', lockStory(ctx, input.id));
    const result = await ctx.db
      .updateTable('story_ask')
      .set({ state: 'withdrawn', answer: '' })
      .where('id', '=', input.askId)
      .where('story_id', '=', story.id)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n)
      throw new DomainError('not-found', 'Request not found in this story.');
    await recordRevision(ctx, story, { kind: 'ask.withdrawn' });
    return presentStory(ctx, await lockStory(ctx, story.id));
  });
}

function selectMyAsks(ctx: Context) {
  return ctx.db
    .selectFrom('story_ask')
    .innerJoin('story', 'story.id', 'story_ask.story_id')
    .innerJoin('story_claim', 'story_claim.id', 'story_ask.claim_id')
    .selectAll('story_ask')
    .select('story.account_id as owner_id')
    .where('story_ask.account_id', '=', getOwnerId(ctx))
    .where('story_ask.state', '<>', 'withdrawn')
    .where('story.removed_at', 'is', null)
    .where('story_claim.removed_at', 'is', null);
}

/** The sentences that wait for the actor's answer; none for an actor without an account. */
export async function listOpenAsks(ctx: Context): Promise<AskedOfMe[]> {
  if (getAccountId(ctx.actor) === null || !may(ctx.actor, 'story:read')) return [];
  return (await listAsked(ctx)).items.filter((one) => one.state === 'asked');
}

/** The sentences that others ask the actor to confirm, open ones first. */
export async function listAsked(ctx: Context): Promise<{ items: AskedOfMe[] }> {
  refuseUnless(ctx, 'story:read');
  ownAccount(ctx);
  const rows = await selectMyAsks(ctx)
    .orderBy('story_ask.asked_at', 'desc')
    .orderBy('story_ask.id')
    .limit(500)
    .execute();
  const names = await loadAccountNames(
    ctx,
    rows.map((row) => row.owner_id),
  );
  const items = rows.map((row): AskedOfMe => ({
    id: row.id,
    sentence: row.sentence,
    by: names.get(row.owner_id) ?? '',
    state: row.state,
    answer: row.answer,
    mayBeNamed: row.may_be_named,
    askedAt: row.asked_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
  }));
  return {
    items: items.toSorted((a, b) => Number(b.state === 'asked') - Number(a.state === 'asked')),
  };
}

/**
 * Confirms, corrects or declines a sentence; the answer can be changed while the question is open.
 * Errors: `invalid`, `not-found`; `conflict` with the current question if the sentence has changed
 * or was answered elsewhere.
 */
export const answerAsk = verb(AnswerAsk, async (ctx, input): Promise<AskedOfMe> => {
  const found = await selectMyAsks(ctx)
    .where('story_ask.id', '=', input.askId)
    .forUpdate('story_ask')
    .executeTakeFirst();
  if (!found) throw new DomainError('not-found', 'Request not found. It may have been withdrawn.');
  const ask = await authorize(ctx, 'story:write', found);
  const isOther = ask.sentence !== input.sentence;
  const isAnswered =
    input.answeredAt !== undefined && (ask.answered_at?.toISOString() ?? null) !== input.answeredAt;
  if (isOther || isAnswered) {
    const current = (await listAsked(ctx)).items.find((one) => one.id === ask.id) ?? null;
    throw new DomainError('conflict', isOther ? otherWords : answeredElsewhere, { current });
  }
  await recordAnswer(ctx, ask.id, input);
  const answered = (await listAsked(ctx)).items.find((one) => one.id === ask.id);
  if (!answered) throw new DomainError('not-found', 'This request was withdrawn.');
  return answered;
});

/**
 * The answer is its own record: the story's history belongs to its owner, and a peer's answer is
 * not a change of the story.
 */
async function recordAnswer(ctx: Context, id: string, input: AnswerAsk): Promise<void> {
  await ctx.db
    .updateTable('story_ask')
    .set({
      state: input.state,
      answer: input.answer ?? '',
      may_be_named: input.mayBeNamed ?? false,
      answered_at: ctx.clock.now(),
    })
    .where('id', '=', id)
    .where('state', '<>', 'withdrawn')
    .execute();
}
