import { z } from 'zod';
import { CommentMention, CommentTarget } from '../comment/schema.ts';
import {
  FollowUpIntent,
  FollowUpOwner,
  FollowUpState,
  RecurrenceAnswer,
} from '../follow-up/schema.ts';
import { Id, Instant } from '../ids.ts';
import { meetingFields } from '../meeting/schema.ts';
import { reviewFields } from '../review/schema.ts';
import { runFields } from '../runbook/schema.ts';
import { safeguardFields } from '../safeguard/schema.ts';
import { findingContents } from '../investigation/schema.ts';
import { itemKinds, type ItemKind } from '../activity-kind.ts';
import { FindingType, LinkKind, EventType, Precision, Stance, StepKind } from '../words.ts';
import { count, id, name, time, version, written } from './fields.ts';

const citation = z.strictObject({
  id,
  evidenceId: id,
  quoteStart: count.nullable(),
  quoteEnd: count.nullable(),
  stance: Stance,
  /** The status update of a hypothesis that has the citation. */
  part: id.nullable(),
});

/** Bundles of earlier versions do not have it. */
const knownAt = time.nullable().default(null);

const eventFields = {
  title: name,
  text: z.string(),
  at: time,
  until: time.nullable(),
  precision: Precision,
  type: EventType,
  perspective: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('shared') }),
    z.strictObject({ type: z.literal('person'), personId: id }),
    z.strictObject({ type: z.literal('team'), team: name }),
    z.strictObject({ type: z.literal('customer'), customer: name }),
  ]),
  recollectionOf: z.string().nullable(),
  knownAt,
};

const step = z.strictObject({
  id: Id,
  kind: StepKind,
  at: Instant,
  precision: Precision,
  by: z.string(),
  note: z.string(),
});
const content = {
  hypothesis: z.strictObject({ ...findingContents.hypothesis, steps: z.array(step).min(1) }),
  decision: z.strictObject(findingContents.decision),
  question: z.strictObject(findingContents.question),
  factor: z.strictObject(findingContents.factor),
  impact: z.strictObject(findingContents.impact),
  observation: z.strictObject(findingContents.observation),
  contradiction: z.strictObject(findingContents.contradiction),
} as const satisfies Record<FindingType, z.ZodType>;

/** The union would also accept the content of another type. */
function hasOwnContent(finding: { type: FindingType; content: unknown }): boolean {
  return content[finding.type].safeParse(finding.content).success;
}

const findingFields = {
  type: FindingType,
  statement: name,
  at: time,
  precision: Precision,
  knownAt,
};

const followUpFields = {
  text: name,
  intent: FollowUpIntent,
  /** A factor or a decision. */
  originId: id.nullable(),
  /** The account is from the installation that exported the bundle. */
  owner: FollowUpOwner.nullable(),
  doneWhen: z.string(),
  dueOn: z.iso.date().nullable(),
  trackerUrl: z
    .string()
    .regex(/^https?:\/\//i, 'A tracker link is a page: https://…')
    .nullable(),
  state: FollowUpState,
  stateAt: time,
  verification: z.string(),
  wontDoReason: z.string(),
  meant: z.array(z.string()),
  recurrences: z.array(RecurrenceAnswer).nullable().default(null),
};

const commentFields = {
  text: name,
  target: CommentTarget,
  /** The first comment of the thread; null for that comment itself. */
  threadId: id.nullable(),
  quote: z.string(),
  /** The accounts are from the installation that exported the bundle. */
  mentions: z.array(CommentMention),
  resolvedAt: time.nullable(),
};

/** Only a verified follow-up has a verification, and only one that won't be done a reason. */
const isConsistent = (one: { state: FollowUpState; verification: string; wontDoReason: string }) =>
  (one.verification !== '') === (one.state === 'verified') &&
  (one.wontDoReason !== '') === (one.state === 'wont-do');
const inconsistent =
  "Only a verified follow-up has a verification, and only one that won't be done has a reason";

/** The state of each kind of item in a bundle. The order of fields is their order in the file. */
export const itemStates = {
  event: z.strictObject({ id, ...eventFields, citations: z.array(citation) }),
  finding: z
    .strictObject({
      id,
      ...findingFields,
      content: z.union(Object.values(content)),
      citations: z.array(citation),
    })
    .refine(hasOwnContent, 'The content belongs to a finding of another type'),
  'follow-up': z
    .strictObject({ id, ...followUpFields, citations: z.array(citation) })
    .refine(isConsistent, inconsistent),
  comment: z.strictObject({ id, ...commentFields, citations: z.array(citation) }),
  /** The accounts are from the installation that exported the bundle. */
  review: z.strictObject({ id, ...reviewFields, citations: z.array(citation) }),
  meeting: z.strictObject({ id, ...meetingFields, citations: z.array(citation) }),
  safeguard: z.strictObject({ id, ...safeguardFields, citations: z.array(citation) }),
  'runbook-run': z.strictObject({ id, ...runFields, citations: z.array(citation) }),
} as const satisfies Record<ItemKind, z.ZodType>;

const historyFields = {
  citations: z.array(citation.extend({ part: id.nullish() }).loose()),
  isRemoved: z.boolean(),
  version,
};

/** The state of each kind of item before or after a change, as far as undo reads it. */
export const itemHistoryStates = {
  event: z.object({ id, ...eventFields, ...historyFields }),
  finding: z.object({
    id,
    ...findingFields,
    content: z.record(z.string(), z.unknown()),
    ...historyFields,
  }),
  'follow-up': z
    .object({ id, ...followUpFields, ...historyFields })
    .refine(isConsistent, inconsistent),
  comment: z.object({ id, ...commentFields, ...historyFields }),
  review: z.object({ id, ...reviewFields, ...historyFields }),
  meeting: z.object({ id, ...meetingFields, ...historyFields }),
  safeguard: z.object({ id, ...safeguardFields, ...historyFields }),
  'runbook-run': z.object({ id, ...runFields, ...historyFields }),
} as const satisfies Record<ItemKind, z.ZodType>;

function itemLine<Kind extends ItemKind>(kind: Kind) {
  return z.strictObject({
    type: z.literal(kind),
    state: itemStates[kind],
    ...written,
    removedAt: time.nullable(),
    version,
  });
}

type ItemLineSchema = { [Kind in ItemKind]: ReturnType<typeof itemLine<Kind>> }[ItemKind];

/**
 * A line for each kind of item, in their order. The cast holds because each kind gives its own
 * schema.
 */
export const itemLineSchemas = itemKinds.map((kind) => itemLine(kind) as ItemLineSchema);

export const FactorLinkLine = z.strictObject({
  type: z.literal('factor-link'),
  id,
  from: id,
  to: id,
  kind: LinkKind,
});
