import { z } from 'zod';
import { Id, Instant } from './ids.ts';

/**
 * Why something counts as known from a time: a person said so, it is the first time that the record
 * mentions it, or nothing says more than its own time.
 */
export const KnownBasis = z.enum(['confirmed', 'first-mention', 'own-time']);
export type KnownBasis = z.infer<typeof KnownBasis>;

/** When the responders could know something, and the evidence for it. */
export const Known = z
  .object({ at: Instant, basis: KnownBasis, evidenceId: Id.nullable() })
  .meta({ id: 'Known' });
export type Known = z.infer<typeof Known>;

/** A report that shows only what was known at a time, and how many sentences that hides. */
export const MaskedReport = z
  .object({
    at: Instant,
    /** Sentences that cite something that became known later. */
    later: z.int(),
    /** Sentences that cite nothing, so that they have no time. */
    undated: z.int(),
  })
  .meta({ id: 'MaskedReport' });
export type MaskedReport = z.infer<typeof MaskedReport>;

/** Only what was known at this time; omitted for everything. */
export const knownAt = Instant.optional();
