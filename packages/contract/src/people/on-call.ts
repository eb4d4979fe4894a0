import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { incident, paging } from '../inputs.ts';

const Span = z.object({ from: Instant, until: Instant });

export const scheduleTools = ['calendar', 'pagerduty', 'opsgenie'] as const;

export const OnCallSchedule = z
  .object({
    id: Id,
    name: z.string(),
    tool: z.enum(scheduleTools),
    team: z.string().nullable(),
    /** An IANA time zone. */
    zone: z.string().nullable(),
    /** The time that imports cover, in order. Outside of it, nothing is known. */
    covered: z.array(Span),
    people: z.int(),
    shifts: z.int(),
    importedAt: Instant,
  })
  .meta({ id: 'OnCallSchedule' });
export type OnCallSchedule = z.infer<typeof OnCallSchedule>;

export const OnCallSchedules = z
  .object({ items: z.array(OnCallSchedule) })
  .meta({ id: 'OnCallSchedules' });
export type OnCallSchedules = z.infer<typeof OnCallSchedules>;

export const OnCallShift = z
  .object({
    from: Instant,
    until: Instant,
    name: z.string(),
    email: z.string().nullable(),
    /** Such as `primary`; empty if the schedule names none. */
    role: z.string(),
    isOverride: z.boolean(),
    /** Who this is in the directory, by email address. */
    entryId: Id.nullable(),
  })
  .meta({ id: 'OnCallShift' });
export type OnCallShift = z.infer<typeof OnCallShift>;

export const ReadSchedule = z.object({ id: Id, ...paging });
export type ReadSchedule = z.infer<typeof ReadSchedule>;

export const OnCallScheduleDetails = z
  .object({
    schedule: OnCallSchedule,
    /** The newest first. */
    shifts: z.array(OnCallShift),
    next: z.string().nullable(),
    /** Covered time in which no one is on call, and how often; the newest 100. */
    gapCount: z.int(),
    gaps: z.array(Span),
    /** Two or more people with the same role, and how often; the newest 100. */
    overlapCount: z.int(),
    overlaps: z.array(Span.extend({ role: z.string(), names: z.array(z.string()) })),
    /** Names without an email address that several people in the directory have. */
    sharedNames: z.array(z.string()),
  })
  .meta({ id: 'OnCallScheduleDetails' });
export type OnCallScheduleDetails = z.infer<typeof OnCallScheduleDetails>;

export const ImportSchedules = z.object({
  /** The name of the file. */
  name: z.string().min(1).max(300),
  /** For times of a calendar that name no zone. */
  zone: z.string().min(1).max(100).optional(),
});
export type ImportSchedules = z.infer<typeof ImportSchedules>;

export const ScheduleImport = z
  .object({
    tool: z.enum(scheduleTools),
    /** Shifts, with those that were rejected. */
    read: z.int(),
    rejected: z.int(),
    schedules: z.array(
      z.object({
        id: Id,
        name: z.string(),
        from: Instant,
        until: Instant,
        /** Shifts of this time that are new, and that the file no longer has. */
        added: z.int(),
        removed: z.int(),
        unchanged: z.int(),
        /** In this time. */
        gaps: z.int(),
        overlaps: z.int(),
      }),
    ),
    /** Shifts that were rejected and values that were left out; the first 50. */
    problems: z.array(z.object({ place: z.string(), reason: z.string() })),
  })
  .meta({ id: 'ScheduleImport' });
export type ScheduleImport = z.infer<typeof ScheduleImport>;

/** A shift of a person in an incident. */
export const PersonShift = z
  .object({
    schedule: z.string(),
    team: z.string().nullable(),
    role: z.string(),
    isOverride: z.boolean(),
    from: Instant,
    until: Instant,
    matchedBy: z.enum(['email', 'confirmed']),
  })
  .meta({ id: 'PersonShift' });
export type PersonShift = z.infer<typeof PersonShift>;

/**
 * `on-call` or `off-call` when they came in; `observer`: they wrote nothing. Null if it is unknown:
 * no schedule covers that moment, or their name is still a question.
 */
export const presences = ['on-call', 'off-call', 'observer'] as const;
export const Presence = z.enum(presences).nullable();
export type Presence = z.infer<typeof Presence>;

/** A person with the name of someone in a schedule: Debrief asks whether they are the same. */
export const OnCallQuestion = z
  .object({ personId: Id, name: z.string(), onCallPersonId: Id, schedules: z.array(z.string()) })
  .meta({ id: 'OnCallQuestion' });
export type OnCallQuestion = z.infer<typeof OnCallQuestion>;

export const MatchOnCall = z.object({
  incident,
  personId: Id,
  onCallPersonId: Id,
  isSame: z.boolean(),
});
export type MatchOnCall = z.infer<typeof MatchOnCall>;

const figures = {
  /** Of covered time; null if schedules cover none. */
  share: z.number().nullable(),
  incidents: z.int(),
  /** Shifts, those longer than 12 hours in parts of 12 hours. */
  shifts: z.int(),
  /** Shifts with more than two incidents. */
  busyShifts: z.int(),
};

/** Only for the person themself. */
export const OwnLoad = z
  .object({
    from: Instant,
    until: Instant,
    coveredHours: z.number(),
    onCallHours: z.number(),
    /** Of the hours on call, those from 22:00 to 08:00 in their time zone; null without a zone. */
    nightHours: z.number().nullable(),
    zone: z.string().nullable(),
    ...figures,
    limits: z.object({ share: z.number(), incidents: z.int(), shiftHours: z.int() }),
  })
  .meta({ id: 'OwnLoad' });
export type OwnLoad = z.infer<typeof OwnLoad>;

export const TeamLoads = z
  .object({
    from: Instant,
    until: Instant,
    /** By name. */
    teams: z.array(
      z.object({
        name: z.string(),
        /** On call in this time. Null with the other figures if there are fewer than five. */
        people: z.int().nullable(),
        ...figures,
        incidents: z.int().nullable(),
        shifts: z.int().nullable(),
        busyShifts: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'TeamLoads' });
export type TeamLoads = z.infer<typeof TeamLoads>;
