import type { Evidence, EvidenceDetails, EvidenceKind, Mark, Precision } from '@debrief/contract';
import { maskEvidence } from '@debrief/rules/known';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { identitiesByIds } from '../identity/index.ts';
import { loadRedactions } from './redaction/rows.ts';

interface Row {
  id: string;
  item_id: string;
  stream_id: string;
  stream_name: string;
  source_kind: string;
  key: string;
  kind: EvidenceKind;
  at: Date;
  clock_offset_ms: number;
  until: Date | null;
  precision: Precision;
  zone_offset: number | null;
  recorded_at: Date;
  known_at: Date | null;
  identity_id: string | null;
  text: string;
  details: EvidenceDetails;
  marks: Mark[];
  revision: number;
  change: 'original' | 'revised' | 'deleted';
  is_edited: boolean;
  last_text: string | null;
  replies_to: string | null;
  has_newer: boolean;
}

/**
 * Revisions for display, in the order of the ids: as they are, or as they were known at a time. A
 * deleted item shows its last text.
 */
export async function presentEvidence(
  ctx: Context,
  incidentId: string,
  ids: readonly string[],
  knownAt?: string,
): Promise<Evidence[]> {
  if (ids.length === 0) return [];
  const result = await sql<Row>`
    select e.id, e.item_id, e.stream_id, stream.name as stream_name, source.kind as source_kind, e.key, e.kind,
      e.occurred_at + source.clock_offset_ms * interval '1 millisecond' as at, source.clock_offset_ms, e.until_at + source.clock_offset_ms * interval '1 millisecond' as until,
      e.precision, e.zone_offset, e.recorded_at, e.known_at, e.identity_id, e.text, e.details, e.marks, e.revision, e.change,
      e.revision > 1 and exists (select 1 from evidence older where older.stream_id = e.stream_id and older.key = e.key and older.change <> 'deleted' and older.text <> e.text and e.change <> 'deleted') as is_edited,
      case when e.change = 'deleted' then (select older.text from evidence older where older.stream_id = e.stream_id and older.key = e.key and older.change <> 'deleted' order by older.revision desc limit 1) end as last_text,
      exists (select 1 from evidence newer where newer.revises = e.id) as has_newer,
      case when e.replies_to_key is not null then (select parent.id from evidence parent where parent.stream_id = e.stream_id and parent.key = e.replies_to_key and parent.revision = 1) end as replies_to
    from evidence e join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    where e.id = any(${[...ids]}::uuid[])`.execute(ctx.db);
  const rows = new Map(result.rows.map((row) => [row.id, row]));
  const authors = new Map(
    (
      await identitiesByIds(
        ctx,
        result.rows.flatMap((row) => row.identity_id ?? []),
      )
    ).map((one) => [one.id, one]),
  );
  const replies = await replyCounts(ctx, result.rows, knownAt);
  const cited = await loadCitedBy(ctx, incidentId, result.rows);
  const redactions = await loadRedactions(
    ctx,
    result.rows.map((row) => row.item_id),
  );
  const shown = ids.flatMap((id): Evidence[] => {
    const row = rows.get(id);
    if (!row) return [];
    const author = row.identity_id ? authors.get(row.identity_id) : undefined;
    const item: Evidence = {
      id: row.id,
      itemId: row.item_id,
      streamId: row.stream_id,
      streamName: row.stream_name,
      sourceKind: row.source_kind,
      kind: row.kind,
      occurredAt: row.at.toISOString(),
      clockOffsetMs: row.clock_offset_ms,
      untilAt: row.until?.toISOString() ?? null,
      precision: row.precision,
      zoneOffset: row.zone_offset,
      recordedAt: row.recorded_at.toISOString(),
      knownAt: row.known_at?.toISOString() ?? null,
      author: author
        ? {
            identityId: author.id,
            personId: author.personId,
            name: author.personName,
            isBot: author.isBot,
          }
        : null,
      text: row.change === 'deleted' ? (row.last_text ?? row.text) : row.text,
      repliesTo: row.replies_to,
      replyCount: replies.get(row.id) ?? 0,
      details: row.details,
      marks: row.marks,
      revision: row.revision,
      isEdited: row.is_edited,
      isDeleted: row.change === 'deleted',
      citedBy: cited.get(row.item_id)?.events ?? [],
      citedIn: cited.get(row.item_id)?.findings ?? [],
      redactions: redactions.get(row.item_id) ?? [],
      ...(knownAt !== undefined && row.has_newer && { isEditedLater: true }),
    };
    return [item];
  });
  return knownAt === undefined
    ? shown
    : shown.flatMap((item) => maskEvidence(item, Date.parse(knownAt)) ?? []);
}

async function replyCounts(
  ctx: Context,
  rows: Row[],
  knownAt: string | undefined,
): Promise<Map<string, number>> {
  const isCounted =
    knownAt === undefined
      ? sql``
      : sql`join stream on stream.id = reply.stream_id join source on source.id = stream.source_id
        where coalesce(reply.known_at, reply.occurred_at + source.clock_offset_ms * interval '1 millisecond') <= ${knownAt}::timestamptz`;
  const result = await sql<{ id: string; count: number }>`
    select asked.id, count(*)::int as count
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.stream_id)}::uuid[], ${rows.map((row) => row.key)}::text[]) as asked (id, stream_id, key)
    join evidence reply on reply.stream_id = asked.stream_id and reply.replies_to_key = asked.key and reply.revision = 1 ${isCounted}
    group by asked.id`.execute(ctx.db);
  return new Map(result.rows.map((row) => [row.id, row.count]));
}

interface CitedBy {
  events: string[];
  findings: string[];
}

/** The events and findings of this incident that cite any revision of these items. */
async function loadCitedBy(
  ctx: Context,
  incidentId: string,
  rows: Row[],
): Promise<Map<string, CitedBy>> {
  const result = await sql<{ item_id: string; events: string[]; findings: string[] }>`
    select cited.item_id,
      array_remove(array_agg(distinct case when claim_kind = 'event' then claim_id end), null) as events,
      array_remove(array_agg(distinct case when claim_kind = 'finding' then claim_id end), null) as findings
    from citation join evidence cited on cited.id = citation.evidence_id
    where citation.incident_id = ${incidentId} and cited.item_id = any(${rows.map((row) => row.item_id)}::uuid[])
    group by cited.item_id`.execute(ctx.db);
  return new Map(result.rows.map((row) => [row.item_id, row]));
}
