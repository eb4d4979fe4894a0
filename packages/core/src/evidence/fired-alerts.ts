import { sql } from 'kysely';
import { archivedIncidentIds, incidentIdsHiddenFrom } from '../access/index.ts';
import type { Context } from '../context.ts';

/** As in the index `evidence_alert`. */
export const alertName = sql`left(coalesce(e.details -> 'fields' ->> 'alertname', e.details ->> 'title'), 200)`;
const longestText = 280;
const mostCounted = 1_000;

export interface FiredAlert {
  id: string;
  itemId: string;
  name: string;
  at: Date;
  text: string;
  /** The given one if it has the alert, else the newest visible one. */
  incidentId: string;
}

/**
 * Alerts with one of these names that fired since a time, newest first, at most 1,000, in the records of
 * incidents that the actor can see. A label that an alert has must be as given.
 * Test alerts that Debrief sent are left out.
 */
export async function findFiredAlerts(
  ctx: Context,
  wanted: {
    names: readonly string[];
    labels?: Record<string, string>;
    since: Date;
    incidentId?: string;
  },
): Promise<FiredAlert[]> {
  const { names, labels = {}, since } = wanted;
  if (names.length === 0) return [];
  const isOwn = sql`part.incident_id is not distinct from ${wanted.incidentId ?? null}::uuid`;
  // Times are stored before clocks are corrected.
  const room = sql`(select coalesce(max(abs(clock_offset_ms)), 0) * interval '1 millisecond' from source)`;
  const result = await sql<FiredAlert>`
    select e.id, e.item_id as "itemId", ${alertName} as name, seen.at, left(e.text, ${longestText}) as text, seen.incident_id as "incidentId"
    from evidence e join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    cross join lateral (
      select part.incident_id, corrected.at
      from (select e.occurred_at + source.clock_offset_ms * interval '1 millisecond' as at) corrected
      join incident_stream part on part.stream_id = e.stream_id and (part.from_at is null or corrected.at >= part.from_at) and (part.until_at is null or corrected.at < part.until_at)
      where corrected.at >= ${since} and part.incident_id not in (${incidentIdsHiddenFrom(ctx)})
        and (${isOwn} or part.incident_id not in (${archivedIncidentIds(ctx)}))
      order by ${isOwn} desc, part.incident_id desc limit 1
    ) seen
    where e.kind = 'alert' and ${alertName} = any(${names.map((name) => name.slice(0, 200))}::text[]) and e.occurred_at >= ${since}::timestamptz - ${room}
      and e.details -> 'fields' ->> 'debrief_drill' is null and e.change <> 'deleted' and not exists (select 1 from evidence newer where newer.revises = e.id)
      and not exists (select 1 from jsonb_each_text(${JSON.stringify(labels)}::jsonb) label
        where e.details -> 'fields' ->> label.key <> label.value)
    order by e.occurred_at desc, e.id desc limit ${mostCounted}`.execute(ctx.db);
  return result.rows;
}

/** The names of the alerts that these claims cite, by claim. The caller has checked the claims. */
export async function listCitedAlerts(
  ctx: Context,
  claimIds: readonly string[],
): Promise<{ claimId: string; name: string }[]> {
  if (claimIds.length === 0) return [];
  const result = await sql<{ claimId: string; name: string }>`
    select distinct citation.claim_id as "claimId", ${alertName} as name
    from citation join evidence e on e.id = citation.evidence_id and e.kind = 'alert'
    where citation.claim_kind = 'finding' and citation.claim_id = any(${[...claimIds]}::uuid[]) and ${alertName} <> ''
    order by 2`.execute(ctx.db);
  return result.rows;
}
