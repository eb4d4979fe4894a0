import { z } from 'zod';
import { ActorRef } from './access.ts';
import { EditionLine, ReaderQuestionLine } from './bundle-editions.ts';
import { ProposalLine } from './bundle-proposal.ts';
import { RedactionLine } from './bundle-redaction.ts';
import { count, hash, id, name, time, version } from './bundle-fields.ts';
import { EvidenceDetails, EvidenceRevision, ImportState, Mark } from './evidence.ts';
import { entryContents } from './inquiry.ts';
import { FollowUpIntent, FollowUpOwner, FollowUpState } from './follow-up.ts';
import { Id, Instant } from './ids.ts';
import { Incident, Severity, Zone } from './incident.ts';
import { MilestoneKind } from './milestone.ts';
import { Participant } from './people.ts';
import { RedactionKind } from './redaction.ts';
import { TimelineEvent } from './timeline.ts';
import {
  EntryType,
  EvidenceKind,
  Format,
  LinkKind,
  Marker,
  Mode,
  Precision,
  Stance,
  Status,
  StepKind,
  Visibility,
} from './words.ts';

/** The bundle: a whole incident as JSON Lines, described in docs/bundle-format.md. A change that an older Debrief cannot read raises the version. */
export const bundleVersion = 1;

const Header = z.strictObject({
  debrief: z.literal('bundle'),
  version: z.literal(bundleVersion),
  type: z.literal('bundle'),
  /** What the incident was called where it was first exported. */
  ref: z.string().regex(/^INC-[1-9]\d{0,8}$/, 'Name the incident as INC-12'),
  incidentId: id,
});

const IncidentLine = z.strictObject({
  type: z.literal('incident'),
  id,
  title: name,
  summary: z.string(),
  severity: Severity.nullable(),
  status: Status,
  mode: Mode,
  visibility: Visibility,
  zone: Zone,
  services: z.array(name).default([]),
  teams: z.array(name).default([]),
  isDemo: z.boolean(),
  createdAt: time,
  createdBy: ActorRef.strict(),
  updatedAt: time,
  version,
});

const SourceLine = z.strictObject({
  type: z.literal('source'),
  id,
  kind: z.string(),
  key: z.string(),
  name: z.string(),
  clockOffsetMs: z.int32(),
});
const StreamLine = z.strictObject({
  type: z.literal('stream'),
  id,
  sourceId: id,
  key: z.string(),
  name: z.string(),
});
const ScopeLine = z.strictObject({
  type: z.literal('scope'),
  streamId: id,
  from: time.nullable(),
  until: time.nullable(),
});
const PersonLine = z.strictObject({
  type: z.literal('person'),
  id,
  name: z.string(),
  mergedInto: id.nullable(),
  version,
});
const IdentityLine = z.strictObject({
  type: z.literal('identity'),
  id,
  sourceId: id,
  key: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  isBot: z.boolean(),
  personId: id,
});
const PersonRoleLine = z.strictObject({
  type: z.literal('person-role'),
  personId: id,
  roles: z.array(name),
  version,
});
const StreamMemberLine = z.strictObject({
  type: z.literal('stream-member'),
  streamId: id,
  identityId: id,
});
const DeclinedMatchLine = z.strictObject({ type: z.literal('declined-match'), one: id, other: id });

const ImportLine = z.strictObject({
  type: z.literal('import'),
  id,
  sourceId: id.nullable(),
  name: z.string(),
  format: Format,
  contentHash: z.string(),
  bytes: z.int().min(0),
  bytesRead: z.int().min(0),
  state: ImportState.exclude(['running']),
  read: count,
  stored: count,
  known: count,
  rejected: count,
  revised: count,
  vanished: count,
  marked: count,
  mapping: z.record(z.string(), z.string()),
  problem: z.string().nullable(),
  aliveAt: time,
  startedAt: time,
  startedBy: ActorRef.strict(),
  endedAt: time,
});
const RejectionLine = z.strictObject({
  type: z.literal('rejection'),
  importId: id,
  number: z.int32().min(1),
  place: z.string(),
  reason: z.string(),
  excerpt: z.string(),
});

/** One revision of one item, with its times as the clock of its source gave them. */
const EvidenceLine = z.strictObject({
  type: z.literal('evidence'),
  id,
  itemId: id,
  streamId: id,
  importId: id,
  key: z.string(),
  revision: z.int32().min(1),
  revises: id.nullable(),
  change: EvidenceRevision.shape.change,
  kind: EvidenceKind,
  occurredAt: time,
  untilAt: time.nullable(),
  knownAt: time.nullable(),
  recordedAt: time,
  precision: Precision,
  zoneOffset: z.int().min(-32_768).max(32_767).nullable(),
  identityId: id.nullable(),
  isBot: z.boolean(),
  text: z.string(),
  repliesToKey: z.string().nullable(),
  details: EvidenceDetails,
  marks: z.array(Mark),
  payload: z.string(),
  payloadEncoding: EvidenceRevision.shape.payloadEncoding,
  contentHash: z.string(),
  reactions: z.array(z.strictObject({ identityId: id, name: z.string() })),
});

