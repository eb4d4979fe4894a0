import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { incidentIdsHiddenFrom } from '../access/index.ts';
import { buildSpans, spanTable } from './record-query.ts';
import { listIncludedStreams } from './included-streams.ts';

/** What one identity did in the record of an incident. */
export interface Participation {
  identityId: string;
  sourceName: string;
  written: number;
  reactions: number;
  firstAt: Date | null;
  lastAt: Date | null;
}

/**
 * Everyone who wrote, reacted, or is a member of a stream that the incident includes. Joins and
 * leaves do not count as writing.
 */
export async function loadParticipation(
  ctx: Context,
  incidentId: string,
): Promise<Participation[]> {
  const spans = buildSpans(await listIncludedStreams(ctx, incidentId), {});
  if (spans.length === 0) return [];
  const shift = sql`s.offset_ms * interval '1 millisecond'`;
  const result = await sql<{
    identity_id: string;
    source_name: string;
    written: number;
    reactions: number;
    first_at: Date | null;
    last_at: Date | null;
  }>`
    with said as (
      select e.identity_id, count(*) filter (where not e.details ? 'event')::int as written, min(e.occurred_at + ${shift}) as first_at, max(e.occurred_at + ${shift}) as last_at
      from ${spanTable(spans)} join evidence e on e.stream_id = s.stream_id and e.occurred_at >= s.from_at and e.occurred_at < s.until_at and e.revision = 1
      where e.identity_id is not null group by e.identity_id
    ), reacted as (
      select reaction.identity_id, count(*)::int as reactions, min(e.occurred_at + ${shift}) as first_at
      from ${spanTable(spans)} join evidence e on e.stream_id = s.stream_id and e.occurred_at >= s.from_at and e.occurred_at < s.until_at
        and not exists (select 1 from evidence newer where newer.revises = e.id)
      join reaction on reaction.evidence_id = e.id group by reaction.identity_id
    ), present as (
      select distinct stream_member.identity_id from ${spanTable(spans)} join stream_member on stream_member.stream_id = s.stream_id
    )
    select identity.id as identity_id, source.name as source_name, coalesce(said.written, 0) as written, coalesce(reacted.reactions, 0) as reactions,
      least(said.first_at, reacted.first_at) as first_at, said.last_at
    from identity join source on source.id = identity.source_id
    left join said on said.identity_id = identity.id left join reacted on reacted.identity_id = identity.id
    where identity.id in (select identity_id from said union select identity_id from reacted union select identity_id from present)
    order by identity.id`.execute(ctx.db);
  return result.rows.map((row) => ({
    identityId: row.identity_id,
    sourceName: row.source_name,
    written: row.written,
    reactions: row.reactions,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }));
}

/** Whether any of these identities belongs to a source of the incident. */
export async function areInSources(
  ctx: Context,
  incidentId: string,
  identityIds: readonly string[],
): Promise<boolean> {
  if (identityIds.length === 0) return false;
  const result = await sql<{ found: boolean }>`
    select exists (select 1 from identity join stream on stream.source_id = identity.source_id join incident_stream on incident_stream.stream_id = stream.id
      where incident_stream.incident_id = ${incidentId} and identity.id = any(${[...identityIds]}::uuid[])) as found`.execute(
    ctx.db,
  );
  return result.rows[0]?.found ?? false;
}

/**
 * What these people did in the records of visible incidents, by incident: items that they wrote and
 * items that they reacted to.
 */
export async function tracesByIncident(
  ctx: Context,
  personIds: readonly string[],
): Promise<Map<string, { written: number; reactions: number }>> {
  if (personIds.length === 0) return new Map();
  // Queries from the people's own items to the incidents: there are few, however large the records
  // are.
  const result = await sql<{ incident_id: string; written: number; reactions: number }>`
    with own as materialized (select id from identity where person_id = any(${[...personIds]}::uuid[])),
    traces as (
      select e.stream_id, e.occurred_at, true as is_written from evidence e
      where e.identity_id in (select id from own) and e.revision = 1 and not e.details ? 'event'
      union all
      select e.stream_id, e.occurred_at, false from reaction join evidence e on e.id = reaction.evidence_id
      where reaction.identity_id in (select id from own) and not exists (select 1 from evidence newer where newer.revises = e.id)
    )
    select incident_stream.incident_id, count(*) filter (where is_written)::int as written, count(*) filter (where not is_written)::int as reactions
    from traces join stream on stream.id = traces.stream_id join source on source.id = stream.source_id join incident_stream on incident_stream.stream_id = traces.stream_id
    where incident_stream.incident_id not in (${incidentIdsHiddenFrom(ctx)})
      and (incident_stream.from_at is null or traces.occurred_at + source.clock_offset_ms * interval '1 millisecond' >= incident_stream.from_at)
      and (incident_stream.until_at is null or traces.occurred_at + source.clock_offset_ms * interval '1 millisecond' < incident_stream.until_at)
    group by incident_stream.incident_id`.execute(ctx.db);
  return new Map(
    result.rows.map(({ incident_id, written, reactions }) => [incident_id, { written, reactions }]),
  );
}

const mostValues = 3_000;

/**
 * The values of these facts (`host`, `customer` …) in an incident's record, each once, by lowercase
 * name. The caller has checked that the actor can see the incident.
 */
export async function factValues(
  ctx: Context,
  incidentId: string,
  names: readonly string[],
): Promise<{ name: string; value: string }[]> {
  const spans = buildSpans(await listIncludedStreams(ctx, incidentId), {});
  if (spans.length === 0) return [];
  const result = await sql<{ name: string; value: string }>`
    select distinct lower(fact.key) as name, fact.value from ${spanTable(spans)}
    join evidence e on e.stream_id = s.stream_id and e.occurred_at >= s.from_at and e.occurred_at < s.until_at and e.details ? 'fields'
    cross join lateral jsonb_each_text(e.details -> 'fields') fact
    where lower(fact.key) = any(${[...names]}::text[]) and length(fact.value) between 2 and 200
    order by name, value limit ${mostValues}`.execute(ctx.db);
  return result.rows;
}

const mostTexts = 2_000;

/**
 * Texts of an incident's record that match a PostgreSQL pattern, ignoring case, newest first. The
 * caller has checked that the actor can see the incident.
 */
export async function textsMatching(
  ctx: Context,
  incidentId: string,
  pattern: string,
): Promise<string[]> {
  const spans = buildSpans(await listIncludedStreams(ctx, incidentId), {});
  if (spans.length === 0) return [];
  const result = await sql<{ text: string }>`
    select e.text from ${spanTable(spans)}
    join evidence e on e.stream_id = s.stream_id and e.occurred_at >= s.from_at and e.occurred_at < s.until_at
    where e.text ~* ${pattern} and not exists (select 1 from evidence newer where newer.revises = e.id)
    order by e.occurred_at desc limit ${mostTexts}`.execute(ctx.db);
  return result.rows.map((row) => row.text);
}
