import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { EvidenceKind, Precision, Stance } from '../words.ts';
import { RedactionKind } from './redaction.ts';

/**
 * A claim's reference to evidence. Offsets count UTF-16 units of the revision's text; if both are
 * null, the full item is cited.
 */
export const CitationInput = z
  .object({
    evidenceId: Id,
    quoteStart: z.int().min(0).nullish(),
    quoteEnd: z.int().min(1).nullish(),
    stance: Stance.optional(),
  })
  .refine(
    (cite) => ((cite.quoteStart ?? null) === null) === ((cite.quoteEnd ?? null) === null),
    'Give both ends of the quote, or neither',
  )
  .refine(
    (cite) => (cite.quoteStart ?? 0) < (cite.quoteEnd ?? Infinity),
    'The quote ends before it starts',
  );
export type CitationInput = z.input<typeof CitationInput>;

export const Citation = z
  .object({
    id: Id,
    evidenceId: Id,
    itemId: Id,
    quoteStart: z.int().nullable(),
    quoteEnd: z.int().nullable(),
    stance: Stance,
    /** The quoted words, or the start of an item that is cited in full. */
    quote: z.string(),
    kind: EvidenceKind,
    streamName: z.string(),
    authorName: z.string().nullable(),
    occurredAt: Instant,
    /** By how much the time was corrected, for the clock of its source. */
    clockOffsetMs: z.int(),
    /** When it became known: as its source says, else when it occurred. */
    knownAt: Instant,
    /** When the cited words were recorded, if they are not those of the first revision. */
    revisedAt: Instant.nullable(),
    precision: Precision,
    zoneOffset: z.int().nullable(),
    /** The item was edited or deleted at its source after the cited revision. */
    hasChangedSince: z.boolean(),
    /** Why some or all of the quoted words were redacted. */
    redacted: RedactionKind.nullable(),
  })
  .meta({ id: 'Citation' });
export type Citation = z.infer<typeof Citation>;
