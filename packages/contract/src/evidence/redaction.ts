import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';

/** Why words were redacted; `removed`: the item was removed completely, for a legal reason. */
export const RedactionKind = z.enum([
  'secret',
  'personal-data',
  'customer',
  'legal',
  'other',
  'removed',
]);
export type RedactionKind = z.infer<typeof RedactionKind>;

/** The kinds that people can select for a redaction. */
export const RedactionReason = RedactionKind.exclude(['removed']);
export type RedactionReason = z.infer<typeof RedactionReason>;

/** A redaction of an item, without the words. */
export const Redaction = z
  .object({ kind: RedactionKind, reason: z.string(), at: Instant, by: ActorRef })
  .meta({ id: 'Redaction' });
export type Redaction = z.infer<typeof Redaction>;

const start = z.coerce.number().int().min(0).optional();
const end = z.coerce.number().int().min(1).optional();
const part = { incident: z.string().max(60), id: Id, start, end };
const bothEnds = (input: { start?: number | undefined; end?: number | undefined }) =>
  (input.start === undefined) === (input.end === undefined);
const inOrder = (input: { start?: number | undefined; end?: number | undefined }) =>
  (input.start ?? 0) < (input.end ?? Infinity);

/**
 * What a redaction would remove. `id` names the revision in whose text `start` and `end` count
 * UTF-16 units; without them it is the full item.
 */
export const PreviewRedaction = z
  .object(part)
  .refine(bothEnds, 'Give both ends of the part, or neither')
  .refine(inOrder, 'The part ends before it starts');
export type PreviewRedaction = z.input<typeof PreviewRedaction>;

export const RedactEvidence = z
  .object({
    ...part,
    kind: RedactionReason,
    /** Visible to everyone who sees the item. */
    reason: z.string().trim().min(1, 'Give a reason without the redacted text').max(500),
    /** Also in other items of the record that contain the same words. */
    everywhere: z.boolean().optional(),
    /**
     * Also where people wrote the same words in the incident: in events, findings and follow-ups
     * with their history, and in the report and its versions.
     */
    alsoWritten: z.boolean().optional(),
  })
  .refine(bothEnds, 'Give both ends of the part, or neither')
  .refine(inOrder, 'The part ends before it starts');
export type RedactEvidence = z.input<typeof RedactEvidence>;

export const RedactionPreview = z
  .object({
    /** How many revisions of the item contain the words. */
    revisions: z.int(),
    /** False if the words are too short to search for elsewhere. */
    isLookedFor: z.boolean(),
    otherItems: z.int(),
    /** Events, findings and follow-ups in which people wrote them, and sections of the report. */
    written: z.int(),
    reportSections: z.int(),
  })
  .meta({ id: 'RedactionPreview' });
export type RedactionPreview = z.infer<typeof RedactionPreview>;
