import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { listIncludedStreams } from './included-streams.ts';
import { buildSpans, spanTable } from './record-query.ts';

export interface TimeRange {
  from: Date;
  until: Date;
}

export interface WrittenPart {
  identityId: string;
  /** 0 to `parts` - 1. */
  part: number;
  count: number;
  firstAt: Date;
}

/** The corrected time of an item `e` in the span `s`. */
const at = sql`e.occurred_at + s.offset_ms * interval '1 millisecond'`;
const inSpan = sql`e.stream_id = s.stream_id and e.occurred_at >= s.from_at and e.occurred_at < s.until_at`;

// The callers of all of these have checked that the actor can see the incident.

/** How much each identity wrote in each of `parts` equal parts of a time range. */
export async function countWrittenParts(
  ctx: Context,
  incidentId: string,
  { from, until }: TimeRange,
  parts: number,
): Promise<WrittenPart[]> {
  const spans = await loadSpans(ctx, incidentId, { from, until });
  if (spans.length === 0) return [];
  const { rows } = await sql<WrittenPart>`
    select e.identity_id as "identityId", least(width_bucket(extract(epoch from ${at})::float8, ${from.getTime() / 1000}::float8, ${until.getTime() / 1000}::float8, ${sql.lit(parts)}), ${sql.lit(parts)}) - 1 as part,
      count(*)::int as count, min(${at}) as "firstAt"
    from ${spanTable(spans)} join evidence e on ${inSpan} and e.revision = 1 and e.identity_id is not null and not e.details ? 'event'
    group by 1, 2`.execute(ctx.db);
  return rows;
}

export interface MentionText {
  evidenceId: string;
  itemId: string;
  at: Date;
  identityId: string | null;
  /** What comes after an `@`. */
  text: string;
}

const mostMentions = 20_000;

/** What comes after each `@` in the record of a time range, in time order. */
export async function listMentionTexts(
  ctx: Context,
  incidentId: string,
  range: TimeRange,
): Promise<MentionText[]> {
  const spans = await loadSpans(ctx, incidentId, range);
  if (spans.length === 0) return [];
  const { rows } = await sql<MentionText>`
    select e.id as "evidenceId", e.item_id as "itemId", ${at} as at, e.identity_id as "identityId", mention[1] as text
    from ${spanTable(spans)} join evidence e on ${inSpan} and e.revision = 1 and strpos(left(e.text, 20000), '@') > 0
    cross join lateral regexp_matches(left(e.text, 20000), '(?:^|[^[:alnum:].@])@([^@\n]{1,60})', 'g') mention
    order by at, e.id limit ${sql.lit(mostMentions)}`.execute(ctx.db);
  return rows;
}

export interface ShiftNote {
  evidenceId: string;
  itemId: string;
  at: Date;
  until: Date;
  text: string;
  streamName: string;
}

/** Notes that last some time, such as the shifts of an on-call calendar, which overlap a range. */
export async function listShifts(
  ctx: Context,
  incidentId: string,
  { from, until }: TimeRange,
): Promise<ShiftNote[]> {
  const spans = buildSpans(await listIncludedStreams(ctx, incidentId), {});
  if (spans.length === 0) return [];
  const { rows } = await sql<ShiftNote>`
    select e.id as "evidenceId", e.item_id as "itemId", ${at} as at, e.until_at + s.offset_ms * interval '1 millisecond' as until,
      left(concat_ws(' ', e.details ->> 'title', e.text), 2000) as text, stream.name as "streamName"
    from ${spanTable(spans)} join evidence e on ${inSpan} and e.kind = 'note' and e.until_at is not null
    join stream on stream.id = e.stream_id
    where ${at} <= ${until} and e.until_at + s.offset_ms * interval '1 millisecond' > ${from}
      and e.change <> 'deleted' and not exists (select 1 from evidence newer where newer.revises = e.id)
    order by at, e.id limit 2000`.execute(ctx.db);
  return rows;
}

const quarterMs = 15 * 60_000;

/** The quarters of an hour in which identities wrote something, as the time at which each starts. */
export async function listWrittenTimes(
  ctx: Context,
  incidentId: string,
  range: TimeRange,
): Promise<{ identityId: string; at: number }[]> {
  const spans = await loadSpans(ctx, incidentId, range);
  if (spans.length === 0) return [];
  const { rows } = await sql<{ identityId: string; quarter: number }>`
    select distinct e.identity_id as "identityId", floor(extract(epoch from ${at}) * 1000 / ${sql.lit(quarterMs)})::int as quarter
    from ${spanTable(spans)} join evidence e on ${inSpan} and e.revision = 1 and e.identity_id is not null and not e.is_bot and not e.details ? 'event'`.execute(
    ctx.db,
  );
  return rows.map(({ identityId, quarter }) => ({ identityId, at: quarter * quarterMs }));
}

/** When identities first joined a channel or call in a time range, at most one item each. */
export async function findJoins(
  ctx: Context,
  incidentId: string,
  identityIds: readonly string[],
  range: TimeRange,
): Promise<{ evidenceId: string; itemId: string; at: Date }[]> {
  const spans = await loadSpans(ctx, incidentId, range);
  if (spans.length === 0 || identityIds.length === 0) return [];
  const { rows } = await sql<{ evidenceId: string; itemId: string; at: Date }>`
    select distinct on (e.identity_id) e.id as "evidenceId", e.item_id as "itemId", ${at} as at
    from ${spanTable(spans)} join evidence e on ${inSpan} and e.revision = 1 and e.identity_id = any(${[...identityIds]}::uuid[]) and e.details ->> 'event' = 'join'
    order by e.identity_id, at, e.id`.execute(ctx.db);
  return rows;
}

/** How many items of a time range name each service. */
export async function countServices(
  ctx: Context,
  incidentId: string,
  range: TimeRange,
): Promise<{ name: string; items: number }[]> {
  const spans = await loadSpans(ctx, incidentId, range);
  if (spans.length === 0) return [];
  const { rows } = await sql<{ name: string; items: number }>`
    select min(fact.value) as name, count(*)::int as items
    from ${spanTable(spans)} join evidence e on ${inSpan} and e.revision = 1 and e.details ? 'fields'
    cross join lateral jsonb_each_text(e.details -> 'fields') fact
    where lower(fact.key) in ('service', 'labels.service') and length(fact.value) between 1 and 120
    group by lower(fact.value) order by lower(fact.value) collate "C" limit 500`.execute(ctx.db);
  return rows;
}

async function loadSpans(ctx: Context, incidentId: string, { from, until }: TimeRange) {
  // The end of the range belongs to it.
  const filter = { from: from.toISOString(), until: new Date(until.getTime() + 1).toISOString() };
  return buildSpans(await listIncludedStreams(ctx, incidentId), filter);
}

/** Names of people in the sources of an incident, also of those who wrote nothing in it. */
export async function listSourceNames(ctx: Context, incidentId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct identity.name from identity join person on person.id = identity.person_id
    where not identity.is_bot and (person.compartment is null or person.compartment = ${incidentId})
      and identity.source_id in (select stream.source_id from stream join incident_stream on incident_stream.stream_id = stream.id where incident_stream.incident_id = ${incidentId})
    limit 20000`.execute(ctx.db);
  return rows.map(({ name }) => name);
}
