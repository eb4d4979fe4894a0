import { z } from 'zod';
import type { Database } from './db/index.ts';

/**
 * Every kind of background job and its data: ids only, so that a job reads the current state when
 * it runs.
 */
export interface JobData {
  'import.run': { importId: string };
  'import.undo': { importId: string };
  'delivery.read': { deliveryIds: string[] };
  'secrets.find': { incidentId: string };
  /** `isAll`: also what was understood. */
  'delivery.reread': { endpointId: string; isAll?: boolean | undefined };
  'evidence.remove': { removalId: string };
  /** `dueAt` is the time that its connection names; for another time, the job is out of date. */
  'connection.pull': { connectionId: string; dueAt: string };
  'retention.run': Record<string, never>;
  /** `dueAt` is the time that its heartbeat names; for another time, the job is out of date. */
  'heartbeat.check': { safeguardId: string; dueAt: string };
  /** Requests the runbooks of services. */
  'pages.check': Record<string, never>;
  /** Adds what the organization's endpoints keep to an incident. */
  'incident.route': { incidentId: string };
  /** Adds the emails that are due. */
  'emails.collect': Record<string, never>;
  'email.send': { emailId: string };
  /** `dueAt` as in `connection.pull`. */
  'tracker.poll': { trackerId: string; dueAt: string };
  'tracker.sync': { followUpId: string; dueAt: string };
}
export type JobKind = keyof JobData;

/** The schema of each kind's data, for reading from the queue. */
export const jobKinds: { [Kind in JobKind]: z.ZodType<JobData[Kind]> } = {
  'import.run': z.object({ importId: z.uuid() }),
  'import.undo': z.object({ importId: z.uuid() }),
  // Earlier versions added a job for each delivery.
  'delivery.read': z
    .union([z.object({ deliveryIds: z.array(z.uuid()) }), z.object({ deliveryId: z.uuid() })])
    .transform((data) => ('deliveryId' in data ? { deliveryIds: [data.deliveryId] } : data)),
  'secrets.find': z.object({ incidentId: z.uuid() }),
  'delivery.reread': z.object({ endpointId: z.uuid(), isAll: z.boolean().optional() }),
  'evidence.remove': z.object({ removalId: z.uuid() }),
  'connection.pull': z.object({ connectionId: z.uuid(), dueAt: z.iso.datetime() }),
  'heartbeat.check': z.object({ safeguardId: z.uuid(), dueAt: z.iso.datetime() }),
  'retention.run': z.strictObject({}),
  'pages.check': z.strictObject({}),
  'incident.route': z.object({ incidentId: z.uuid() }),
  'emails.collect': z.strictObject({}),
  'email.send': z.object({ emailId: z.uuid() }),
  'tracker.poll': z.object({ trackerId: z.uuid(), dueAt: z.iso.datetime() }),
  'tracker.sync': z.object({ followUpId: z.uuid(), dueAt: z.iso.datetime() }),
};

export type NewJob = {
  [Kind in JobKind]: {
    kind: Kind;
    data: JobData[Kind];
    /** The uploads folder that the job reads: only a process with this folder runs it. */
    folderId?: string;
    /** At most one job with this key starts per minute; one that is added in between starts in the next. */
    oncePerMinute?: string;
    /** It starts after this time, or a little later. */
    delayMs?: number;
    /** As `oncePerMinute`, with days in UTC. */
    oncePerDay?: string;
  };
}[JobKind];

/** Where jobs are added. The server runs them, see `apps/server/src/jobs`. */
export interface JobQueue {
  /**
   * Adds a job in the transaction of `db`: it runs after the commit, and never after a rollback.
   */
  add(db: Database, job: NewJob): Promise<void>;
}

/** Adds a job in the transaction of the verb. It runs at least once, so it must be safe to run again. */
export async function enqueue(ctx: { db: Database; jobs: JobQueue }, job: NewJob): Promise<void> {
  if (!ctx.db.isTransaction) throw new Error(`The job ${job.kind} was added outside a transaction`);
  await ctx.jobs.add(ctx.db, job);
}
