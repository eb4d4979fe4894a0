import { z } from 'zod';
import { authorship } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';
import { safeguardStates } from '../vocabulary.ts';

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
    /** The inhibition that keeps it from being sent; empty if it would be sent. */
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

export const SafeguardProof = z
  .object({
    at: Instant,
    by: z.string(),
    incident: SafeguardRun,
    healthy: SafeguardRun,
    /** What was not evaluated. */
    notes: z.array(z.string()),
  })
  .meta({ id: 'SafeguardProof' });
export type SafeguardProof = z.infer<typeof SafeguardProof>;

/** What an item of a bundle has. */
export const safeguardFields = {
  name: z.string(),
  alert: z.string(),
  rules: z.string(),
  routing: z.string(),
  intervalMs: z.int(),
  incidentSeries: z.string(),
  healthySeries: z.string(),
  incidentWindow: TimeWindow.nullable(),
  healthyWindow: TimeWindow.nullable(),
  followUpId: Id.nullable(),
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
    ...authorship,
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Safeguard' });
export type Safeguard = z.infer<typeof Safeguard>;

const definition = {
  name: Name,
  /** The alert of the rules that has to fire. The first one if it is empty. */
  alert: z.string().trim().max(200),
  /** A rule file of Prometheus. */
  rules: text.min(1, 'Enter a rule file'),
  /** An Alertmanager configuration; only its routes and inhibitions are kept. */
  routing: text,
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
  routing: definition.routing.default(''),
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
