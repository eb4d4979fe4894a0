import { sql } from 'kysely';
import { DomainError } from '@debrief/contract';
import type { Context } from '../context.ts';
import { buildSpans, spanTable, type Span } from './record-query.ts';
import { listIncludedStreams } from './included-streams.ts';

/**
 * The evidence of an incident. It does not change while it is read, because no import that could
 * add to it is running.
 */
export interface EvidenceSelection {
  spans: Span[];
  /** Items outside the time ranges that are cited or were moved by a revision, by stream. */
  extra: ReadonlyMap<string, string[]>;
  /** All streams that contain some of it. */
  streamIds: string[];
  /** The imports that it came from. */
  importIds: string[];
  /** Identities that wrote, reacted, or are members of an included stream. */
  identityIds: string[];
}

/**
 * The items in the sources of an incident and those that it cites or has cited. The caller has
 * checked that the actor can see the incident. Errors: `conflict` while an import that could add to
 * them runs.
 */
export async function selectEvidence(
  ctx: Context,
  incidentId: string,
  alsoIds: readonly string[],
): Promise<EvidenceSelection> {
  await refuseWhileImporting(ctx, incidentId);
  const spans = buildSpans(await listIncludedStreams(ctx, incidentId), {});
  const extra = await extraItems(ctx, incidentId, spans, alsoIds);
  const streamIds = [
    ...new Set([...spans.map((span) => span.streamId), ...extra.keys()]),
  ].toSorted();
  return { spans, extra, streamIds, ...(await behind(ctx, spans, [...extra.values()].flat())) };
}

const aliveMs = 60_000;

async function refuseWhileImporting(ctx: Context, incidentId: string): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - aliveMs).toISOString();
  const result = await sql<{ found: boolean }>`
    select exists (select 1 from import where state = 'running' and alive_at > ${since}::timestamptz and (incident_id = ${incidentId}
      or source_id in (select stream.source_id from incident_stream join stream on stream.id = incident_stream.stream_id where incident_stream.incident_id = ${incidentId}))) as found`.execute(
    ctx.db,
  );
  if (result.rows[0]?.found)
    throw new DomainError(
      'conflict',
      "An import into one of this incident's sources is still running. Wait for it to finish, then export again.",
    );
}

async function extraItems(
  ctx: Context,
  incidentId: string,
  spans: Span[],
  alsoIds: readonly string[],
): Promise<Map<string, string[]>> {
  const result = await sql<{ id: string; stream_id: string }>`
    with span as (select * from ${spanTable(spans)}),
      wanted as (
        select cited.item_id from citation join evidence cited on cited.id = citation.evidence_id where citation.incident_id = ${incidentId}
        union select named.item_id from evidence named where named.id = any(${[...alsoIds]}::uuid[])
        union select later.item_id from span join evidence later on later.stream_id = span.stream_id and later.revision > 1
          and later.occurred_at >= span.from_at and later.occurred_at < span.until_at
      )
    select e.id, e.stream_id from evidence e
    where e.id in (select item_id from wanted)
      and not exists (select 1 from span where span.stream_id = e.stream_id and e.occurred_at >= span.from_at and e.occurred_at < span.until_at)
    order by e.stream_id, e.id`.execute(ctx.db);
  const extra = new Map<string, string[]>();
  for (const row of result.rows)
    extra.set(row.stream_id, [...(extra.get(row.stream_id) ?? []), row.id]);
  return extra;
}

async function behind(
  ctx: Context,
  spans: Span[],
  extraIds: string[],
): Promise<{ importIds: string[]; identityIds: string[] }> {
  const first = sql`
    select e.id from ${spanTable(spans)} join evidence e on e.stream_id = s.stream_id and e.revision = 1 and e.occurred_at >= s.from_at and e.occurred_at < s.until_at
    union all select * from unnest(${extraIds}::uuid[])`;
  const held = sql`
    select e.id, e.import_id, e.identity_id from evidence e where e.revision = 1 and e.id in (select id from first)
    union all select e.id, e.import_id, e.identity_id from evidence e where e.revision > 1 and e.item_id in (select id from first)`;
  const imports = await sql<{ id: string }>`
    with first as (${first}), held as (${held}) select distinct import_id as id from held order by id`.execute(
    ctx.db,
  );
  const identities = await sql<{ id: string }>`
    with first as (${first}), held as (${held})
    select identity_id as id from held where identity_id is not null
    union select reaction.identity_id from reaction join held on held.id = reaction.evidence_id
    union select stream_member.identity_id from ${spanTable(spans)} join stream_member on stream_member.stream_id = s.stream_id
    order by id`.execute(ctx.db);
  return {
    importIds: imports.rows.map((row) => row.id),
    identityIds: identities.rows.map((row) => row.id),
  };
}

export interface ItemPlace {
  id: string;
  at: Date;
  /** Approximate size in memory, in characters. */
  size: number;
}

/** The items of a stream after a place, with their sizes. */
export async function evidencePage(
  ctx: Context,
  selection: EvidenceSelection,
  streamId: string,
  after: ItemPlace | null,
  limit: number,
): Promise<ItemPlace[]> {
  const span = selection.spans.find((one) => one.streamId === streamId);
  const beyond = after
    ? sql`(e.occurred_at, e.item_id) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const inTimeRange = span
    ? sql`e.occurred_at >= ${span.from.toISOString()}::timestamptz and e.occurred_at < ${span.until.toISOString()}::timestamptz`
    : sql`false`;
  const result = await sql<{ id: string; at: Date; size: number }>`
    select e.id, e.occurred_at as at, octet_length(e.payload) + octet_length(e.text) as size from (
      (select e.id, e.item_id, e.occurred_at, e.payload, e.text from evidence e
        where e.stream_id = ${streamId} and e.revision = 1 and e.import_id = any(${selection.importIds}::uuid[]) and ${inTimeRange} and ${beyond}
        order by e.occurred_at, e.item_id limit ${limit})
      union all
      (select e.id, e.item_id, e.occurred_at, e.payload, e.text from evidence e
        where e.id = any(${selection.extra.get(streamId) ?? []}::uuid[]) and e.import_id = any(${selection.importIds}::uuid[]) and ${beyond}
        order by e.occurred_at, e.item_id limit ${limit})
    ) e order by e.occurred_at, e.item_id limit ${limit}`.execute(ctx.db);
  return result.rows.map((row) => ({ id: row.id, at: row.at, size: row.size }));
}
