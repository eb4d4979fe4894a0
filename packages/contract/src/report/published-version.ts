import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Citation } from '../evidence/citation.ts';
import { Id, Instant } from '../ids.ts';
import { Severity } from '../incident/schema.ts';
import { Zone } from '../zone.ts';
import {
  Contradiction,
  Observation,
  Decision,
  Factor,
  FactorLink,
  Hypothesis,
  Impact,
  Question,
  Step,
} from '../investigation/schema.ts';
import { CiteTarget, ReportDocument } from './document.ts';
import { Known, knownAt, MaskedReport } from '../known-at.ts';
import { TimelineEvent } from '../timeline/schema.ts';
import { FindingType, Precision } from '../words.ts';
import { Day, WebLink } from '../follow-up/schema.ts';
import { SmallCount } from '../small-count.ts';
import { independences, readerRoles, usePlaces } from '../vocabulary.ts';
import { VersionUse } from './version-use.ts';

/**
 * `internal`: everyone who can see the incident. `restricted`: of those, the named readers and the
 * publisher.
 */
export const VersionVisibility = z.enum(['internal', 'restricted']);
export type VersionVisibility = z.infer<typeof VersionVisibility>;

/** The evidence of a frozen row: ids and offsets, never the words. */
export const FrozenCite = Citation.pick({
  evidenceId: true,
  quoteStart: true,
  quoteEnd: true,
  stance: true,
});
export type FrozenCite = z.infer<typeof FrozenCite>;
const cites = z.array(FrozenCite);
/** Older versions don't have `knownSince`. */
const frozen = { cites, knownSince: Known.optional() };

export const FrozenEvent = TimelineEvent.pick({
  id: true,
  at: true,
  until: true,
  precision: true,
  type: true,
  title: true,
  text: true,
  perspectiveName: true,
  recollectionOf: true,
}).extend(frozen);
export type FrozenEvent = z.infer<typeof FrozenEvent>;

const common = {
  createdAt: true,
  createdBy: true,
  updatedAt: true,
  updatedBy: true,
  incidentId: true,
  version: true,
  can: true,
  citations: true,
  type: true,
  knownAt: true,
  knownSince: true,
} as const;
export const FrozenHypothesis = Hypothesis.omit({
  ...common,
  steps: true,
  timeSpentMs: true,
}).extend({
  ...frozen,
  steps: z.array(Step.omit({ citations: true }).extend({ cites })),
});
export type FrozenHypothesis = z.infer<typeof FrozenHypothesis>;
export const FrozenDecision = Decision.omit({ ...common, isBeforeEvidence: true }).extend(frozen);
export type FrozenDecision = z.infer<typeof FrozenDecision>;
export const FrozenFactor = Factor.omit(common).extend(frozen);
export type FrozenFactor = z.infer<typeof FrozenFactor>;
export const FrozenImpact = Impact.omit(common).extend(frozen);
export type FrozenImpact = z.infer<typeof FrozenImpact>;
export const FrozenQuestion = Question.omit(common).extend(frozen);
export type FrozenQuestion = z.infer<typeof FrozenQuestion>;
export const FrozenObservation = Observation.omit(common).extend(frozen);
export type FrozenObservation = z.infer<typeof FrozenObservation>;
/** An account without words has those of its event. */
export const FrozenContradiction = Contradiction.omit(common).extend(frozen);
export type FrozenContradiction = z.infer<typeof FrozenContradiction>;
/** `knownAt`: if its event became known later. */
export const FrozenMilestone = z.object({
  name: z.string(),
  at: Instant,
  knownAt: Instant.optional(),
  precision: Precision,
  note: z.string(),
});
/** Older versions have no precision. */
export const FrozenDuration = z.object({
  name: z.string(),
  status: z.enum(['value', 'running', 'missing', 'invalid']),
  ms: z.int().nullable(),
  precision: Precision.optional(),
});
export const FrozenFollowUp = z.object({
  id: Id,
  text: z.string(),
  intent: z.string(),
  state: z.string(),
  owner: z.string().nullable(),
  dueOn: z.iso.date().nullable(),
  trackerUrl: z.string().nullable(),
  doneWhen: z.string(),
});
export type FrozenFollowUp = z.infer<typeof FrozenFollowUp>;

/** Older versions have no roles. */
export const FrozenPerson = z.object({
  name: z.string(),
  isObserver: z.boolean(),
  roles: z.array(z.string()).optional(),
});
export type FrozenPerson = z.infer<typeof FrozenPerson>;

