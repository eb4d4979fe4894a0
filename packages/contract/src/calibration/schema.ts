import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { Precision } from '../words.ts';
import { ofGuestLink } from '../guest/schema.ts';

export const CalibrationKind = z.enum(['event', 'finding', 'report']);
export type CalibrationKind = z.infer<typeof CalibrationKind>;

/** What a person says about an entry; `name-off` asks to take their name out of its words. */
export const CalibrationVerdict = z.enum(['confirmed', 'corrected', 'context', 'name-off']);
export type CalibrationVerdict = z.infer<typeof CalibrationVerdict>;

/** An entry is also a quote or a fact of an interview; its person can withdraw it. */
export const CalibrationEntryKind = z.enum([...CalibrationKind.options, 'quote']);
export type CalibrationEntryKind = z.infer<typeof CalibrationEntryKind>;
export const CalibrationAnswer = z.enum([...CalibrationVerdict.options, 'withdrawn']);
export type CalibrationAnswer = z.infer<typeof CalibrationAnswer>;

export const CalibrationLine = z.object({
  at: Instant,
  precision: Precision,
  authorName: z.string().nullable(),
  text: z.string(),
});
export type CalibrationLine = z.infer<typeof CalibrationLine>;

/** Evidence that an entry cites, with the lines around it that the person may see. */
export const CalibrationQuote = CalibrationLine.extend({
  evidenceId: Id,
  /** The person wrote it. */
  isOwn: z.boolean(),
  before: z.array(CalibrationLine),
  after: z.array(CalibrationLine),
});
export type CalibrationQuote = z.infer<typeof CalibrationQuote>;

/** One thing that the review says about a person. */
export const CalibrationEntry = z
  .object({
    /** Its kind and place, for example `event:…`. */
    id: z.string(),
    kind: CalibrationEntryKind,
    /** What it is: `Timeline event`, `Hypothesis`, the section of the report, or words of an interview. */
    label: z.string(),
    title: z.string(),
    text: z.string(),
    at: Instant.nullable(),
    precision: Precision.nullable(),
    quotes: z.array(CalibrationQuote),
    /** Names the words as they are now: an answer is about these words. */
    seen: z.string(),
    answer: z
      .object({
        verdict: CalibrationAnswer,
        text: z.string(),
        version: z.int(),
        /** The entry changed after the answer. */
        isStale: z.boolean(),
        /** An editor applied or declined it, so it can't be changed. */
        isDecided: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'CalibrationEntry' });
export type CalibrationEntry = z.infer<typeof CalibrationEntry>;

/** What a person is asked to check. */
export const CalibrationInbox = z
  .object({
    id: Id,
    incident: z.object({ ref: z.string(), title: z.string() }),
    name: z.string(),
    sentBy: z.string(),
    sentAt: Instant,
    finishedAt: Instant.nullable(),
    entries: z.array(CalibrationEntry),
  })
  .meta({ id: 'CalibrationInbox' });
export type CalibrationInbox = z.infer<typeof CalibrationInbox>;

/** A person of the incident and how far they are; what they answered is shown once they finish. */
export const CalibrationPerson = z
  .object({
    personId: Id,
    name: z.string(),
    hasAccount: z.boolean(),
    /** How many entries are about them now. */
    entries: z.int(),
    request: z
      .object({
        id: Id,
        sentAt: Instant,
        sentBy: z.string(),
        openedAt: Instant.nullable(),
        answered: z.int(),
        finishedAt: Instant.nullable(),
        /** When the link ends; null if there is none, because the person has an account. */
        linkExpiresAt: Instant.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'CalibrationPerson' });
export type CalibrationPerson = z.infer<typeof CalibrationPerson>;

export const CalibrationDecision = z.enum(['applied', 'commented', 'declined']);
export type CalibrationDecision = z.infer<typeof CalibrationDecision>;

const Words = z.object({ title: z.string(), text: z.string() });

/** What someone asked to change about an entry, and what became of it. */
export const CalibrationChange = z
  .object({
    /** The answer. */
    id: Id,
    entry: z.string(),
    kind: CalibrationKind,
    label: z.string(),
    name: z.string(),
    verdict: CalibrationVerdict,
    text: z.string(),
    answeredAt: Instant,
    /** The words that the answer is about. */
    before: Words,
    /** The words that applying it makes, or made; null if it can't be applied. */
    after: Words.nullable(),
    /** The entry was changed or removed after the answer. */
    isStale: z.boolean(),
    decision: z
      .object({
        decision: CalibrationDecision,
        reason: z.string(),
        by: z.string(),
        at: Instant,
      })
      .nullable(),
  })
  .meta({ id: 'CalibrationChange' });
export type CalibrationChange = z.infer<typeof CalibrationChange>;

export const Calibration = z
  .object({
    people: z.array(CalibrationPerson),
    /** Open ones first; only of people who have finished. */
    changes: z.array(CalibrationChange),
    /** How many entries were confirmed by at least one person who has finished. */
    confirmed: z.int(),
    can: z.object({ send: z.boolean() }),
  })
  .meta({ id: 'Calibration' });
export type Calibration = z.infer<typeof Calibration>;

export const SendCalibration = z.object({
  incident: z.string(),
  personIds: z.array(Id).min(1, 'Select at least one person').max(200),
});
export type SendCalibration = z.input<typeof SendCalibration>;

export const CalibrationLink = z.object({
  personId: Id,
  name: z.string(),
  /** The link to copy: it is shown only once. */
  path: z.string(),
  expiresAt: Instant,
});
export type CalibrationLink = z.infer<typeof CalibrationLink>;

/** The links of the people without an account. */
export const CalibrationSent = z.object({ links: z.array(CalibrationLink) });
export type CalibrationSent = z.infer<typeof CalibrationSent>;

const answer = {
  entry: z.string().max(200),
  seen: z.string().max(100),
  /** The version of the earlier answer to these words; null if there is none. */
  version: z.int().nullable(),
  verdict: CalibrationAnswer,
  text: z.string().trim().max(5_000).default(''),
};
export const AnswerCalibration = z.object({ id: Id, ...answer });
export type AnswerCalibration = z.input<typeof AnswerCalibration>;
export const AnswerAsGuest = z.object({ ...ofGuestLink, ...answer });
export type AnswerAsGuest = z.input<typeof AnswerAsGuest>;

export const DecideCalibration = z.object({
  /** The answer. */
  id: Id,
  decision: CalibrationDecision,
  /** Needed to decline. */
  reason: z.string().trim().max(2_000).default(''),
});
export type DecideCalibration = z.input<typeof DecideCalibration>;
