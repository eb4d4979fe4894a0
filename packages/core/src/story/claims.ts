import {
  AddClaim,
  ChangeClaim,
  RemoveClaim,
  type StoryChange,
  type StoryChangeKind,
  type StoryPart,
  DomainError,
} from '@debrief/contract';
import {
  buildClaim,
  applyClaimChange,
  refuseTooLong,
  rankAfter,
  renumberRanks,
  type ClaimState,
} from '@debrief/rules/story';
import { authorize, type Authorized } from '../access/index.ts';
import type { Context } from '../context.ts';
import { checkCited } from './check-cited.ts';
import { refuseStaleClaim } from './conflict.ts';
import { classifyAnswer, forgetStaleAnswers } from './stale-answers.ts';
import { presentStory } from './present.ts';
import { recordRevision } from './history.ts';
import {
  loadClaims,
  claimState,
  hasClaim,
  lockStory,
  insertClaims,
  saveClaim,
  saveRanks,
  loadActiveClaim,
  type StoryRow,
} from './rows.ts';
import { verb } from '../verb.ts';

/**
 * Adds a sentence to the actor's own story. Repeating the request with the same `claimId` does not
 * add another one. Errors: `invalid`, `not-found`, `conflict` if another sentence has the id.
 */
export const addClaim = verb(AddClaim, async (ctx, input): Promise<StoryChange> => {
  const story = await authorize(ctx, 'story:write', lockStory(ctx, input.id));
  if (input.claimId && (await hasClaim(ctx, input.claimId))) {
    const existing = await loadActiveClaim(ctx, story, input.claimId).catch(() => null);
    if (!existing) throw new DomainError('conflict', 'ID already in use. Send a new one.');
    return { story: await presentStory(ctx, story), claimId: existing.id, revisionId: '0' };
  }
  const claims = await loadClaimStates(ctx, story);
  const claim = buildClaim(claims, input, {
    id: input.claimId ?? ctx.ids.next(),
    rank: await findRank(ctx, story, claims, input.part, input.after),
    citations: await checkCited(ctx, input.citations ?? []),
    isFromMemory: story.incident_id === null,
  });
  await insertClaims(ctx, story, [claim]);
  const after = await forgetStaleAnswers(ctx, story, { story: null, claims: [claim] });
  const revisionId = await recordRevision(ctx, story, {
    kind: 'claim.added',
    after,
  });
  return {
    story: await presentStory(ctx, await lockStory(ctx, story.id)),
    claimId: claim.id,
    revisionId,
  };
});

/**
 * Changes a sentence, or moves it to another part or position. Errors: `invalid`, `not-found`,
 * `conflict` with the current sentence.
 */
export const changeClaim = verb(ChangeClaim, async (ctx, input): Promise<StoryChange> => {
  const story = await authorize(ctx, 'story:write', lockStory(ctx, input.id));
  const before = claimState(await loadActiveClaim(ctx, story, input.claimId));
  const part = input.part ?? before.part;
  const isMoved = input.after !== undefined || part !== before.part;
  const claims = await loadClaimStates(ctx, story);
  if (input.text !== undefined && input.text.length > before.text.length)
    refuseTooLong(
      claims.map((one) => ({ text: one.id === before.id ? (input.text ?? '') : one.text })),
      'Start another one.',
    );
  const rank = isMoved
    ? await findRank(ctx, story, claims, part, input.after, before.id)
    : before.rank;
  const citations = input.citations
    ? await checkCited(ctx, input.citations, before.citations)
    : null;
  const next = applyClaimChange(before, input, { rank, citations });
  const kind =
    `claim.${isMoved && input.text === undefined ? 'moved' : (classifyAnswer(input, before.meant) ?? 'changed')}` as const;
  return recordClaimChange(ctx, story, { before, next, kind, version: input.version });
});

/**
 * Removes a sentence; undo restores it with its citations and peer answers. Errors: `not-found`,
 * `conflict`.
 */
export const removeClaim = verb(RemoveClaim, async (ctx, input): Promise<StoryChange> => {
  const story = await authorize(ctx, 'story:write', lockStory(ctx, input.id));
  const before = claimState(await loadActiveClaim(ctx, story, input.claimId));
  const next = { ...before, isRemoved: true };
  const change = { before, next, kind: 'claim.removed' as const, version: input.version };
  return recordClaimChange(ctx, story, change);
});

/** Saves the next state of a sentence and records it. Errors: `conflict` with the current sentence. */
async function recordClaimChange(
  ctx: Context,
  story: Authorized<StoryRow>,
  change: { before: ClaimState; next: ClaimState; kind: StoryChangeKind; version: number },
): Promise<StoryChange> {
  const { before, next, kind, version } = change;
  const saved = await saveClaim(ctx, story, next, version);
  if (!saved) return refuseStaleClaim(ctx, story, before.id);
  const after = await forgetStaleAnswers(ctx, story, { story: null, claims: [saved] });
  const revision = { kind, before: { story: null, claims: [before] }, after };
  const revisionId = await recordRevision(ctx, story, revision);
  const current = await lockStory(ctx, story.id);
  return { story: await presentStory(ctx, current), claimId: before.id, revisionId };
}

export async function loadClaimStates(ctx: Context, story: StoryRow): Promise<ClaimState[]> {
  return ((await loadClaims(ctx, [story.id])).get(story.id) ?? []).map(claimState);
}

/**
 * The rank of a position. If no number is left between its neighbors, all ranks are renumbered
 * first.
 */
async function findRank(
  ctx: Context,
  story: Authorized<StoryRow>,
  claims: readonly ClaimState[],
  part: StoryPart,
  after: string | null | undefined,
  movingId?: string,
): Promise<number> {
  const rank = rankAfter(claims, part, after, movingId);
  if (rank !== null) return rank;
  const renumbered = renumberRanks(claims, part);
  await saveRanks(ctx, story, renumbered);
  return rankAfter(renumbered, part, after, movingId) ?? 0;
}
