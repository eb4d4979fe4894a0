import { z } from 'zod';
import { authorship } from '../access/schema.ts';
import { Citation, CitationInput } from '../evidence/schema.ts';
import { Cursor, Id, Instant } from '../ids.ts';

/** What the work is for. */
export const FollowUpIntent = z.enum(['recover', 'prevent', 'detect', 'mitigate', 'learn']);
export type FollowUpIntent = z.infer<typeof FollowUpIntent>;

export const FollowUpState = z.enum(['open', 'in-progress', 'done', 'verified', 'wont-do']);
export type FollowUpState = z.infer<typeof FollowUpState>;

/** Where a follow-up may go from each state. A verification and a reason can be put in other words: the same state again. */
export const followUpTransitions: Record<FollowUpState, readonly FollowUpState[]> = {
  open: ['in-progress', 'done', 'wont-do'],
  'in-progress': ['done', 'open', 'wont-do'],
  done: ['verified', 'in-progress', 'open'],
  verified: ['verified', 'in-progress', 'open'],
  'wont-do': ['wont-do', 'in-progress', 'open'],
};

/** A day without a time: `2026-03-31`. */
export const Day = z.iso.date('Write a day as 2026-03-31');

/** Who sees to it. The name is the one that the account had when it was given the work. */
export const FollowUpOwner = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('account'), accountId: Id, name: z.string() }),
    z.object({ type: z.literal('person'), name: z.string() }),
    z.object({ type: z.literal('team'), name: z.string() }),
  ])
  .meta({ id: 'FollowUpOwner' });
export type FollowUpOwner = z.infer<typeof FollowUpOwner>;

/** A question back to the writer of a follow-up. Offsets count UTF-16 units of the field; null where something is missing altogether. */
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

export const FollowUp = z
  .object({
    id: Id,
    incidentId: Id,
    incidentRef: z.string(),
    incidentTitle: z.string(),
    text: z.string(),
    intent: FollowUpIntent,
    /** The factor or the decision that it answers. */
    origin: z
      .object({ findingId: Id, type: z.enum(['factor', 'decision']), statement: z.string() })
      .nullable(),
    owner: FollowUpOwner.nullable(),
    /** How anybody can check that it is done. */
    doneWhen: z.string(),
    dueOn: z.string().nullable(),
    /** Not finished when its day was over (in UTC). */
    isOverdue: z.boolean(),
    trackerUrl: z.string().nullable(),
    state: FollowUpState,
    /** Since when it is in this state. */
    stateAt: Instant,
    /** What shows that it works; the citations are what this rests on. */
    verification: z.string(),
    wontDoReason: z.string(),
    citations: z.array(Citation),
    /** Asked until the words are changed, or meant so. */
    questions: z.array(FollowUpQuestion),
    /** Rules whose question the writer has answered with “it is meant so”. */
    meant: z.array(z.string()),
    ...authorship,
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'FollowUp' });
export type FollowUp = z.infer<typeof FollowUp>;

/** The follow-ups of one incident, those that wait first; `lastChange` is the newest change that the reader made and can undo. */
export const FollowUps = z
  .object({
    items: z.array(FollowUp),
    lastChange: z.object({ activityId: z.string(), what: z.string() }).nullable(),
  })
  .meta({ id: 'FollowUps' });
export type FollowUps = z.infer<typeof FollowUps>;

/** The result of a change: the follow-ups as they are now, what is gone, and what undoes it. */
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

/** Where a ticket may be: a page, never a script. */
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

/** `id` is made by the caller, so that a repeated request adds one follow-up. */
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

/** `verification` goes with verified and may cite evidence, `reason` with wont-do. */
export const ChangeFollowUpStatus = z.object({
  id: Id,
  version: z.int(),
  to: FollowUpState,
  verification: z.string().trim().max(20_000).optional(),
  citations: z.array(CitationInput).max(200).optional(),
  reason: z.string().trim().max(20_000).optional(),
});
export type ChangeFollowUpStatus = z.input<typeof ChangeFollowUpStatus>;

/** Follow-ups across incidents. `owner` is `me`, `nobody`, or a name; `olderThanDays` counts since it was written down;
 * `unfinished` are those that are open or in progress. */
export const FollowUpFilter = z.object({
  incident: z.string().max(60).optional(),
  owner: z.string().trim().min(1).max(200).optional(),
  intent: FollowUpIntent.optional(),
  state: z.enum([...FollowUpState.options, 'unfinished']).optional(),
  olderThanDays: z.coerce.number().int().min(0).max(3_650).optional(),
  overdue: z.enum(['true', 'false']).optional(),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type FollowUpFilter = z.input<typeof FollowUpFilter>;
