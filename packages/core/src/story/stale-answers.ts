import { isDeepStrictEqual } from 'node:util';
import { toAnswerKey } from '@debrief/prose/story';
import type { ClaimState, StoryState, Touched } from '@debrief/rules/story';
import type { Authorized } from '../access/index.ts';
import type { Context } from '../context.ts';
import {
  claimState,
  loadClaims,
  saveMeant,
  loadOwnStory,
  storyState,
  type StoryRow,
} from './rows.ts';
import { runStoryChecks, loadReadStory } from './read-story.ts';

/**
 * Removes dismissals whose question the wording no longer raises: of the changed sentence and of
 * those it affects. Returns the dismissals of unchanged sentences that remain. A removed sentence
 * keeps its dismissals until it is restored.
 */
export async function forgetStaleAnswers(
  ctx: Context,
  story: Authorized<StoryRow>,
  left: Touched,
): Promise<Touched> {
  const row = await loadOwnStory(ctx, story.id).catch(() => null);
  if (!row) return left;
  const claims = ((await loadClaims(ctx, [story.id])).get(story.id) ?? []).map(claimState);
  if (row.meant.length === 0 && claims.every((claim) => claim.meant.length === 0)) return left;
  const read = await loadReadStory(ctx, row);
  const { findings } = await runStoryChecks(ctx, read, { isUrgent: true });
  const collectRaised = (claimId: string | null) =>
    new Set(
      findings.flatMap((one) =>
        (one.claim === null ? null : read.claims[one.claim]?.id) === claimId
          ? toAnswerKey(one)
          : [],
      ),
    );
  const keep = <S extends StoryState | ClaimState>(state: S, raised: ReadonlySet<string>): S => ({
    ...state,
    meant: keepRaised(state.meant, raised),
  });
  const [before, after] = [storyState(row), keep(storyState(row), collectRaised(null))];
  const settledClaims = claims.map((claim) => keep(claim, collectRaised(claim.id)));
  await saveMeant(ctx, story, {
    story: isDeepStrictEqual(after.meant, before.meant) ? null : after,
    claims: settledClaims.filter(
      (claim, index) => !isDeepStrictEqual(claim.meant, claims[index]?.meant),
    ),
  });
  return {
    story: left.story && { ...left.story, meant: after.meant },
    claims: left.claims.map((one) => ({
      ...one,
      meant: settledClaims.find((claim) => claim.id === one.id)?.meant ?? one.meant,
    })),
  };
}

/** Each name once, in order, and only raised ones. Pure. */
function keepRaised(meant: readonly string[], raised: ReadonlySet<string>): string[] {
  return [...new Set(meant)].filter((name) => raised.has(name)).toSorted();
}

/**
 * The dismissals after an undo: without those that the change added, with those that it removed.
 * Pure.
 */
export function listEarlierAnswers(
  now: readonly string[],
  change: { before: readonly string[]; after: readonly string[] },
): string[] {
  const added = change.after.filter((name) => !change.before.includes(name));
  const taken = change.before.filter((name) => !change.after.includes(name));
  return [...new Set([...now.filter((name) => !added.includes(name)), ...taken])];
}

/** The label of a change that only answers a question of the checks; null if it does more. Pure. */
export function classifyAnswer(
  input: { meant?: readonly string[] | undefined },
  before: readonly string[],
): 'meant-so' | 'asked-again' | null {
  const given = Object.entries(input).filter(
    ([name, value]) =>
      value !== undefined && name !== 'id' && name !== 'claimId' && name !== 'version',
  );
  if (input.meant === undefined || given.length > 1) return null;
  return input.meant.every((name) => before.includes(name)) ? 'asked-again' : 'meant-so';
}
