import { z } from 'zod';
import { authorship } from '../access/schema.ts';
import { Citation, CitationInput } from '../evidence/citation.ts';
import { Id, Instant } from '../ids.ts';
import { Known } from '../known-at.ts';
import {
  FindingType,
  FactorKind,
  HypothesisStatus,
  ImpactOn,
  LinkKind,
  ObservationKind,
  Precision,
  Reproduction,
  Reversibility,
  StepKind,
} from '../words.ts';

const statement = z.string().trim().min(1, 'Write a sentence').max(2_000);
const line = z.string().trim().max(500);
const prose = z.string().max(20_000);
const count = z.number().min(0).max(1e12).nullable();
const window = z
  .object({ from: Instant, until: Instant.nullable() })
  .refine(
    (one) => one.until === null || Date.parse(one.from) <= Date.parse(one.until),
    'The time range ends before it starts',
  );

const option = z.object({
  text: line.min(1, 'Name the option'),
  tradeOff: prose,
  isChosen: z.boolean(),
});

/** A count in a comparison: of a stage of a pipeline, or of one definition of a number. */
const stage = z.object({
  name: line.min(1, 'Name the stage'),
  count: z.number().min(0).max(1e15),
  /** The share of the previous stage that is expected to be lost, 0 to 1; null for none. */
  expectedLoss: z.number().min(0).max(1).nullable(),
  definition: prose,
});
export type Stage = z.infer<typeof stage>;

/** One of the accounts that differ: whose it is, what it says, and its event in the timeline. */
const account = z
  .object({ eventId: Id.nullable(), whose: line, says: prose })
  .refine(
    (one) => one.eventId !== null || one.says.trim() !== '',
    'Write what this account says, or select its event',
  );
export type DifferingAccount = z.infer<typeof account>;
const figure = z.number().min(-1e15).max(1e15).nullable();

/**
 * The content of each type, other than common fields. Time spent is in milliseconds, money in
 * integer units of its currency.
 */
export const findingContents = {
  hypothesis: { timeSpentMs: z.int().min(0).max(3.2e10).nullable(), lesson: prose },
  decision: {
    role: line,
    known: prose,
    unknown: prose,
    options: z.array(option).max(20),
    reversibility: Reversibility,
    abortCriteria: prose,
    whySpeed: prose,
    tradeOffs: prose,
    outcome: prose,
  },
  question: { askedBy: line, askedOf: line, answer: prose, answeredBy: line },
  factor: { kind: FactorKind, sense: prose, belief: prose, reality: prose },
  impact: {
    on: ImpactOn,
    who: prose,
    howMany: count,
    howItFelt: prose,
    money: count,
    currency: z.string().trim().max(10),
    calculation: prose,
    hours: count,
    nights: count,
    pulledIn: count,
    repair: prose,
    windows: z.array(window).max(50),
  },
  observation: {
    kind: ObservationKind,
    /** Where it was seen: a dashboard, a log, a table. */
    source: line,
    query: prose,
    method: prose,
    reproduced: Reproduction,
    value: figure,
    baseline: figure,
    unit: line,
    stages: z.array(stage).max(100),
    conclusion: prose,
  },
  contradiction: {
    accounts: z.array(account).min(2, 'Add at least two accounts').max(20),
    explanation: prose,
  },
} as const satisfies Record<FindingType, z.ZodRawShape>;

/** A status update of a hypothesis: who made it (a person or a role), when, and its evidence. */
export const Step = z
  .object({
    id: Id,
    kind: StepKind,
    at: Instant,
    precision: Precision,
    by: z.string(),
    note: z.string(),
    citations: z.array(Citation),
  })
  .meta({ id: 'Step' });
export type Step = z.infer<typeof Step>;

const common = {
  id: Id,
  incidentId: Id,
  statement: z.string(),
  /** When it came up in the incident. */
  at: Instant,
  precision: Precision,
  /** When the responders knew it, as confirmed by a person. */
  knownAt: Instant.nullable(),
  knownSince: Known,
  citations: z.array(Citation),
  ...authorship,
  can: z.object({ change: z.boolean() }),
};

