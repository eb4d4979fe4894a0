import type { BundleOf, EvidenceDetails } from '@debrief/contract';
import { sql, type Selectable } from 'kysely';
import { toColumns, toLine } from '../bundle-lines.ts';
import type { Context } from '../context.ts';
import { addLinks } from './chain/links.ts';
import type { EvidenceSelection } from './bundle-select.ts';
import type { EvidenceTables } from './tables.ts';

type EvidenceLine = BundleOf<'evidence'>;
type RejectionLine = BundleOf<'rejection'>;

/** All revisions of these items with their reactions, grouped by item in the order of the ids. */
export async function evidenceLines(
  ctx: Context,
  selection: EvidenceSelection,
  itemIds: readonly string[],
): Promise<EvidenceLine[]> {
  if (itemIds.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('evidence')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('id', 'in', [...itemIds]),
        eb.and([eb('item_id', 'in', [...itemIds]), eb('revision', '>', 1)]),
      ]),
    )
    .where('import_id', 'in', selection.importIds)
    .orderBy('revision')
    .execute();
  const reactions = await loadReactions(
    ctx,
    rows.map((row) => row.id),
  );
  const byItem = Map.groupBy(rows, (row) => row.item_id);
  return itemIds.flatMap((id) =>
    (byItem.get(id) ?? []).map((row) => toEvidenceLine(row, reactions.get(row.id) ?? [])),
  );
}

async function loadReactions(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, EvidenceLine['reactions']>> {
  const result = await sql<{ evidence_id: string; identity_id: string; name: string }>`
    select evidence_id, identity_id, name from reaction where evidence_id = any(${[...ids]}::uuid[])
    order by evidence_id, identity_id, name collate "C"`.execute(ctx.db);
  const found = new Map<string, EvidenceLine['reactions']>();
  for (const row of result.rows) {
    const reactions = found.get(row.evidence_id) ?? [];
    reactions.push({ identityId: row.identity_id, name: row.name });
    found.set(row.evidence_id, reactions);
  }
  return found;
}

function toEvidenceLine(
  row: Selectable<EvidenceTables['evidence']>,
  reactions: EvidenceLine['reactions'],
): EvidenceLine {
  return toLine('evidence', row, { reactions, place: row.place ?? undefined });
}

/** One statement for the batch: rows are passed as JSON. */
export async function insertEvidence(ctx: Context, lines: readonly EvidenceLine[]): Promise<void> {
  await sql`
    insert into evidence (id, item_id, stream_id, import_id, key, revision, revises, change, kind, occurred_at, until_at, known_at, recorded_at, precision, zone_offset,
      identity_id, is_bot, text, replies_to_key, details, marks, payload, payload_encoding, content_hash, place)
    select row.id, row."itemId", row."streamId", row."importId", row.key, row.revision, row.revises, row.change, row.kind, row."occurredAt", row."untilAt", row."knownAt",
      row."recordedAt", row.precision, row."zoneOffset", row."identityId", row."isBot", row.text, row."repliesToKey", row.details, row.marks, row.payload, row."payloadEncoding",
      row."contentHash", row.place
    from json_to_recordset(${JSON.stringify(lines)}::text::json) as row (id uuid, "itemId" uuid, "streamId" uuid, "importId" uuid, key text, revision int, revises uuid, change text,
      kind text, "occurredAt" timestamptz, "untilAt" timestamptz, "knownAt" timestamptz, "recordedAt" timestamptz, precision text, "zoneOffset" smallint, "identityId" uuid,
      "isBot" boolean, text text, "repliesToKey" text, details jsonb, marks text[], payload text, "payloadEncoding" text, "contentHash" text, place text)`.execute(
    ctx.db,
  );
  await addLinks(
    ctx,
    'found',
    lines.map((line) => line.id),
  );
  const reactions = lines.flatMap((line) =>
    line.reactions.map((reaction) => ({ evidenceId: line.id, ...reaction })),
  );
  if (reactions.length === 0) return;
  await sql`
    insert into reaction (evidence_id, identity_id, name) select row."evidenceId", row."identityId", row.name
    from json_to_recordset(${JSON.stringify(reactions)}::text::json) as row ("evidenceId" uuid, "identityId" uuid, name text)`.execute(
    ctx.db,
  );
}

/** The rejected records of an import after a number, in file order. */
export async function rejectionsPage(
  ctx: Context,
  importId: string,
  after: number,
  limit: number,
): Promise<RejectionLine[]> {
  const rows = await ctx.db
    .selectFrom('import_rejection')
    .selectAll()
    .where('import_id', '=', importId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
  return rows.map((row) => toLine('rejection', row));
}

export async function insertRejections(
  ctx: Context,
  lines: readonly RejectionLine[],
): Promise<void> {
  await ctx.db.insertInto('import_rejection').values(lines.map(toColumns)).execute();
}

/** Whether all of this evidence was imported with the bundle of this incident. */
export async function isAllFromBundle(
  ctx: Context,
  incidentId: string,
  ids: readonly string[],
): Promise<boolean> {
  const result = await sql<{ count: number }>`
    select count(*)::int as count from evidence join stream on stream.id = evidence.stream_id join source on source.id = stream.source_id
    where evidence.id = any(${[...ids]}::uuid[]) and source.compartment = ${incidentId}`.execute(
    ctx.db,
  );
  return result.rows[0]?.count === new Set(ids).size;
}

/**
 * The full text of these revisions and the names of their sources. The caller has checked that the
 * actor can see them.
 */
export async function loadEvidenceTexts(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, { text: string; details: EvidenceDetails; sourceName: string }>> {
  const result = await sql<{
    id: string;
    text: string;
    details: EvidenceDetails;
    source_name: string;
  }>`
    select evidence.id, evidence.text, evidence.details, source.name as source_name
    from evidence join stream on stream.id = evidence.stream_id join source on source.id = stream.source_id
    where evidence.id = any(${[...ids]}::uuid[])`.execute(ctx.db);
  return new Map(
    result.rows.map((row) => [
      row.id,
      { text: row.text, details: row.details, sourceName: row.source_name },
    ]),
  );
}
