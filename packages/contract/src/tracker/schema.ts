import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { followUpStates } from '../vocabulary.ts';
import { syncedFields, trackerKinds, trackerKindTable } from './kinds.ts';

const webAddress = z
  .string()
  .trim()
  .max(300)
  .refine((text) => isPlainAddress(text), 'Enter an address such as https://jira.example.org')
  .overwrite((text) => text.replace(/\/+$/, ''));

function isPlainAddress(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    `${url.username}${url.password}${url.search}${url.hash}` === ''
  );
}

/** What a status means; null: it changes nothing. A tracker verifies nothing. */
const StatusMeaning = z.enum(followUpStates).exclude(['verified']).nullable();

const label = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[^\s,]+$/, 'A label has no spaces or commas');

export const TrackerSettings = z
  .object({
    kind: z.enum(trackerKinds),
    url: webAddress,
    project: z.string().trim().max(300),
    /** Of new issues. They exist in the tracker. */
    labels: z.array(label).max(10).default([]),
    /** Only in Jira. */
    issueType: z.string().trim().min(1).max(60).default('Task'),
    /** By the name of the status; others have the meaning of their category in the tracker. */
    statuses: z
      .record(z.string().min(1).max(100), StatusMeaning)
      .refine((statuses) => Object.keys(statuses).length <= 50, 'At most 50 statuses')
      .default({}),
  })
  .refine(({ kind, project }) => trackerKindTable[kind].project.pattern.test(project), {
    path: ['project'],
    error: ({ input }) => describeProject(input),
  });
export type TrackerSettings = z.output<typeof TrackerSettings>;

function describeProject(input: unknown): string {
  const kind = trackerKinds.find(
    (one) => typeof input === 'object' && input !== null && 'kind' in input && input.kind === one,
  );
  const project = kind && trackerKindTable[kind].project;
  return project
    ? `Enter the ${project.label.toLowerCase()}, such as ${project.placeholder}`
    : 'Enter the project';
}

export const Tracker = z
  .object({
    id: Id,
    settings: TrackerSettings,
    /** `GitHub acme/shop`. */
    name: z.string(),
    hasSigningSecret: z.boolean(),
    /** Follow-ups with an issue in it, of all incidents; only for admins. */
    links: z.int().nullable(),
    /** The last poll that was answered. */
    askedAt: Instant.nullable(),
    /** It limits requests until then. */
    waitsUntil: Instant.nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'Tracker' });
export type Tracker = z.infer<typeof Tracker>;

export const Trackers = z
  .object({
    items: z.array(Tracker),
    /** Where new issues link to; null if the server has no public address. */
    publicUrl: z.string().nullable(),
  })
  .meta({ id: 'Trackers' });
export type Trackers = z.infer<typeof Trackers>;

const token = z
  .string()
  .trim()
  .min(1, 'Enter the token')
  .max(4_000)
  .regex(/^[\x20-\x7e]+$/, 'A token has only letters, digits and signs of ASCII');

export const ConnectTracker = z.object({
  settings: TrackerSettings,
  token,
  /** The tracker's own secret for signing webhooks. */
  signingSecret: token.nullable().optional(),
});
export type ConnectTracker = z.input<typeof ConnectTracker>;

/** What is not given stays. Another kind is another tracker. */
export const ChangeTracker = z.object({
  id: Id,
  settings: TrackerSettings.optional(),
  token: token.optional(),
  signingSecret: token.nullable().optional(),
});
export type ChangeTracker = z.input<typeof ChangeTracker>;

/** The secret path of its webhook is only shown now. */
export const NewTracker = Tracker.extend({ webhookPath: z.string() }).meta({ id: 'NewTracker' });
export type NewTracker = z.infer<typeof NewTracker>;

export const TrackerTest = z
  .object({ isReached: z.boolean(), message: z.string() })
  .meta({ id: 'TrackerTest' });
export type TrackerTest = z.infer<typeof TrackerTest>;

/** The issue of a follow-up, and how it is synced. */
export const FollowUpIssue = z
  .object({
    trackerId: Id,
    tracker: z.string(),
    /** As in `SHOP-12`; null until the issue is created. */
    key: z.string().nullable(),
    url: z.string().nullable(),
    /** In the words of the tracker. */
    status: z.string().nullable(),
    /** The status means nothing here, so it changes nothing. */
    isStatusIgnored: z.boolean(),
    assignee: z.string().nullable(),
    state: z.enum(['waiting', 'synced', 'failing', 'deleted']),
    problem: z.string().nullable(),
    checkedAt: Instant.nullable(),
    nextAt: Instant.nullable(),
    /** What the tracker does not have, or what only goes to the tracker. */
    notSynced: z.array(z.enum(syncedFields)),
    /** Fields that both sides changed before the last sync that changed something. */
    conflicts: z.array(
      z.object({
        field: z.enum(syncedFields),
        kept: z.enum(['debrief', 'tracker']),
        at: Instant,
      }),
    ),
  })
  .meta({ id: 'FollowUpIssue' });
export type FollowUpIssue = z.infer<typeof FollowUpIssue>;

export const CreateIssue = z.object({ id: Id, trackerId: Id });
export type CreateIssue = z.input<typeof CreateIssue>;

export const LinkIssue = z.object({ id: Id, url: z.string().trim().min(1).max(2_000) });
export type LinkIssue = z.input<typeof LinkIssue>;
