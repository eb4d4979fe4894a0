import { z } from 'zod';
import { authorship } from '../access/schema.ts';
import { Citation, CitationInput } from '../evidence/citation.ts';
import { Cursor, Id, Instant } from '../ids.ts';
import { ofIncident, sortBy } from '../inputs.ts';
import { FollowUpIssue } from '../tracker/schema.ts';
import {
  followUpIntents,
  followUpSorts,
  followUpStates,
  incidentFollowUpSorts,
} from '../vocabulary.ts';

/** The goal of the work. */
export const FollowUpIntent = z.enum(followUpIntents);
export type FollowUpIntent = z.infer<typeof FollowUpIntent>;

export const FollowUpState = z.enum(followUpStates);
export type FollowUpState = z.infer<typeof FollowUpState>;

/**
 * The possible next states of a follow-up. The same state again rewords its verification or reason.
 */
export const followUpTransitions: Record<FollowUpState, readonly FollowUpState[]> = {
  open: ['in-progress', 'done', 'wont-do'],
  'in-progress': ['done', 'open', 'wont-do'],
  done: ['verified', 'in-progress', 'open'],
  verified: ['verified', 'in-progress', 'open'],
  'wont-do': ['wont-do', 'in-progress', 'open'],
};

/** A date without a time: `2026-03-31`. */
export const Day = z.iso.date('Write a day as 2026-03-31');

/** The owner. The name is the account's when it was assigned. */
export const FollowUpOwner = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('account'), accountId: Id, name: z.string() }),
    z.object({ type: z.literal('person'), name: z.string() }),
    z.object({ type: z.literal('team'), name: z.string() }),
  ])
  .meta({ id: 'FollowUpOwner' });
export type FollowUpOwner = z.infer<typeof FollowUpOwner>;

/**
 * A question to the writer of a follow-up. Offsets count UTF-16 units of the field; null if
 * something is missing.
 */
export const FollowUpQuestion = z
  .object({
    rule: z.string(),
    field: z.enum(['text', 'doneWhen', 'owner']),
    quoted: z.string().nullable(),
    start: z.int().nullable(),
    end: z.int().nullable(),
    question: z.string(),
    source: z.string(),
  })
  .meta({ id: 'FollowUpQuestion' });
export type FollowUpQuestion = z.infer<typeof FollowUpQuestion>;

/** A policy that applies to a follow-up: what it says is missing, or why it has no answer. */
export const FollowUpAsk = z
  .object({ policyId: Id, name: z.string(), sentence: z.string(), problem: z.string().nullable() })
  .meta({ id: 'FollowUpAsk' });
export type FollowUpAsk = z.infer<typeof FollowUpAsk>;

/** What someone said about alerts and errors that came back after the follow-up was done. */
export const RecurrenceAnswer = z
  .object({
    cameBack: z.boolean(),
    reason: z.string(),
    by: z.string(),
    at: Instant,
    /** The alerts and log lines: no one is asked about them again. */
    evidenceIds: z.array(Id),
  })
  .meta({ id: 'RecurrenceAnswer' });
export type RecurrenceAnswer = z.infer<typeof RecurrenceAnswer>;

export const FollowUp = z
  .object({
    id: Id,
    incidentId: Id,
    incidentRef: z.string(),
    incidentTitle: z.string(),
    text: z.string(),
    intent: FollowUpIntent,
    /** The factor or decision that it addresses. */
    origin: z
      .object({ findingId: Id, type: z.enum(['factor', 'decision']), statement: z.string() })
      .nullable(),
    owner: FollowUpOwner.nullable(),
    /** How anyone can check that it is done. */
    doneWhen: z.string(),
    dueOn: z.string().nullable(),
    /** Not finished, and past its due date (in UTC). */
    isOverdue: z.boolean(),
    trackerUrl: z.string().nullable(),
    /** The issue that it is synced with. */
    issue: FollowUpIssue.nullable(),
    state: FollowUpState,
    /** Since when it has been in this state. */
    stateAt: Instant,
    /** What shows that it works; the citations are its evidence. */
    verification: z.string(),
    wontDoReason: z.string(),
    /** Null: no one was asked whether it came back. */
    recurrences: z.array(RecurrenceAnswer).nullable(),
    citations: z.array(Citation),
    /** Asked until the wording is changed or the question is dismissed. */
    questions: z.array(FollowUpQuestion),
    /** What policies ask now. */
    asks: z.array(FollowUpAsk),
    /** Rules whose question the writer has dismissed. */
    meant: z.array(z.string()),
    ...authorship,
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'FollowUp' });
export type FollowUp = z.infer<typeof FollowUp>;

/**
 * The follow-ups of an incident, waiting ones first; `lastChange` is the reader's newest change
 * that can be undone.
 */
export const FollowUps = z
  .object({
    items: z.array(FollowUp),
    lastChange: z.object({ activityId: z.string(), what: z.string() }).nullable(),
  })
  .meta({ id: 'FollowUps' });
export type FollowUps = z.infer<typeof FollowUps>;

/** The result of a change: the current follow-ups, removed ones, and what undoes it. */
export const FollowUpChange = z
  .object({ followUps: z.array(FollowUp), removed: z.array(Id), activityId: z.string() })
  .meta({ id: 'FollowUpChange' });
