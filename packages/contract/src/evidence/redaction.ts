import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';

export const RedactionKind = z.enum(['secret', 'personal-data', 'customer', 'legal', 'other']);
export type RedactionKind = z.infer<typeof RedactionKind>;

/** Stands where a UTF-16 unit of a text was redacted, so that offsets into the text stay right. */
export const maskCharacter = '█';

/** That words of an item are gone: never which. */
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

/** What a redaction would take. `id` names the revision in whose text `start` and `end` count UTF-16 units; without them it is the whole item. */
export const PreviewRedaction = z
  .object(part)
  .refine(bothEnds, 'Give both ends of the part, or neither')
  .refine(inOrder, 'The part ends before it starts');
export type PreviewRedaction = z.input<typeof PreviewRedaction>;

export const RedactEvidence = z
  .object({
    ...part,
    kind: RedactionKind,
    /** Whoever sees the item reads it. */
    reason: z.string().trim().min(1, 'Give a reason without the redacted text').max(500),
    /** Also in the other items of the record that hold the same words. */
    everywhere: z.boolean().optional(),
    /** Also where people wrote the same words in the incident: in events, findings, follow-ups, with the history of these, and in the report and its versions. */
    alsoWritten: z.boolean().optional(),
  })
  .refine(bothEnds, 'Give both ends of the part, or neither')
  .refine(inOrder, 'The part ends before it starts');
export type RedactEvidence = z.input<typeof RedactEvidence>;

export const RedactionPreview = z
  .object({
    /** How many revisions of the item hold the words. */
    revisions: z.int(),
    /** False where the words are too short to look for elsewhere. */
    isLookedFor: z.boolean(),
    otherItems: z.int(),
    /** Events, findings and follow-ups in which people wrote them; and sections of the report. */
    written: z.int(),
    reportSections: z.int(),
  })
  .meta({ id: 'RedactionPreview' });
export type RedactionPreview = z.infer<typeof RedactionPreview>;
