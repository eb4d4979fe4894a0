import { StoryDimension, type Mentor, type StoryComment, type StoryView } from '@debrief/contract';
import type { Selectable } from 'kysely';
import { accountsByIds } from '../account/index.ts';
import { getAccountId, type Context } from '../context.ts';
import type { StoryTables } from './tables.ts';

export type AskRow = Selectable<StoryTables['story_ask']> & { name: string };

/**
 * The questions to peers about sentences of stories, by sentence. The caller has checked that the
 * actor can read the stories.
 */
export async function loadAsks(
  ctx: Context,
  storyIds: readonly string[],
): Promise<Map<string, AskRow[]>> {
  if (storyIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('story_ask')
    .selectAll()
    .where('story_id', 'in', [...storyIds])
    .where('state', '<>', 'withdrawn')
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
  const names = await loadAccountNames(
    ctx,
    rows.map((row) => row.account_id),
  );
  const found = new Map<string, AskRow[]>();
  for (const row of rows)
    found.set(row.claim_id, [
      ...(found.get(row.claim_id) ?? []),
      { ...row, name: names.get(row.account_id) ?? '' },
    ]);
  return found;
}

export async function loadMentors(ctx: Context, storyId: string): Promise<Mentor[]> {
  const rows = await ctx.db
    .selectFrom('story_mentor')
    .selectAll()
    .where('story_id', '=', storyId)
    .orderBy('invited_at')
    .orderBy('account_id')
    .execute();
  const names = await loadAccountNames(
    ctx,
    rows.map((row) => row.account_id),
  );
  return rows.map((row) => ({
    accountId: row.account_id,
    name: names.get(row.account_id) ?? '',
    invitedAt: row.invited_at.toISOString(),
  }));
}

/** All comments for the owner; for a mentor, their own and the owner's. */
export async function loadComments(
  ctx: Context,
  storyId: string,
  isMine: boolean,
): Promise<StoryComment[]> {
  const me = getAccountId(ctx.actor);
  let query = ctx.db
    .selectFrom('story_comment')
    .innerJoin('story', 'story.id', 'story_comment.story_id')
    .selectAll('story_comment')
    .where('story_comment.story_id', '=', storyId)
    .orderBy('story_comment.at')
    .orderBy('story_comment.id');
  if (!isMine)
    query = query.where((eb) =>
      eb.or([
        eb('story_comment.account_id', '=', me),
        eb('story_comment.account_id', '=', eb.ref('story.account_id')),
      ]),
    );
  const rows = await query.execute();
  const names = await loadAccountNames(
    ctx,
    rows.map((row) => row.account_id),
  );
  return rows.map((row) => ({
    id: row.id,
    claimId: row.claim_id,
    by: names.get(row.account_id) ?? '',
    isMine: row.account_id === me,
    text: row.text,
    at: row.at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
    version: row.version,
  }));
}

/** Mentors' ratings in the order of dimensions: all for the owner, only their own for a mentor. */
export async function loadViews(
  ctx: Context,
  storyId: string,
  isMine: boolean,
): Promise<StoryView[]> {
  const me = getAccountId(ctx.actor);
  let query = ctx.db
    .selectFrom('story_rating')
    .selectAll()
    .where('story_id', '=', storyId)
    .orderBy('at')
    .orderBy('account_id');
  if (!isMine) query = query.where('account_id', '=', me);
  const rows = await query.execute();
  const names = await loadAccountNames(
    ctx,
    rows.map((row) => row.account_id),
  );
  return StoryDimension.options.flatMap((dimension) =>
    rows
      .filter((row) => row.dimension === dimension)
      .map((row) => ({
        dimension,
        by: names.get(row.account_id) ?? '',
        isMine: row.account_id === me,
        level: row.level,
        note: row.note,
        at: row.at.toISOString(),
        version: row.version,
      })),
  );
}

export async function loadAccountNames(
  ctx: Context,
  accountIds: readonly string[],
): Promise<Map<string, string>> {
  return new Map(
    (await accountsByIds(ctx, [...new Set(accountIds)])).map((account) => [
      account.id,
      account.name,
    ]),
  );
}
