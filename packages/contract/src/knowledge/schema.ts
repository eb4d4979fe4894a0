import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { knowledgeStates } from './words.ts';

/**
 * What the incidents of a technology say about who knows it. It names no one, and only the reader's
 * own figures are about a person.
 */
export const TechnologyKnowledge = z
  .object({
    /** The service of the catalog; null for a word of incidents that the catalog doesn't have. */
    serviceId: Id.nullable(),
    name: z.string(),
    state: z.enum(knowledgeStates),
    /** Incidents that name it, in the range. */
    incidents: z.int(),
    /** Of these, those whose evidence says who confirmed the mechanism or fixed it. */
    resolved: z.int(),
    /** The smallest number of people who were involved in 80 % of them; null for `few`. */
    people: z.int().nullable(),
    /** For `one`: the directory says that the person has left. */
    hasLeft: z.boolean(),
    /** Of the resolved incidents, those that no on-call schedule covers for the people involved. */
    uncovered: z.int(),
    /** Almost all were during the shifts of the people involved, so they can't show one expert. */
    isOnShiftOnly: z.boolean(),
    /** What the incidents say about the reader; null if they were in none. */
    own: z
      .object({
        involved: z.int(),
        /** The only one to confirm the mechanism or to fix it. */
        alone: z.int(),
        /** Outside of the reader's shifts: the only one, of how many, and the exact 95 % interval. */
        aloneOffCall: z.int(),
        offCall: z.int(),
        interval: z.tuple([z.number(), z.number()]),
        isOne: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'TechnologyKnowledge' });
export type TechnologyKnowledge = z.infer<typeof TechnologyKnowledge>;

export const ListKnowledge = z.object({
  /** Only this service of the catalog. */
  service: Id.optional(),
  /** Only this answer. */
  state: z.enum(knowledgeStates).optional(),
  /** How far back incidents count. */
  months: z.coerce.number().int().min(1).max(60).optional(),
});
export type ListKnowledge = z.input<typeof ListKnowledge>;

/** Technologies that incidents name, those that depend on one person first. */
export const Knowledge = z
  .object({
    from: Instant,
    until: Instant,
    /** Whether there are on-call schedules of this time. */
    hasSchedules: z.boolean(),
    /** How many technologies had enough incidents to be judged. */
    judged: z.int(),
    items: z.array(TechnologyKnowledge),
    /** There are more than are listed. */
    isLimited: z.boolean(),
  })
  .meta({ id: 'Knowledge' });
export type Knowledge = z.infer<typeof Knowledge>;
