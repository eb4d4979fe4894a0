import type { Precision, TimelineEvent } from '@debrief/contract';
import { sql } from 'kysely';
import { incidentIdsHiddenFrom } from '../access/index.ts';
import type { Context } from '../context.ts';
import { detectedAt, mitigationEventIds } from '../incident/index.ts';

/**
 * How many events the timelines of these incidents have. The caller has checked that the actor can
 * see them.
 */
export async function eventCounts(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<Map<string, number>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('timeline_event')
    .select((eb) => ['incident_id', eb.fn.countAll<string>().as('count')])
    .where('incident_id', 'in', [...incidentIds])
    .where('removed_at', 'is', null)
    .groupBy('incident_id')
    .execute();
  return new Map(rows.map((row) => [row.incident_id, Number(row.count)]));
}

/**
 * When the incident started for its responders: the milestone `detected`, else its first detection
 * event, else its first event.
 */
export async function beganAt(ctx: Context, incidentId: string): Promise<Date | null> {
  const milestone = await detectedAt(ctx, incidentId);
  if (milestone) return milestone;
  const rows = await ctx.db
    .selectFrom('timeline_event')
    .select((eb) => ['type', eb.fn.min('at').as('at')])
    .where('incident_id', '=', incidentId)
    .where('removed_at', 'is', null)
    .groupBy('type')
    .execute();
  const detected = rows.find((row) => row.type === 'detection');
  return (
    detected?.at ??
    rows.map((row) => row.at).toSorted((a, b) => a.getTime() - b.getTime())[0] ??
    null
  );
}

/** The time of an active event of an incident; null if it does not exist. */
export async function eventTime(
  ctx: Context,
  incidentId: string,
  id: string,
): Promise<{ at: Date; precision: Precision } | null> {
  const row = await ctx.db
    .selectFrom('timeline_event')
    .select(['at', 'precision'])
    .where('id', '=', id)
    .where('incident_id', '=', incidentId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * How many events this account wrote, or that describe the perspective of one of these people, by
 * visible incident.
 */
export async function listEventsByWriter(
  ctx: Context,
  accountId: string,
  personIds: readonly string[],
): Promise<Map<string, number>> {
  // Two queries, because a single condition would use no index.
  const result = await sql<{ incident_id: string; count: number }>`
    select incident_id, count(*)::int as count from (
      select id, incident_id from timeline_event where removed_at is null and created_by ->> 'id' = ${accountId}
      union
      select id, incident_id from timeline_event where removed_at is null and perspective_person_id = any(${[...personIds]}::uuid[])
    ) event where incident_id not in (${incidentIdsHiddenFrom(ctx)}) group by incident_id`.execute(
    ctx.db,
  );
  return new Map(result.rows.map((row) => [row.incident_id, row.count]));
}

/** The events of an incident that say how long something was affected. */
export async function listImpactEvents(
  ctx: Context,
  incidentId: string,
): Promise<Pick<TimelineEvent, 'id' | 'type' | 'title' | 'at' | 'until'>[]> {
  const rows = await ctx.db
    .selectFrom('timeline_event')
    .select(['id', 'type', 'title', 'at', 'until_at'])
    .where('incident_id', '=', incidentId)
    .where('type', '=', 'impact')
    .where('removed_at', 'is', null)
    .where('until_at', 'is not', null)
    .execute();
  return rows.map(({ at, until_at: until, ...row }) => ({
    ...row,
    at: at.toISOString(),
    until: until?.toISOString() ?? null,
  }));
}

/** A subquery of the ids of events that repaired something, or mitigated their incident. */
export function repairEventIds(ctx: Context) {
  return ctx.db
    .selectFrom('timeline_event')
    .select('timeline_event.id')
    .where('timeline_event.removed_at', 'is', null)
    .where((eb) =>
      eb.or([eb('timeline_event.type', '=', 'repair'), eb('id', 'in', mitigationEventIds(ctx))]),
    );
}
