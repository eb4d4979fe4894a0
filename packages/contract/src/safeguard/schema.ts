import { z } from 'zod';
import { authorship } from '../access/schema.ts';
import { pageStates } from '../catalog/words.ts';
import { Id, Instant } from '../ids.ts';
import { checkVerdicts, safeguardStates } from '../vocabulary.ts';

export const SafeguardState = z.enum(safeguardStates);
export type SafeguardState = z.infer<typeof SafeguardState>;

const text = z.string().max(200_000);
const Name = z.string().trim().min(1, 'Enter a name').max(200);

/** Series in promtool's notation, one on each line: `errors_total{job="api"} 0+60x30`. */
const WrittenSeries = z.string().max(100_000);

export const TimeWindow = z
  .object({ from: Instant, until: Instant })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), {
    path: ['until'],
    message: 'The end has to be after the start',
  });
export type TimeWindow = z.infer<typeof TimeWindow>;

/** One time that the alert was active. Times are milliseconds since the start of the window. */
export const SafeguardFiring = z
  .object({
    labels: z.string(),
    pendingMs: z.int(),
    /** Null: the condition ended before `for` was over. */
    firingMs: z.int().nullable(),
    /** Null: still active at the end of the window. */
    endMs: z.int().nullable(),
    receivers: z.array(z.string()),
    /** Receivers that a time interval of their route mutes, each with the reason. Absent in older proofs. */
    mutedReceivers: z.array(z.string()).optional(),
    /** What keeps it from being sent (inhibition, silence, time intervals); empty if it is sent. */
    mutedBy: z.string(),
  })
  .meta({ id: 'SafeguardFiring' });
export type SafeguardFiring = z.infer<typeof SafeguardFiring>;

export const DrillVerdict = z.enum([
  'fires',
  'pending',
  'silent',
  'no-series',
  'unsupported',
  'error',
]);
export type DrillVerdict = z.infer<typeof DrillVerdict>;

/** What the alert did with the series of one window. */
export const SafeguardRun = z
  .object({
    /** `evidence`: measurements of the incident's record. `written`: series that someone wrote. */
    source: z.enum(['evidence', 'written']),
    /** Null for written series, which have no date. */
    from: Instant.nullable(),
    until: Instant.nullable(),
    series: z.int(),
    verdict: DrillVerdict,
    why: z.string(),
    /** Selectors of the rule that no series matches. */
    missing: z.array(z.string()),
    /** The first 20. */
    firings: z.array(SafeguardFiring),
  })
  .meta({ id: 'SafeguardRun' });
export type SafeguardRun = z.infer<typeof SafeguardRun>;

/** A page that the alert names as its runbook. `unknown`: the server could not check it. */
export const RunbookLink = z.object({
  url: z.string(),
  state: z.enum(pageStates),
  problem: z.string().nullable(),
});
export type RunbookLink = z.infer<typeof RunbookLink>;

export const AlertProof = z
  .object({
    /** Absent in proofs from before there were data checks. */
    kind: z.literal('alert').optional(),
    at: Instant,
    /** When an earlier proof of the same definition armed it; absent if this is the first. */
    since: Instant.optional(),
    by: z.string(),
    incident: SafeguardRun,
    healthy: SafeguardRun,
    /** Absent in proofs from before they were checked. */
    runbooks: z.array(RunbookLink).optional(),
    /** What was not evaluated. */
    notes: z.array(z.string()),
  })
  .meta({ id: 'AlertProof' });
export type AlertProof = z.infer<typeof AlertProof>;

/** The verdict of one data check, or the worst of several. Only `passed` and `warned` open a gate. */
export const CheckVerdict = z.enum(checkVerdicts);
export type CheckVerdict = z.infer<typeof CheckVerdict>;

export const CheckOutcome = z
  .object({
    check: z.string().max(200),
    verdict: CheckVerdict,
    /** What was measured and which bound it broke, as a sentence. */
    text: z.string().max(2_000),
  })
  .meta({ id: 'CheckOutcome' });
export type CheckOutcome = z.infer<typeof CheckOutcome>;

/** What the checks said about the files of one window. The files themselves are not stored. */
export const CheckRun = z
  .object({
    files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
    verdict: CheckVerdict,
    /** The first 100, those that failed first. */
    outcomes: z.array(CheckOutcome),
  })
  .meta({ id: 'CheckRun' });
export type CheckRun = z.infer<typeof CheckRun>;

export const CheckProof = z
  .object({
    kind: z.literal('checks'),
    at: Instant,
    since: Instant.optional(),
    by: z.string(),
    incident: CheckRun,
    healthy: CheckRun,
  })
  .meta({ id: 'CheckProof' });
