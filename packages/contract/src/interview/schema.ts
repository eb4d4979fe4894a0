import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { incident } from '../inputs.ts';
import { EvidencePlace } from '../review/schema.ts';
import { CueKind } from './proposals.ts';
import {
  interviewLineKinds,
  interviewQuestionStates,
  interviewQuoteForms,
  interviewQuoteStates,
  interviewStates,
} from './words.ts';

const prose = z.string().max(20_000);
const Named = z.object({ accountId: Id, name: z.string() });

export const InterviewState = z.enum(interviewStates);
export type InterviewState = z.infer<typeof InterviewState>;
export const InterviewLineKind = z.enum(interviewLineKinds);
export type InterviewLineKind = z.infer<typeof InterviewLineKind>;

/** A line of the notes. What is off the record can't be sent or promoted. */
export const InterviewLine = z
  .object({
    id: Id,
    kind: InterviewLineKind,
    text: z.string(),
    at: Instant,
    by: z.string(),
    version: z.int(),
  })
  .meta({ id: 'InterviewLine' });
export type InterviewLine = z.infer<typeof InterviewLine>;

export const InterviewQuestion = z
  .object({
    id: Id,
    text: z.string(),
    state: z.enum(interviewQuestionStates),
    cue: CueKind.nullable(),
    /** What the person wrote in the record. */
    quote: z.object({ text: z.string(), place: EvidencePlace }).nullable(),
  })
  .meta({ id: 'InterviewQuestion' });
export type InterviewQuestion = z.infer<typeof InterviewQuestion>;

/** Words that were sent to the person: a quote, or a fact in the words of the interviewer. */
export const InterviewQuote = z
  .object({
    id: Id,
    form: z.enum(interviewQuoteForms),
    text: z.string(),
    state: z.enum(interviewQuoteStates),
    answeredAt: Instant.nullable(),
    /** Its item in the record, once it was promoted. */
    promoted: EvidencePlace.nullable(),
    version: z.int(),
  })
  .meta({ id: 'InterviewQuote' });
export type InterviewQuote = z.infer<typeof InterviewQuote>;

const appointment = {
  id: Id,
  incidentRef: z.string(),
  incidentTitle: z.string(),
  state: InterviewState,
  interviewers: z.array(Named),
  scribe: Named.nullable(),
  startsAt: Instant.nullable(),
  minutes: z.int(),
  place: z.string(),
};

/** Who is interviewed: a person of the record, else an account, else a name. */
const Interviewed = z.object({
  personId: Id.nullable(),
  accountId: Id.nullable(),
  name: z.string(),
});

/** An interview in a list of those that the reader leads or takes notes in. */
export const InterviewSummary = z
  .object({ ...appointment, person: Interviewed })
  .meta({ id: 'InterviewSummary' });
export type InterviewSummary = z.infer<typeof InterviewSummary>;

export const Interview = z
  .object({
    ...appointment,
    incidentId: Id,
    person: Interviewed,
    /** What the person agrees to: who sees the notes, and how long they are kept. */
    consent: z.string(),
    questions: z.array(InterviewQuestion),
    lines: z.array(InterviewLine),
    quotes: z.array(InterviewQuote.extend({ lineId: Id })),
    version: z.int(),
    can: z.object({ write: z.boolean(), promote: z.boolean() }),
  })
  .meta({ id: 'Interview' });
export type Interview = z.infer<typeof Interview>;

/** What the person who is interviewed sees. */
export const OwnInterview = z
  .object({ ...appointment, consent: z.string(), quotes: z.array(InterviewQuote) })
  .meta({ id: 'OwnInterview' });
export type OwnInterview = z.infer<typeof OwnInterview>;

const settings = {
  startsAt: Instant.nullable(),
  minutes: z.int().min(5).max(240),
  place: z.string().trim().max(500),
  consent: prose,
  interviewers: z.array(Id).min(1, 'Name at least one interviewer').max(5),
  scribe: Id.nullable(),
};

/** The caller creates `id`, so that a repeated request does not plan another one. */
export const PlanInterview = z.object({
  incident,
  id: Id.optional(),
  /** One of these: a person of the record, an account, or only a name. */
  person: z.union([
    z.object({ personId: Id }),
    z.object({ accountId: Id }),
    z.object({ name: z.string().trim().min(1, 'Name the person').max(200) }),
  ]),
  ...z.object(settings).partial().shape,
});
export type PlanInterview = z.input<typeof PlanInterview>;

export const ChangeInterview = z.object({
  id: Id,
  version: z.int(),
  /** Only `held`: the other states follow from the time and from declining. */
  state: z.literal('held').optional(),
  ...z.object(settings).partial().shape,
});
export type ChangeInterview = z.input<typeof ChangeInterview>;

/** `version` is null for a new line. */
export const WriteLine = z.object({
  id: Id,
  lineId: Id,
  version: z.int().nullable(),
  kind: InterviewLineKind,
  text: z.string().trim().min(1, 'Write something').max(20_000),
});
export type WriteLine = z.input<typeof WriteLine>;

export const OfLine = z.object({ id: Id, lineId: Id });

/** Adds a question, or changes what is known of it. */
export const WriteQuestion = z.object({
  id: Id,
  questionId: Id,
  text: z.string().trim().min(1, 'Write a question').max(2_000).optional(),
  state: z.enum(interviewQuestionStates).optional(),
});
export type WriteQuestion = z.input<typeof WriteQuestion>;

export const SendQuote = z.object({ id: Id, lineId: Id });
export type SendQuote = z.input<typeof SendQuote>;
export const OfQuote = z.object({ id: Id, quoteId: Id });

/** `text` changes the words. */
export const AnswerQuote = z.object({
  id: Id,
  version: z.int(),
  answer: z.enum(['approve', 'change', 'withdraw']),
  text: z.string().trim().min(1, 'Write what you would like to say').max(20_000).optional(),
});
export type AnswerQuote = z.input<typeof AnswerQuote>;

export const QuestionsOf = z.object({ incident, personId: Id.optional() });
export type QuestionsOf = z.input<typeof QuestionsOf>;
