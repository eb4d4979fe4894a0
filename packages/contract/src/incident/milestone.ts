import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';
import { Precision } from '../words.ts';

/** The milestones of an incident, in their usual order. */
export const MilestoneKind = z.enum([
  'impact-started',
  'detected',
  'declared',
  'acknowledged',
  'mitigated',
  'resolved',
]);
export type MilestoneKind = z.infer<typeof MilestoneKind>;

export const Milestone = z
  .object({
    kind: MilestoneKind,
    at: Instant,
    precision: Precision,
    /** The timeline event that it was set from; its time is the event's at that moment. */
    eventId: Id.nullable(),
    note: z.string(),
    setAt: Instant,
    setBy: ActorRef,
    version: z.int(),
  })
  .meta({ id: 'Milestone' });
export type Milestone = z.infer<typeof Milestone>;

export const DurationName = z.enum([
  'to-detect',
  'to-declare',
  'to-acknowledge',
  'to-mitigate',
  'to-resolve',
  'impact',
  'in-all',
]);
export type DurationName = z.infer<typeof DurationName>;

/** The milestones at both ends of each duration. */
export const durationEnds: Record<DurationName, { from: MilestoneKind; to: MilestoneKind }> = {
  'to-detect': { from: 'impact-started', to: 'detected' },
  'to-declare': { from: 'detected', to: 'declared' },
  'to-acknowledge': { from: 'detected', to: 'acknowledged' },
  'to-mitigate': { from: 'detected', to: 'mitigated' },
  'to-resolve': { from: 'detected', to: 'resolved' },
  impact: { from: 'impact-started', to: 'mitigated' },
  'in-all': { from: 'impact-started', to: 'resolved' },
};

/**
 * `value`: both ends are set. `running`: the end is open and the incident is not over (triage,
 * active, paused); `ms` is up to now. `missing`: an end is not set. `invalid`: it ends before it
 * starts. `ms` is null for the latter two.
 */
export const DurationStatus = z.enum(['value', 'running', 'missing', 'invalid']);
export type DurationStatus = z.infer<typeof DurationStatus>;

export const Duration = z
  .object({
    name: DurationName,
    from: MilestoneKind,
    to: MilestoneKind,
    status: DurationStatus,
    ms: z.int().nullable(),
    /** That of the less precise end. */
    precision: Precision,
  })
  .meta({ id: 'Duration' });
export type Duration = z.infer<typeof Duration>;

/** The milestones that are set, in order, and all durations. */
export const Milestones = z
  .object({
    milestones: z.array(Milestone),
    durations: z.array(Duration),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Milestones' });
export type Milestones = z.infer<typeof Milestones>;

/**
 * Without `at` the event gives time and precision. `version` is the milestone's when it was read;
 * omitted (or null) if it was not set. `eventId` null removes the link to an event; if omitted, it
 * stays as long as the time does.
 */
export const SetMilestone = z.object({
  incident: z.string(),
  kind: MilestoneKind,
  at: Instant.optional(),
  precision: Precision.optional(),
  eventId: Id.nullish(),
  note: z.string().trim().max(2_000).optional(),
  version: z.int().nullish(),
});
export type SetMilestone = z.input<typeof SetMilestone>;

export const ClearMilestone = z.object({
  incident: z.string(),
  kind: MilestoneKind,
  version: z.coerce.number().int(),
});
export type ClearMilestone = z.input<typeof ClearMilestone>;