const EventLine = z.strictObject({
  type: z.literal('event'),
  id,
  title: name,
  text: z.string(),
  at: time,
  until: time.nullable(),
  precision: Precision,
  marker: Marker,
  perspectivePersonId: id.nullable(),
  perspectiveTeam: z.string().nullable(),
  recollectionOf: z.string().nullable(),
  createdAt: time,
  createdBy: ActorRef.strict(),
  updatedAt: time,
  updatedBy: ActorRef.strict(),
  removedAt: time.nullable(),
  version,
});
/** The content of each type as it is kept: what a bundle carries. */
const EntryContent = {
  hypothesis: z.strictObject({
    ...entryContents.hypothesis,
    steps: z
      .array(
        z.strictObject({
          id: Id,
          kind: StepKind,
          at: Instant,
          precision: Precision,
          by: z.string(),
          note: z.string(),
        }),
      )
      .min(1),
  }),
  decision: z.strictObject(entryContents.decision),
  question: z.strictObject(entryContents.question),
  factor: z.strictObject(entryContents.factor),
  impact: z.strictObject(entryContents.impact),
} as const satisfies Record<EntryType, z.ZodType>;

/** What every entry of the inquiry has; `content` by its type. */
const entryFields = { id, statement: name, at: time, precision: Precision };
const EntryLine = z.strictObject({
  type: z.literal('entry'),
  ...entryFields,
  entryType: EntryType,
  content: z.union([
    EntryContent.hypothesis,
    EntryContent.decision,
    EntryContent.question,
    EntryContent.factor,
    EntryContent.impact,
  ]),
  /** In order; `part` is the step of a hypothesis that cites. */
  citations: z.array(
    z.strictObject({
      id,
      evidenceId: id,
      stance: Stance,
      quoteStart: count.nullable(),
      quoteEnd: count.nullable(),
      part: id.nullable(),
    }),
  ),
  createdAt: time,
  createdBy: ActorRef.strict(),
  updatedAt: time,
  updatedBy: ActorRef.strict(),
  removedAt: time.nullable(),
  version,
});
const FactorLinkLine = z.strictObject({
  type: z.literal('factor-link'),
  id,
  from: id,
  to: id,
  kind: LinkKind,
});
/** What every follow-up has, kept and in its history alike. An owner's account is the one that it had where this was written. */
const followUpFields = {
  id,
  text: name,
  intent: FollowUpIntent,
  /** A factor or a decision. */
  originId: id.nullable(),
  owner: FollowUpOwner.nullable(),
  endState: z.string(),
  dueOn: z.iso.date().nullable(),
  trackerUrl: z
    .string()
    .regex(/^https?:\/\//i, 'A tracker is a page: https://…')
    .nullable(),
  state: FollowUpState,
  stateAt: time,
  verification: z.string(),
  declineReason: z.string(),
  meant: z.array(z.string()),
};
/** What shows that it works belongs to verified, the reason to declined: so the database holds it. */
const isSettled = (one: { state: FollowUpState; verification: string; declineReason: string }) =>
  (one.verification !== '') === (one.state === 'verified') &&
  (one.declineReason !== '') === (one.state === 'declined');
const unsettled = 'A verified follow-up says what shows it, a declined one why, and no other does';

const FollowUpLine = z
  .strictObject({
    type: z.literal('follow-up'),
    ...followUpFields,
    /** What its verification rests on, in order. */
    citations: z.array(
      z.strictObject({
        id,
        evidenceId: id,
        stance: Stance,
        quoteStart: count.nullable(),
        quoteEnd: count.nullable(),
      }),
    ),
    createdAt: time,
    createdBy: ActorRef.strict(),
    updatedAt: time,
    updatedBy: ActorRef.strict(),
    removedAt: time.nullable(),
    version,
  })
  .refine(isSettled, unsettled);
const MilestoneLine = z.strictObject({
  type: z.literal('milestone'),
  kind: MilestoneKind,
  at: time,
  precision: Precision,
  eventId: id.nullable(),
  note: z.string(),
  setAt: time,
  setBy: ActorRef.strict(),
  version,
});
const CitationLine = z.strictObject({
  type: z.literal('citation'),
  eventId: id,
  position: count,
  id,
  evidenceId: id,
  stance: Stance,
  quoteStart: count.nullable(),
  quoteEnd: count.nullable(),
});
/** The living report: all changes of its shared document as one (Yjs, first encoding), in base64. */
const ReportLine = z.strictObject({
  type: z.literal('report'),
  state: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/, 'Write the document in base64'),
  createdAt: time,
  createdBy: ActorRef.strict(),
  updatedAt: time,
  updatedBy: ActorRef.strict(),
});
const ActivityLine = z.strictObject({
  type: z.literal('activity'),
  /** Counts the activity lines from 1. */
  position: z.int32().min(1),
  kind: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
  at: time,
  by: ActorRef.strict(),
  /** Null where the activity undoes another one. */
  subjectId: z.string().nullable(),
  /** The position of the activity that this one undoes. */
  undoes: z.int32().min(1).nullable(),
  before: z.unknown(),
  after: z.unknown(),
});
const EndLine = z.strictObject({
  type: z.literal('end'),
  /** How many lines of each type stand before this one. */
  counts: z.record(z.string(), z.int().min(1)),
  /** Of all bytes before this line, line ends included. */
  sha256: hash,
});

