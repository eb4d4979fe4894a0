import { sql, type Expression, type RawBuilder } from 'kysely';
import type { Context } from '../context.ts';
import { addLinks, loadSealsOfRows, type Seals } from './chain/links.ts';
import { listIncidentsOfItems } from './redaction/rows.ts';
import { lockStreams } from './store-batch.ts';

/** Items of a source that were imported before a time, and what keeps some of them. */
export interface Expiry {
  sourceId: string;
  sourceKey: string;
  before: Date;
  /** Evidence in reports, comments and the history of changes. */
  named: readonly string[];
  /** Incidents that are not closed: their evidence stays. */
  openIncidentIds: readonly string[];
}

const pageItems = 2_000;

/**
 * Why items `one (item_id)` stay, each with the first of its reasons. All of their revisions are in
 * `rev`.
 */
function keptItems({ named, openIncidentIds }: Expiry, items: RawBuilder<unknown>) {
  return sql`one as materialized (${items}), rev as materialized (
      select e.id, one.item_id, e.stream_id, e.occurred_at from one join evidence e on e.id = one.item_id
      union all select e.id, one.item_id, e.stream_id, e.occurred_at from one join evidence e on e.item_id = one.item_id and e.revision > 1
    ), kept as (
      select item_id, min(reason) as reason from (
        select rev.item_id, 1 as reason from rev join stream on stream.id = rev.stream_id join source on source.id = stream.source_id
          join incident_stream s on s.stream_id = rev.stream_id and s.incident_id = any(${[...openIncidentIds]}::uuid[])
          cross join lateral (select rev.occurred_at + source.clock_offset_ms * interval '1 millisecond' as at) corrected
          where (s.from_at is null or corrected.at >= s.from_at) and (s.until_at is null or corrected.at < s.until_at)
        union all select rev.item_id, 2 from rev join citation on citation.evidence_id = rev.id
        union all select item_id, 2 from rev where id = any(${[...named]}::uuid[]) or item_id = any(${[...named]}::uuid[])
        union all select redaction.item_id, 3 from redaction join one on one.item_id = redaction.item_id
      ) reasons group by item_id
    )`;
}

/** First revisions `e` of which no revision was imported since. */
function isExpired(before: Date): RawBuilder<unknown> {
  const time = sql`${before.toISOString()}::timestamptz`;
  return sql`e.revision = 1 and e.recorded_at < ${time}
    and not exists (select 1 from evidence later where later.item_id = e.id and later.revision > 1 and later.recorded_at >= ${time})`;
}

/** How many items would be removed, and how many stay for which reason. */
export async function countExpired(
  ctx: Context,
  expiry: Expiry,
): Promise<{ removes: number; keeps: { open: number; cited: number; redacted: number } }> {
  const items = sql`select e.id as item_id from evidence e join stream on stream.id = e.stream_id
    where stream.source_id = ${expiry.sourceId} and ${isExpired(expiry.before)}`;
  const { rows } = await sql<{ total: number; open: number; cited: number; redacted: number }>`
    with ${keptItems(expiry, items)}
    select (select count(*)::int from one) as total, count(*) filter (where reason = 1)::int as open, count(*) filter (where reason = 2)::int as cited,
      count(*) filter (where reason = 3)::int as redacted from kept`.execute(ctx.db);
  const { total = 0, open = 0, cited = 0, redacted = 0 } = rows[0] ?? {};
  return { removes: total - open - cited - redacted, keeps: { open, cited, redacted } };
}

/** A place in the items of a source. */
export interface ExpiryPlace {
  streamId: string;
  at: Date;
  id: string;
}

/** The expired items after a place, whether or not something keeps them; null at the end. */
export async function nextExpired(
  ctx: Context,
  { sourceId, before }: Pick<Expiry, 'sourceId' | 'before'>,
  after: ExpiryPlace | null,
): Promise<{ itemIds: string[]; last: ExpiryPlace } | null> {
  const streams = await ctx.db
    .selectFrom('stream')
    .select('id')
    .where('source_id', '=', sourceId)
    .$if(after !== null, (query) => query.where('id', '>=', after?.streamId ?? ''))
    .orderBy('id')
    .execute();
  for (const stream of streams) {
    const from = after?.streamId === stream.id ? after : null;
    const beyond = from
      ? sql`(e.occurred_at, e.item_id) > (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`
      : sql`true`;
    const { rows } = await sql<{ id: string; at: Date }>`
      select e.id, e.occurred_at as at from evidence e where e.stream_id = ${stream.id} and ${isExpired(before)} and ${beyond}
      order by e.occurred_at, e.item_id limit ${sql.lit(pageItems)}`.execute(ctx.db);
    const last = rows.at(-1);
    if (last)
      return {
        itemIds: rows.map((row) => row.id),
        last: { streamId: stream.id, at: last.at, id: last.id },
      };
  }
  return null;
}

