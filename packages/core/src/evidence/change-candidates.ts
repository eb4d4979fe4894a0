import type { EvidenceDetails, Precision } from '@debrief/contract';
import { sql, type RawBuilder } from 'kysely';
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

export interface ChangesAround {
  /** The newest ones before the time, with older ones that contain the words. */
  before: ChangeCandidate[];
  /** From when on `before` is complete. */
  completeFrom: Date;
  /** The first ones after it. */
  after: ChangeCandidate[];
  /** At most 1,000. */
  afterCount: number;
  /** There are more changes before it. */
  isLimited: boolean;
}

export interface AroundTime {
  at: Date;
  from: Date;
  until: Date;
  /** Older ones are only read if they contain a word. Words of letters and digits. */
  words: readonly string[];
  wordsFrom: Date;
}

const mostNear = 1_500;
const mostWithWords = 500;
const mostAfter = 10;
const mostCounted = 1_000;

/**
 * The changes around a time, in the incident's sources and in streams of other incidents that the
 * reader can see and this incident could include: a bounded number, however many there are. The
 * caller has checked that the actor can see the incident.
 */
export async function loadChangesAround(
  ctx: Context,
  incidentId: string,
  { at, from, until, words, wordsFrom }: AroundTime,
): Promise<ChangesAround> {
  const found = await loadSpans(ctx, incidentId, { from, until });
  const before = await queryChanges(ctx, found, { from, until: at, limit: mostNear });
  const after = await queryChanges(ctx, found, {
    from: at,
    until,
    limit: mostAfter,
    isForward: true,
  });
  const last = before.length < mostNear ? null : (before.at(-1)?.at ?? null);
  const older =
    last === null || words.length === 0
      ? []
      : await queryChanges(ctx, found, {
          from: wordsFrom,
          until: last,
          limit: mostWithWords,
          words,
        });
  return {
    before: [...before, ...older],
    completeFrom: last ?? from,
    after,
    afterCount: await countChanges(ctx, found, { from: at, until }),
    isLimited: last !== null,
  };
}

interface FoundSpans {
  /** In the clocks of the streams. */
  all: Span[];
  own: Span[];
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
): Promise<FoundSpans> {
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
  return { all: merge(rows), own: merge(rows.filter((row) => row.is_own)) };
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

interface ChangeRange {
  from: Date;
  until: Date;
  limit: number;
  words?: readonly string[];
  isForward?: boolean;
}

/**
 * The nearest changes of a time range of the corrected clock, without replaced revisions, as a table
 * `found`. Each stream is read in the order of its index, so that only the nearest ones are read.
 */
function selectNearest(spans: readonly Span[], range: ChangeRange): RawBuilder<unknown> {
  const { from, until, limit, words = [], isForward = false } = range;
  const cut = spans.map((span) => ({
    ...span,
    from: new Date(Math.max(span.from.getTime(), from.getTime() - span.offsetMs)),
    until: new Date(Math.min(span.until.getTime(), until.getTime() - span.offsetMs)),
  }));
  const order = sql.raw(isForward ? 'asc' : 'desc');
  const query = words.map((word) => `'${word}':*`).join(' | ');
  return sql`(select e.* from ${spanTable(cut)} cross join lateral (
      select e.id, e.occurred_at, s.offset_ms from evidence e
      where e.stream_id = s.stream_id and e.kind = 'change' and e.occurred_at >= s.from_at and e.occurred_at < s.until_at and e.change <> 'deleted'
        and e.id not in (select revises from evidence where revises is not null and stream_id = any(${spans.map(({ streamId }) => streamId)}::uuid[]))
        ${words.length > 0 ? sql`and e.search @@ ${query}::tsquery` : sql``}
      order by e.occurred_at ${order}, e.item_id ${order} limit ${limit}) e
    order by e.occurred_at ${order}, e.id ${order} limit ${limit}) found`;
}

const longestText = 1_000;

async function queryChanges(
  ctx: Context,
  { all, own }: FoundSpans,
  range: ChangeRange,
): Promise<ChangeCandidate[]> {
  if (all.length === 0) return [];
  const order = sql.raw(range.isForward === true ? 'asc' : 'desc');
  const result = await sql<Omit<ChangeCandidate, 'isInSources'> & { writtenAt: Date }>`
    select e.id, e.item_id as "itemId", e.stream_id as "streamId", stream.name as "streamName",
      e.occurred_at as "writtenAt", e.occurred_at + shift.by as at, e.until_at + shift.by as until, e.precision, e.zone_offset as "zoneOffset",
      left(e.text, ${longestText}) as text, e.details - 'reactions' - 'links' as details
    from ${selectNearest(all, range)} join evidence e on e.id = found.id join stream on stream.id = e.stream_id
    cross join lateral (select found.offset_ms * interval '1 millisecond' as by) shift
    order by found.occurred_at ${order}, e.id ${order}`.execute(ctx.db);
  return result.rows.map(({ writtenAt, ...row }) => ({
    ...row,
    isInSources: own.some(
      ({ streamId, from, until }) =>
        streamId === row.streamId && from <= writtenAt && writtenAt < until,
    ),
  }));
}

async function countChanges(
  ctx: Context,
  { all }: FoundSpans,
  range: Pick<ChangeRange, 'from' | 'until'>,
): Promise<number> {
  if (all.length === 0) return 0;
  const nearest = selectNearest(all, { ...range, limit: mostCounted, isForward: true });
  const result = await sql<{
    count: number;
  }>`select count(*)::int as count from ${nearest}`.execute(ctx.db);
  return result.rows[0]?.count ?? 0;
}

export interface FirstAlert {
  id: string;
  item_id: string;
  at: Date;
  precision: Precision;
  text: string;
}

/** The first alert of the incident's sources; null if there is none. */
export async function loadFirstAlert(ctx: Context, incidentId: string): Promise<FirstAlert | null> {
  const spans = buildSpans(await listIncludedStreams(ctx, incidentId), {});
  if (spans.length === 0) return null;
  const result = await sql<FirstAlert>`
    select e.id, e.item_id, e.occurred_at + s.offset_ms * interval '1 millisecond' as at, e.precision, left(e.text, ${longestText}) as text
    from ${spanTable(spans)} join evidence e on e.stream_id = s.stream_id and e.kind = 'alert' and e.occurred_at >= s.from_at and e.occurred_at < s.until_at
    where not exists (select 1 from evidence newer where newer.revises = e.id) and e.change <> 'deleted'
    order by at limit 1`.execute(ctx.db);
  return result.rows[0] ?? null;
}
