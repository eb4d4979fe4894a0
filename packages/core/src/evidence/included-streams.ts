import {
  IncludeStream,
  type EvidenceKind,
  type SourceStream,
  DomainError,
} from '@debrief/contract';
import { sql } from 'kysely';
import { authorize, refuseUnless, incidentIdsSeenBy } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { enqueueRouting, incidentByRef, type IncidentRow } from '../incident/index.ts';
import { verb } from '../verb.ts';

/** A stream that an incident includes, with its time range converted to the stream's clock. */
export interface IncludedStream {
  streamId: string;
  clockOffsetMs: number;
  from: Date | null;
  until: Date | null;
}

/**
 * The streams that an incident includes. Their contents within the time ranges are the incident's
 * record.
 */
export async function listIncludedStreams(
  ctx: Context,
  incidentId: string,
): Promise<IncludedStream[]> {
  const rows = await ctx.db
    .selectFrom('incident_stream')
    .innerJoin('stream', 'stream.id', 'incident_stream.stream_id')
    .innerJoin('source', 'source.id', 'stream.source_id')
    .select([
      'incident_stream.stream_id',
      'incident_stream.from_at',
      'incident_stream.until_at',
      'source.clock_offset_ms',
    ])
    .where('incident_id', '=', incidentId)
    .orderBy('incident_stream.stream_id')
    .execute();
  return rows.map((row) => ({
    streamId: row.stream_id,
    clockOffsetMs: row.clock_offset_ms,
    from: shiftTime(row.from_at, -row.clock_offset_ms),
    until: shiftTime(row.until_at, -row.clock_offset_ms),
  }));
}

export async function isIncluded(
  ctx: Context,
  incidentId: string,
  streamId: string,
): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('incident_stream')
    .select('stream_id')
    .where('incident_id', '=', incidentId)
    .where('stream_id', '=', streamId)
    .executeTakeFirst();
  return row !== undefined;
}

export function isSameTime(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}

function shiftTime(time: Date | null, byMs: number): Date | null {
  return time && new Date(time.getTime() + byMs);
}

/**
 * The streams of an incident and those that it could include: those that it imported and excluded,
 * and the streams of other incidents that the actor can see. Counts are of items, not revisions.
 */
export async function listSources(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: SourceStream[] }> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  return { items: await loadSourceStreams(ctx, incident, null) };
}

interface EntryRow {
  stream_id: string;
  source_id: string;
  source_name: string;
  source_kind: string;
  stream_name: string;
  clock_offset_ms: number;
  from_at: Date | null;
  until_at: Date | null;
  is_included: boolean;
  in_time_range: number;
  in_stream: number;
  first_at: Date | null;
  last_at: Date | null;
  kinds: EvidenceKind[];
  rule: string | null;
}

async function loadSourceStreams(
  ctx: Context,
  incident: IncidentRow,
  streamId: string | null,
): Promise<SourceStream[]> {
  const seen = incidentIdsSeenBy(ctx);
  const result = await sql<EntryRow>`
    select stream.id as stream_id, source.id as source_id, source.name as source_name, source.kind as source_kind, stream.name as stream_name,
      source.clock_offset_ms, mine.from_at, mine.until_at, mine.incident_id is not null as is_included, routed.rule, held.in_time_range, held.in_stream, held.first_at, held.last_at, held.kinds
    from stream join source on source.id = stream.source_id
    left join incident_stream mine on mine.stream_id = stream.id and mine.incident_id = ${incident.id}
    left join incident_stream_rule routed on routed.stream_id = stream.id and routed.incident_id = ${incident.id}
    cross join lateral (
      select count(*)::int as in_stream,
        count(*) filter (where mine.incident_id is not null and (mine.from_at is null or e.at >= mine.from_at) and (mine.until_at is null or e.at < mine.until_at))::int as in_time_range,
        min(e.at) as first_at, max(e.at) as last_at, coalesce(array_agg(distinct e.kind), '{}') as kinds
      from (select occurred_at + source.clock_offset_ms * interval '1 millisecond' as at, kind from evidence where evidence.stream_id = stream.id and evidence.revision = 1) e
    ) held
    where (mine.incident_id is not null
      or ((source.compartment is null or source.compartment = ${incident.id}) and (
        exists (select 1 from incident_stream other where other.stream_id = stream.id and other.incident_id in (${seen}))
        or exists (select 1 from evidence own join import on import.id = own.import_id where own.stream_id = stream.id and import.incident_id = ${incident.id}))))
      and ${streamId ? sql`stream.id = ${streamId}` : sql`true`}
    order by is_included desc, source.name, stream.name, stream.id`.execute(ctx.db);
  return result.rows.map((row) => ({
    streamId: row.stream_id,
    sourceId: row.source_id,
    sourceName: row.source_name,
    sourceKind: row.source_kind,
    streamName: row.stream_name,
    clockOffsetMs: row.clock_offset_ms,
    from: row.from_at?.toISOString() ?? null,
    until: row.until_at?.toISOString() ?? null,
    isIncluded: row.is_included,
    rule: row.rule,
    inTimeRange: row.in_time_range,
    inStream: row.in_stream,
    firstAt: row.first_at?.toISOString() ?? null,
    lastAt: row.last_at?.toISOString() ?? null,
    kinds: row.kinds,
  }));
}

