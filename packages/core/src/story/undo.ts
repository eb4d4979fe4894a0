import { isDeepStrictEqual } from 'node:util';
import {
  isStoryChangeKind,
  storyChangeKinds,
  UndoStoryChange,
  type StoryChange,
  DomainError,
} from '@debrief/contract';
import type { ClaimState, StoryState, Touched } from '@debrief/rules/story';
import { authorize } from '../access/index.ts';
import { refuseStaleClaim, refuseStaleStory } from './conflict.ts';
import { recordRevision, revisionByNumber } from './history.ts';
import { listEarlierAnswers, forgetStaleAnswers } from './stale-answers.ts';
import { presentStory } from './present.ts';
import {
  loadAnyClaim,
  claimState,
  lockAnyStory,
  saveClaim,
  saveStory,
  storyState,
} from './rows.ts';
import { verb } from '../verb.ts';

/**
 * The content of a sentence or story without its version. Rank and dismissals are not part of it:
 * other changes can affect them without a conflict.
 */
function stripVersion(state: ClaimState | StoryState): unknown {
  return { ...state, version: 0, rank: 0, meant: [] };
}

/** Changes recorded before questions could be dismissed have no dismissals. */
const readMeant = (state: { meant?: string[] } | null | undefined): string[] => state?.meant ?? [];

/**
 * Restores the states before one of the changes to the actor's own story. Undoing an undo redoes
 * the change. Errors: `not-found`, `conflict` if a state has changed since or the change was
 * already undone.
 */
export const undoStoryChange = verb(UndoStoryChange, async (ctx, input): Promise<StoryChange> => {
  const story = await authorize(ctx, 'story:write', lockAnyStory(ctx, input.id));
  const number = Number(input.revisionId);
  const revision = await revisionByNumber(ctx, story.id, Math.min(number, 2_000_000_000));
  if (!revision) throw new DomainError('not-found', 'Change not found in this story.');
  if (revision.isUndone) throw new DomainError('conflict', 'This change was already undone.');
  if (revision.kind === 'story.added')
    throw new DomainError('invalid', 'A story starts with this change. Remove the story instead.');
  if (!isStoryChangeKind(revision.kind) || !storyChangeKinds[revision.kind].canUndo)
    throw new DomainError('invalid', "You can't undo this here. Revert it where you made it.");
  const before: Touched = { story: null, claims: [] };
  const after: Touched = { story: null, claims: [] };
  if (revision.after.story) {
    before.story = storyState(story);
    if (!isDeepStrictEqual(stripVersion(before.story), stripVersion(revision.after.story)))
      await refuseStaleStory(ctx, story);
    const meant = listEarlierAnswers(story.meant, {
      before: readMeant(revision.before.story),
      after: readMeant(revision.after.story),
    });
    after.story = await saveStory(
      ctx,
      story,
      { ...(revision.before.story ?? { ...before.story, isRemoved: true }), meant },
      story.version,
    );
  }
  for (const left of revision.after.claims) {
    const current = claimState(await loadAnyClaim(ctx, story, left.id));
    if (!isDeepStrictEqual(stripVersion(current), stripVersion(left)))
      await refuseStaleClaim(ctx, story, left.id);
    const found = revision.before.claims.find((claim) => claim.id === left.id);
    const meant = listEarlierAnswers(current.meant, {
      before: readMeant(found ?? left),
      after: readMeant(left),
    });
    const saved = await saveClaim(
      ctx,
      story,
      { ...(found ?? { ...current, isRemoved: true }), meant },
      current.version,
    );
    if (!saved) return refuseStaleClaim(ctx, story, left.id);
    before.claims.push(current);
    after.claims.push(saved);
  }
  const kind = after.story ? 'story.undone' : 'claim.undone';
  const revisionId = await recordRevision(ctx, story, {
    kind,
    before,
    after: await forgetStaleAnswers(ctx, story, after),
    undoes: number,
  });
  return {
    story: await presentStory(ctx, await lockAnyStory(ctx, story.id)),
    claimId: after.claims[0]?.id ?? null,
    revisionId,
  };
});
