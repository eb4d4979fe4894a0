import { z } from 'zod';
import type { Database } from './db/index.ts';

/**
 * Every kind of background job and its data: ids only, so that a job reads the current state when
 * it runs.
 */
export interface JobData {
  'import.run': { importId: string };
  'import.undo': { importId: string };
  'delivery.read': { deliveryId: string };
  'secrets.find': { incidentId: string };
  'delivery.reread': { endpointId: string };
}
export type JobKind = keyof JobData;

/** The schema of each kind's data, for reading from the queue. */
export const jobKinds: { [Kind in JobKind]: z.ZodType<JobData[Kind]> } = {
  'import.run': z.object({ importId: z.uuid() }),
  'import.undo': z.object({ importId: z.uuid() }),
  'delivery.read': z.object({ deliveryId: z.uuid() }),
  'secrets.find': z.object({ incidentId: z.uuid() }),
  'delivery.reread': z.object({ endpointId: z.uuid() }),
};

export type NewJob = {
  [Kind in JobKind]: {
    kind: Kind;
    data: JobData[Kind];
    /** The uploads folder that the job reads: only a process with this folder runs it. */
    folderId?: string;
    /** At most one job with this key starts per minute; one that is added in between starts in the next. */
    oncePerMinute?: string;
  };
}[JobKind];

/** Where jobs are added. The server runs them, see `apps/server/src/jobs`. */
export interface JobQueue {
  /**
   * Adds jobs in the transaction of `db`: they run after the commit, and never after a rollback.
   */
  add(db: Database, job: NewJob, ...more: NewJob[]): Promise<void>;
}

/** Adds jobs in the transaction of the verb. They run at least once, so they must be safe to run again. */
export async function enqueue(
  ctx: { db: Database; jobs: JobQueue },
  ...jobs: NewJob[]
): Promise<void> {
  const [job, ...more] = jobs;
  if (job === undefined) return;
  if (!ctx.db.isTransaction) throw new Error(`The job ${job.kind} was added outside a transaction`);
  await ctx.jobs.add(ctx.db, job, ...more);
}