export const Hypothesis = z
  .object({
    type: z.literal('hypothesis'),
    ...common,
    ...findingContents.hypothesis,
    status: HypothesisStatus,
    steps: z.array(Step),
    /** As entered, or from the first to the last update; null while it is open without an entry. */
    tookMs: z.int().nullable(),
    /** Ruled out after it had cost time. */
    isRedHerring: z.boolean(),
  })
  .meta({ id: 'Hypothesis' });
export type Hypothesis = z.infer<typeof Hypothesis>;

/**
 * `elapsedMs` is the time since the incident started for its responders (the milestone `detected`,
 * else the first event); negative for a decision before that. `isBeforeEvidence`: nothing in the
 * record is as old, so its time may be wrong, or a part of the record is missing.
 */
export const Decision = z
  .object({
    type: z.literal('decision'),
    ...common,
    ...findingContents.decision,
    elapsedMs: z.int().nullable(),
    isBeforeEvidence: z.boolean(),
  })
  .meta({ id: 'Decision' });
export type Decision = z.infer<typeof Decision>;
export const Question = z
  .object({
    type: z.literal('question'),
    ...common,
    ...findingContents.question,
    isAnswered: z.boolean(),
  })
  .meta({ id: 'Question' });
export type Question = z.infer<typeof Question>;
export const Factor = z
  .object({ type: z.literal('factor'), ...common, ...findingContents.factor })
  .meta({ id: 'Factor' });
export type Factor = z.infer<typeof Factor>;
export const Impact = z
  .object({ type: z.literal('impact'), ...common, ...findingContents.impact })
  .meta({ id: 'Impact' });
export type Impact = z.infer<typeof Impact>;

/** What people looked at, reproduced, measured or compared while they searched for the cause. */
export const Observation = z
  .object({ type: z.literal('observation'), ...common, ...findingContents.observation })
  .meta({ id: 'Observation' });
export type Observation = z.infer<typeof Observation>;

/** Accounts that differ. Nothing resolves it: both accounts stay. */
export const Contradiction = z
  .object({ type: z.literal('contradiction'), ...common, ...findingContents.contradiction })
  .meta({ id: 'Contradiction' });
export type Contradiction = z.infer<typeof Contradiction>;

export const Finding = z.discriminatedUnion('type', [
  Hypothesis,
  Decision,
  Question,
  Factor,
  Impact,
  Observation,
  Contradiction,
]);
export type Finding = z.infer<typeof Finding>;

/** `from` made possible, led to, made worse or limited `to`. */
export const FactorLink = z
  .object({ id: Id, from: Id, to: Id, kind: LinkKind })
  .meta({ id: 'FactorLink' });
export type FactorLink = z.infer<typeof FactorLink>;

/** A time range of impact: an event of the type impact, or a range of an impact finding. */
export const ImpactWindow = z
  .object({
    from: Instant,
    until: Instant.nullable(),
    source: z.enum(['event', 'finding']),
    id: Id,
    title: z.string(),
    status: z.enum(['value', 'running', 'missing']),
    ms: z.int().nullable(),
  })
  .meta({ id: 'ImpactWindow' });
export type ImpactWindow = z.infer<typeof ImpactWindow>;

export const Investigation = z
  .object({
    findings: z.array(Finding),
    /** When someone was affected, and for how long in total; null if an end is not known. */
    impact: z.object({ windows: z.array(ImpactWindow), ms: z.int().nullable() }),
    links: z.array(FactorLink),
    /** Factors that form cycles, each cycle once: allowed, and worth a look. */
    cycles: z.array(z.array(Id)),
    lastChange: z.object({ activityId: z.string(), what: z.string() }).nullable(),
  })
  .meta({ id: 'Investigation' });
export type Investigation = z.infer<typeof Investigation>;

/** The result of a change: the current findings and links, removed ones, and what undoes it. */
export const InvestigationChange = z
  .object({
    findings: z.array(Finding),
    links: z.array(FactorLink),
    removed: z.array(Id),
    activityId: z.string(),
  })
  .meta({ id: 'InvestigationChange' });
export type InvestigationChange = z.infer<typeof InvestigationChange>;

const citations = z.array(CitationInput).max(200);
/**
 * The caller creates `id`, so that a repeated request does not add another finding. Without `at`,
 * the earliest cited evidence gives the time.
 */
