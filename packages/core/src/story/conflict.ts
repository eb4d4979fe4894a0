import { DomainError } from '@debrief/contract';
import type { Context } from '../context.ts';
import { loadGradedClaims, presentStory } from './present.ts';
import { loadOwnStory, type StoryRow } from './rows.ts';

/** Errors: `conflict` with the current story. */
export async function refuseStaleStory(ctx: Context, story: StoryRow): Promise<never> {
  const current = await loadOwnStory(ctx, story.id).catch(() => null);
  throw new DomainError(
    'conflict',
    current
      ? 'You changed this story elsewhere. Compare both versions, then save.'
      : 'You removed this story. Undo the removal first.',
    { current: current && (await presentStory(ctx, current)) },
  );
}

/** Errors: `conflict` with the current sentence, null if it was removed. */
export async function refuseStaleClaim(
  ctx: Context,
  story: StoryRow,
  claimId: string,
): Promise<never> {
  const current =
    (await loadGradedClaims(ctx, [story])).get(story.id)?.find((claim) => claim.id === claimId) ??
    null;
  throw new DomainError(
    'conflict',
    current
      ? 'You changed this sentence elsewhere. Compare both versions, then save.'
      : 'You removed this sentence elsewhere. Your draft is safe: undo the removal, or add the sentence again.',
    { current },
  );
}
