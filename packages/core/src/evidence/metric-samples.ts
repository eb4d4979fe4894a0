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

/**
 * The newest measurements of the incident's sources in a time range, newest first. The caller has
 * checked that the actor can see the incident.
 */
export async function loadMetricSamples(
  ctx: Context,
  incidentId: string,
  range: { from: Date; until: Date; limit: number },
): Promise<MetricSample[]> {
  const filter = { from: range.from.toISOString(), until: range.until.toISOString() };
  const spans = buildSpans(await listIncludedStreams(ctx, incidentId), filter).filter(
    (span) => span.from < span.until,
  );
  if (spans.length === 0) return [];
  const result = await sql<MetricSample>`
    select e.id, stream.name as "streamName", e.at, e.text, e.fields from ${spanTable(spans)}
    cross join lateral (
      select e.id, e.stream_id, e.occurred_at + s.offset_ms * interval '1 millisecond' as at, left(e.text, 500) as text, coalesce(e.details -> 'fields', '{}') as fields
      from evidence e where e.stream_id = s.stream_id and e.kind = 'metric' and e.occurred_at >= s.from_at and e.occurred_at < s.until_at and e.change <> 'deleted'
        and not exists (select 1 from evidence newer where newer.revises = e.id)
      order by e.occurred_at desc, e.item_id desc limit ${range.limit}) e
    join stream on stream.id = e.stream_id order by e.at desc, e.id limit ${range.limit}`.execute(
    ctx.db,
  );
  return result.rows;
}