export type CheckProof = z.infer<typeof CheckProof>;

export const SafeguardProof = z.union([CheckProof, AlertProof]);
export type SafeguardProof = z.infer<typeof SafeguardProof>;

/** A run of a data check somewhere else, such as in a pipeline, as it was reported. */
export const GateRun = z
  .object({
    id: Id,
    at: Instant,
    by: z.string(),
    verdict: CheckVerdict,
    outcomes: z.array(CheckOutcome),
  })
  .meta({ id: 'GateRun' });
export type GateRun = z.infer<typeof GateRun>;

/** `missed`: it did not arrive in time. `failed`: Alertmanager did not take it. */
export const DrillState = z.enum(['waiting', 'arrived', 'missed', 'failed', 'canceled']);
export type DrillState = z.infer<typeof DrillState>;

/** A marked test alert that was sent to Alertmanager, and whether it arrived at an inbound endpoint. */
export const AlertDrill = z
  .object({
    id: Id,
    at: Instant,
    by: z.string(),
    /** The Alertmanager that it was sent to. */
    address: z.string(),
    /** How long it is waited for. */
    until: Instant,
    state: DrillState,
    /** What happened, as a sentence. */
    text: z.string(),
    arrivedAt: Instant.nullable(),
    /** The receiver of Alertmanager. */
    receiver: z.string().nullable(),
    /** The inbound endpoint. */
    endpoint: z.string().nullable(),
  })
  .meta({ id: 'AlertDrill' });
export type AlertDrill = z.infer<typeof AlertDrill>;

/** A sign in an interval that a safeguard still works: from an alert that always fires, or a program. */
export const Heartbeat = z
  .object({
    everyMinutes: z.number(),
    /** How late it can be. */
    graceMinutes: z.number(),
    /** The alert that always fires, such as `Watchdog`; empty if a program sends it. */
    alert: z.string(),
    /** Since when it is expected. */
    since: Instant,
    lastAt: Instant.nullable(),
    /** When silence is noticed. */
    lateAt: Instant,
    /** When silence was noticed; null if there is none. */
    silentAt: Instant.nullable(),
  })
  .meta({ id: 'Heartbeat' });
export type Heartbeat = z.infer<typeof Heartbeat>;

/** What an item of a bundle has. */
export const safeguardFields = {
  name: z.string(),
  alert: z.string(),
  rules: z.string(),
  routing: z.string(),
  silences: z.string().default(''),
  intervalMs: z.int(),
  incidentSeries: z.string(),
  healthySeries: z.string(),
  incidentWindow: TimeWindow.nullable(),
  healthyWindow: TimeWindow.nullable(),
  followUpId: Id.nullable(),
  /** Data checks as YAML. Null: an alert. */
  checks: z.string().nullable().default(null),
  proof: SafeguardProof.nullable(),
};

