import { z } from 'zod';
import { Id, Instant } from '../ids.ts';

/** A time that an alert fired, in someone's record, or that data checks halted. */
export const PastFiring = z
  .object({
    /** The evidence, or the reported run. */
    id: Id,
    /** Null for a run. */
    itemId: Id.nullable(),
    at: Instant,
    text: z.string(),
    incidentRef: z.string(),
    incidentTitle: z.string(),
    /** Only evidence of the safeguard's own incident can be cited there. */
    isCitable: z.boolean(),
  })
  .meta({ id: 'PastFiring' });
export type PastFiring = z.infer<typeof PastFiring>;

/** What a safeguard did since it was armed, of what the reader can see. */
export const SafeguardFirings = z
  .object({
    /** Null: it is not armed, so nothing is counted. */
    armedAt: Instant.nullable(),
    count: z.int(),
    /** There are at least `count`. */
    isMore: z.boolean(),
    /** The newest 20. */
    items: z.array(PastFiring),
  })
  .meta({ id: 'SafeguardFirings' });
export type SafeguardFirings = z.infer<typeof SafeguardFirings>;

/**
 * What came back after a follow-up was done or verified: an alert that fired, an error in a log, or a
 * similar factor of a later incident (`id` is the factor).
 */
export const RecurrenceMatch = PastFiring.extend({
  what: z.enum(['alert', 'error', 'factor']),
}).meta({ id: 'RecurrenceMatch' });
export type RecurrenceMatch = z.infer<typeof RecurrenceMatch>;

/** What came back for a follow-up, and what no one was asked about. */
export const Recurrence = z
  .object({
    followUpId: Id,
    /** Names of the alerts that it watches. */
    alerts: z.array(z.string()),
    /** How many errors it watches: log lines that its factor cites, at most 3. */
    errors: z.int(),
    /** The newest first, at most 100. An error appears once for each incident. */
    matches: z.array(RecurrenceMatch),
  })
  .meta({ id: 'Recurrence' });
export type Recurrence = z.infer<typeof Recurrence>;
