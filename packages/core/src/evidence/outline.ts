import { RecordFilter, type EvidenceKind, type RecordFilterInput, type RecordOutline } from '@debrief/contract';
import { sql } from 'kysely';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { writeCursor } from './cursor.ts';
import { extentOf, hitsOf, spansOf, spanTable } from './record-query.ts';
import { scopedStreams } from './scope.ts';

const bucketCount = 240;
const niceMs = [
  1_000, 5_000, 15_000, 30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000, 604_800_000, 2_592_000_000,
];

/** The width of a bucket, in milliseconds: a round one that gives at most 240 of them. */
export function bucketWidth(spanMs: number): number {
  return niceMs.find((width) => spanMs / width <= bucketCount) ?? Math.ceil(spanMs / bucketCount / 86_400_000) * 86_400_000;
}

interface Row {
  part: 'page' | 'bucket' | 'stream' | 'kind';
  at: Date | null;
  item_id: string | null;
  name: string | null;
  number: number;
}

/** How the whole record lies under a filter: its density in time, its streams and kinds, and where each page begins. Errors: `invalid`, `not-found`. */
export async function outlineRecord(ctx: Context, incidentRef: string, raw: RecordFilterInput, pageSize = 100): Promise<RecordOutline> {
  const filter = parse(RecordFilter, raw);
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, incidentRef));
  const spans = spansOf(await scopedStreams(ctx, incident.id), filter);
  const empty: RecordOutline = { total: 0, from: null, until: null, bucketMs: 60_000, buckets: [], pageSize, pages: [], streams: [], kinds: [] };
  const extent = spans.length > 0 ? await extentOf(ctx, spans) : null;
  if (!extent) return empty;
  const { first, last } = extent;
  const hits = await hitsOf(ctx, spans, filter);
  const bucketMs = bucketWidth(last.getTime() - first.getTime() + 1);
  const from = new Date(Math.floor(first.getTime() / bucketMs) * bucketMs);
  const result = await sql<Row>`
    with ${hits.found ? sql`${hits.found},` : sql``} hit as materialized (
      select e.item_id, e.kind, s.stream_id, e.occurred_at + s.offset_ms * interval '1 millisecond' as at from ${spanTable(spans)} join ${hits.table} on ${hits.conditions})
    select 'page' as part, at, item_id, null as name, number::int from (select at, item_id, row_number() over (order by at, item_id) as number from hit) numbered where number % ${sql.lit(pageSize)} = 0
    union all
    select 'bucket', null, null, floor(date_part('epoch', at - ${from.toISOString()}::timestamptz) * 1000 / ${bucketMs})::text, count(*)::int from hit group by 4
    union all select 'stream', null, null, stream_id::text, count(*)::int from hit group by stream_id
    union all select 'kind', null, null, kind, count(*)::int from hit group by kind`.execute(ctx.db);
  const part = (name: Row['part']) => result.rows.filter((row) => row.part === name);
  const buckets = Array.from({ length: Math.floor((last.getTime() - from.getTime()) / bucketMs) + 1 }, () => 0);
  for (const row of part('bucket')) buckets[Number(row.name)] = row.number;
  const total = part('kind').reduce((sum, row) => sum + row.number, 0);
  const places = part('page')
    .toSorted((a, b) => a.number - b.number)
    .flatMap((row) => (row.at && row.item_id && row.number < total ? [writeCursor({ atMs: row.at.getTime(), itemId: row.item_id })] : []));
  const names = await streamNames(
    ctx,
    part('stream').flatMap((row) => row.name ?? []),
  );
  return {
    total,
    from: from.toISOString(),
    until: last.toISOString(),
    bucketMs,
    buckets,
    pageSize,
    pages: ['', ...places],
    streams: part('stream')
      .map((row) => ({ streamId: row.name ?? '', name: names.get(row.name ?? '') ?? '', count: row.number }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    kinds: part('kind').map((row) => ({ kind: kindOf(row.name), count: row.number })),
  };
}

/** The column holds only kinds: the table's constraint says so. */
function kindOf(name: string | null): EvidenceKind {
  return name as EvidenceKind;
}

async function streamNames(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.selectFrom('stream').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
