import type { Mark } from '@debrief/contract';
import type { SourceRecord } from '@debrief/readers';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { KnownIdentity } from '../identity/index.ts';
import { rowDigest } from './chain/digest.ts';
import { insertLinks, lockInOrder } from './chain/links.ts';
import { stripDetails, hideWording } from './redaction/mask.ts';
import { findRemoved } from './redaction/removal.ts';
import { loadMaskedTexts } from './redaction/rows.ts';

export interface Arrived {
  record: SourceRecord;
  streamId: string;
  key: string;
  hash: string;
}

export type Identities = ReadonlyMap<string, KnownIdentity>;

export interface Stored {
  imported: number;
  duplicates: number;
  /** Removed for a legal reason before: not stored. */
  withheld: number;
  revised: number;
  marked: number;
}

interface Revision {
  id: string;
  importId: string;
  itemId: string;
  number: number;
  hash: string;
  occurredAt: Date;
  isDeleted: boolean;
}

interface NewRow {
  id: string;
  itemId: string;
  revision: number;
  revises: string | null;
  change: 'original' | 'revised' | 'deleted';
  arrived: Arrived;
  occurredAt: Date;
}

const daysAhead = 2 * 86_400_000;
const longestPlace = 500;

/**
 * Stores a batch in the caller's transaction: new records as items, changed ones as revisions, and
 * no duplicates. Every record of the batch is counted once, as imported, duplicate or withheld.
 */
export async function storeBatch(
  ctx: Context,
  importId: string,
  batch: Arrived[],
  identities: Identities,
): Promise<Stored> {
  await lockInOrder(ctx, [importId, ...batch.map((arrived) => arrived.streamId)]);
  const removed = await findRemoved(ctx, batch);
  const kept = batch.filter((arrived) => !removed.has(arrived));
  const rows = kept.map((arrived): NewRow => {
    const id = ctx.ids.next();
    const change = arrived.record.change === 'deleted' ? 'deleted' : 'original';
    return {
      id,
      itemId: id,
      revision: 1,
      revises: null,
      change,
      arrived,
      occurredAt: arrived.record.occurredAt,
    };
  });
  const inserted = await insertRows(ctx, importId, rows, identities);
  const fresh = rows.filter((row) => inserted.has(row.id));
  const others = rows.filter((row) => !inserted.has(row.id));
  const revisions =
    others.length === 0 ? [] : await storeRevisions(ctx, importId, others, identities);
  await insertReactions(ctx, [...fresh, ...revisions], identities);
  const stored = [...fresh, ...revisions];
  return {
    imported: stored.length,
    duplicates: kept.length - stored.length,
    withheld: removed.size,
    revised: revisions.length,
    marked: stored.filter((row) => addFutureMark(ctx, row.arrived.record).length > 0).length,
  };
}

/**
 * One import or redaction at a time writes to a stream, until the commit. Two at a time would
 * revise the same revision.
 */
export async function lockStreams(ctx: Context, streamIds: readonly string[]): Promise<void> {
  await lockInOrder(ctx, streamIds);
}

/** The revision that makes a record a duplicate, if there is one. */
function findSame(revisions: readonly Revision[], { record, hash }: Arrived): Revision | undefined {
  const head = revisions.at(-1);
  if (record.state === 'first' || (record.change === 'deleted' && head?.isDeleted === true))
    return head;
  if (record.state === 'current') return head?.hash === hash ? head : undefined;
  return revisions.find((revision) => revision.hash === hash);
}

/** A record equal to any revision of its item is a duplicate; any other revises the newest. */
async function storeRevisions(
  ctx: Context,
  importId: string,
  rows: NewRow[],
  identities: Identities,
): Promise<NewRow[]> {
  const known = await loadRevisions(ctx, rows);
  const revised: NewRow[] = [];
  const shared: string[] = [];
  for (const row of rows) {
    const revisions = known.get(`${row.arrived.streamId} ${row.arrived.key}`) ?? [];
    const head = revisions.at(-1);
    const same = findSame(revisions, row.arrived);
    if (same && same.importId !== importId) shared.push(same.id);
    if (!head || same) continue;
    const isDeletion = row.arrived.record.change === 'deleted';
    const next: NewRow = {
      ...row,
      itemId: head.itemId,
      revision: head.number + 1,
      revises: head.id,
      change: isDeletion ? 'deleted' : 'revised',
      occurredAt: isDeletion || row.arrived.record.isLaterState ? head.occurredAt : row.occurredAt,
    };
    revisions.push({
      id: next.id,
      importId,
      itemId: next.itemId,
      number: next.revision,
      hash: row.arrived.hash,
      occurredAt: next.occurredAt,
      isDeleted: isDeletion,
    });
    revised.push(next);
  }
  await insertDuplicates(ctx, importId, shared);
  const kept = await withheldRows(ctx, revised);
  await insertRows(ctx, importId, kept, identities);
  return kept;
}

