import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';
import { SafeguardState } from '../safeguard/schema.ts';
import { checkPeriods } from './words.ts';

export const CheckPeriod = z.enum(checkPeriods);
export type CheckPeriod = z.infer<typeof CheckPeriod>;

/** What people check by hand, again and again. It belongs to the server and to no incident. */
export const ManualCheck = z
  .object({
    id: Id,
    name: z.string(),
    /** What they look at. */
    looksAt: z.string(),
    /** A service of the catalog. */
    service: z.object({ id: Id, name: z.string() }).nullable(),
    /** How often: 5 times per week. */
    times: z.int(),
    per: CheckPeriod,
    /** For each time and person. */
    minutes: z.int(),
    people: z.int(),
    /** What does it instead, if the reader can see its incident. */
    safeguard: z
      .object({ id: Id, name: z.string(), incident: z.string(), state: SafeguardState })
      .nullable(),
    /** In the period: minutes by hand, and how many of these the safeguard saved, from its runs. */
    byHand: z.object({ times: z.int(), minutes: z.int() }),
    saved: z.object({ times: z.int(), minutes: z.int(), runs: z.int() }),
    /** The calculation as a sentence, or why nothing is saved. */
    why: z.string(),
    updatedAt: Instant,
    updatedBy: ActorRef,
    version: z.int(),
  })
  .meta({ id: 'ManualCheck' });
export type ManualCheck = z.infer<typeof ManualCheck>;

/** By name. */
export const ManualChecks = z
  .object({
    items: z.array(ManualCheck),
    total: z.object({
      byHandMinutes: z.int(),
      savedMinutes: z.int(),
      /** Checks that saved time. */
      automated: z.int(),
      /** Of the safeguards, each counted once. */
      runs: z.int(),
    }),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'ManualChecks' });
export type ManualChecks = z.infer<typeof ManualChecks>;

const fields = {
  name: z.string().trim().min(1, 'Enter a name').max(200),
  looksAt: z.string().trim().max(2_000),
  /** The name of a service of the catalog. */
  service: z.string().trim().min(1).max(500).nullable(),
  times: z.int().min(1).max(1_000),
  per: CheckPeriod,
  minutes: z.int().min(1).max(1_440),
  people: z.int().min(1).max(100),
  safeguardId: Id.nullable(),
};

/** The period are the last `days`. */
export const ListManualChecks = z.object({
  days: z.coerce.number().int().min(1).max(366).default(30),
  /** Only those of this service. */
  service: Id.optional(),
});
export type ListManualChecks = z.input<typeof ListManualChecks>;

/** The caller creates `id`, so that a repeated request does not add another one. */
export const AddManualCheck = z.object({
  id: Id.optional(),
  ...fields,
  looksAt: fields.looksAt.default(''),
  service: fields.service.default(null),
  people: fields.people.default(1),
  safeguardId: fields.safeguardId.default(null),
});
export type AddManualCheck = z.input<typeof AddManualCheck>;

export const ChangeManualCheck = z.object({
  id: Id,
  version: z.int(),
  ...z.object(fields).partial().shape,
});
export type ChangeManualCheck = z.input<typeof ChangeManualCheck>;

/** The current check (null: removed), and what undoes the change (null: nothing changed). */
export const ManualCheckChange = z
  .object({ check: ManualCheck.nullable(), activityId: z.string().nullable() })
  .meta({ id: 'ManualCheckChange' });
export type ManualCheckChange = z.infer<typeof ManualCheckChange>;

/** A CSV file with a row for each check. Checks that have a name of the list are changed. */
export const ImportManualChecks = z.object({ name: z.string().min(1).max(300) });
export type ImportManualChecks = z.input<typeof ImportManualChecks>;

export const ManualCheckImport = z
  .object({
    read: z.int(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    rejected: z.int(),
    problems: z.array(z.object({ place: z.string(), reason: z.string() })),
  })
  .meta({ id: 'ManualCheckImport' });
export type ManualCheckImport = z.infer<typeof ManualCheckImport>;
