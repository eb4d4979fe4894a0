import { DomainError, type Context } from '../context.ts';
import { gradedClaims, presentStory } from './present.ts';
import { storyOfMine, type StoryRow } from './rows.ts';

/** Errors: `conflict` with the story as it is now. */
export async function refuseStaleStory(ctx: Context, story: StoryRow): Promise<never> {
  const current = await storyOfMine(ctx, story.id).catch(() => null);
  throw new DomainError(
    'conflict',
    current
      ? 'You changed this story elsewhere meanwhile. Both versions are kept: compare them, then save again.'
      : 'You removed this story meanwhile. Undo the removal first.',
    { current: current && (await presentStory(ctx, current)) },
  );
}

/** Errors: `conflict` with the sentence as it is now, null where it was removed. */
export async function refuseStaleClaim(
  ctx: Context,
  story: StoryRow,
  claimId: string,
): Promise<never> {
  const current =
    (await gradedClaims(ctx, [story])).get(story.id)?.find((claim) => claim.id === claimId) ?? null;
  throw new DomainError(
    'conflict',
    current
      ? 'You changed this sentence elsewhere meanwhile. Both versions are kept: compare them, then save again.'
      : 'You removed this sentence elsewhere meanwhile. What you wrote is kept; undo the removal, or add it again.',
    { current },
  );
}