/**
 * Those of these items that nothing keeps now, locked until the commit: no import adds a revision
 * and no one cites them.
 */
export async function lockExpired(
  ctx: Context,
  expiry: Expiry,
  page: { itemIds: readonly string[]; last: ExpiryPlace },
): Promise<string[]> {
  const ids = [...page.itemIds];
  await lockStreams(ctx, [page.last.streamId]);
  // A transaction that cites one of these keeps it locked until the citation is visible.
  await sql`select 1 from evidence e where e.id = any(${ids}::uuid[]) or (e.item_id = any(${ids}::uuid[]) and e.revision > 1)
    order by e.id for update`.execute(ctx.db);
  const items = sql`select e.id as item_id from evidence e where e.id = any(${ids}::uuid[]) and ${isExpired(expiry.before)}`;
  const { rows } = await sql<{ item_id: string }>`
    with ${keptItems(expiry, items)}
    select item_id from one where item_id not in (select item_id from kept) order by item_id`.execute(
    ctx.db,
  );
  return rows.map((row) => row.item_id);
}

/**
 * Removes items that `lockExpired` returned with all of their revisions, in the same transaction.
 * Returns the incidents that contained them, and the ends of their imports' chains by incident.
 */
export async function deleteExpired(
  ctx: Context,
  itemIds: readonly string[],
): Promise<{ containing: Map<string, string[]>; seals: Map<string, Seals> }> {
  const items = [...itemIds];
  const { rows } = await sql<{ id: string }>`
    select e.id from evidence e where e.id = any(${items}::uuid[]) or (e.item_id = any(${items}::uuid[]) and e.revision > 1)`.execute(
    ctx.db,
  );
  const ids = rows.map((row) => row.id);
  await addLinks(ctx, 'removed', ids);
  const seals = await loadSealsOfRows(ctx, ids);
  const containing = await listIncidentsOfItems(ctx, items);
  await sql`update import set removed = removed + gone.count from (
    select import_id, count(*)::int as count from evidence where id = any(${ids}::uuid[]) group by import_id) gone where import.id = gone.import_id`.execute(
    ctx.db,
  );
  await sql`delete from reaction where evidence_id = any(${ids}::uuid[])`.execute(ctx.db);
  await sql`delete from evidence where id = any(${ids}::uuid[])`.execute(ctx.db);
  return { containing, seals };
}

/** Deletes rejected records of a source's imports that ended before a time. */
export async function deleteExpiredRejections(
  ctx: Context,
  { sourceId, before, openIncidentIds }: Expiry,
): Promise<void> {
  await sql`delete from import_rejection where import_id in (
    select id from import where source_id = ${sourceId} and ended_at < ${before.toISOString()}::timestamptz
      and incident_id <> all(${[...openIncidentIds]}::uuid[]))`.execute(ctx.db);
}

export async function loadSourceKey(ctx: Context, sourceId: string): Promise<string> {
  const row = await ctx.db
    .selectFrom('source')
    .select('key')
    .where('id', '=', sourceId)
    .executeTakeFirst();
  return row?.key ?? '';
}

/** The incidents that contain or cite evidence of a source. */
export async function listIncidentsOfSource(ctx: Context, sourceId: string): Promise<string[]> {
  const { rows } = await sql<{ incident_id: string }>`
    select incident_stream.incident_id from incident_stream join stream on stream.id = incident_stream.stream_id where stream.source_id = ${sourceId}
    union select citation.incident_id from citation join evidence on evidence.id = citation.evidence_id join stream on stream.id = evidence.stream_id
      where stream.source_id = ${sourceId}
    union select incident_id from import where source_id = ${sourceId} order by 1`.execute(ctx.db);
  return rows.map((row) => row.incident_id);
}

export interface SourceWithItems {
  id: string;
  kind: string;
  key: string;
  name: string;
  incidentIds: string[];
  items: number;
  oldestAt: Date | null;
}

/** Sources that are shared or belong to one of these incidents, with how much they contain. */
export async function listSourcesWithItems(
  ctx: Context,
  seen: Expression<unknown>,
  id: string | null,
): Promise<SourceWithItems[]> {
  const { rows } = await sql<SourceWithItems>`
    select source.id, source.kind, source.key, source.name, count(e.id)::int as items, min(e.recorded_at) as "oldestAt",
      coalesce((select array_agg(distinct s.incident_id) from incident_stream s join stream on stream.id = s.stream_id
        where stream.source_id = source.id and s.incident_id in (${seen})), '{}') as "incidentIds"
    from source left join stream on stream.source_id = source.id left join evidence e on e.stream_id = stream.id and e.revision = 1
    where (source.compartment is null or source.compartment in (${seen})) and ${id === null ? sql`true` : sql`source.id = ${id}`}
    group by source.id order by source.name, source.id`.execute(ctx.db);
  return rows;
}
