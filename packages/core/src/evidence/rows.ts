import { sql } from 'kysely';
import { DomainError, type EvidenceDetails, type EvidenceRevision } from '@debrief/contract';
import { plainActorRef, type Context } from '../context.ts';
import { incidentsByIds } from '../incident/index.ts';
import type { Span } from './record-query.ts';

export interface ItemInIncident {
  id: string;
  itemId: string;
  streamId: string;
  importId: string;
  key: string;
  text: string;
  precision: 'exact' | 'minute' | 'about' | 'unknown';
  /** Corrected by the source's clock offset. */
  at: Date;
  until: Date | null;
}

/**
 * Revisions in an incident: in its sources or cited by it. The caller has checked that the actor
 * can see the incident. `isHeld` locks them to the end of the transaction, so that no redaction
 * comes between reading and copying.
 */
export async function loadIncidentEvidence(
  ctx: Context,
  incidentId: string,
  ids: readonly string[],
  isHeld = false,
): Promise<ItemInIncident[]> {
  if (ids.length === 0) return [];
  const result = await sql<{
    id: string;
    item_id: string;
    stream_id: string;
    import_id: string;
    key: string;
    text: string;
    precision: ItemInIncident['precision'];
    at: Date;
    until: Date | null;
  }>`
    select e.id, e.item_id, e.stream_id, e.import_id, e.key, e.text, e.precision,
      e.occurred_at + shift.by as at, e.until_at + shift.by as until
    from evidence e join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    cross join lateral (select source.clock_offset_ms * interval '1 millisecond' as by) shift
    where e.id = any(${[...ids]}::uuid[]) and (
      exists (select 1 from incident_stream where incident_stream.incident_id = ${incidentId} and incident_stream.stream_id = e.stream_id
        and (incident_stream.from_at is null or e.occurred_at + shift.by >= incident_stream.from_at) and (incident_stream.until_at is null or e.occurred_at + shift.by < incident_stream.until_at))
      or exists (select 1 from citation join evidence cited on cited.id = citation.evidence_id where citation.incident_id = ${incidentId} and cited.item_id = e.item_id))
    order by at, e.item_id ${isHeld ? sql`for share of e` : sql``}`.execute(ctx.db);
  return result.rows.map((row) => ({
    id: row.id,
    itemId: row.item_id,
    streamId: row.stream_id,
    importId: row.import_id,
    key: row.key,
    text: row.text,
    precision: row.precision,
    at: row.at,
    until: row.until,
  }));
}

/** Errors: `not-found` for evidence outside this incident, as for evidence that does not exist. */
export async function evidenceInIncident(
  ctx: Context,
  incidentId: string,
  id: string,
): Promise<ItemInIncident> {
  const [item] = await loadIncidentEvidence(ctx, incidentId, [id]);
  if (!item) throw new DomainError('not-found', 'Evidence not found in this incident.');
  return item;
}

const longestText = 2_000;

/** What these items of an incident say now: a deleted one, what it said last. */
export async function loadCurrentTexts(
  ctx: Context,
  incidentId: string,
  itemIds: readonly string[],
): Promise<{ itemId: string; text: string; at: Date }[]> {
  if (itemIds.length === 0) return [];
  const revisions = await ctx.db
    .selectFrom('evidence')
    .select(['id', 'item_id', 'revision'])
    .where('item_id', 'in', [...itemIds])
    .where('change', '<>', 'deleted')
    .orderBy('revision')
    .execute();
  const last = new Map(revisions.map((row) => [row.item_id, row.id]));
  const found = await loadIncidentEvidence(ctx, incidentId, [...last.values()]);
  return found.map(({ itemId, text, at }) => ({ itemId, text: text.slice(0, longestText), at }));
}

