import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';
import { Precision } from '../words.ts';
import { DeadlineStatus, Obligation } from './obligation.ts';

/**
 * The milestones of an incident, in their usual order. Those from `aware` on are only for an
 * incident with reporting obligations.
 */
export const MilestoneKind = z.enum([
  'impact-started',
  'detected',
  'declared',
  'acknowledged',
  'mitigated',
  'resolved',
  'aware',
  'gdpr-notification',
  'nis2-early-warning',
  'nis2-notification',
  'nis2-final-report',
  'cra-early-warning',
  'cra-notification',
  'cra-final-report',
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

export const PhaseName = z.enum(['undetected', 'response', 'recovery']);
export type PhaseName = z.infer<typeof PhaseName>;

/** The milestones at both ends of each phase; one phase follows the other. */
export const phaseEnds: Record<PhaseName, { from: MilestoneKind; to: MilestoneKind }> = {
  undetected: { from: 'impact-started', to: 'detected' },
  response: { from: 'detected', to: 'mitigated' },
  recovery: { from: 'mitigated', to: 'resolved' },
};

/** A part of the incident between two milestones; its status is as in a duration. */
export const Phase = z
  .object({
    name: PhaseName,
    from: Instant.nullable(),
    /** Null while it is running, or if it is not known. */
    until: Instant.nullable(),
    status: DurationStatus,
    ms: z.int().nullable(),
    precision: Precision,
  })
  .meta({ id: 'Phase' });
export type Phase = z.infer<typeof Phase>;

/** A report that a law requires, and when it is due. */
export const Deadline = z
  .object({
    obligation: Obligation,
    milestone: MilestoneKind,
    dueAt: Instant.nullable(),
    status: DeadlineStatus,
    /** Up to or since `dueAt`; null while it is waiting. */
    ms: z.int().nullable(),
  })
  .meta({ id: 'Deadline' });
export type Deadline = z.infer<typeof Deadline>;

/** The milestones that are set, in order, all durations and phases, and deadlines of reports. */
export const Milestones = z
  .object({
    milestones: z.array(Milestone),
    durations: z.array(Duration),
    phases: z.array(Phase),
    deadlines: z.array(Deadline),
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
