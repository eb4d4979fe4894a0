import { z } from 'zod';
import { Id } from '../ids.ts';
import { StoryForm, StoryPart } from '../words.ts';

/**
 * A finding of a check: about a sentence (offsets in its text), or about the story if `claimId` is
 * null. A question, never a mark.
 */
export const StoryFinding = z
  .object({
    rule: z.string(),
    title: z.string(),
    source: z.string(),
    claimId: Id.nullable(),
    start: z.int().nullable(),
    end: z.int().nullable(),
    quoted: z.string(),
    question: z.string(),
    why: z.string(),
    /** The key of its dismissal, and whether it is dismissed. */
    meantAs: z.string(),
    isMeant: z.boolean(),
  })
  .meta({ id: 'StoryFinding' });
export type StoryFinding = z.infer<typeof StoryFinding>;

/**
 * The checks of a story: their questions, which of them ran for its language, and why the others
 * did not.
 */
export const StoryChecks = z
  .object({
    language: z.string(),
    findings: z.array(StoryFinding),
    ran: z.array(z.string()),
    notRun: z.array(z.object({ rule: z.string(), why: z.string() })),
  })
  .meta({ id: 'StoryChecks' });
export type StoryChecks = z.infer<typeof StoryChecks>;

/**
 * A story in one format, only from its own sentences, with the format's guidelines and what was
 * left out.
 */
export const StoryPreview = z
  .object({
    form: StoryForm,
    title: z.string(),
    sections: z.array(z.object({ heading: z.string(), claimIds: z.array(Id), text: z.string() })),
    text: z.string(),
    words: z.int(),
    seconds: z.object({ usual: z.int(), fast: z.int(), slow: z.int() }),
    budget: z.object({ words: z.int(), seconds: z.int().nullable() }),
    leftOut: z.array(z.object({ claimId: Id, text: z.string(), why: z.string() })),
  })
  .meta({ id: 'StoryPreview' });
export type StoryPreview = z.infer<typeof StoryPreview>;

export const ReplacementDecision = z.enum(['undecided', 'replace', 'keep']);
export type ReplacementDecision = z.infer<typeof ReplacementDecision>;

/**
 * Something that would identify people, places or amounts: its replacement, and the decision about
 * it.
 */
export const StoryReplacement = z
  .object({
    kind: z.string(),
    text: z.string(),
    replacement: z.string(),
    why: z.string(),
    decision: ReplacementDecision,
    /** The words around each occurrence. */
    places: z.array(z.object({ before: z.string(), after: z.string() })),
  })
  .meta({ id: 'StoryReplacement' });
export type StoryReplacement = z.infer<typeof StoryReplacement>;

/** A story in its shareable form. `text` is null until every replacement is decided. */
export const ShareableStory = z
  .object({
    form: StoryForm,
    title: z.string(),
    replacements: z.array(StoryReplacement),
    undecided: z.int(),
    text: z.string().nullable(),
  })
  .meta({ id: 'ShareableStory' });
export type ShareableStory = z.infer<typeof ShareableStory>;

export const DecideReplacement = z.object({
  id: Id,
  kind: z.string().max(40),
  text: z.string().min(1).max(2_000),
  decision: ReplacementDecision,
  replacement: z.string().trim().max(500).optional(),
});
export type DecideReplacement = z.input<typeof DecideReplacement>;

const form = StoryForm.optional();
/** `claims` are the sentences that can be used, comma-separated (default: all). */
export const FormQuery = z.object({
  id: Id,
  form: StoryForm,
  claims: z
    .string()
    .max(20_000)
    .transform((list) => list.split(',').filter((one) => one !== ''))
    .pipe(z.array(Id))
    .optional(),
});
export type FormQuery = z.input<typeof FormQuery>;
export const ShareableQuery = z.object({ id: Id, form });
export type ShareableQuery = z.input<typeof ShareableQuery>;
export const ExportStory = z.object({
  id: Id,
  format: z.enum(['markdown', 'html']),
  for: z.enum(['internal', 'shareable']),
  form,
});
export type ExportStory = z.input<typeof ExportStory>;

/** A gap to fill, in a story or an exemplar. */
export const StoryGap = z
  .object({
    number: z.int(),
    kind: z.enum(['part', 'task', 'action', 'result', 'number']),
    claim: z.int(),
    prompt: z.string(),
    shown: z.string(),
    options: z.array(z.string()).nullable(),
  })
  .meta({ id: 'StoryGap' });
export type StoryGap = z.infer<typeof StoryGap>;

export const CheckedGap = z
  .object({ number: z.int(), isRight: z.boolean(), answer: z.string(), explanation: z.string() })
  .meta({ id: 'CheckedGap' });
export type CheckedGap = z.infer<typeof CheckedGap>;

export const AnswerGap = z.object({
  id: z.string().max(60),
  number: z.int().min(0).max(5_000),
  answer: z.string().max(4_000),
});
export type AnswerGap = z.input<typeof AnswerGap>;

/** An example story that comes with Debrief, with notes on why each sentence works. */
export const StoryExemplar = z
  .object({
    id: z.string(),
    title: z.string(),
    role: z.string(),
    language: z.string(),
    claims: z.array(z.object({ part: StoryPart, text: z.string(), note: z.string() })),
  })
  .meta({ id: 'StoryExemplar' });
export type StoryExemplar = z.infer<typeof StoryExemplar>;