/** The revisions of an item, oldest first, with where each came from. */
export async function loadItemRevisions(ctx: Context, itemId: string): Promise<EvidenceRevision[]> {
  const rows = await ctx.db
    .selectFrom('evidence')
    .innerJoin('import', 'import.id', 'evidence.import_id')
    .select([
      'evidence.id',
      'revision',
      'change',
      'text',
      'evidence.content_hash',
      'import_id',
      'place',
      'recorded_at',
      'payload',
      'payload_encoding',
      'name',
      'format',
      'incident_id',
      'started_at',
      'started_by',
    ])
    .where((eb) =>
      eb.or([
        eb('evidence.id', '=', itemId),
        eb.and([eb('item_id', '=', itemId), eb('revision', '>', 1)]),
      ]),
    )
    .orderBy('revision')
    .execute();
  const seen = await incidentsByIds(ctx, [...new Set(rows.map((row) => row.incident_id))]);
  return rows.map((row) => {
    // The name of a file and who imported it belong to the incident of the import.
    const incident = seen.get(row.incident_id);
    return {
      id: row.id,
      revision: row.revision,
      change: row.change,
      text: row.text,
      contentHash: row.content_hash,
      import: {
        id: row.import_id,
        name: incident ? row.name : null,
        incident: incident ? `INC-${incident.number}` : null,
        format: row.format,
        at: row.started_at.toISOString(),
        by: incident ? plainActorRef(row.started_by) : null,
      },
      place: incident ? row.place : null,
      recordedAt: row.recorded_at.toISOString(),
      payload: row.payload,
      payloadEncoding: row.payload_encoding,
    };
  });
}

/** Everything that a reader can see of a revision, as text. */
export interface EvidenceParts {
  id: string;
  itemId: string;
  revision: number;
  text: string;
  details: EvidenceDetails;
  /** The start of it; empty if it is not text. */
  payload: string;
}

const partsOf = sql<EvidenceParts>`e.id, e.item_id as "itemId", e.revision, e.text, e.details,
  case e.payload_encoding when 'utf8' then left(e.payload, 100000) else '' end as payload`;

/** The next revisions that an import stored, in the order of its items. */
export async function partsOfImport(
  ctx: Context,
  importId: string,
  after: EvidenceParts | null,
): Promise<EvidenceParts[]> {
  const { rows } = await sql<EvidenceParts>`
    select ${partsOf} from evidence e
    where import_id = ${importId} and ${after ? sql`(item_id, revision) > (${after.itemId}::uuid, ${after.revision})` : sql`true`}
    order by item_id, revision limit 200`.execute(ctx.db);
  return rows;
}

/** Of these revisions. The caller has checked that the actor can see them. */
export async function loadEvidenceParts(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, EvidenceParts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<EvidenceParts>`
    select ${partsOf} from evidence e where e.id = any(${[...ids]}::uuid[])`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The revisions of the replies to a key, within its stream's span: the latest, or those at a time. */
export async function replyIds(
  ctx: Context,
  span: Span,
  key: string,
  knownAt?: string,
): Promise<string[]> {
  const at = knownAt === undefined ? null : new Date(knownAt);
  const rows = await ctx.db
    .selectFrom('evidence as e')
    .select('e.id')
    .where('e.stream_id', '=', span.streamId)
    .where('e.replies_to_key', '=', key)
    .where('e.occurred_at', '>=', span.from)
    .where('e.occurred_at', '<', span.until)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('evidence as newer')
            .select('newer.id')
            .whereRef('newer.revises', '=', 'e.id')
            .$if(at !== null, (query) => query.where('newer.recorded_at', '<=', at)),
        ),
      ),
    )
    .$if(at !== null, (query) =>
      query.where((eb) => eb.or([eb('e.revision', '=', 1), eb('e.recorded_at', '<=', at)])),
    )
    .orderBy('e.occurred_at')
    .orderBy('e.item_id')
    .limit(2_000)
    .execute();
  return rows.map((row) => row.id);
}

/**
 * The document that an import stored or found to be a duplicate: the newest revision in its source.
 */
export async function loadImportedDocument(
  ctx: Context,
  importId: string,
  key: string,
): Promise<{ id: string; text: string } | null> {
  const row = await ctx.db
    .selectFrom('evidence')
    .innerJoin('stream', 'stream.id', 'evidence.stream_id')
    .innerJoin('import', 'import.source_id', 'stream.source_id')
    .select(['evidence.id', 'evidence.text'])
    .where('import.id', '=', importId)
    .where('evidence.key', '=', key)
    .where('evidence.kind', '=', 'document')
    .orderBy('evidence.revision', 'desc')
    .executeTakeFirst();
  return row ?? null;
}
