import {
  DomainError,
  EditComment,
  RemoveEvent,
  ResolveComment,
  UndoChange,
  type ActorRef,
  type CommentChange,
} from '@debrief/contract';
import type { Context } from '../context.ts';
import { changeItem, undoItemChange } from '../item/index.ts';
import { parse } from '../parse.ts';
import { commentItem } from './item.ts';
import { checkMentions } from './mentions.ts';
import { isOwnComment } from './own.ts';

/**
 * Changes the text and the mentions of the actor's own comment. Errors: `invalid`, `not-found`,
 * `forbidden` for someone else's comment, `conflict`.
 */
export async function editComment(ctx: Context, raw: EditComment): Promise<CommentChange> {
  const { text, mentions, ...input } = parse(EditComment, raw);
  return changeItem(ctx, commentItem, input, async (ctx, incident, state, createdBy) => {
    refuseUnlessOwn(ctx, createdBy, 'edit');
    const kept = new Set(state.mentions.map(({ accountId }) => accountId));
    const added = await checkMentions(
      ctx,
      incident,
      mentions?.filter((id) => !kept.has(id)),
    );
    const next = mentions
      ? [...state.mentions.filter(({ accountId }) => mentions.includes(accountId)), ...added]
      : state.mentions;
    return { next: { ...state, text, mentions: next }, activity: 'comment.edited' };
  });
}

/**
 * Removes the actor's own comment; undo restores it. Removing a thread's first comment also hides
 * its replies. Errors: `not-found`, `forbidden` for someone else's comment, `conflict`.
 */
export async function removeComment(ctx: Context, raw: RemoveEvent): Promise<CommentChange> {
  const input = parse(RemoveEvent, raw);
  return changeItem(ctx, commentItem, input, async (ctx, _incident, state, createdBy) => {
    refuseUnlessOwn(ctx, createdBy, 'remove');
    return { next: { ...state, isRemoved: true }, activity: 'comment.removed' };
  });
}

/** Resolves a thread, or reopens it. Errors: `invalid` for a reply, `not-found`, `forbidden`, `conflict`. */
export async function resolveComment(ctx: Context, raw: ResolveComment): Promise<CommentChange> {
  const { isResolved, ...input } = parse(ResolveComment, raw);
  return changeItem(ctx, commentItem, input, async (ctx, _incident, state) => {
    if (state.threadId !== null)
      throw new DomainError('invalid', 'This is a reply. Resolve the first comment of its thread.');
    const resolvedAt = isResolved ? ctx.clock.now().toISOString() : null;
    return {
      next: { ...state, resolvedAt },
      activity: isResolved ? 'comment.resolved' : 'comment.reopened',
    };
  });
}

/** Undoes the actor's own change to a comment. Errors: as `undoItemChange`. */
export async function undoCommentChange(ctx: Context, raw: UndoChange): Promise<CommentChange> {
  return undoItemChange(ctx, commentItem, raw);
}

function refuseUnlessOwn(ctx: Context, createdBy: ActorRef, verb: string): void {
  if (!isOwnComment(ctx, createdBy))
    throw new DomainError('forbidden', `Only ${createdBy.name} can ${verb} this comment.`);
}
