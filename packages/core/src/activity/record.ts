import { describeKind, type ActivityKind } from '@debrief/contract';
import { sql } from 'kysely';
import { refuseInArchive } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';

/** The channel that notifies every process of new activity; the payload is the row's id. */
export const activityChannel = 'debrief_activity';
export const orderLock = 7_233_101;

export interface NewActivity {
  kind: ActivityKind;
  incidentId: string | null;
  subjectId: string | null;
  before?: unknown;
  after?: unknown;
}

/**
 * Writes the one activity row of a verb, in the verb's transaction; returns its id. The lock is
 * held until the commit, so that ids appear in order and a reader who resumes from one misses
 * nothing. Archiving also takes it, so what is refused in an archive is refused here. Errors:
 * `conflict` in an archived incident.
 */
export async function record(ctx: Context, activity: NewActivity): Promise<string> {
  await sql`select pg_advisory_xact_lock(${sql.lit(orderLock)})`.execute(ctx.db);
  if (activity.incidentId !== null && !describeKind(activity.kind).isAllowedInArchive)
    await refuseInArchive(ctx, activity.incidentId);
  const row = await ctx.db
    .insertInto('activity')
    .values({
      kind: activity.kind,
      at: ctx.clock.now(),
      actor: jsonb(actorRef(ctx.actor)),
      incident_id: activity.incidentId,
      subject_id: activity.subjectId,
      request_id: ctx.requestId,
      before: jsonb(activity.before ?? null),
      after: jsonb(activity.after ?? null),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`select pg_notify(${activityChannel}, ${String(row.id)})`.execute(ctx.db);
  return String(row.id);
}