/** What an import shares with others stays if one of them is undone. */
async function insertDuplicates(ctx: Context, importId: string, shared: string[]): Promise<void> {
  if (shared.length === 0) return;
  await sql`
    insert into import_duplicate (import_id, evidence_id) select ${importId}::uuid, id from unnest(${shared}::uuid[]) as shared (id)
    on conflict do nothing`.execute(ctx.db);
}

/** A new revision of a redacted item is stored masked: it shows only what was unmasked before. */
async function withheldRows(ctx: Context, rows: NewRow[]): Promise<NewRow[]> {
  const masked = await loadMaskedTexts(
    ctx,
    rows.map((row) => row.itemId),
  );
  return rows.map((row) => {
    const before = masked.get(row.itemId);
    if (before === undefined) return row;
    const { record } = row.arrived;
    const text = hideWording(clean(record.text), before);
    return {
      ...row,
      arrived: {
        ...row.arrived,
        record: { ...record, text, details: stripDetails(record.details), payload: '' },
      },
    };
  });
}

async function loadRevisions(ctx: Context, rows: NewRow[]): Promise<Map<string, Revision[]>> {
  const found = await sql<{
    id: string;
    import_id: string;
    item_id: string;
    stream_id: string;
    key: string;
    revision: number;
    content_hash: string;
    occurred_at: Date;
    is_deleted: boolean;
  }>`
    select e.id, e.import_id, e.item_id, e.stream_id, e.key, e.revision, e.content_hash, e.occurred_at, e.change = 'deleted' as is_deleted
    from unnest(${rows.map((row) => row.arrived.streamId)}::uuid[], ${rows.map((row) => row.arrived.key)}::text[]) as asked (stream_id, key)
    join evidence e on e.stream_id = asked.stream_id and e.key = asked.key
    order by e.revision`.execute(ctx.db);
  const byItem = new Map<string, Map<string, Revision>>();
  for (const row of found.rows) {
    const name = `${row.stream_id} ${row.key}`;
    const revisions = byItem.get(name) ?? new Map<string, Revision>();
    revisions.set(row.id, {
      id: row.id,
      importId: row.import_id,
      itemId: row.item_id,
      number: row.revision,
      hash: row.content_hash,
      occurredAt: row.occurred_at,
      isDeleted: row.is_deleted,
    });
    byItem.set(name, revisions);
  }
  return new Map([...byItem].map(([name, revisions]) => [name, [...revisions.values()]]));
}

