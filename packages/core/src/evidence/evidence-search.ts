import type { Precision } from '@debrief/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../context.ts';
import { archivedIncidentIds, incidentIdsHiddenFrom, incidentIdsSeenBy } from '../access/index.ts';

/** An item that matches, in the newest visible incident whose sources contain the item. */
export interface FoundEvidence {
  id: string;
  itemId: string;
  incidentId: string;
  at: Date;
  precision: Precision;
  text: string;
  authorName: string | null;
  streamName: string;
}

export interface EvidenceSearch {
  /** A PostgreSQL text search query. */
  words: string;
  /** Only incidents that name this service or team. */
  service?: string | undefined;
  team?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
}

/** How many items match, counted up to `most`. Counts only what the actor can see. */
export async function countEvidence(
  ctx: Context,
  wanted: EvidenceSearch,
  most: number,
): Promise<number> {
  const result = await sql<{
    count: number;
  }>`select count(*)::int as count from (select 1 ${foundIn(ctx, wanted)} limit ${most}) counted`.execute(
    ctx.db,
  );
  return result.rows[0]?.count ?? 0;
}

/**
 * Matching items with their density: the newest ones or, for common words, the ones imported last.
 * Ids are in time order, so these are found by walking back instead of sorting every match.
 */
export async function findEvidence(
  ctx: Context,
  wanted: EvidenceSearch & { limit: number; isCommon: boolean },
): Promise<{ id: string; incidentId: string; at: Date; density: number }[]> {
  const order = wanted.isCommon ? sql`e.id desc` : sql`e.occurred_at desc, e.id desc`;
  const result = await sql<{ id: string; incident_id: string; at: Date; density: number }>`
    select newest.id, newest.incident_id, newest.at, ts_rank_cd(newest.search, ${wanted.words}::tsquery, 1) as density
    from (select e.id, seen.incident_id, seen.at, e.search ${foundIn(ctx, wanted, wanted.isCommon)} order by ${order} limit ${wanted.limit}) newest`.execute(
    ctx.db,
  );
  return result.rows.map((row) => ({
    id: row.id,
    incidentId: row.incident_id,
    at: row.at,
    density: row.density,
  }));
}

/** Matching items in time order, after the last one of the previous page. */
export async function findEvidenceByTime(
  ctx: Context,
  wanted: EvidenceSearch,
  page: { isOldestFirst: boolean; after: { at: Date; id: string } | null; limit: number },
): Promise<{ id: string; incidentId: string; at: Date }[]> {
  const { isOldestFirst, after, limit } = page;
  const isAfter = after
    ? sql`and (seen.at, e.id) ${isOldestFirst ? sql`>` : sql`<`} (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const order = isOldestFirst ? sql`seen.at, e.id` : sql`seen.at desc, e.id desc`;
  const result = await sql<{ id: string; incident_id: string; at: Date }>`
    select e.id, seen.incident_id, seen.at ${foundIn(ctx, wanted)} ${isAfter} order by ${order} limit ${limit}`.execute(
    ctx.db,
  );
  return result.rows.map((row) => ({ id: row.id, incidentId: row.incident_id, at: row.at }));
}

/** These items for display, each limited to what the actor can see in that incident. */
export async function showFoundEvidence(
  ctx: Context,
  found: readonly { id: string; incidentId: string }[],
): Promise<FoundEvidence[]> {
  if (found.length === 0) return [];
  const result = await sql<{
    id: string;
    item_id: string;
    incident_id: string;
    at: Date;
    precision: Precision;
    text: string;
    author_name: string | null;
    stream_name: string;
  }>`
    select e.id, e.item_id, asked.incident_id, e.occurred_at + source.clock_offset_ms * interval '1 millisecond' as at, e.precision, left(e.text, 20000) as text,
      (select person.name from identity join person on person.id = identity.person_id where identity.id = e.identity_id) as author_name, stream.name as stream_name
    from unnest(${found.map((one) => one.id)}::uuid[], ${found.map((one) => one.incidentId)}::uuid[]) as asked (id, incident_id)
    join evidence e on e.id = asked.id join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    where asked.incident_id in (${incidentIdsSeenBy(ctx)})
      and exists (select 1 from incident_stream where incident_stream.incident_id = asked.incident_id and incident_stream.stream_id = e.stream_id)`.execute(
    ctx.db,
  );
  return result.rows.map((row) => ({
    id: row.id,
    itemId: row.item_id,
    incidentId: row.incident_id,
    at: row.at,
    precision: row.precision,
    text: row.text,
    authorName: row.author_name,
    streamName: row.stream_name,
  }));
}

/**
 * The FROM and WHERE clauses: current items that match and are in the sources of a visible
 * incident.
 */
function foundIn(
  ctx: Context,
  { words, from, until, ...naming }: EvidenceSearch,
  isCommon = false,
): RawBuilder<unknown> {
  const isFound = sql`e.search @@ ${words}::tsquery`;
  return sql`from evidence e join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    cross join lateral (
      select incident_stream.incident_id, corrected.at
      from (select e.occurred_at + source.clock_offset_ms * interval '1 millisecond' as at) corrected
      join incident_stream on incident_stream.stream_id = e.stream_id and (incident_stream.from_at is null or corrected.at >= incident_stream.from_at) and (incident_stream.until_at is null or corrected.at < incident_stream.until_at)
      where incident_stream.incident_id not in (${incidentIdsHiddenFrom(ctx)}) and incident_stream.incident_id not in (${archivedIncidentIds(ctx)})
        and ${naming.service || naming.team ? sql`incident_stream.incident_id in (${incidentIdsSeenBy(ctx, naming)})` : sql`true`}
        and ${from ? sql`corrected.at >= ${from}` : sql`true`} and ${until ? sql`corrected.at < ${until}` : sql`true`}
      order by incident_stream.incident_id desc limit 1
    ) seen
    where ${isCommon ? sql`(${isFound}) is true` : isFound} and not exists (select 1 from evidence newer where newer.revises = e.id)
      and ${naming.service || naming.team ? sql`e.stream_id in (select stream_id from incident_stream where incident_id in (${incidentIdsSeenBy(ctx, naming)}))` : sql`true`}`;
}
