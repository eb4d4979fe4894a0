import { z } from 'zod';
import { Id } from '../ids.ts';
import { EvidencePlace } from '../review/schema.ts';
import { cueKinds, interviewReasons } from './words.ts';

export const InterviewReason = z.object({
  kind: z.enum(interviewReasons),
  text: z.string(),
  evidence: z.array(EvidencePlace),
});
export type InterviewReason = z.infer<typeof InterviewReason>;

/** Someone to interview. The person is null for a name that wrote nothing in the record. */
export const InterviewProposal = z
  .object({
    personId: Id.nullable(),
    name: z.string(),
    team: z.string().nullable(),
    reasons: z.array(InterviewReason),
  })
  .meta({ id: 'InterviewProposal' });
export type InterviewProposal = z.infer<typeof InterviewProposal>;

export const CueKind = z.enum(cueKinds);
export type CueKind = z.infer<typeof CueKind>;

/** A question for a person about a sentence that they wrote. Offsets are UTF-16 units of its item. */
export const PreparedQuestion = z
  .object({
    cue: CueKind,
    text: z.string(),
    quote: z.string(),
    quoteStart: z.int(),
    quoteEnd: z.int(),
    place: EvidencePlace,
  })
  .meta({ id: 'PreparedQuestion' });
export type PreparedQuestion = z.infer<typeof PreparedQuestion>;

export const PreparedQuestions = z
  .object({
    openers: z.array(z.string()),
    items: z.array(PreparedQuestion),
    /** What they wrote is in English: other languages have no cues. */
    isEnglish: z.boolean(),
    /** Questions about the technology, for any interview. */
    more: z.array(z.string()),
  })
  .meta({ id: 'PreparedQuestions' });
export type PreparedQuestions = z.infer<typeof PreparedQuestions>;