export const FrozenLive = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('milestones'),
    milestones: z.array(FrozenMilestone),
    durations: z.array(FrozenDuration),
  }),
  z.object({ kind: z.literal('timeline'), events: z.array(FrozenEvent) }),
  z.object({ kind: z.literal('hypotheses'), hypotheses: z.array(FrozenHypothesis) }),
  z.object({ kind: z.literal('decisions'), decisions: z.array(FrozenDecision) }),
  z.object({
    kind: z.literal('factors'),
    factors: z.array(FrozenFactor),
    links: z.array(FactorLink),
  }),
  z.object({ kind: z.literal('impact'), impacts: z.array(FrozenImpact) }),
  z.object({ kind: z.literal('follow-ups'), followUps: z.array(FrozenFollowUp) }),
  z.object({ kind: z.literal('questions'), questions: z.array(FrozenQuestion) }),
  z.object({ kind: z.literal('observations'), observations: z.array(FrozenObservation) }),
  z.object({ kind: z.literal('contradictions'), contradictions: z.array(FrozenContradiction) }),
  z.object({ kind: z.literal('people'), people: z.array(FrozenPerson) }),
]);
export type FrozenLive = z.infer<typeof FrozenLive>;

/**
 * What a chip in the text refers to, with its label then. Evidence has no label: its words are
 * loaded when someone reads.
 */
export const CitedTarget = z.object({
  target: CiteTarget,
  targetId: Id,
  what: z.union([FindingType, z.enum(['evidence', 'event'])]),
  label: z.string(),
  at: Instant.nullable(),
  precision: Precision.nullable(),
  ...frozen,
});
export type CitedTarget = z.infer<typeof CitedTarget>;

/** Who investigated, and how close they were to the incident when the version was published. */
export const FrozenInvestigator = z.object({
  name: z.string(),
  independence: z.enum(independences),
  reasons: z.array(z.string()),
});
export type FrozenInvestigator = z.infer<typeof FrozenInvestigator>;

/** A published version as stored: everything except the words of evidence. */
export const VersionContent = z.object({
  document: ReportDocument,
  live: z.array(z.object({ id: Id, data: FrozenLive })),
  targets: z.array(CitedTarget),
  incident: z.object({
    title: z.string(),
    severity: Severity.nullable(),
    zone: Zone,
    firstAt: Instant.nullable(),
    lastAt: Instant.nullable(),
  }),
  /** Those who accepted. Older versions, and masked ones, have none. */
  investigators: z.array(FrozenInvestigator).optional(),
  /** A version that shows only what was known at a time. */
  masked: MaskedReport.optional(),
});
export type VersionContent = z.infer<typeof VersionContent>;

export const PublishedVersion = z
  .object({
    id: Id,
    incidentId: Id,
    ref: z.string(),
    number: z.int(),
    title: z.string(),
    /** What has changed since the version before. */
    summary: z.string(),
    visibility: VersionVisibility,
    /** Of a restricted version, for its publisher and those who can change it. */
    readers: z.array(z.object({ accountId: Id, name: z.string() })).nullable(),
    publishedAt: Instant,
    publishedBy: ActorRef,
    unpublished: z.object({ at: Instant, by: ActorRef, reason: z.string() }).nullable(),
    isNewest: z.boolean(),
    path: z.string(),
    words: z.int(),
    /** The reading time of the article and of everything. */
    minutes: z.object({ article: z.int(), all: z.int() }),
    can: z.object({ unpublish: z.boolean(), ask: z.boolean(), answer: z.boolean() }),
  })
  .meta({ id: 'PublishedVersion' });
export type PublishedVersion = z.infer<typeof PublishedVersion>;

export const Readership = z
  .object({
    /** Without those who wrote or published the report. */
    readers: SmallCount,
    /** Readers who came to the middle, and to the end. */
    depth: z.object({ half: SmallCount, end: SmallCount }),
    /** Readers who read it after 30, 90 and 365 days; null for days that are not over. */
    later: z.array(z.object({ days: z.int(), readers: SmallCount.nullable() })),
    /** Questions that readers asked about this version. */
    questions: z.int(),
    /** Published reports of other incidents that refer to this one, of those the actor can read. */
    citedBy: z.array(z.object({ incident: z.string(), title: z.string() })),
    /** Readers who took no part in the incident and, when they read it, were in none of its teams. */
    outside: SmallCount,
    /** Readers by role, as the directory says, largest first; only roles that are shown. */
    roles: z.array(z.object({ role: z.enum(readerRoles), readers: SmallCount })),
    /** What this review was used in, the newest first: of all its versions that the actor can read. */
    usedIn: z.array(VersionUse),
    learned: SmallCount,
    /** What readers say they learned, without names and in no order. */
    lines: z.array(z.string()),
    /** The actor's own entry, if any. */
    mine: z.object({ line: z.string() }).nullable(),
  })
  .meta({ id: 'Readership' });
