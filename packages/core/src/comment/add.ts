import { AddComment, ReplyToComment, type CommentChange } from '@debrief/contract';
import { DomainError } from '@debrief/contract';
import type { Context } from '../context.ts';
import { addItem, loadActiveItem } from '../item/index.ts';
import { parse } from '../parse.ts';
import { commentItem, type CommentState } from './item.ts';
import { checkMentions } from './mentions.ts';
import { checkTarget } from './targets.ts';

const blank = { citations: [], isRemoved: false, version: 1, resolvedAt: null };

/**
 * Starts a thread about something in an incident. Repeating the request with the same `id` does not
 * add another comment. Errors: `invalid`, `not-found`, `forbidden`, `conflict` if the id is in use.
 */
export async function addComment(ctx: Context, raw: AddComment): Promise<CommentChange> {
  const { incident, id, target, quote = '', text, mentions } = parse(AddComment, raw);
  const input = { incident, id, activity: 'comment.added' as const };
  return addItem(ctx, commentItem, input, async (ctx, incident, id): Promise<CommentState> => ({
    ...blank,
    id,
    target: await checkTarget(ctx, incident, target),
    threadId: null,
    text,
    quote: target.kind === 'section' ? quote : '',
    mentions: await checkMentions(ctx, incident, mentions),
  }));
}

/** Replies in a thread, resolved or not. Errors: as `addComment`. */
export async function replyToComment(ctx: Context, raw: ReplyToComment): Promise<CommentChange> {
  const { incident, id, threadId, text, mentions } = parse(ReplyToComment, raw);
  const input = { incident, id, activity: 'comment.replied' as const };
  return addItem(ctx, commentItem, input, async (ctx, incident, id): Promise<CommentState> => {
    const found = await loadActiveItem(ctx, commentItem, threadId);
    if (found.incident.id !== incident.id)
      throw new DomainError('not-found', `This comment is not in INC-${incident.number}.`);
    return {
      ...blank,
      id,
      target: found.state.target,
      threadId: found.state.threadId ?? found.state.id,
      text,
      quote: '',
      mentions: await checkMentions(ctx, incident, mentions),
    };
  });
}
