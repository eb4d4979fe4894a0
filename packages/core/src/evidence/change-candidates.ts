import type { EvidenceDetails, Precision } from '@debrief/contract';
import { sql } from 'kysely';
import { visibleIncidents } from '../access/index.ts';
import type { Context } from '../context.ts';
import { listIncludedStreams } from './included-streams.ts';
import { buildSpans, spanTable, type Span } from './record-query.ts';

/** A change in a stream that the reader can see, with its latest revision. */
export interface ChangeCandidate {
  id: string;
  itemId: string;
  streamId: string;
  streamName: string;
  /** Corrected by the source's clock offset. */
  at: Date;
  until: Date | null;
  precision: Precision;
  zoneOffset: number | null;
  text: string;
  details: Pick<EvidenceDetails, 'title' | 'fields' | 'commit'>;
  /** False: its stream is not among the incident's sources. */
  isInSources: boolean;
}

interface Row extends Omit<ChangeCandidate, 'isInSources'> {
  isDeleted: boolean;
}

/**
 * The newest changes of a time range, in the incident's sources and in streams of other incidents
 * that the reader can see and this incident could include. The caller has checked that the actor
 * can see the incident.
 */
export async function loadChanges(
  ctx: Context,
  incidentId: string,
  range: { from: Date; until: Date; limit: number },
): Promise<ChangeCandidate[]> {
  const { own, others } = await loadSpans(ctx, incidentId, range);
  const [inSources, elsewhere] = [
    await queryChanges(ctx, own, range.limit),
    await queryChanges(ctx, others, range.limit),
  ];
  const known = new Set(inSources.map(({ itemId }) => itemId));
  return [
    ...inSources.map((change) => ({ ...change, isInSources: true })),
    ...elsewhere
      .filter(({ itemId }) => !known.has(itemId))
      .map((change) => ({ ...change, isInSources: false })),
  ]
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, range.limit);
}

interface StreamRange {
  stream_id: string;
  is_own: boolean;
  offset_ms: number;
  from_at: Date;
  until_at: Date;
}

/** The included time ranges of streams that have changes, cut to the range, in the stream's clock. */
async function loadSpans(
  ctx: Context,
  incidentId: string,
  { from, until }: { from: Date; until: Date },
): Promise<{ own: Span[]; others: Span[] }> {
  const seen = visibleIncidents(ctx).where('incident.is_demo', '=', false).select('incident.id');
  const result = await sql<StreamRange>`
    select distinct incident_stream.stream_id, incident_stream.incident_id = ${incidentId} as is_own, source.clock_offset_ms as offset_ms,
      greatest(coalesce(incident_stream.from_at, ${from}), ${from}) - source.clock_offset_ms * interval '1 millisecond' as from_at,
      least(coalesce(incident_stream.until_at, ${until}), ${until}) - source.clock_offset_ms * interval '1 millisecond' as until_at
    from incident_stream join stream on stream.id = incident_stream.stream_id join source on source.id = stream.source_id
    where (incident_stream.incident_id = ${incidentId}
        or ((source.compartment is null or source.compartment = ${incidentId}) and incident_stream.incident_id in (${seen})))
      and exists (select 1 from evidence e where e.stream_id = stream.id and e.kind = 'change')`.execute(
    ctx.db,
  );
  const rows = result.rows.filter((row) => row.from_at < row.until_at);
  const merge = (ranges: StreamRange[]) =>
    [...Map.groupBy(ranges, (row) => row.stream_id).values()].flatMap(mergeRanges);
  return {
    own: merge(rows.filter((row) => row.is_own)),
    others: merge(rows.filter((row) => !row.is_own)),
  };
}

/** Overlapping ranges of one stream become one, so that no change is read twice. */
function mergeRanges(ranges: readonly StreamRange[]): Span[] {
  const spans: Span[] = [];
  for (const row of ranges.toSorted((a, b) => a.from_at.getTime() - b.from_at.getTime())) {
    const last = spans.at(-1);
    if (last && row.from_at <= last.until) {
      if (row.until_at > last.until) last.until = row.until_at;
    } else
      spans.push({
        streamId: row.stream_id,
        offsetMs: row.offset_ms,
        from: row.from_at,
        until: row.until_at,
      });
  }
  return spans;
}

const longestText = 1_000;

async function queryChanges(
  ctx: Context,
  spans: Span[],
  limit: number,
): Promise<Omit<ChangeCandidate, 'isInSources'>[]> {
  if (spans.length === 0) return [];
  const streamIds = spans.map((span) => span.streamId);
  const result = await sql<Row>`
    select e.id, e.item_id as "itemId", e.stream_id as "streamId", stream.name as "streamName",
      e.occurred_at + shift.by as at, e.until_at + shift.by as until, e.precision, e.zone_offset as "zoneOffset",
      left(e.text, ${longestText}) as text, e.details - 'reactions' - 'links' as details, e.change = 'deleted' as "isDeleted"
    from ${spanTable(spans)} join evidence e on e.stream_id = s.stream_id and e.kind = 'change' and e.occurred_at >= s.from_at and e.occurred_at < s.until_at
    join stream on stream.id = e.stream_id
    cross join lateral (select s.offset_ms * interval '1 millisecond' as by) shift
    where e.id not in (select revises from evidence where revises is not null and stream_id = any(${streamIds}::uuid[]))
    order by e.occurred_at desc limit ${limit}`.execute(ctx.db);
  return result.rows.filter(({ isDeleted }) => !isDeleted).map(({ isDeleted: _, ...row }) => row);
}

/** The first alert of the incident's sources; null if there is none. */
export async function loadFirstAlert(
  ctx: Context,
  incidentId: string,
): Promise<{ at: Date; precision: Precision; text: string } | null> {
  const spans = buildSpans(await listIncludedStreams(ctx, incidentId), {});
  if (spans.length === 0) return null;
  const result = await sql<{ at: Date; precision: Precision; text: string }>`
    select e.occurred_at + s.offset_ms * interval '1 millisecond' as at, e.precision, left(e.text, ${longestText}) as text
    from ${spanTable(spans)} join evidence e on e.stream_id = s.stream_id and e.kind = 'alert' and e.occurred_at >= s.from_at and e.occurred_at < s.until_at
    where not exists (select 1 from evidence newer where newer.revises = e.id) and e.change <> 'deleted'
    order by at limit 1`.execute(ctx.db);
  return result.rows[0] ?? null;
}
