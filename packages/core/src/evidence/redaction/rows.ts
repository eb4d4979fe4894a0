import {
  maskCharacter,
  type ActorRef,
  type EvidenceDetails,
  type EvidenceKind,
  type Redaction,
  type RedactionKind,
} from '@debrief/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';
import { buildSpans, spanTable } from '../record-query.ts';
import { listIncludedStreams } from '../included-streams.ts';
import { toSpellings } from './mask.ts';

/**
 * The redactions of each of these items in time order. Items without a redaction are not included.
 */
export async function loadRedactions(
  ctx: Context,
  itemIds: readonly string[],
): Promise<Map<string, Redaction[]>> {
  if (itemIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('redaction')
    .selectAll()
    .where('item_id', 'in', [...new Set(itemIds)])
    .orderBy('id')
    .execute();
  const found = new Map<string, Redaction[]>();
  for (const row of rows) {
    const { type, id, name } = row.by;
    const redaction: Redaction = {
      kind: row.kind,
      reason: row.reason,
      at: row.at.toISOString(),
      by: { type, id, name },
    };
    found.set(row.item_id, [...(found.get(row.item_id) ?? []), redaction]);
  }
  return found;
}

/**
 * A column for queries of evidence `e`: why words of its item were last redacted; null if none
 * were.
 */
export const redactedKind: RawBuilder<RedactionKind | null> = sql<RedactionKind | null>`
  (select redaction.kind from redaction where redaction.item_id = e.item_id order by redaction.id desc limit 1)`;

/** The newest masked text of each of these items that was redacted; empty if no text was. */
export async function loadMaskedTexts(
  ctx: Context,
  itemIds: readonly string[],
): Promise<Map<string, string>> {
  const redacted = [...(await loadRedactions(ctx, itemIds)).keys()];
  if (redacted.length === 0) return new Map();
  const wordings = (await loadWordings(ctx, redacted, false)).filter((wording) =>
    wording.text.includes(maskCharacter),
  );
  return new Map([
    ...redacted.map((id) => [id, ''] as const),
    ...wordings.map((wording) => [wording.itemId, wording.text] as const),
  ]);
}

export interface Wording {
  id: string;
  itemId: string;
  streamId: string;
  kind: EvidenceKind;
  text: string;
  details: EvidenceDetails;
  hasPayload: boolean;
}

/**
 * All revisions of these items, locked to the end of the transaction if they are about to change.
 */
export async function loadWordings(
  ctx: Context,
  itemIds: readonly string[],
  isHeld: boolean,
): Promise<Wording[]> {
  const result = await sql<{
    id: string;
    item_id: string;
    stream_id: string;
    kind: EvidenceKind;
    text: string;
    details: EvidenceDetails;
    has_payload: boolean;
  }>`
    select id, item_id, stream_id, kind, text, details, payload <> '' as has_payload from evidence
    where id = any(${[...itemIds]}::uuid[]) or (item_id = any(${[...itemIds]}::uuid[]) and revision > 1)
    order by item_id, revision ${isHeld ? sql`for no key update` : sql``}`.execute(ctx.db);
  return result.rows.map((row) => ({
    id: row.id,
    itemId: row.item_id,
    streamId: row.stream_id,
    kind: row.kind,
    text: row.text,
    details: row.details,
    hasPayload: row.has_payload,
  }));
}

/**
 * The other items of an incident's record that contain all of these words, in any revision: in the
 * text, the details or the raw payload.
 */
export async function findItemsWithWords(
  ctx: Context,
  incidentId: string,
  words: readonly string[],
  apartFrom: string,
): Promise<string[]> {
  if (words.length === 0) return [];
  const spans = buildSpans(await listIncludedStreams(ctx, incidentId), {});
  if (spans.length === 0) return [];
  const within = (column: RawBuilder<string>, word: string) =>
    sql.join(
      toSpellings([word]).map((written) => sql`strpos(lower(${column}), lower(${written})) > 0`),
      sql` or `,
    );
  const conditions = words.map(
    (
      word,
    ) => sql`(${within(sql`e.text`, word)} or ${within(sql`e.details::text`, word)} or case e.payload_encoding
      when 'base64' then position(convert_to(${word}, 'UTF8') in decode(e.payload, 'base64')) > 0 else ${within(sql`e.payload`, word)} end)`,
  );
  const result = await sql<{ item_id: string }>`
    select distinct e.item_id from ${spanTable(spans)} join evidence e on e.stream_id = s.stream_id and e.occurred_at >= s.from_at and e.occurred_at < s.until_at
    where e.item_id <> ${apartFrom} and ${sql.join(conditions, sql` and `)} order by e.item_id`.execute(
    ctx.db,
  );
  return result.rows.map((row) => row.item_id);
}

/**
 * The incidents that contain these items, visible to the actor or not: in a time range of their
 * sources, or cited.
 */
export async function listIncidentsOfItems(
  ctx: Context,
  itemIds: readonly string[],
): Promise<Map<string, string[]>> {
  const result = await sql<{ incident_id: string; item_id: string }>`
    with held as (select e.id, e.item_id, e.stream_id, e.occurred_at + source.clock_offset_ms * interval '1 millisecond' as at
      from evidence e join stream on stream.id = e.stream_id join source on source.id = stream.source_id
      where e.id = any(${[...itemIds]}::uuid[]) or (e.item_id = any(${[...itemIds]}::uuid[]) and e.revision > 1))
    select incident_stream.incident_id, held.item_id from held join incident_stream on incident_stream.stream_id = held.stream_id
      and (incident_stream.from_at is null or held.at >= incident_stream.from_at) and (incident_stream.until_at is null or held.at < incident_stream.until_at)
    union select citation.incident_id, held.item_id from held join citation on citation.evidence_id = held.id
    order by 1, 2`.execute(ctx.db);
  const found = new Map<string, string[]>();
  for (const row of result.rows)
    found.set(row.incident_id, [...(found.get(row.incident_id) ?? []), row.item_id]);
  return found;
}

/**
 * Records the redaction, and thereby permits this transaction to mask data that otherwise never
 * changes.
 */
export async function insertRedactions(
  ctx: Context,
  itemIds: readonly string[],
  given: { kind: RedactionKind; reason: string; by: ActorRef },
): Promise<void> {
  const rows = itemIds.map((itemId) => ({
    id: ctx.ids.next(),
    item_id: itemId,
    kind: given.kind,
    reason: given.reason,
    at: ctx.clock.now(),
    by: jsonb(given.by),
  }));
  await ctx.db.insertInto('redaction').values(rows).execute();
  await sql`select set_config('debrief.redaction', ${rows[0]?.id ?? ''}, true)`.execute(ctx.db);
}

/** Stores the masked texts and details of revisions and deletes their raw payloads. */
export async function saveMasked(
  ctx: Context,
  wordings: readonly Pick<Wording, 'id' | 'text' | 'details'>[],
): Promise<void> {
  await sql`
    update evidence set text = next.text, details = next.details, payload = '', payload_encoding = 'utf8'
    from unnest(${wordings.map((one) => one.id)}::uuid[], ${wordings.map((one) => one.text)}::text[],
      ${wordings.map((one) => JSON.stringify(one.details))}::jsonb[]) as next (id, text, details)
    where evidence.id = next.id`.execute(ctx.db);
}

/**
 * Masks excerpts of rejected records in imports into these incidents or of these items' sources.
 */
export async function maskRejections(
  ctx: Context,
  of: { incidentIds: readonly string[]; itemIds: readonly string[] },
  mask: (text: string) => string,
): Promise<void> {
  const result = await sql<{
    import_id: string;
    number: number;
    place: string;
    reason: string;
    excerpt: string;
  }>`
    select import_rejection.* from import_rejection join import on import.id = import_rejection.import_id
    where import.incident_id = any(${[...of.incidentIds]}::uuid[]) or import.source_id in (
      select stream.source_id from evidence join stream on stream.id = evidence.stream_id where evidence.id = any(${[...of.itemIds]}::uuid[]))`.execute(
    ctx.db,
  );
  for (const row of result.rows) {
    const next = { place: mask(row.place), reason: mask(row.reason), excerpt: mask(row.excerpt) };
    if (next.place === row.place && next.reason === row.reason && next.excerpt === row.excerpt)
      continue;
    await ctx.db
      .updateTable('import_rejection')
      .set(next)
      .where('import_id', '=', row.import_id)
      .where('number', '=', row.number)
      .execute();
  }
}

/** Clears the excerpts of an import that is removed, in the transaction that removes it. */
export async function clearRejections(ctx: Context, importId: string): Promise<void> {
  await ctx.db
    .updateTable('import_rejection')
    .set({ excerpt: '', reason: 'Removed for a legal reason.' })
    .where('import_id', '=', importId)
    .where('excerpt', '<>', '')
    .execute();
}

/** The imports that stored these revisions. */
export async function listImportsOfRevisions(
  ctx: Context,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('evidence')
    .select('import_id')
    .distinct()
    .where('id', 'in', [...ids])
    .execute();
  return rows.map((row) => row.import_id);
}

/** The ids of events, findings and follow-ups that cite one of these revisions now. */
export async function claimIdsCiting(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('citation')
    .select('claim_id')
    .where('evidence_id', 'in', [...ids])
    .execute();
  return rows.map((row) => row.claim_id);
}
