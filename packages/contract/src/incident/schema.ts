import { z } from 'zod';
import { incidentSorts } from '../vocabulary.ts';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';
import { sortBy } from '../inputs.ts';
import { EvidenceKind, Mode, Status, Visibility } from '../words.ts';
import { Zone } from '../zone.ts';
import { Obligation } from './obligation.ts';

export const Severity = z.enum(['SEV-1', 'SEV-2', 'SEV-3', 'SEV-4', 'SEV-5']);
export type Severity = z.infer<typeof Severity>;

export type IncidentSort = (typeof incidentSorts)[number];
export const IncidentOrder = sortBy(incidentSorts);

const Title = z.string().trim().min(1, 'Enter a title').max(300);

/** Names of services or teams: each once, ignoring case. */
const names = (what: string) =>
  z
    .array(z.string().trim().min(1, `Enter a ${what} name`).max(120))
    .max(50)
    .transform((list) =>
      list.filter(
        (name, index) =>
          list.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index,
      ),
    );

export const Incident = z
  .object({
    id: Id,
    ref: z.string(),
    title: z.string(),
    summary: z.string(),
    severity: Severity.nullable(),
    status: Status,
    mode: Mode,
    visibility: Visibility,
    zone: z.string(),
    /** What was affected, and who was involved. */
    services: z.array(z.string()),
    teams: z.array(z.string()),
    /** Laws with deadlines for reports about it. */
    obligations: z.array(Obligation),
    isDemo: z.boolean(),
    /** An archived incident is read-only, and in no list unless one asks for archived ones. */
    archivedAt: Instant.nullable(),
    createdAt: Instant,
    createdBy: ActorRef,
    updatedAt: Instant,
    version: z.int(),
    can: z.object({
      change: z.boolean(),
      import: z.boolean(),
      manageMembers: z.boolean(),
      archive: z.boolean(),
      unarchive: z.boolean(),
      delete: z.boolean(),
    }),
  })
  .meta({ id: 'Incident' });
export type Incident = z.infer<typeof Incident>;

/** A row of the list of incidents. Counts include only what the reader can see. */
export const IncidentSummary = Incident.extend({
  evidenceCount: z.int(),
  eventCount: z.int(),
  firstAt: Instant.nullable(),
  lastAt: Instant.nullable(),
}).meta({ id: 'IncidentSummary' });
export type IncidentSummary = z.infer<typeof IncidentSummary>;

export const DeclareIncident = z.object({
  title: Title,
  summary: z.string().max(20_000).optional(),
  severity: Severity.nullish(),
  status: Status.optional(),
  mode: Mode.optional(),
  visibility: Visibility.optional(),
  zone: Zone.optional(),
  services: names('service').optional(),
  teams: names('team').optional(),
});
export type DeclareIncident = z.input<typeof DeclareIncident>;

export const ChangeIncident = z.object({
  incident: z.string(),
  version: z.int(),
  title: Title.optional(),
  summary: z.string().max(20_000).optional(),
  severity: Severity.nullish(),
  status: Status.optional(),
  mode: Mode.optional(),
  zone: Zone.optional(),
  services: names('service').optional(),
  teams: names('team').optional(),
  obligations: z
    .array(Obligation)
    .max(10)
    .transform((list) => [...new Set(list)])
    .optional(),
});
export type ChangeIncident = z.input<typeof ChangeIncident>;

/** The title is typed by the person who deletes. */
export const DeleteIncident = z.object({
  incident: z.string(),
  title: z.string().trim().max(400),
});
export type DeleteIncident = z.input<typeof DeleteIncident>;

export const Member = z
  .object({ accountId: Id, name: z.string(), email: z.string() })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof Member>;

/** A stream that an incident can include, with its time range. A null end is open. */
export const SourceStream = z
  .object({
    streamId: Id,
    sourceId: Id,
    sourceName: z.string(),
    sourceKind: z.string(),
    streamName: z.string(),
    /** Milliseconds added to the times of this source, to correct its clock. */
    clockOffsetMs: z.int(),
    from: Instant.nullable(),
    until: Instant.nullable(),
    isIncluded: z.boolean(),
    /** The routing rule that included it, and that it follows; null if people import and include it. */
    rule: z.string().nullable(),
    /** The number of items in the time range and in total, with the first and last of all. */
    inTimeRange: z.int(),
    inStream: z.int(),
    firstAt: Instant.nullable(),
    lastAt: Instant.nullable(),
    kinds: z.array(EvidenceKind),
  })
  .meta({ id: 'SourceStream' });
export type SourceStream = z.infer<typeof SourceStream>;

export const IncludeStream = z
  .object({
    incident: z.string(),
    streamId: Id,
    from: Instant.nullish(),
    until: Instant.nullish(),
  })
  .refine(({ from, until }) => !from || !until || Date.parse(from) < Date.parse(until), {
    message: 'The time range ends before it starts',
    path: ['until'],
  });
export type IncludeStream = z.input<typeof IncludeStream>;
