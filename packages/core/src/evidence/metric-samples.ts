import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { listIncludedStreams } from './included-streams.ts';
import { buildSpans, spanTable } from './record-query.ts';

/** A record of measurements: one value, or a row with a value for each column. */
export interface MetricSample {
  id: string;
  streamName: string;
  at: Date;
  text: string;
  fields: Record<string, string>;
}

/**
 * These measurements. The caller has checked that they are in an incident that the actor can see, or
 * cited in it.
 */
export async function loadMetricSamplesById(
  ctx: Context,
  ids: readonly string[],
): Promise<MetricSample[]> {
  if (ids.length === 0) return [];
  const result = await sql<MetricSample>`
    select e.id, stream.name as "streamName", e.occurred_at as at, left(e.text, 500) as text, coalesce(e.details -> 'fields', '{}') as fields
    from evidence e join stream on stream.id = e.stream_id where e.id = any(${[...ids]}::uuid[]) and e.kind = 'metric'`.execute(
    ctx.db,
  );
  return result.rows;
}

export interface MetricRange {
  from: Date;
  until: Date;
}

/** How many records of measurements the incident's sources have in a time range. */
export async function countMetricSamples(
  ctx: Context,
  incidentId: string,
  range: MetricRange,
): Promise<number> {
  const spans = await listSpans(ctx, incidentId, range);
  if (spans.length === 0) return 0;
  const result = await sql<{ count: string }>`
    select sum(counted.count) as count from ${spanTable(spans)}
    cross join lateral (
      select count(*) as count from evidence e
      where e.stream_id = s.stream_id and e.kind = 'metric' and e.occurred_at >= s.from_at and e.occurred_at < s.until_at) counted`.execute(
    ctx.db,
  );
  return Number(result.rows[0]?.count ?? 0);
}

/** Ten seconds: less than most tools wait between two measurements. */
const slotMs = 10_000;

/**
 * The newest measurements of the incident's sources in a time range, newest first. With `every`, only
 * those in one of so many slots of ten seconds, so that all series and the full range are kept. The
 * caller has checked that the actor can see the incident.
 */
export async function loadMetricSamples(
  ctx: Context,
  incidentId: string,
  { limit, every = 1, ...range }: MetricRange & { limit: number; every?: number },
): Promise<MetricSample[]> {
  const spans = await listSpans(ctx, incidentId, range);
  if (spans.length === 0) return [];
  const shift = sql`s.offset_ms * interval '1 millisecond'`;
  const slots =
    every === 1
      ? sql`(values (s.from_at, s.until_at)) slot (from_at, until_at)`
      : pickSlots(range, every);
  const result = await sql<MetricSample>`
    select e.id, stream.name as "streamName", e.at, e.text, e.fields from ${spanTable(spans)}
    cross join lateral ${slots}
    cross join lateral (
      select e.id, e.stream_id, e.occurred_at + ${shift} as at, left(e.text, 500) as text, coalesce(e.details -> 'fields', '{}') as fields
      from evidence e where e.stream_id = s.stream_id and e.kind = 'metric' and e.occurred_at >= slot.from_at and e.occurred_at < slot.until_at and e.change <> 'deleted'
        and not exists (select 1 from evidence newer where newer.revises = e.id)
      order by e.occurred_at desc, e.item_id desc limit ${limit}) e
    join stream on stream.id = e.stream_id order by e.at desc, e.id limit ${limit}`.execute(ctx.db);
  return result.rows;
}

/**
 * Slots by a hash of their number: tools measure at full minutes and hours, which a plain remainder
 * would hit too often or never.
 */
function pickSlots({ from, until }: MetricRange, every: number) {
  const [first, last] = [from, until].map((time) => Math.floor(time.getTime() / slotMs));
  const at = sql`to_timestamp(number * ${slotMs / 1000}) - s.offset_ms * interval '1 millisecond'`;
  return sql`(select greatest(${at}, s.from_at) as from_at, least(${at} + ${slotMs} * interval '1 millisecond', s.until_at) as until_at
    from generate_series(${first}::bigint, ${last}::bigint) number where (number * 7919) % 1000003 % ${every} = 0) slot`;
}

async function listSpans(ctx: Context, incidentId: string, { from, until }: MetricRange) {
  const filter = { from: from.toISOString(), until: until.toISOString() };
  return buildSpans(await listIncludedStreams(ctx, incidentId), filter).filter(
    (span) => span.from < span.until,
  );
}
