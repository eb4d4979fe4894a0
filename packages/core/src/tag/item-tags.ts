import type { ItemTag, TagTargetKind } from '@debrief/contract';
import { sql, type RawBuilder, type Selectable } from 'kysely';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { loadReplacements } from './rows.ts';
import type { TagTables } from './tables.ts';

export type ItemTagRow = Selectable<TagTables['item_tag']>;

const toItemTag = (row: ItemTagRow): ItemTag => ({
  tagId: row.tag_id,
  kind: row.target_kind,
  id: row.target_id,
});

/** The tags on items of an incident. The caller has checked that the actor can see it. */
export function itemTagRows(ctx: Context, incidentId: string): Promise<ItemTagRow[]> {
  return ctx.db.selectFrom('item_tag').selectAll().where('incident_id', '=', incidentId).execute();
}

/** The names of the tags of each item of an incident, by its id, in order. */
export async function loadTagNames(
  ctx: Context,
  incidentId: string,
): Promise<ReadonlyMap<string, string[]>> {
  const replacements = await loadReplacements(ctx);
  const names = new Map<string, string[]>();
  for (const row of await itemTagRows(ctx, incidentId)) {
    const name = replacements.get(row.tag_id)?.name ?? '';
    const known = names.get(row.target_id) ?? [];
    names.set(row.target_id, [...new Set([...known, name])].toSorted());
  }
  return names;
}

/** Tags on these items, whatever replaces them. */
async function rowsOfItems(
  ctx: Context,
  incidentId: string,
  items: readonly ItemTag[],
): Promise<ItemTagRow[]> {
  if (items.length === 0) return [];
  return ctx.db
    .selectFrom('item_tag')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where(
      'target_id',
      'in',
      items.map((one) => one.id),
    )
    .forUpdate()
    .execute();
}

/**
 * Adds tags to items that have neither them nor a tag with the same replacement; returns what was
 * added. The caller has authorized the change and checked the items.
 */
export async function insertItemTags(
  ctx: Context,
  incidentId: string,
  wanted: readonly ItemTag[],
): Promise<ItemTag[]> {
  const replacements = await loadReplacements(ctx);
  const toKey = ({ tagId, kind, id }: ItemTag) =>
    `${kind} ${id} ${replacements.get(tagId)?.id ?? tagId}`;
  const taken = new Set((await rowsOfItems(ctx, incidentId, wanted)).map(toItemTag).map(toKey));
  // Of tags that were merged, an undo adds all that the item had.
  const missing = wanted.filter((one) => !taken.has(toKey(one)));
  if (missing.length === 0) return [];
  const at = ctx.clock.now();
  const by = jsonb(actorRef(ctx.actor));
  const rows = await ctx.db
    .insertInto('item_tag')
    .values(
      missing.map(({ tagId, kind, id }) => ({
        incident_id: incidentId,
        tag_id: tagId,
        target_kind: kind,
        target_id: id,
        added_at: at,
        added_by: by,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute();
  return rows.map(toItemTag);
}

/**
 * Removes tags from items, with those that have the same replacement; returns what was removed.
 * The caller has authorized the change.
 */
export async function deleteItemTags(
  ctx: Context,
  incidentId: string,
  unwanted: readonly ItemTag[],
): Promise<ItemTag[]> {
  const replacements = await loadReplacements(ctx);
  const toKey = ({ tagId, kind, id }: ItemTag) =>
    `${kind} ${id} ${replacements.get(tagId)?.id ?? tagId}`;
  const keys = new Set(unwanted.map(toKey));
  const found = (await rowsOfItems(ctx, incidentId, unwanted)).filter((row) =>
    keys.has(toKey(toItemTag(row))),
  );
  if (found.length > 0)
    await sql`delete from item_tag using unnest(${found.map((row) => row.tag_id)}::uuid[],
      ${found.map((row) => row.target_kind)}::text[], ${found.map((row) => row.target_id)}::uuid[]) as gone (tag_id, kind, id)
      where item_tag.incident_id = ${incidentId} and item_tag.tag_id = gone.tag_id
        and item_tag.target_kind = gone.kind and item_tag.target_id = gone.id`.execute(ctx.db);
  return found.map(toItemTag);
}

/** Evidence with tags in these incidents, which must not be deleted. */
export async function taggedIds(ctx: Context, incidentIds: readonly string[]): Promise<string[]> {
  if (incidentIds.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('item_tag')
    .select('target_id')
    .distinct()
    .where('incident_id', 'in', [...incidentIds])
    .where('target_kind', '=', 'evidence')
    .execute();
  return rows.map((row) => row.target_id);
}

/**
 * A subquery: the items with one of these tags (of `expandTagIds`), each with its incident. Compare
 * both, because two incidents can have the same evidence.
 */
export function itemsWithTag(kind: TagTargetKind, tagIds: readonly string[]): RawBuilder<unknown> {
  return sql`select target_id, incident_id from item_tag where target_kind = ${kind} and tag_id = any(${[...tagIds]}::uuid[])`;
}