/** Errors: `not-found`. */
export async function loadSourceStream(
  ctx: Context,
  incident: IncidentRow,
  streamId: string,
): Promise<SourceStream> {
  const [entry] = await loadSourceStreams(ctx, incident, streamId);
  if (!entry)
    throw new DomainError('not-found', "Stream not found, or this incident can't use it.");
  return entry;
}

/**
 * Includes a stream in an incident with a time range, without a new import. Errors: `invalid`,
 * `not-found`, `forbidden`.
 */
export const includeStream = verb(IncludeStream, async (ctx, input): Promise<SourceStream> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const before = await loadSourceStream(ctx, incident, input.streamId);
  const timeRange = {
    from_at: input.from ? new Date(input.from) : null,
    until_at: input.until ? new Date(input.until) : null,
  };
  await ctx.db
    .insertInto('incident_stream')
    .values({ incident_id: incident.id, stream_id: input.streamId, ...timeRange })
    .onConflict((conflict) => conflict.columns(['incident_id', 'stream_id']).doUpdateSet(timeRange))
    .execute();
  const after = await loadSourceStream(ctx, incident, input.streamId);
  // A rule adds what it did not add while the stream was excluded.
  if (before.rule !== null && !before.isIncluded) await enqueueRouting(ctx, incident.id);
  await record(ctx, {
    kind: 'stream.time-range-changed',
    incidentId: incident.id,
    subjectId: input.streamId,
    before,
    after,
  });
  return after;
});

/**
 * Excludes a stream from the record. What the timeline cites from it stays cited. Errors:
 * `not-found`, `forbidden`.
 */
export async function excludeStream(
  ctx: Context,
  input: { incident: string; streamId: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    const before = await loadSourceStream(ctx, incident, input.streamId);
    if (!before.isIncluded)
      throw new DomainError('not-found', "This incident doesn't include that stream.");
    await ctx.db
      .deleteFrom('incident_stream')
      .where('incident_id', '=', incident.id)
      .where('stream_id', '=', input.streamId)
      .execute();
    await record(ctx, {
      kind: 'stream.excluded',
      incidentId: incident.id,
      subjectId: input.streamId,
      before,
    });
  });
}

/**
 * Corrects the clock of a source for every incident that uses it. Errors: `not-found`, `forbidden`.
 */
export async function setClockOffset(
  ctx: Context,
  input: { incident: string; sourceId: string; clockOffsetMs: number },
): Promise<{ items: SourceStream[] }> {
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    const before = (await loadSourceStreams(ctx, incident, null)).find(
      (entry) => entry.sourceId === input.sourceId && entry.isIncluded,
    );
    if (!before) throw new DomainError('not-found', 'Source not found in this incident.');
    refuseUnless(ctx, 'incident:write');
    if (before.rule !== null) await enqueueRouting(ctx, incident.id);
    await ctx.db
      .updateTable('source')
      .set({ clock_offset_ms: input.clockOffsetMs })
      .where('id', '=', input.sourceId)
      .execute();
    await record(ctx, {
      kind: 'source.clock-corrected',
      incidentId: incident.id,
      subjectId: input.sourceId,
      before: { name: before.sourceName, clockOffsetMs: before.clockOffsetMs },
      after: { name: before.sourceName, clockOffsetMs: input.clockOffsetMs },
    });
    return { items: await loadSourceStreams(ctx, incident, null) };
  });
}

/**
 * The size and time range of each incident's record. A document or an
 * interview has no part in the time range: it was written afterwards, or has the time of its import.
 * The caller has checked that the actor can see
 * them.
 */
export async function recordExtents(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<Map<string, { count: number; firstAt: Date | null; lastAt: Date | null }>> {
  if (incidentIds.length === 0) return new Map();
  const result = await sql<{
    incident_id: string;
    count: number;
    first_at: Date | null;
    last_at: Date | null;
  }>`
    select incident_stream.incident_id, sum(held.count)::int as count, min(held.first_at) as first_at, max(held.last_at) as last_at
    from incident_stream join stream on stream.id = incident_stream.stream_id join source on source.id = stream.source_id
    cross join lateral (
      select count(*) as count, min(e.occurred_at) filter (where e.kind <> 'document' and source.kind <> 'interview') + source.clock_offset_ms * interval '1 millisecond' as first_at, max(e.occurred_at) filter (where e.kind <> 'document' and source.kind <> 'interview') + source.clock_offset_ms * interval '1 millisecond' as last_at
      from evidence e where e.stream_id = incident_stream.stream_id and e.revision = 1
        and (incident_stream.from_at is null or e.occurred_at >= incident_stream.from_at - source.clock_offset_ms * interval '1 millisecond')
        and (incident_stream.until_at is null or e.occurred_at < incident_stream.until_at - source.clock_offset_ms * interval '1 millisecond')
    ) held
    where incident_stream.incident_id = any(${[...incidentIds]}::uuid[])
    group by incident_stream.incident_id`.execute(ctx.db);
  return new Map(
    result.rows.map((row) => [
      row.incident_id,
      { count: row.count, firstAt: row.first_at, lastAt: row.last_at },
    ]),
  );
}