/** Returns the ids of the rows that were new, which are now in the hash chain of the import. */
async function insertRows(
  ctx: Context,
  importId: string,
  rows: NewRow[],
  identities: Identities,
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const recordedAt = ctx.clock.now();
  const authors = rows.map((row) =>
    row.arrived.record.author ? (identities.get(row.arrived.record.author.key) ?? null) : null,
  );
  const payloads = rows.map((row) => encodePayload(row.arrived.record.payload));
  const column = <T>(of: (row: NewRow) => T) => rows.map(of);
  const result = await sql<{ id: string }>`
    with inserted as (insert into evidence as e (id, item_id, stream_id, import_id, key, revision, revises, change, kind, occurred_at, until_at, recorded_at, precision, zone_offset,
      identity_id, is_bot, text, replies_to_key, details, marks, payload, payload_encoding, content_hash, place)
    select id, item_id, stream_id, ${importId}::uuid, key, revision, revises, change, kind, occurred_at, until_at, ${recordedAt.toISOString()}::timestamptz, precision, zone_offset,
      identity_id, is_bot, text, replies_to_key, details, string_to_array(marks, ','), payload, payload_encoding, content_hash, place
    from unnest(
      ${column((row) => row.id)}::uuid[], ${column((row) => row.itemId)}::uuid[], ${column((row) => row.arrived.streamId)}::uuid[], ${column((row) => row.arrived.key)}::text[],
      ${column((row) => row.revision)}::int[], ${column((row) => row.revises)}::uuid[], ${column((row) => row.change)}::text[], ${column((row) => row.arrived.record.kind)}::text[],
      ${column((row) => row.occurredAt.toISOString())}::timestamptz[], ${column((row) => row.arrived.record.untilAt?.toISOString() ?? null)}::timestamptz[],
      ${column((row) => row.arrived.record.precision)}::text[], ${column((row) => row.arrived.record.zoneOffset)}::smallint[],
      ${authors.map((author) => author?.id ?? null)}::uuid[], ${authors.map((author) => author?.isBot ?? false)}::boolean[],
      ${column((row) => clean(row.arrived.record.text))}::text[], ${column((row) => row.arrived.record.repliesTo)}::text[],
      ${column((row) => toDetailsJson(row.arrived.record))}::jsonb[], ${column((row) => addFutureMark(ctx, row.arrived.record).join(','))}::text[],
      ${payloads.map((payload) => payload.text)}::text[], ${payloads.map((payload) => payload.encoding)}::text[], ${column((row) => row.arrived.hash)}::text[],
      ${column((row) => clean(row.arrived.record.place).slice(0, longestPlace))}::text[]
    ) as row (id, item_id, stream_id, key, revision, revises, change, kind, occurred_at, until_at, precision, zone_offset, identity_id, is_bot, text, replies_to_key, details, marks,
      payload, payload_encoding, content_hash, place)
    on conflict (stream_id, key, revision) do nothing
    returning e.id, e.import_id, ${rowDigest} as digest), link as (${insertLinks(ctx, 'stored', sql`inserted`)})
    select id from inserted`.execute(ctx.db);
  return new Set(result.rows.map((row) => row.id));
}

async function insertReactions(
  ctx: Context,
  rows: NewRow[],
  identities: Identities,
): Promise<void> {
  const reactions = rows.flatMap((row) =>
    row.arrived.record.reactions.flatMap((reaction) =>
      reaction.by.flatMap((one) => {
        const identity = identities.get(one.key);
        return identity
          ? [{ evidence: row.id, identity: identity.id, name: clean(reaction.name) }]
          : [];
      }),
    ),
  );
  if (reactions.length === 0) return;
  await sql`
    insert into reaction (evidence_id, identity_id, name)
    select * from unnest(${reactions.map((one) => one.evidence)}::uuid[], ${reactions.map((one) => one.identity)}::uuid[], ${reactions.map((one) => one.name)}::text[])
    on conflict do nothing`.execute(ctx.db);
}

function toDetailsJson(record: SourceRecord): string {
  const reactions = record.reactions.map((reaction) => ({
    name: reaction.name,
    by: reaction.by.map((one) => one.name),
  }));
  const details = JSON.stringify(
    reactions.length > 0 ? { ...record.details, reactions } : record.details,
  );
  // jsonb cannot store NUL; the payload keeps it.
  return details.replaceAll(String.raw`\u0000`, String.raw`\ufffd`);
}

function addFutureMark(ctx: Context, record: SourceRecord): Mark[] {
  const isAhead = record.occurredAt.getTime() > ctx.clock.now().getTime() + daysAhead;
  return isAhead && !record.marks.includes('future-time')
    ? [...record.marks, 'future-time']
    : record.marks;
}

/** A text column can store neither NUL nor half a surrogate pair. */
function clean(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text).toWellFormed();
}

function encodePayload(payload: string | Uint8Array): {
  text: string;
  encoding: 'utf8' | 'base64';
} {
  if (typeof payload !== 'string')
    return { text: Buffer.from(payload).toString('base64'), encoding: 'base64' };
  return payload.includes('\0') || !payload.isWellFormed()
    ? { text: Buffer.from(payload).toString('base64'), encoding: 'base64' }
    : { text: payload, encoding: 'utf8' };
}