const added = {
  incident: z.string(),
  id: Id.optional(),
  statement,
  at: Instant.optional(),
  precision: Precision.optional(),
  knownAt: Instant.nullish(),
  citations: citations.optional(),
};
const by = { by: line.optional() };

export const AddFinding = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hypothesis'),
    ...added,
    ...by,
    ...z.object(findingContents.hypothesis).partial().shape,
  }),
  z.object({
    type: z.literal('decision'),
    ...added,
    ...z.object(findingContents.decision).partial().shape,
  }),
  z.object({
    type: z.literal('question'),
    ...added,
    ...z.object(findingContents.question).partial().shape,
  }),
  z.object({
    type: z.literal('factor'),
    ...added,
    ...z.object(findingContents.factor).partial().shape,
  }),
  z.object({
    type: z.literal('impact'),
    ...added,
    ...z.object(findingContents.impact).partial().shape,
  }),
  z.object({
    type: z.literal('observation'),
    ...added,
    ...z.object(findingContents.observation).partial().shape,
  }),
  z.object({
    type: z.literal('contradiction'),
    ...added,
    ...z.object(findingContents.contradiction).partial({ explanation: true }).shape,
  }),
]);
export type AddFinding = z.input<typeof AddFinding>;

const changed = {
  id: Id,
  version: z.int(),
  statement: statement.optional(),
  at: Instant.optional(),
  precision: Precision.optional(),
  knownAt: Instant.nullish(),
  citations: citations.optional(),
};

export const ChangeFinding = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hypothesis'),
    ...changed,
    ...z.object(findingContents.hypothesis).partial().shape,
  }),
  z.object({
    type: z.literal('decision'),
    ...changed,
    ...z.object(findingContents.decision).partial().shape,
  }),
  z.object({
    type: z.literal('question'),
    ...changed,
    ...z.object(findingContents.question).partial().shape,
  }),
  z.object({
    type: z.literal('factor'),
    ...changed,
    ...z.object(findingContents.factor).partial().shape,
  }),
  z.object({
    type: z.literal('impact'),
    ...changed,
    ...z.object(findingContents.impact).partial().shape,
  }),
  z.object({
    type: z.literal('observation'),
    ...changed,
    ...z.object(findingContents.observation).partial().shape,
  }),
  z.object({
    type: z.literal('contradiction'),
    ...changed,
    ...z.object(findingContents.contradiction).partial().shape,
  }),
]);
export type ChangeFinding = z.input<typeof ChangeFinding>;

/** `stepId` edits or (with `isRemoved`) removes an update instead of adding one. */
export const UpdateStatus = z.object({
  id: Id,
  version: z.int(),
  stepId: Id.optional(),
  isRemoved: z.boolean().optional(),
  kind: StepKind.optional(),
  at: Instant.optional(),
  precision: Precision.optional(),
  by: line.optional(),
  note: prose.optional(),
  citations: citations.optional(),
});
export type UpdateStatus = z.input<typeof UpdateStatus>;

export const LinkFactors = z
  .object({ incident: z.string(), from: Id, to: Id, kind: LinkKind })
  .refine((link) => link.from !== link.to, 'Select two different factors');
export type LinkFactors = z.infer<typeof LinkFactors>;

/**
 * Whys from the outcome back: each becomes a factor that led to the one before. The first can be an
 * existing factor. The caller creates `ids`, one for each new factor, so that a repeated request
 * does not add another path.
 */
export const AddFiveWhys = z
  .object({
    incident: z.string(),
    outcome: statement.optional(),
    outcomeId: Id.optional(),
    whys: z.array(statement).min(1, 'Write at least one why').max(20),
    ids: z.array(Id).optional(),
  })
  .refine(
    (chain) => (chain.outcome === undefined) !== (chain.outcomeId === undefined),
    'Start with an existing factor, or describe what happened',
  )
  .refine(
    ({ ids, whys, outcome }) =>
      !ids || new Set(ids).size === whys.length + (outcome === undefined ? 0 : 1),
    'Send a different id for each new factor',
  );
export type AddFiveWhys = z.input<typeof AddFiveWhys>;
