import { DomainError, type ItemKind } from '@debrief/contract';
import { sql, type RawBuilder } from 'kysely';
import { incidentIdsSeenBy, type Authorized } from '../access/index.ts';
import type { Context } from '../context.ts';
import { addLinks } from './chain/links.ts';
import { isUndoable, presentImport, type ImportRow } from './imports.ts';
import { lockStreams } from './store-batch.ts';
import type { IncidentRow } from '../incident/index.ts';

const pageItems = 1_000;

/** Ids in reports, suggestions or the history of changes: evidence among them stays. */
export type NamedIds = readonly string[];

/**
 * Items of an import that something needs, with all earlier revisions. `within` are conditions on
 * evidence `e`.
 */
function stayingRows(
  importId: string,
  named: NamedIds,
  within: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> {
  const own = sql`e.import_id = ${importId} and ${within}`;
  return sql`needed as (
      select e.item_id, e.revision from citation join evidence e on e.id = citation.evidence_id where ${own}
      union all select e.item_id, e.revision from import_duplicate d join evidence e on e.id = d.evidence_id where ${own} and d.import_id <> ${importId}
      union all select e.item_id, e.revision from redaction join evidence e on e.item_id = redaction.item_id where ${own}
      union all select e.item_id, later.revision from evidence e join evidence later on later.item_id = e.item_id and later.revision > e.revision and later.revision > 1
        where ${own} and later.import_id <> ${importId}
      union all select e.item_id, e.revision from evidence e where ${own} and e.id = any(${[...named]}::uuid[])
    ), staying as (
      select distinct e.id from needed join evidence e on e.item_id = needed.item_id and e.revision <= needed.revision and e.import_id = ${importId}
    )`;
}

/** How many rows of an import an undo would remove, and how many stay. */
export async function countRemovable(
  ctx: Context,
  importId: string,
  named: NamedIds,
): Promise<{ removes: number; stays: number }> {
  const result = await sql<{ total: number; stays: number }>`
    with ${stayingRows(importId, named)}
    select (select count(*)::int from evidence where import_id = ${importId}) as total, (select count(*)::int from staying) as stays`.execute(
    ctx.db,
  );
  const { total = 0, stays = 0 } = result.rows[0] ?? {};
  return { removes: total - stays, stays };
}

/** What cites revisions `evidence`, in visible incidents. */
export async function listCitingClaims(
  ctx: Context,
  within: RawBuilder<boolean>,
): Promise<{ kind: ItemKind; id: string; incidentId: string }[]> {
  const rows = await ctx.db
    .selectFrom('citation')
    .innerJoin('evidence', 'evidence.id', 'citation.evidence_id')
    .select(['claim_kind as kind', 'claim_id as id', 'citation.incident_id as incidentId'])
    .distinct()
    .where(within)
    .where('citation.incident_id', 'in', incidentIdsSeenBy(ctx))
    .orderBy('claim_id')
    .execute();
  return rows;
}

/** The incidents that contain or cite evidence of an import, visible to the actor or not. */
export async function listIncludingIncidents(ctx: Context, importId: string): Promise<string[]> {
  const rows = await sql<{ incident_id: string }>`
    select distinct incident_stream.incident_id from incident_stream
    where stream_id in (select distinct stream_id from evidence where import_id = ${importId})
    union select citation.incident_id from citation join evidence on evidence.id = citation.evidence_id where evidence.import_id = ${importId}
    union select incident_id from import where id = ${importId} order by 1`.execute(ctx.db);
  return rows.rows.map((row) => row.incident_id);
}

/**
 * Marks an import as being undone; a running one stops, because another run has taken over. Errors:
 * `conflict` if it is already being undone, nothing of it is left, or what it shares with another
 * import is unknown.
 */
export async function startUndo(
  ctx: Context,
  one: Authorized<{ row: ImportRow; incident: IncidentRow }>,
): Promise<ImportRow> {
  await refuseIfUnknown(ctx, one.row);
  const row = await ctx.db
    .selectFrom('import')
    .selectAll()
    .where('id', '=', one.row.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (!isUndoable(row))
    throw new DomainError(
      'conflict',
      row.state === 'undoing'
        ? 'This import is already being undone.'
        : 'There is nothing to undo: this import has no items left.',
      { current: presentImport(ctx, row, one.incident) },
    );
  return ctx.db
    .updateTable('import')
    .set((eb) => ({
      state: 'undoing',
      run: eb('run', '+', 1),
      ended_at: row.ended_at ?? ctx.clock.now(),
      alive_at: ctx.clock.now(),
      upload: null,
    }))
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function refuseIfUnknown(ctx: Context, row: ImportRow): Promise<void> {
  const later = await ctx.db
    .selectFrom('import')
    .select('id')
    .where('source_id', '=', row.source_id)
    .where('id', '>', row.id)
    .where('duplicates', '>', 0)
    .where('has_named_duplicates', '=', false)
    .executeTakeFirst();
  if (later && row.source_id !== null)
    throw new DomainError(
      'conflict',
      "This import can't be undone: an earlier version of Debrief did not record which items later imports share with it. Exclude its source instead.",
    );
}

/**
 * Removes the next page of what can be removed, in the caller's transaction; returns the item to
 * continue after, null at the end.
 */
export async function removeNextPage(
  ctx: Context,
  importId: string,
  named: NamedIds,
  after: string | null,
): Promise<string | null> {
  const isUndoing = await ctx.db
    .selectFrom('import')
    .select('id')
    .where('id', '=', importId)
    .where('state', '=', 'undoing')
    .executeTakeFirst();
  if (!isUndoing) return null;
  const page = await sql<{ item_id: string; stream_id: string }>`
    select item_id, min(stream_id::text) as stream_id from evidence
    where import_id = ${importId} and ${after === null ? sql`true` : sql`item_id > ${after}`}
    group by item_id order by item_id limit ${sql.lit(pageItems)}`.execute(ctx.db);
  const itemIds = page.rows.map((row) => row.item_id);
  const last = itemIds.at(-1);
  if (last === undefined) return null;
  await lockStreams(
    ctx,
    page.rows.map((row) => row.stream_id),
  );
  const within = sql`e.item_id = any(${itemIds}::uuid[])`;
  // A transaction that cites one of these keeps it locked until the citation is visible.
  await sql`select 1 from evidence e where e.import_id = ${importId} and ${within} for update`.execute(
    ctx.db,
  );
  const going = await sql<{ id: string }>`
    with ${stayingRows(importId, named, within)}
    select e.id from evidence e where e.import_id = ${importId} and ${within} and e.id not in (select id from staying)`.execute(
    ctx.db,
  );
  const ids = going.rows.map((row) => row.id);
  if (ids.length > 0) {
    await addLinks(ctx, 'removed', ids);
    await sql`delete from reaction where evidence_id = any(${ids}::uuid[])`.execute(ctx.db);
    await sql`delete from evidence where id = any(${ids}::uuid[])`.execute(ctx.db);
  }
  await ctx.db
    .updateTable('import')
    .set((eb) => ({ removed: eb('removed', '+', ids.length), alive_at: ctx.clock.now() }))
    .where('id', '=', importId)
    .execute();
  return last;
}

/**
 * Ends an undo in the caller's transaction: also removes the import's rejections, and streams that
 * are empty now. Null if it has already ended.
 */
export async function endUndo(ctx: Context, importId: string): Promise<ImportRow | null> {
  await ctx.db.deleteFrom('import_rejection').where('import_id', '=', importId).execute();
  await ctx.db.deleteFrom('import_duplicate').where('import_id', '=', importId).execute();
  const row = await ctx.db
    .updateTable('import')
    .set({ state: 'undone', problem: null })
    .where('id', '=', importId)
    .where('state', '=', 'undoing')
    .returningAll()
    .executeTakeFirst();
  if (!row) return null;
  // A stream that another import still writes to stays included. A rule can include the others again.
  await sql`
    with emptied as (
      delete from incident_stream where incident_id = ${row.incident_id}
        and stream_id in (select id from stream where source_id = ${row.source_id})
        and not exists (select 1 from evidence where evidence.stream_id = incident_stream.stream_id)
        and not exists (select 1 from import where source_id = ${row.source_id} and state = 'running')
      returning stream_id)
    delete from incident_stream_rule where incident_id = ${row.incident_id} and stream_id in (select stream_id from emptied)`.execute(
    ctx.db,
  );
  return row;
}
