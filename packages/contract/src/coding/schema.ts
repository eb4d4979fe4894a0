import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';
import { incident } from '../inputs.ts';
import { TagTargetKind } from '../tag/schema.ts';

const CodedItem = z.object({ kind: TagTargetKind, id: Id });

/**
 * Krippendorff's alpha: 1 is perfect agreement, 0 what chance gives. Null if it can't be
 * calculated: no item has two answers, or all answers are the same.
 */
export const CodingAgreement = z
  .object({
    alpha: z.number().nullable(),
    reason: z.enum(['no-pairs', 'no-variation']).nullable(),
    /** A 95 % bootstrap interval; null with fewer than ten items or too little variation. */
    interval: z.object({ low: z.number(), high: z.number() }).nullable(),
    /** Items with at least two answers, and these answers. */
    units: z.int(),
    values: z.int(),
  })
  .meta({ id: 'CodingAgreement' });
export type CodingAgreement = z.infer<typeof CodingAgreement>;

/** A round in which several people tag the same items without seeing each other's answers. */
export const CodingRound = z
  .object({
    id: Id,
    incidentId: Id,
    tagIds: z.array(Id),
    itemCount: z.int(),
    /** How far each coder is; their answers stay hidden until all are done. */
    coders: z.array(
      z.object({ accountId: Id, name: z.string(), coded: z.int(), doneAt: Instant.nullable() }),
    ),
    isDone: z.boolean(),
    createdAt: Instant,
    createdBy: ActorRef,
    can: z.object({ code: z.boolean(), change: z.boolean() }),
  })
  .meta({ id: 'CodingRound' });
export type CodingRound = z.infer<typeof CodingRound>;

export const CodingRounds = z
  .object({ items: z.array(CodingRound), can: z.object({ start: z.boolean() }) })
  .meta({ id: 'CodingRounds' });
export type CodingRounds = z.infer<typeof CodingRounds>;

export const CodingRoundInFull = z
  .object({
    round: CodingRound,
    items: z.array(
      CodedItem.extend({
        /** Null if the item is no longer in the incident. */
        text: z.string().nullable(),
        at: Instant.nullable(),
        /** Your answer; null if you gave none. */
        own: z.array(Id).nullable(),
        /** The answers in the order of the coders; null until all are done. */
        answers: z.array(z.array(Id).nullable()).nullable(),
        /** Someone decided on its tags after the round. */
        isSettled: z.boolean(),
      }),
    ),
    /** Null until all coders are done. */
    results: z
      .object({
        /** All tags of an item as one set, with the MASI distance. */
        overall: CodingAgreement,
        /** Each tag by itself: used or not. */
        tags: z.array(CodingAgreement.extend({ tagId: Id })),
      })
      .nullable(),
  })
  .meta({ id: 'CodingRoundInFull' });
export type CodingRoundInFull = z.infer<typeof CodingRoundInFull>;

export const StartCoding = z.object({
  incident,
  id: Id.optional(),
  tagIds: z.array(Id).min(1, 'Select a tag').max(30, 'Select up to 30 tags'),
  items: z.array(CodedItem).min(1, 'Select items').max(500, 'Select up to 500 items'),
  /** Accounts. */
  coders: z.array(Id).min(2, 'Select two coders or more').max(10, 'Select up to ten coders'),
});
export type StartCoding = z.input<typeof StartCoding>;

/** Your answers: null takes one back. */
export const CodeItems = z.object({
  id: Id,
  answers: z.array(z.object({ id: Id, tagIds: z.array(Id).max(30).nullable() })).max(500),
});
export type CodeItems = z.input<typeof CodeItems>;

export const SettleItem = z.object({ id: Id, item: Id, tagIds: z.array(Id).max(30) });
export type SettleItem = z.input<typeof SettleItem>;

export const DropCoder = z.object({ id: Id, accountId: Id });
export type DropCoder = z.input<typeof DropCoder>;