export const Safeguard = z
  .object({
    id: Id,
    incidentRef: z.string(),
    ...safeguardFields,
    state: SafeguardState,
    /** Why it is in this state, as a sentence. */
    why: z.string(),
    /** The newest run of a data check that was reported. */
    lastRun: GateRun.nullable(),
    /** The newest test alert. */
    lastDrill: AlertDrill.nullable(),
    /** Null: none is expected. */
    heartbeat: Heartbeat.nullable(),
    ...authorship,
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Safeguard' });
export type Safeguard = z.infer<typeof Safeguard>;

const definition = {
  name: Name,
  /** The alert of the rules that has to fire. The first one if it is empty. */
  alert: z.string().trim().max(200),
  /** A rule file of Prometheus. Empty for data checks. */
  rules: text,
  /** Data checks: one document of `kind: Safeguard` in YAML. Null for an alert. */
  checks: text.min(1, 'Enter the checks').nullable(),
  /** An Alertmanager configuration; only routes, inhibitions and time intervals are kept. */
  routing: text,
  /** Silences as JSON, as Alertmanager answers them. */
  silences: text,
  /** How often the rules are evaluated. */
  intervalMs: z.int().min(1_000).max(3_600_000),
  /** Empty: the measurements in the incident's evidence. */
  incidentSeries: WrittenSeries,
  healthySeries: WrittenSeries,
  /** Null: from the start of the impact, else detection, to the end of the incident. */
  incidentWindow: TimeWindow.nullable(),
  /** Null: as long as the incident and at least a day, until a day before it. */
  healthyWindow: TimeWindow.nullable(),
  followUpId: Id.nullable(),
};

/** The caller creates `id`, so that a repeated request does not add another safeguard. */
export const AddSafeguard = z.object({
  incident: z.string(),
  id: Id.optional(),
  ...definition,
  alert: definition.alert.default(''),
  rules: definition.rules.default(''),
  checks: definition.checks.default(null),
  routing: definition.routing.default(''),
  silences: definition.silences.default(''),
  intervalMs: definition.intervalMs.default(60_000),
  incidentSeries: definition.incidentSeries.default(''),
  healthySeries: definition.healthySeries.default(''),
  incidentWindow: definition.incidentWindow.default(null),
  healthyWindow: definition.healthyWindow.default(null),
  followUpId: definition.followUpId.default(null),
});
export type AddSafeguard = z.input<typeof AddSafeguard>;

export const ChangeSafeguard = z.object({
  id: Id,
  version: z.int(),
  ...z.object(definition).partial().shape,
});
export type ChangeSafeguard = z.input<typeof ChangeSafeguard>;

export const ProveSafeguard = z.object({ id: Id, version: z.int() });
export type ProveSafeguard = z.input<typeof ProveSafeguard>;

/**
 * The body is a ZIP or tar file with the folders `incident/` and `healthy/`: the files that the
 * checks have to halt on, and those that they have to pass. The files are deleted after the proof.
 */
export const ProveChecks = z.object({
  ...ProveSafeguard.shape,
  version: z.coerce.number().int(),
  /** When the files were current, for freshness. Default: when the incident was detected. */
  incidentAt: Instant.optional(),
  healthyAt: Instant.optional(),
});
export type ProveChecks = z.input<typeof ProveChecks>;

export const ReportRun = z.object({
  id: Id,
  /** The caller creates it, so that a repeated report is not another run. */
  run: Id.optional(),
  outcomes: z.array(CheckOutcome).min(1, 'Report at least one check').max(100),
});
export type ReportRun = z.input<typeof ReportRun>;

const alertmanagerUrl = z
  .url({ protocol: /^https?$/, error: 'Enter an http:// or https:// address' })
  .max(500)
  .refine((text) => {
    const url = URL.parse(text);
    return !url || url.username + url.password + url.search + url.hash === '';
  }, 'Enter an address without a password and without a question mark')
  .transform((text) => text.replace(/\/+$/, ''));

/** Sends a test alert with the labels of the alert, and waits for it at an inbound endpoint. */
export const SendTestAlert = z.object({
  id: Id,
  /** The caller creates it, so that a repeated request does not send another alert. */
  drill: Id.optional(),
  /** The address of Alertmanager, such as `https://alertmanager.example.com`. */
  alertmanager: alertmanagerUrl,
  minutes: z.int().min(1).max(60).default(10),
});
export type SendTestAlert = z.input<typeof SendTestAlert>;

/** Null: it is expected no longer. */
export const ExpectHeartbeat = z.object({
  id: Id,
  heartbeat: z
    .object({
      everyMinutes: z.number().min(1).max(10_080),
      graceMinutes: z.number().min(0).max(10_080).default(1),
      alert: z.string().trim().max(200).default(''),
    })
    .nullable(),
});
export type ExpectHeartbeat = z.input<typeof ExpectHeartbeat>;

export const SendHeartbeat = z.object({ id: Id });
export type SendHeartbeat = z.input<typeof SendHeartbeat>;

export const ExpectedHeartbeat = z.object({ heartbeat: Heartbeat.nullable() });
export type ExpectedHeartbeat = z.infer<typeof ExpectedHeartbeat>;

export const CancelDrill = z.object({ id: Id, drill: Id });
export type CancelDrill = z.input<typeof CancelDrill>;

/** A gate is open if the newest reported run passed or warned, and is not older than `maxAge`. */
export const AskGate = z.object({ id: Id, maxAge: z.coerce.number().int().min(1).optional() });
export type AskGate = z.input<typeof AskGate>;

export const GateAnswer = z.object({ isOpen: z.literal(true), run: GateRun });
export type GateAnswer = z.infer<typeof GateAnswer>;

export const Safeguards = z.object({
  items: z.array(Safeguard),
  lastChange: z.object({ activityId: z.string(), what: z.string() }).nullable(),
  can: z.object({ add: z.boolean() }),
});
export type Safeguards = z.infer<typeof Safeguards>;

export const SafeguardChange = z.object({
  safeguards: z.array(Safeguard),
  removed: z.array(Id),
  activityId: z.string(),
});
export type SafeguardChange = z.infer<typeof SafeguardChange>;
