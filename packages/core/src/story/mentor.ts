import {
  ChangeComment,
  CommentStory,
  InviteMentor,
  RateStory,
  type Story,
  DomainError,
} from '@debrief/contract';
import { accountById } from '../account/index.ts';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { loadComments, loadViews } from './sharing-rows.ts';
import { presentStory } from './present.ts';
import { recordRevision } from './history.ts';
import {
  lockStory,
  ownAccount,
  readableStory,
  loadActiveClaim,
  lockForUpdate,
  type StoryRow,
} from './rows.ts';
import { verb } from '../verb.ts';

/**
 * Lets an account read this story, comment on it and rate it. Their access to its evidence does not
 * change. Errors: `invalid`, `not-found`.
 */
export const inviteMentor = verb(InviteMentor, async (ctx, input): Promise<Story> => {
  const story = await authorize(ctx, 'story:write', lockStory(ctx, input.id));
  const mentor = await accountById(ctx, input.accountId);
  if (mentor.id === story.account_id)
    throw new DomainError('invalid', 'This is your own story. Invite someone else.');
  if (mentor.is_disabled)
    throw new DomainError(
      'invalid',
      `${mentor.name}'s account is no longer active. Invite someone else.`,
    );
  const result = await ctx.db
    .insertInto('story_mentor')
    .values({ story_id: story.id, account_id: mentor.id, invited_at: ctx.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows) await recordRevision(ctx, story, { kind: 'mentor.invited' });
  return presentStory(ctx, await lockStory(ctx, story.id));
});

/** Revokes the invitation; what the mentor wrote stays with the story. Errors: `not-found`. */
export const revokeMentor = verb(InviteMentor, async (ctx, input): Promise<Story> => {
  const story = await authorize(ctx, 'story:write', lockStory(ctx, input.id));
  const result = await ctx.db
    .deleteFrom('story_mentor')
    .where('story_id', '=', story.id)
    .where('account_id', '=', input.accountId)
    .executeTakeFirst();
  if (result.numDeletedRows === 0n)
    throw new DomainError('not-found', "They aren't invited to this story.");
  await recordRevision(ctx, story, { kind: 'mentor.revoked' });
  return presentStory(ctx, await lockStory(ctx, story.id));
});

/**
 * Comments on a story that the actor can read. Repeating the request with the same `commentId` does
 * not add another one. Errors: `invalid`, `not-found`, `conflict`.
 */
export const commentStory = verb(CommentStory, async (ctx, input): Promise<Story> => {
  const story = await authorize(ctx, 'story:write', readableStory(ctx, input.id));
  if (input.claimId) await loadActiveClaim(ctx, story, input.claimId);
  await recordComment(ctx, {
    id: input.commentId ?? ctx.ids.next(),
    storyId: story.id,
    claimId: input.claimId ?? null,
    text: input.text,
  });
  return presentStory(ctx, story);
});

/** A comment is its own record with its author and time: it is not a change of the story. */
async function recordComment(
  ctx: Context,
  comment: { id: string; storyId: string; claimId: string | null; text: string },
): Promise<void> {
  const accountId = ownAccount(ctx);
  await lockForUpdate(ctx, comment.id);
  const there = await ctx.db
    .selectFrom('story_comment')
    .select(['story_id', 'account_id'])
    .where('id', '=', comment.id)
    .executeTakeFirst();
  if (there && (there.story_id !== comment.storyId || there.account_id !== accountId))
    throw new DomainError('conflict', 'ID already in use. Send a new one.');
  if (there) return;
  await ctx.db
    .insertInto('story_comment')
    .values({
      id: comment.id,
      story_id: comment.storyId,
      claim_id: comment.claimId,
      account_id: accountId,
      text: comment.text,
      at: ctx.clock.now(),
    })
    .execute();
}

/**
 * Edits the actor's own comment. Errors: `invalid`, `not-found`, `conflict` with the current
 * comment, null if it was deleted.
 */
export const changeComment = verb(ChangeComment, async (ctx, input): Promise<Story> => {
  const story = await authorize(ctx, 'story:write', readableStory(ctx, input.id));
  await recordOtherWords(ctx, story, input);
  return presentStory(ctx, story);
});

async function recordOtherWords(
  ctx: Context,
  story: StoryRow,
  { commentId, text, version }: ChangeComment,
): Promise<void> {
  const saved = await ctx.db
    .updateTable('story_comment')
    .set({ text, edited_at: ctx.clock.now(), version: version + 1 })
    .where('id', '=', commentId)
    .where('story_id', '=', story.id)
    .where('account_id', '=', ownAccount(ctx))
    .where('version', '=', version)
    .executeTakeFirst();
  if (saved.numUpdatedRows > 0n) return;
  const comments = await loadComments(ctx, story.id, story.account_id === ownAccount(ctx));
  const current = comments.find((one) => one.id === commentId && one.isMine) ?? null;
  if (!current)
    throw new DomainError(
      'not-found',
      'Comment not found. It may have been removed. Your text is kept here.',
    );
  throw new DomainError(
    'conflict',
    'You changed this comment elsewhere. Compare both versions, then save.',
    { current },
  );
}

/** Deletes the actor's own comment; the owner of the story can delete any. Errors: `not-found`. */
export async function removeComment(
  ctx: Context,
  input: { id: string; commentId: string },
): Promise<Story> {
  return inTransaction(ctx, async (ctx) => {
    const story = await authorize(ctx, 'story:write', readableStory(ctx, input.id));
    await recordCommentGone(ctx, story, input.commentId);
    return presentStory(ctx, story);
  });
}

async function recordCommentGone(
  ctx: Context,
  story: { id: string; account_id: string },
  commentId: string,
): Promise<void> {
  const accountId = ownAccount(ctx);
  let query = ctx.db
    .deleteFrom('story_comment')
    .where('id', '=', commentId)
    .where('story_id', '=', story.id);
  if (story.account_id !== accountId) query = query.where('account_id', '=', accountId);
  const result = await query.executeTakeFirst();
  if (result.numDeletedRows === 0n) throw new DomainError('not-found', 'Comment not found.');
}

/**
 * Saves a mentor's rating on one dimension. Errors: `invalid` for the owner, who cannot see the
 * story from outside; `not-found`; `conflict` with a rating saved elsewhere since.
 */
export const rateStory = verb(RateStory, async (ctx, input): Promise<Story> => {
  const story = await authorize(ctx, 'story:write', readableStory(ctx, input.id));
  if (story.account_id === ownAccount(ctx))
    throw new DomainError(
      'invalid',
      'Only a mentor can give this feedback. Invite one to the story.',
    );
  await recordView(ctx, story, input);
  return presentStory(ctx, story);
});

async function recordView(ctx: Context, story: StoryRow, input: RateStory): Promise<void> {
  const accountId = ownAccount(ctx);
  const key = { story_id: story.id, account_id: accountId, dimension: input.dimension };
  await lockForUpdate(ctx, `${story.id} ${accountId} ${input.dimension}`);
  const there = await ctx.db
    .selectFrom('story_rating')
    .select('version')
    .where((eb) => eb.and(key))
    .executeTakeFirst();
  const version = there?.version ?? 0;
  if (input.version !== undefined && input.version !== version) {
    const current =
      (await loadViews(ctx, story.id, false)).find((view) => view.dimension === input.dimension) ??
      null;
    throw new DomainError(
      'conflict',
      'You gave other feedback on this elsewhere. Compare both versions, then save.',
      { current },
    );
  }
  const view = {
    level: input.level ?? null,
    note: input.note ?? '',
    at: ctx.clock.now(),
    version: version + 1,
  };
  if (view.level === null && view.note === '') {
    await ctx.db
      .deleteFrom('story_rating')
      .where((eb) => eb.and(key))
      .execute();
    return;
  }
  await ctx.db
    .insertInto('story_rating')
    .values({ ...key, ...view })
    .onConflict((conflict) =>
      conflict.columns(['story_id', 'account_id', 'dimension']).doUpdateSet(view),
    )
    .execute();
}