/** The lines of a bundle, in the order of their sections. */
export const BundleLine = z.discriminatedUnion('type', [
  Header,
  IncidentLine,
  SourceLine,
  StreamLine,
  ScopeLine,
  PersonLine,
  IdentityLine,
  PersonRoleLine,
  StreamMemberLine,
  DeclinedMatchLine,
  ImportLine,
  RejectionLine,
  EvidenceLine,
  RedactionLine,
  EventLine,
  MilestoneLine,
  EntryLine,
  FactorLinkLine,
  FollowUpLine,
  ProposalLine,
  CitationLine,
  ReportLine,
  EditionLine,
  ReaderQuestionLine,
  ActivityLine,
  EndLine,
]);
export type BundleLine = z.infer<typeof BundleLine>;
export type BundleType = BundleLine['type'];
/** One line of one type: `BundleOf<'evidence'>`. */
export type BundleOf<T extends BundleType> = Extract<BundleLine, { type: T }>;

/** The order of the sections. */
export const bundleOrder = BundleLine.options.map((option) => option.shape.type.value);

const stateCitation = z.object({
  id,
  evidenceId: id,
  quoteStart: count.nullable(),
  quoteEnd: count.nullable(),
  stance: Stance,
  part: id.nullish(),
});

/** Which states, if any, an activity of this kind holds before and after: those that undoing writes back. */
export function statesIn(kind: string): 'event' | 'entry' | 'follow-up' | null {
  const [thing, what] = kind.split('.');
  if (thing === 'event' || thing === 'follow-up') return thing;
  const isEntry = thing === 'inquiry' || EntryType.options.some((type) => type === thing);
  return isEntry && what !== 'linked' && what !== 'unlinked' ? 'entry' : null;
}

/** What undoing reads of the history: the state of an entry before or after a change. */
export const BundleEntryState = z.object({
  ...entryFields,
  type: EntryType,
  content: z.record(z.string(), z.unknown()),
  citations: z.array(stateCitation),
  isRemoved: z.boolean(),
  version,
});

/** What undoing reads of the history: the state of a follow-up before or after a change. */
export const BundleFollowUpState = z
  .object({ ...followUpFields, citations: z.array(stateCitation), isRemoved: z.boolean(), version })
  .refine(isSettled, unsettled);

/** What undoing reads of the history: the state of a timeline event before or after a change. */
export const BundleEventState = z.object({
  id,
  title: name,
  text: z.string(),
  at: time,
  until: time.nullable(),
  precision: Precision,
  marker: Marker,
  perspective: z.discriminatedUnion('type', [
    z.object({ type: z.literal('shared') }),
    z.object({ type: z.literal('person'), personId: id }),
    z.object({ type: z.literal('team'), team: name }),
  ]),
  recollectionOf: z.string().nullable(),
  citations: z.array(stateCitation),
  isRemoved: z.boolean(),
  version,
});

/** What `debrief export --format json` writes: the incident to read, not to import. */
export const IncidentDocument = z.object({
  debrief: z.literal('incident'),
  version: z.literal(1),
  incident: Incident.omit({ can: true }),
  /** The whole record in the scope of the incident: how many items, from when to when. */
  record: z.object({ count: z.int(), firstAt: Instant.nullable(), lastAt: Instant.nullable() }),
  people: z.array(Participant.omit({ can: true, version: true, rolesVersion: true })),
  timeline: z.array(
    TimelineEvent.omit({ can: true, incidentId: true, citations: true }).extend({
      citations: z.array(
        z.object({
          /** The number of the evidence below. */
          evidence: z.int(),
          stance: Stance,
          /** UTF-16 units of the text; null where all of it is cited. */
          quoteStart: z.int().nullable(),
          quoteEnd: z.int().nullable(),
          quote: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** Each cited revision once, in the order in which the timeline first cites it. */
  evidence: z.array(
    z.object({
      number: z.int(),
      id: Id,
      itemId: Id,
      kind: EvidenceKind,
      sourceName: z.string(),
      streamName: z.string(),
      authorName: z.string().nullable(),
      occurredAt: Instant,
      precision: Precision,
      zoneOffset: z.int().nullable(),
      text: z.string(),
      hasChangedSince: z.boolean(),
      redacted: RedactionKind.nullable(),
    }),
  ),
});
export type IncidentDocument = z.infer<typeof IncidentDocument>;
