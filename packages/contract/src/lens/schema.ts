import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';

/** What a note is about; the report of an incident is one text, whatever its sections. */
export const LensTargetKind = z.enum(['event', 'finding', 'report']);
export type LensTargetKind = z.infer<typeof LensTargetKind>;

const rule = z.string().regex(/^[a-z-]{2,40}$/, 'Name a rule of the lens');
/** Names a sentence by a hash of its words, so that a note that is kept contains none. */
const sentence = z.string().regex(/^[0-9a-z]{11}$/, 'Name a sentence by its key');

const keptSentence = {
  targetKind: LensTargetKind,
  /** The event, the finding, or the incident for its report. */
  targetId: Id,
  rule,
  sentence,
};

/** A note that was answered with *Keep as is*: the rule does not ask about this sentence again. */
export const KeptNote = z
  .object({ ...keptSentence, keptAt: Instant, keptBy: ActorRef })
  .meta({ id: 'KeptNote' });
export type KeptNote = z.infer<typeof KeptNote>;

export const KeptNotes = z
  .object({ items: z.array(KeptNote), can: z.object({ keep: z.boolean() }) })
  .meta({ id: 'KeptNotes' });
export type KeptNotes = z.infer<typeof KeptNotes>;

export const KeepNote = z.object({ incident: z.string(), ...keptSentence });
export type KeepNote = z.input<typeof KeepNote>;

/** A question of the language lens. Offsets are UTF-16 units of the field or block. */
export const LensNote = z
  .object({
    targetKind: LensTargetKind,
    targetId: Id,
    /** The field of the item, or the section of the report. */
    field: z.string(),
    rule: z.string(),
    name: z.string(),
    question: z.string(),
    source: z.string(),
    /** How often the rule asked rightly, of all labeled sentences that it asked about. */
    precision: z.object({ right: z.int(), of: z.int() }),
    quoted: z.string(),
    start: z.int(),
    end: z.int(),
    sentence: z.string(),
    isKept: z.boolean(),
  })
  .meta({ id: 'LensNote' });
export type LensNote = z.infer<typeof LensNote>;

/** `notRead` counts texts in other languages than English. */
export const LensNotes = z
  .object({ items: z.array(LensNote), notRead: z.int() })
  .meta({ id: 'LensNotes' });
export type LensNotes = z.infer<typeof LensNotes>;
