import { RecordFilter, type EvidenceKind, type RecordOutline } from '@debrief/contract';
import { sql } from 'kysely';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { writeCursor } from './cursor.ts';
import { queryExtent, queryHits, queryHitsExtent, buildSpans, spanTable } from './record-query.ts';
import { listIncludedStreams, recordExtents } from './included-streams.ts';

const bucketCount = 240;
const niceMs = [
  1_000, 5_000, 15_000, 30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000, 10_800_000,
  21_600_000, 43_200_000, 86_400_000, 604_800_000, 2_592_000_000,
];

/** The width of a bucket in milliseconds: a round number that gives at most 240 buckets. */
export function bucketWidth(spanMs: number): number {
  return (
    niceMs.find((width) => spanMs / width <= bucketCount) ??
    Math.ceil(spanMs / bucketCount / 86_400_000) * 86_400_000
  );
}

/**
 * The time of the first item of an incident; null without any. The caller has checked that the
 * actor can see the incident.
 */
export async function findFirstEvidence(ctx: Context, incidentId: string): Promise<Date | null> {
  const spans = buildSpans(await listIncludedStreams(ctx, incidentId), {});
  if (spans.length === 0) return null;
  return (await queryExtent(ctx, spans))?.first ?? null;
}

/** The start of a page, or the number of items of one kind of a stream in a bucket. */
interface Row {
  at: Date;
  item_id: string | null;
  stream_id: string | null;
  kind: EvidenceKind | null;
  number: number;
}

/**
 * An outline of the filtered record: its density over time, its streams and kinds, and where each
 * page starts. Errors: `invalid`, `not-found`.
 */
export async function outlineRecord(
  ctx: Context,
  incidentRef: string,
  raw: Parsable<typeof RecordFilter>,
  pageSize = 100,
): Promise<RecordOutline> {
  const filter = parse(RecordFilter, raw);
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, incidentRef));
  const spans = buildSpans(await listIncludedStreams(ctx, incident.id), filter);
  const inAll = (await recordExtents(ctx, [incident.id])).get(incident.id)?.count ?? 0;
  // The size of the rest of the record is not known at an earlier time.
  const itemCount = filter.knownAt === undefined ? inAll : 0;
  const empty: RecordOutline = {
    total: 0,
    itemCount,
    from: null,
    until: null,
    bucketMs: 60_000,
    buckets: [],
    pageSize,
    pages: [],
    streams: [],
    kinds: [],
  };
  if (spans.length === 0) return empty;
  const hits = await queryHits(ctx, incident.id, spans, filter);
  const extent =
    filter.knownAt === undefined ? await queryExtent(ctx, spans) : await queryHitsExtent(ctx, hits);
  if (!extent) return empty;
  const { first, last } = extent;
  const bucketMs = bucketWidth(last.getTime() - first.getTime() + 1);
  const from = new Date(Math.floor(first.getTime() / bucketMs) * bucketMs);
  const result = await sql<Row>`
    with ${hits.found ? sql`${hits.found},` : sql``} hit as materialized (
      select e.item_id, e.kind, s.stream_id, e.occurred_at + s.offset_ms * interval '1 millisecond' as at from ${spanTable(spans)} join ${hits.table} on ${hits.conditions})
    select at, item_id, null as stream_id, null as kind, number::int from (select at, item_id, row_number() over (order by at, item_id) as number from hit) numbered where number % ${sql.lit(pageSize)} = 0
    union all
    select date_bin(${bucketMs} * interval '1 millisecond', at, ${from.toISOString()}::timestamptz), null, stream_id, kind, count(*)::int from hit group by 1, 3, 4`.execute(
    ctx.db,
  );
  const places = result.rows.filter((row) => row.item_id !== null);
  const counts = result.rows.filter((row) => row.item_id === null);
  const buckets = Array.from(
    { length: Math.floor((last.getTime() - from.getTime()) / bucketMs) + 1 },
    () => 0,
  );
  const streams = new Map<string, number>();
  const kinds = new Map<EvidenceKind, number>();
  let total = 0;
  for (const { at, stream_id: streamId, kind, number } of counts) {
    const bucket = Math.round((at.getTime() - from.getTime()) / bucketMs);
    buckets[bucket] = (buckets[bucket] ?? 0) + number;
    if (streamId) streams.set(streamId, (streams.get(streamId) ?? 0) + number);
    if (kind) kinds.set(kind, (kinds.get(kind) ?? 0) + number);
    total += number;
  }
  const names = await streamNames(ctx, [...streams.keys()]);
  return {
    total,
    itemCount: filter.knownAt === undefined ? itemCount : total,
    from: from.toISOString(),
    until: last.toISOString(),
    bucketMs,
    buckets,
    pageSize,
    pages: [
      '',
      ...places
        .filter((row) => row.number < total)
        .toSorted((a, b) => a.number - b.number)
        .map((row) => writeCursor({ atMs: row.at.getTime(), itemId: row.item_id ?? '' })),
    ],
    streams: [...streams]
      .map(([streamId, count]) => ({ streamId, name: names.get(streamId) ?? '', count }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    kinds: [...kinds].map(([kind, count]) => ({ kind, count })),
  };
}

async function streamNames(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('stream')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
