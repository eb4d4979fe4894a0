import { EraseStory, type ErasedStory, DomainError } from '@debrief/contract';
import { authorize, type Authorized } from '../access/index.ts';
import type { Context } from '../context.ts';
import { lockAnyStory, type StoryRow } from './rows.ts';
import { verb } from '../verb.ts';

/**
 * Deletes a story permanently: its sentences, history, comments, views, peer questions, rehearsals
 * and decisions, and the pasted text unless another story also uses it. Records nothing; backups of
 * the database keep their copies. Errors: `not-found`; `invalid` if it has not been removed first
 * and the request does not name it.
 */
export const eraseStory = verb(EraseStory, async (ctx, input): Promise<ErasedStory> => {
  const story = await authorize(ctx, 'story:write', lockAnyStory(ctx, input.id));
  if (story.removed_at === null && input.title !== story.title) throw titleMismatch();
  // Everything that belongs to a story is deleted with its row.
  await ctx.db.deleteFrom('story').where('id', '=', story.id).execute();
  return { id: story.id, pasteKeptFor: await erasePaste(ctx, story) };
});

/**
 * Deletes the pasted text of a story; returns how many other stories, including removed ones, still
 * need it.
 */
async function erasePaste(ctx: Context, story: Authorized<StoryRow>): Promise<number> {
  if (story.paste_id === null) return 0;
  // Locked: two stories of one paste that are deleted at the same time would each see the other.
  await ctx.db
    .selectFrom('story_paste')
    .select('id')
    .where('id', '=', story.paste_id)
    .forUpdate()
    .execute();
  const others = await ctx.db
    .selectFrom('story')
    .select('id')
    .where('paste_id', '=', story.paste_id)
    .execute();
  if (others.length === 0)
    await ctx.db
      .deleteFrom('story_paste')
      .where('id', '=', story.paste_id)
      .where('account_id', '=', story.account_id)
      .execute();
  return others.length;
}

function titleMismatch(): DomainError {
  const message = "Erasing can't be undone. Remove the story first, or send its title to confirm.";
  return new DomainError('invalid', message, {
    issues: [{ at: 'title', message: "This isn't the story's title" }],
  });
}