export type Readership = z.infer<typeof Readership>;

/** A question that a reader asked in the margin of a published version. */
export const ReaderQuestion = z
  .object({
    id: Id,
    publishedVersionId: Id,
    number: z.int(),
    sectionId: Id,
    sectionTitle: z.string(),
    /** The words of the version that it is about; empty if it is about the section. */
    quote: z.string(),
    text: z.string(),
    askedAt: Instant,
    askedBy: ActorRef,
    answer: z.string().nullable(),
    answeredAt: Instant.nullable(),
    answeredBy: ActorRef.nullable(),
    version: z.int(),
    can: z.object({ answer: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: 'ReaderQuestion' });
export type ReaderQuestion = z.infer<typeof ReaderQuestion>;

const inSection = { sectionId: Id.nullable(), section: z.string() };

/** What to check before publishing. `gone` and `isEmpty` prevent publishing; the rest is advice. */
export const Readiness = z
  .object({
    state: z.string(),
    isEmpty: z.boolean(),
    gone: z.array(z.object({ ...inSection, what: z.string() })),
    uncited: z.array(z.object({ ...inSection, count: z.int() })),
    openHypotheses: z.array(z.string()),
    openQuestions: z.array(z.string()),
    openSuggestions: z.int(),
    /** The differences from the newest version that the reader can read; null before the first. */
    since: z
      .object({
        number: z.int(),
        sections: z.array(
          z.object({
            ...inSection,
            how: z.enum(['new', 'gone', 'changed', 'marked']),
            added: z.int(),
            removed: z.int(),
          }),
        ),
      })
      .nullable(),
    /** The number of the next version. */
    next: z.int(),
    masked: MaskedReport.optional(),
    can: z.object({ publish: z.boolean() }),
  })
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof Readiness>;

const incident = z.string().max(60);
export const VersionNumber = z.coerce.number().int().min(1).max(100_000);
export const VersionKey = z.object({ incident, number: VersionNumber });

/** `depth`: how far the reader came, in percent of the report. */
/** The caller creates `id`, so that a repeated request does not add another one. */
export const AddVersionUse = VersionKey.extend({
  id: Id.optional(),
  usedIn: z.enum(usePlaces),
  /** Today (UTC) if it is absent. */
  usedOn: Day.optional(),
  link: WebLink.nullish(),
  note: z.string().trim().max(500).optional(),
});
export type AddVersionUse = z.input<typeof AddVersionUse>;
export const MarkRead = VersionKey.extend({ depth: z.number().min(0).max(100).optional() });
export type MarkRead = z.input<typeof MarkRead>;

export const PublishVersion = z.object({
  incident,
  /** The draft that the publisher has seen, from readiness or the report. */
  state: z.string().max(2_000),
  title: z.string().trim().max(300).optional(),
  summary: z.string().trim().max(2_000).optional(),
  /** Publish only what was known at this time. */
  knownAt,
  visibility: VersionVisibility.optional(),
  readers: z.array(Id).max(500).optional(),
});
export type PublishVersion = z.input<typeof PublishVersion>;

export const UnpublishVersion = VersionKey.extend({
  reason: z.string().trim().min(1, 'Give a reason for people who have the link').max(2_000),
});
export type UnpublishVersion = z.input<typeof UnpublishVersion>;

export const VersionFormat = z.enum(['markdown', 'html', 'pdf']);
export type VersionFormat = z.infer<typeof VersionFormat>;

export const ExportVersion = z.object({
  incident,
  number: VersionNumber.optional(),
  format: VersionFormat,
  knownAt,
});
export type ExportVersion = z.input<typeof ExportVersion>;

export const AskQuestion = VersionKey.extend({
  sectionId: Id,
  quote: z.string().trim().max(1_000).optional(),
  text: z.string().trim().min(1, 'Write your question').max(2_000),
});
export type AskQuestion = z.input<typeof AskQuestion>;
export const AnswerQuestion = z.object({
  id: Id,
  version: z.int(),
  answer: z.string().trim().min(1, 'Write an answer').max(5_000),
});
export type AnswerQuestion = z.input<typeof AnswerQuestion>;
export const WithdrawQuestion = z.object({ id: Id, version: z.coerce.number().int() });
export type WithdrawQuestion = z.input<typeof WithdrawQuestion>;
export const SayLearned = VersionKey.extend({ line: z.string().trim().max(300).optional() });
export type SayLearned = z.input<typeof SayLearned>;
