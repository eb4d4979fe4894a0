import { z } from 'zod';
import { Id, Instant } from '../ids.ts';

/**
 * The dimensions that a mentor rates. The views are words next to the evidence: nothing is added
 * up.
 */
export const StoryDimension = z.enum([
  'stakes',
  'ownership',
  'diagnosis',
  'mechanism',
  'decision',
  'risk',
  'coordination',
  'result',
  'prevention',
  'learning',
  'fairness',
]);
export type StoryDimension = z.infer<typeof StoryDimension>;

/** What 1, 3 and 5 look like on each dimension; 2 and 4 are in between. */
export const storyDimensions: Record<
  StoryDimension,
  { name: string; anchors: readonly [one: string, three: string, five: string] }
> = {
  stakes: {
    name: 'Stakes and constraints',
    anchors: [
      'Something broke',
      'Who and what was affected',
      'Also the goal at risk (SLO, durability, deadline), the scale and the time',
    ],
  },
  ownership: {
    name: 'Ownership',
    anchors: [
      'The team did it',
      'A named responsibility',
      "Also the limits of my authority, what success meant, and what wasn't mine",
    ],
  },
  diagnosis: {
    name: 'Diagnosis',
    anchors: [
      'A guess',
      'Signals and one hypothesis',
      'Several hypotheses, how each was ruled out, and a reproduction',
    ],
  },
  mechanism: {
    name: 'The mechanism',
    anchors: [
      '“A bug”',
      'The component is named',
      'The mechanism, and the conditions that allowed it',
    ],
  },
  decision: {
    name: 'Decision and trade-off',
    anchors: [
      'None',
      'The option taken',
      'The alternatives, the unknowns, the reversibility and the reason',
    ],
  },
  risk: {
    name: 'Risk management',
    anchors: [
      'None',
      'A rollback or a canary is mentioned',
      'What guarded the change, how it was verified, and the plan to repair data',
    ],
  },
  coordination: {
    name: 'Coordination',
    anchors: [
      'A lone hero',
      'Others are mentioned',
      'Who did what, how I enabled it, and credit given',
    ],
  },
  result: {
    name: 'Result',
    anchors: [
      'An adjective',
      'A number',
      'A number with baseline, window, n and source, honest about what is uncertain',
    ],
  },
  prevention: {
    name: 'Prevention and follow-through',
    anchors: [
      '“Fixed”',
      'A test or an alert was added',
      'The class of fault is fixed, verified later, and adopted by others',
    ],
  },
  learning: {
    name: 'Learning',
    anchors: [
      'None',
      'A lesson is stated',
      'What I believed wrongly, what changed, and how I shared it',
    ],
  },
  fairness: {
    name: 'Fairness',
    anchors: ['Names or blames', 'Neutral', 'Explains why it made sense to the others at the time'],
  },
};

export const StoryView = z
  .object({
    dimension: StoryDimension,
    by: z.string(),
    isMine: z.boolean(),
    level: z.int().min(1).max(5).nullable(),
    note: z.string(),
    at: Instant,
    version: z.int(),
  })
  .meta({ id: 'StoryView' });
export type StoryView = z.infer<typeof StoryView>;

export const InviteMentor = z.object({ id: Id, accountId: Id });
export type InviteMentor = z.infer<typeof InviteMentor>;

/**
 * Without `claimId` the comment is about the full story. The caller creates `commentId`, so that a
 * repeated request does not add another one.
 */
export const CommentStory = z.object({
  id: Id,
  commentId: Id.optional(),
  claimId: Id.optional(),
  text: z.string().trim().min(1, 'Write the comment').max(10_000),
});
export type CommentStory = z.input<typeof CommentStory>;

/** Only its author can edit a comment. */
export const ChangeComment = z.object({
  id: Id,
  commentId: Id,
  version: z.int(),
  text: z.string().trim().min(1, 'Write the comment').max(10_000),
});
export type ChangeComment = z.input<typeof ChangeComment>;

/**
 * Without level and note, the view is removed. `version` is that of the view it replaces, 0 for
 * none; if omitted, it replaces any.
 */
export const RateStory = z.object({
  id: Id,
  dimension: StoryDimension,
  version: z.int().min(0).optional(),
  level: z.int().min(1).max(5).nullish(),
  note: z.string().trim().max(4_000).optional(),
});
export type RateStory = z.input<typeof RateStory>;
