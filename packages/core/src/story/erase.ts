import { EraseStory, type ErasedStory, DomainError } from '@debrief/contract';
import { authorize, type Authorized } from '../access/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { lockAnyStory, type StoryRow } from './rows.ts';

/** Takes a story out of the database for good: its sentences, history, comments, views, asks, rehearsals and decisions, and what it was pasted from
 * unless another story came from that too. Nothing is recorded, and nothing brings it back; copies of the database keep what they hold.
 * Errors: `not-found`; `invalid` where it is not removed and the request does not name it. */
export async function eraseStory(ctx: Context, raw: EraseStory): Promise<ErasedStory> {
  const input = parse(EraseStory, raw);
  return inTransaction(ctx, async (ctx) => {
    const story = await authorize(ctx, 'story:write', lockAnyStory(ctx, input.id));
    if (story.removed_at === null && input.title !== story.title) throw titleMismatch();
    // All that belongs to a story falls with its row.
    await ctx.db.deleteFrom('story').where('id', '=', story.id).execute();
    return { id: story.id, pasteKeptFor: await erasePaste(ctx, story) };
  });
}

/** Erases what a story was pasted from; gives how many other stories, removed ones too, still need it. */
async function erasePaste(ctx: Context, story: Authorized<StoryRow>): Promise<number> {
  if (story.paste_id === null) return 0;
  // Two of its stories that are erased at once would each see the other.
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
