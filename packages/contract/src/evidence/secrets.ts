import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { Precision } from '../words.ts';

/**
 * A part of an item that looks like a credential. Only its first characters are repeated here. All
 * of them in the details are one, and so are those in the raw payload.
 */
export const PossibleSecret = z
  .object({
    id: Id,
    /** What it looks like, such as `GitHub token`. */
    kind: z.string(),
    evidenceId: Id,
    part: z.enum(['text', 'details', 'payload']),
    /** Where it is in the text; 0 in other parts. */
    start: z.int(),
    end: z.int(),
    hint: z.string(),
    streamName: z.string(),
    authorName: z.string().nullable(),
    occurredAt: Instant,
    precision: Precision,
    zoneOffset: z.int().nullable(),
  })
  .meta({ id: 'PossibleSecret' });
export type PossibleSecret = z.infer<typeof PossibleSecret>;

export const PossibleSecrets = z
  .object({ items: z.array(PossibleSecret) })
  .meta({ id: 'PossibleSecrets' });
export type PossibleSecrets = z.infer<typeof PossibleSecrets>;

export const ResolveSecrets = z.object({
  incident: z.string().max(60),
  ids: z.array(Id).min(1, 'Select a possible secret').max(500),
  /** `redact` masks them permanently in all items of the incident that contain them. */
  action: z.enum(['redact', 'ignore']),
});
export type ResolveSecrets = z.input<typeof ResolveSecrets>;