export type FollowUpChange = z.infer<typeof FollowUpChange>;

const name = z.string().trim().min(1, 'Name the owner').max(200);
const OwnerInput = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('account'), accountId: Id }),
    z.object({ type: z.literal('person'), name }),
    z.object({ type: z.literal('team'), name }),
  ])
  .nullable();

/** The URL of a ticket: a page, never a script. */
export const WebLink = z
  .url({ protocol: /^https?$/, error: 'Link to a page: https://…' })
  .max(2_000)
  .refine((text) => /^https?:\/\//i.test(text), 'Link to a page: https://…');

const fields = {
  text: z.string().trim().min(1, 'Describe the action').max(2_000),
  intent: FollowUpIntent,
  originId: Id.nullable(),
  owner: OwnerInput,
  doneWhen: z.string().trim().max(2_000),
  dueOn: Day.nullable(),
  trackerUrl: WebLink.nullable(),
  meant: z
    .array(z.string().regex(/^[a-z][a-z-]{0,59}$/, "Use the name of the question's rule"))
    .max(30),
};

/** The caller creates `id`, so that a repeated request does not add another follow-up. */
export const AddFollowUp = z.object({
  incident: z.string(),
  id: Id.optional(),
  text: fields.text,
  intent: fields.intent,
  originId: fields.originId.optional(),
  owner: fields.owner.optional(),
  doneWhen: fields.doneWhen.optional(),
  dueOn: fields.dueOn.optional(),
  trackerUrl: fields.trackerUrl.optional(),
  meant: fields.meant.optional(),
});
export type AddFollowUp = z.input<typeof AddFollowUp>;

export const ChangeFollowUp = z.object({
  id: Id,
  version: z.int(),
  ...z.object(fields).partial().shape,
});
export type ChangeFollowUp = z.input<typeof ChangeFollowUp>;

/** `verification` goes with verified and can cite evidence, `reason` with wont-do. */
export const ChangeFollowUpStatus = z.object({
  id: Id,
  version: z.int(),
  to: FollowUpState,
  verification: z.string().trim().max(20_000).optional(),
  citations: z.array(CitationInput).max(200).optional(),
  reason: z.string().trim().max(20_000).optional(),
});
export type ChangeFollowUpStatus = z.input<typeof ChangeFollowUpStatus>;

export type FollowUpSort = (typeof followUpSorts)[number];

export type IncidentFollowUpSort = (typeof incidentFollowUpSorts)[number];
export type IncidentFollowUpOrder = IncidentFollowUpSort | `-${IncidentFollowUpSort}`;

/** The follow-ups of an incident, in the order they were added or by a column. */
export const IncidentFollowUps = ofIncident.extend({ sort: sortBy(incidentFollowUpSorts) });

/**
 * Follow-ups across incidents. `owner` is `me`, `none`, or a name; `olderThanDays` counts from
 * when it was added; `unfinished` ones are open or in progress. Links and scripts of earlier
 * versions say `nobody` for `none`.
 */
export const FollowUpFilter = z.object({
  incident: z.string().max(60).optional(),
  owner: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .overwrite((owner) => (owner === 'nobody' ? 'none' : owner))
    .optional(),
  intent: FollowUpIntent.optional(),
  state: z.enum([...FollowUpState.options, 'unfinished']).optional(),
  olderThanDays: z.coerce.number().int().min(0).max(3_650).optional(),
  overdue: z.enum(['true', 'false']).optional(),
  /** Only those that a policy asks about. A page can then have fewer than `limit`, also none. */
  asked: z.enum(['true', 'false']).optional(),
  /** Due on this day or before. */
  dueBy: Day.optional(),
  sort: sortBy(followUpSorts),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type FollowUpFilter = z.input<typeof FollowUpFilter>;

/** From which age, in days, each band of unfinished follow-ups starts. */
export const followUpAgeDays = [0, 7, 30, 90, 365] as const;

export const FollowUpAgingFilter = FollowUpFilter.omit({
  asked: true,
  sort: true,
  cursor: true,
  limit: true,
});
export type FollowUpAgingFilter = z.input<typeof FollowUpAgingFilter>;

/** Unfinished follow-ups by age, with medians in days; null if there are none. */
export const FollowUpAging = z
  .object({
    n: z.int(),
    medianDays: z.number().nullable(),
    overdue: z.object({ n: z.int(), medianDays: z.number().nullable() }),
    /** Each band ends where the next one starts. */
    bands: z.array(z.object({ fromDays: z.int(), n: z.int(), overdue: z.int() })),
  })
  .meta({ id: 'FollowUpAging' });
export type FollowUpAging = z.infer<typeof FollowUpAging>;

/** Whether the problem came back. Yes reopens the follow-up, no needs a reason. */
export const AnswerRecurrence = z
  .object({
    id: Id,
    version: z.int(),
    cameBack: z.boolean(),
    reason: z.string().trim().max(2_000).default(''),
    evidenceIds: z.array(Id).min(1, 'Name what came back').max(100),
  })
  .refine(({ cameBack, reason }) => cameBack || reason !== '', {
    path: ['reason'],
    message: 'Say why it is something else',
  });
export type AnswerRecurrence = z.input<typeof AnswerRecurrence>;
