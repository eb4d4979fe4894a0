import { z } from 'zod';
import { authorship } from '../access/schema.ts';
import { Id, Instant, toPageSchema } from '../ids.ts';
import { paging } from '../inputs.ts';

/**
 * What can be discussed: a section of the draft report, or an item; evidence by its item, in any
 * revision.
 */
export const CommentTargetKind = z.enum(['event', 'finding', 'follow-up', 'evidence', 'section']);
export type CommentTargetKind = z.infer<typeof CommentTargetKind>;

export const CommentTarget = z.strictObject({ kind: CommentTargetKind, id: Id });
export type CommentTarget = z.infer<typeof CommentTarget>;

/** A mentioned account. The text contains `@` and the account's name at that time. */
export const CommentMention = z.strictObject({ accountId: Id, name: z.string() });
export type CommentMention = z.infer<typeof CommentMention>;

/**
 * A comment of a thread. The first one has the target, the quoted text and the resolution of the
 * thread.
 */
export const Comment = z
  .object({
    id: Id,
    incidentId: Id,
    incidentRef: z.string(),
    incidentTitle: z.string(),
    target: CommentTarget,
    /** The target's name; null if it was removed, and for a section of the draft report. */
    targetTitle: z.string().nullable(),
    /** The first comment of the thread; null for that comment itself. */
    threadId: Id.nullable(),
    text: z.string(),
    /** The words of the section that it is about; empty for the entire target. */
    quote: z.string(),
    mentions: z.array(CommentMention),
    resolvedAt: Instant.nullable(),
    ...authorship,
    can: z.object({ edit: z.boolean(), resolve: z.boolean() }),
  })
  .meta({ id: 'Comment' });
export type Comment = z.infer<typeof Comment>;

/**
 * The comments of an incident, oldest first; `lastChange` is the reader's newest change that can be
 * undone.
 */
export const Comments = z
  .object({
    items: z.array(Comment),
    lastChange: z.object({ activityId: z.string(), what: z.string() }).nullable(),
    can: z.object({ add: z.boolean() }),
  })
  .meta({ id: 'Comments' });
export type Comments = z.infer<typeof Comments>;

/** The current comments, and what undoes the change. */
export const CommentChange = z
  .object({ comments: z.array(Comment), removed: z.array(Id), activityId: z.string() })
  .meta({ id: 'CommentChange' });
export type CommentChange = z.infer<typeof CommentChange>;

const text = z.string().trim().min(1, 'Write a comment').max(5_000);
const mentions = z.array(Id).max(50).optional();

/** The caller creates `id`, so that a repeated request does not add another comment. */
export const AddComment = z.object({
  incident: z.string().max(60),
  id: Id.optional(),
  target: CommentTarget,
  quote: z.string().trim().max(1_000).optional(),
  text,
  /** Mentioned accounts; each must be able to see the incident. */
  mentions,
});
export type AddComment = z.input<typeof AddComment>;

/** `threadId` is any comment of the thread. */
export const ReplyToComment = z.object({
  incident: z.string().max(60),
  id: Id.optional(),
  threadId: Id,
  text,
  mentions,
});
export type ReplyToComment = z.input<typeof ReplyToComment>;

export const EditComment = z.object({ id: Id, version: z.int(), text, mentions });
export type EditComment = z.input<typeof EditComment>;

/** Resolves or reopens a thread, by its first comment. */
export const ResolveComment = z.object({ id: Id, version: z.int(), isResolved: z.boolean() });
export type ResolveComment = z.input<typeof ResolveComment>;

const WaitingReason = z.enum(['mentioned', 'replied']);

/**
 * A comment that is waiting for an account: a mention or a reply in its thread that it has not
 * answered.
 */
export const WaitingComment = Comment.extend({
  reason: WaitingReason,
  incidentRef: z.string(),
}).meta({ id: 'WaitingComment' });
export type WaitingComment = z.infer<typeof WaitingComment>;

export const WaitingComments = toPageSchema(WaitingComment);
export const WaitingCommentsFilter = z.object({ ...paging, reason: WaitingReason.optional() });
export type WaitingCommentsFilter = z.input<typeof WaitingCommentsFilter>;
