import { kindsWhere, type ActivityKind, type BundleOf } from '@debrief/contract';
import { sql } from 'kysely';
import { plainActorRef, type Context } from '../context.ts';
import { orderLock } from './record.ts';

/**
 * What happened to bundles of the incident on this server is not part of its history and is not
 * exported.
 */
const localKinds: ActivityKind[] = ['incident.imported', 'incident.exported'];

type ActivityLine = BundleOf<'activity'>;

/**
 * The newest activity of an incident; '0' if there is none. The caller has checked that the actor
 * can see the incident.
 */
export async function latestActivityIn(ctx: Context, incidentId: string): Promise<string> {
  const row = await ctx.db
    .selectFrom('activity')
    .select((eb) => eb.fn.max('id').as('id'))
    .where('incident_id', '=', incidentId)
    .executeTakeFirst();
  return String(row?.id ?? '0');
}

/** Evidence and people that the history of events refers to: undo can restore them. */
export async function activityNamedInHistory(
  ctx: Context,
  incidentId: string,
): Promise<{ evidenceIds: string[]; personIds: string[] }> {
  const kinds = kindsWhere((kind) => kind.undo !== null);
  const queryIdsAt = async (path: string) => {
    const result = await sql<{ id: string }>`
      select distinct named.value #>> '{}' as id
      from activity cross join lateral (values (activity.before), (activity.after)) as state (events)
      cross join lateral jsonb_path_query(state.events, ${path}::jsonpath) as named (value)
      where activity.incident_id = ${incidentId} and activity.kind = any(${kinds}) and jsonb_typeof(coalesce(activity.after, activity.before)) = 'array'`.execute(
      ctx.db,
    );
    return result.rows.map((row) => row.id);
  };
  return {
    evidenceIds: await queryIdsAt('$[*].citations[*].evidenceId'),
    personIds: await queryIdsAt('$[*].perspective.personId ? (@.type() == "string")'),
  };
}

/**
 * The history after an activity, oldest first, without positions. The caller has checked that the
 * actor can see the incident.
 */
export async function historyPage(
  ctx: Context,
  incidentId: string,
  range: { after: string; until: string; limit: number },
): Promise<{ id: string; line: Omit<ActivityLine, 'position' | 'undoes'> }[]> {
  const rows = await ctx.db
    .selectFrom('activity')
    .select(['id', 'kind', 'at', 'actor', 'subject_id', 'before', 'after'])
    .where('incident_id', '=', incidentId)
    .where('kind', 'not in', localKinds)
    .where('id', '>', range.after)
    .where('id', '<=', range.until)
    .orderBy('id')
    .limit(range.limit)
    .execute();
  return rows.map((row) => ({
    id: String(row.id),
    line: {
      type: 'activity',
      kind: row.kind,
      at: row.at.toISOString(),
      by: plainActorRef(row.actor),
      subjectId: row.subject_id,
      before: row.before,
      after: row.after,
    },
  }));
}

/**
 * Inserts history unchanged; returns the new ids in order. Listeners are not notified: it happened
 * elsewhere.
 */
export async function insertHistory(
  ctx: Context,
  incidentId: string,
  lines: readonly Omit<ActivityLine, 'position' | 'undoes'>[],
): Promise<string[]> {
  await sql`select pg_advisory_xact_lock(${sql.lit(orderLock)})`.execute(ctx.db);
  const rows = JSON.stringify(
    lines.map((line, index) => ({
      ...line,
      n: index,
      before: JSON.stringify(line.before),
      after: JSON.stringify(line.after),
    })),
  );
  const result = await sql<{ id: string }>`
    insert into activity (kind, at, actor, incident_id, subject_id, before, after, is_imported)
    select row.kind, row.at, row.by, ${incidentId}::uuid, row."subjectId", row.before::jsonb, row.after::jsonb, true
    from json_to_recordset(${rows}::text::json) as row (n int, kind text, at timestamptz, by jsonb, "subjectId" text, before text, after text)
    order by row.n
    returning id`.execute(ctx.db);
  return result.rows.map((row) => String(row.id)).toSorted((a, b) => Number(BigInt(a) - BigInt(b)));
}
