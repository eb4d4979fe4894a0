import { z } from 'zod';
import { ActorRef, authorship } from '../access/schema.ts';
import { Citation, CitationInput } from '../evidence/citation.ts';
import { Id, Instant } from '../ids.ts';
import { rolloutStages } from '../vocabulary.ts';

const RunbookStep = z.object({ id: Id, text: z.string() });
export type RunbookStep = z.infer<typeof RunbookStep>;

/** How to do something, step by step. It belongs to the server and to no incident. */
export const Runbook = z
  .object({
    id: Id,
    name: z.string(),
    /** Markdown. Its lines with a checkbox (`- [ ] Restart the indexer`) are the steps. */
    text: z.string(),
    /** A step keeps its id when its line is moved or reworded a little. */
    steps: z.array(RunbookStep),
    /** Services of the catalog. */
    services: z.array(z.object({ id: Id, name: z.string() })),
    /** Names of alerts, as in safeguards and rule files. */
    alerts: z.array(z.string()),
    /** Who last said that it works, and whether its text has changed since. */
    verified: z.object({ by: z.string(), at: Instant, isChanged: z.boolean() }).nullable(),
    /** In incidents that the reader can see. */
    lastUsed: z.object({ at: Instant, incident: z.string(), title: z.string() }).nullable(),
    uses: z.int(),
    updatedAt: Instant,
    updatedBy: ActorRef,
    version: z.int(),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Runbook' });
export type Runbook = z.infer<typeof Runbook>;

/** By name. */
export const Runbooks = z
  .object({ items: z.array(Runbook), can: z.object({ change: z.boolean() }) })
  .meta({ id: 'Runbooks' });
export type Runbooks = z.infer<typeof Runbooks>;

const fields = {
  name: z.string().trim().min(1, 'Enter a name').max(200),
  text: z.string().trim().min(1, 'Write the steps').max(50_000),
  /** Names of services of the catalog. */
  services: z.array(z.string().trim().min(1).max(500)).max(30),
  alerts: z.array(z.string().trim().min(1).max(200)).max(30),
};

export const ListRunbooks = z.object({
  /** Words of the name or the text. */
  text: z.string().max(200).optional(),
  /** Only those of this service. */
  service: Id.optional(),
});
export type ListRunbooks = z.input<typeof ListRunbooks>;

/** The caller creates `id`, so that a repeated request does not add another runbook. */
export const AddRunbook = z.object({
  id: Id.optional(),
  name: fields.name,
  text: fields.text,
  services: fields.services.default([]),
  alerts: fields.alerts.default([]),
});
export type AddRunbook = z.input<typeof AddRunbook>;

export const ChangeRunbook = z.object({
  id: Id,
  version: z.int(),
  ...z.object(fields).partial().shape,
  /** The caller has checked that it works, as it is after the change. */
  isVerified: z.literal(true).optional(),
});
export type ChangeRunbook = z.input<typeof ChangeRunbook>;

/** The current runbook (null: removed), and what undoes the change (null: nothing changed). */
export const RunbookChange = z
  .object({ runbook: Runbook.nullable(), activityId: z.string().nullable() })
  .meta({ id: 'RunbookChange' });
export type RunbookChange = z.infer<typeof RunbookChange>;

const RolloutStage = z.enum(rolloutStages);
export type RolloutStage = z.infer<typeof RolloutStage>;

const Flag = z.object({
  name: z.string().trim().min(1, 'Name the feature flag').max(200),
  /** `on`, `off`, `10 %` … as people write it. */
  state: z.string().trim().max(200),
});

const StepMark = z.object({
  by: z.string(),
  at: Instant,
  /** Absent: it was done. */
  as: z.enum(['skipped', 'rolled-back']).optional(),
  reason: z.string().optional(),
});
export type StepMark = z.infer<typeof StepMark>;

const RunStep = RunbookStep.extend({
  /** Null: no one has marked it. */
  done: StepMark.nullable(),
  stage: RolloutStage.optional(),
  flag: Flag.optional(),
});
export type RunStep = z.infer<typeof RunStep>;

/** What an item of a bundle has: the runbook as it was when it was started. */
export const runFields = {
  /** Null: a rollout that follows no runbook, or a repair of data. */
  runbookId: Id.nullable(),
  name: z.string(),
  text: z.string(),
  steps: z.array(RunStep),
  /** The follow-up that it rolls out. */
  followUpId: Id.nullable().default(null),
  /** How to go back: a version, a command. */
  rollbackPoint: z.string().nullable().default(null),
};

/** A runbook that is followed in an incident. */
export const RunbookRun = z
  .object({
    id: Id,
    incidentRef: z.string(),
    ...runFields,
    /** The evidence of its steps. */
    citations: z.array(Citation.extend({ step: Id })),
    ...authorship,
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'RunbookRun' });
export type RunbookRun = z.infer<typeof RunbookRun>;

export const RunbookRuns = z
  .object({
    items: z.array(RunbookRun),
    /** Runbooks for the services and alerts of the incident. */
    suggested: z.array(z.object({ id: Id, name: z.string(), why: z.string() })),
    lastChange: z.object({ activityId: z.string(), what: z.string() }).nullable(),
    can: z.object({ add: z.boolean() }),
  })
  .meta({ id: 'RunbookRuns' });
export type RunbookRuns = z.infer<typeof RunbookRuns>;

const RollbackPoint = z.string().trim().max(2_000);

/** The caller creates `id`, so that a repeated request does not start it again. */
export const StartRun = z
  .object({
    incident: z.string(),
    id: Id.optional(),
    runbook: Id.optional(),
    followUp: Id.optional(),
    /** The plan of a repair of data, as Markdown; its steps are those of a repair. */
    repair: z
      .object({
        name: z.string().trim().min(1, 'Enter a name').max(200),
        text: z.string().trim().min(1, 'Write the plan').max(50_000),
      })
      .optional(),
    /** Without a runbook: a step for each. */
    regions: z.array(z.string().trim().min(1, 'Name the region').max(100)).max(50).default([]),
    rollbackPoint: RollbackPoint.default(''),
  })
  .refine(({ runbook, followUp, repair }) => (runbook ?? followUp ?? repair) !== undefined, {
    path: ['runbook'],
    message: 'Select a runbook, or the follow-up to roll out',
  })
  .refine(({ runbook, followUp, repair }) => repair === undefined || !(runbook ?? followUp), {
    path: ['repair'],
    message: 'A repair follows no runbook and no follow-up',
  });
export type StartRun = z.input<typeof StartRun>;

/** Without a version: people do different steps at the same time. */
export const CheckStep = z
  .object({
    id: Id,
    step: Id,
    /** Absent: only the flag and the evidence change. */
    isDone: z.boolean().optional(),
    /** With `isDone`: instead of done. */
    as: z.enum(['skipped', 'rolled-back']).optional(),
    reason: z.string().trim().max(2_000).optional(),
    flag: Flag.nullable().optional(),
    /** Replaces the evidence of the step. */
    citations: z.array(CitationInput).max(50).optional(),
  })
  .refine(({ as, reason }) => as === undefined || (reason ?? '') !== '', {
    path: ['reason'],
    message: 'Give a reason',
  })
  .refine(({ as, reason, isDone }) => isDone === true || (as ?? reason) === undefined, {
    path: ['isDone'],
    message: 'A reason goes with a step that is marked',
  });
export type CheckStep = z.input<typeof CheckStep>;

export const ChangeRun = z.object({ id: Id, version: z.int(), rollbackPoint: RollbackPoint });
export type ChangeRun = z.input<typeof ChangeRun>;

export const RunChange = z
  .object({ runs: z.array(RunbookRun), removed: z.array(Id), activityId: z.string() })
  .meta({ id: 'RunChange' });
export type RunChange = z.infer<typeof RunChange>;

/** How many finished steps the record got, and how many it had. */
export const RecordedSteps = z
  .object({ added: z.int(), known: z.int() })
  .meta({ id: 'RecordedSteps' });
export type RecordedSteps = z.infer<typeof RecordedSteps>;
