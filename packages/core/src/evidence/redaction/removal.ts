import { sql } from 'kysely';
import type { Context } from '../../context.ts';

/** Which items a removal is about. Exactly one is set. */
export interface RemovalScope {
  item_id: string | null;
  person_id: string | null;
  import_id: string | null;
}

/** Items of a scope in an incident that were not removed yet, in order. */
function itemsInScope(incidentId: string, scope: RemovalScope) {
  const items =
    scope.item_id !== null
      ? sql`select ${scope.item_id}::uuid as item_id`
      : scope.import_id !== null
        ? sql`select item_id from evidence where import_id = ${scope.import_id}
            union select e.item_id from import_duplicate d join evidence e on e.id = d.evidence_id where d.import_id = ${scope.import_id}`
        : sql`select e.item_id from identity join evidence e on e.identity_id = identity.id
            join stream on stream.id = e.stream_id join source on source.id = stream.source_id
            cross join lateral (select e.occurred_at + source.clock_offset_ms * interval '1 millisecond' as at) corrected
            where identity.person_id = ${scope.person_id} and (
              exists (select 1 from incident_stream one where one.incident_id = ${incidentId} and one.stream_id = e.stream_id
                and (one.from_at is null or corrected.at >= one.from_at) and (one.until_at is null or corrected.at < one.until_at))
              or exists (select 1 from citation where citation.incident_id = ${incidentId} and citation.evidence_id = e.id))`;
  return sql`select distinct item_id from (${items}) one
    where not exists (select 1 from redaction where redaction.item_id = one.item_id and redaction.kind = 'removed')`;
}

/** The next items to remove. */
export async function nextToRemove(
  ctx: Context,
  incidentId: string,
  scope: RemovalScope,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ item_id: string }>`
    ${itemsInScope(incidentId, scope)} order by item_id limit ${limit}`.execute(ctx.db);
  return rows.map((row) => row.item_id);
}

/** Those of these items that were not removed in the meantime; their streams are locked. */
export async function notYetRemoved(ctx: Context, itemIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ item_id: string }>`
    select item_id from unnest(${[...itemIds]}::uuid[]) as one (item_id) where not is_removed(item_id) order by item_id`.execute(
    ctx.db,
  );
  return rows.map((row) => row.item_id);
}

/** All revisions in a scope: how many items, and their ids. */
export async function revisionsToRemove(
  ctx: Context,
  incidentId: string,
  scope: RemovalScope,
): Promise<{ items: number; ids: string[]; itemIds: string[] }> {
  const { rows } = await sql<{ id: string; item_id: string }>`
    select e.id, e.item_id from (${itemsInScope(incidentId, scope)}) one
    join evidence e on e.id = one.item_id or (e.item_id = one.item_id and e.revision > 1)`.execute(
    ctx.db,
  );
  const itemIds = [...new Set(rows.map((row) => row.item_id))];
  return { items: itemIds.length, ids: rows.map((row) => row.id), itemIds };
}

/** Evidence `e` of these items: the first revision has the item's id, only later ones are indexed. */
function isOfItems(itemIds: readonly string[]) {
  const ids = [...itemIds];
  return sql`(e.id = any(${ids}::uuid[]) or (e.item_id = any(${ids}::uuid[]) and e.revision > 1))`;
}

/**
 * Takes the author and the reactions from removed items, and remembers their content, in the
 * transaction that removes them.
 */
export async function eraseRemoved(ctx: Context, itemIds: readonly string[]): Promise<void> {
  await rememberRemoved(ctx, itemIds);
  await sql`delete from reaction where evidence_id in (select e.id from evidence e where ${isOfItems(itemIds)})`.execute(
    ctx.db,
  );
  await sql`update evidence e set identity_id = null where ${isOfItems(itemIds)}`.execute(ctx.db);
}

/** Keeps the hashes of what was removed, so that no import stores it again. */
export async function rememberRemoved(ctx: Context, itemIds: readonly string[]): Promise<void> {
  await sql`insert into removed_record (evidence_id, content_hash)
    select e.id, e.content_hash from evidence e where ${isOfItems(itemIds)} on conflict do nothing`.execute(
    ctx.db,
  );
}

/** The imports that stored a revision of these items or contained one again. */
export async function importsWithItems(
  ctx: Context,
  itemIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select e.import_id as id from evidence e where ${isOfItems(itemIds)}
    union select d.import_id from import_duplicate d join evidence e on e.id = d.evidence_id where ${isOfItems(itemIds)}`.execute(
    ctx.db,
  );
  return rows.map((row) => row.id);
}

interface ArrivedRecord {
  streamId: string;
  key: string;
  hash: string;
}

/**
 * Those of these records that were removed before: by their key, with any content; by their content,
 * also under another key or from another source that can be seen together with the removed one.
 */
export async function findRemoved<Arrived extends ArrivedRecord>(
  ctx: Context,
  batch: readonly Arrived[],
): Promise<Set<Arrived>> {
  const any = await ctx.db
    .selectFrom('removed_record')
    .select('evidence_id')
    .limit(1)
    .executeTakeFirst();
  if (!any || batch.length === 0) return new Set();
  const { rows } = await sql<{ number: number }>`
    select arrived.number::int from unnest(${batch.map((one) => one.streamId)}::uuid[], ${batch.map((one) => one.key)}::text[],
      ${batch.map((one) => one.hash)}::text[]) with ordinality as arrived (stream_id, key, hash, number)
    join stream on stream.id = arrived.stream_id join source on source.id = stream.source_id
    left join evidence known on known.stream_id = arrived.stream_id and known.key = arrived.key and known.revision = 1
    where is_removed(known.item_id) or (known.id is null and exists (
      select 1 from removed_record join evidence old on old.id = removed_record.evidence_id
      join stream old_stream on old_stream.id = old.stream_id join source old_source on old_source.id = old_stream.source_id
      where removed_record.content_hash = arrived.hash and (old_source.compartment is null or old_source.compartment = source.compartment)))`.execute(
    ctx.db,
  );
  const numbers = new Set(rows.map((row) => row.number));
  return new Set(batch.filter((_, index) => numbers.has(index + 1)));
}

/** Whether a bundle's evidence, stored in this transaction, contains what was removed here. */
export async function hasRestored(ctx: Context, incidentId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from removed_record join evidence on evidence.id = removed_record.evidence_id join import on import.id = evidence.import_id
    where import.incident_id = ${incidentId} and not is_removed(evidence.item_id) limit 1`.execute(
    ctx.db,
  );
  return rows.length > 0;
}
