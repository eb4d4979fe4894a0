import { DomainError, type Tag } from '@debrief/contract';
import { foldTagName, findReplacements, type CodebookTag } from '@debrief/rules/tag';
import { sql, type Selectable } from 'kysely';
import { incidentIdsSeenBy } from '../access/index.ts';
import { actorRef, plainActorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import type { TagTables } from './tables.ts';

export type TagRow = Selectable<TagTables['tag']>;

/** Names and merges of the codebook change one at a time, in all processes. */
export async function lockCodebook(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(7233102)`.execute(ctx.db);
}

export function tagRows(ctx: Context): Promise<TagRow[]> {
  return ctx.db.selectFrom('tag').selectAll().execute();
}

/** Errors: `not-found`. */
export async function tagById(ctx: Context, id: string): Promise<TagRow> {
  const row = await ctx.db
    .selectFrom('tag')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Tag not found.');
  return row;
}

export const toCodebookTag = ({ id, name, merged_into }: TagRow): CodebookTag => ({
  id,
  name,
  mergedInto: merged_into,
});

/** The tag that replaces each tag, by id. */
export async function loadReplacements(
  ctx: Context,
): Promise<ReadonlyMap<string, CodebookTag & { isArchived: boolean }>> {
  const rows = await tagRows(ctx);
  return findReplacements(
    rows.map((row) => ({ ...toCodebookTag(row), isArchived: row.retired_at !== null })),
  );
}

/** These tags, what replaces them, and all that were merged into the same. */
export async function expandTagIds(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const replacements = await loadReplacements(ctx);
  const wanted = new Set(ids.map((id) => replacements.get(id)?.id ?? id));
  return [...replacements].flatMap(([id, { id: end }]) => (wanted.has(end) ? [id] : []));
}

/** Tags that have a word that starts with one of the values, also under the name of a merged tag. */
export async function findTagIds(ctx: Context, values: readonly string[]): Promise<string[]> {
  const keys = values.map(foldTagName).filter((key) => key !== '');
  const rows = await tagRows(ctx);
  const found = rows.filter((row) => keys.some((key) => ` ${row.key}`.includes(` ${key}`)));
  return expandTagIds(
    ctx,
    found.map((row) => row.id),
  );
}

/** The names of tags that are not merged, in order. */
export async function listTagNames(ctx: Context): Promise<string[]> {
  const rows = (await tagRows(ctx)).filter((row) => row.merged_into === null);
  return rows.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map((row) => row.name);
}

/** Errors: `invalid` for a name without visible characters, `conflict` for one that is in use. */
export async function checkName(ctx: Context, name: string, ownId: string): Promise<string> {
  const key = foldTagName(name);
  if (key === '')
    throw new DomainError('invalid', 'The name has no visible characters.', {
      issues: [{ at: 'name', message: 'Enter a name' }],
    });
  const other = (await tagRows(ctx)).find((row) => row.key === key && row.id !== ownId);
  if (!other) return key;
  const state =
    other.merged_into !== null
      ? ', and was merged into another tag'
      : other.retired_at !== null
        ? ', and is archived'
        : '';
  throw new DomainError('conflict', `The tag “${other.name}” already exists${state}.`, {
    issues: [{ at: 'name', message: 'This name is in use' }],
  });
}

export async function saveTag(
  ctx: Context,
  before: TagRow,
  change: Partial<
    Pick<
      TagRow,
      'name' | 'key' | 'definition' | 'use_when' | 'avoid_when' | 'retired_at' | 'merged_into'
    >
  >,
): Promise<TagRow> {
  return ctx.db
    .updateTable('tag')
    .set({
      ...change,
      updated_at: ctx.clock.now(),
      updated_by: jsonb(actorRef(ctx.actor)),
      version: before.version + 1,
    })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Errors: `conflict` if the tag has changed since it was read. */
export function refuseStaleTag(row: TagRow, version: number): void {
  if (row.version !== version)
    throw new DomainError(
      'conflict',
      `${row.updated_by.name} changed the tag “${row.name}” while you were editing. Reload, then try again.`,
    );
}

/** What the activity contains of a tag. */
export const recordedTag = (row: TagRow) => ({
  id: row.id,
  name: row.name,
  definition: row.definition,
  useWhen: row.use_when,
  avoidWhen: row.avoid_when,
});

interface Count {
  tag_id: string;
  incident_id: string;
  items: string[];
}

/** Tags for display. They count only items of incidents that the actor can see. */
export async function presentTags(ctx: Context, rows: readonly TagRow[]): Promise<Tag[]> {
  const replacements = await loadReplacements(ctx);
  const counts = await sql<Count>`
    select tag_id, incident_id, array_agg(target_id) as items from item_tag
    where incident_id in (${incidentIdsSeenBy(ctx)}) group by tag_id, incident_id`.execute(ctx.db);
  const items = new Map<string, Set<string>>();
  const incidents = new Map<string, Set<string>>();
  for (const row of counts.rows) {
    const end = replacements.get(row.tag_id)?.id ?? row.tag_id;
    addAll(incidents, end, [row.incident_id]);
    addAll(
      items,
      end,
      row.items.map((id) => `${row.incident_id} ${id}`),
    );
  }
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    definition: row.definition,
    useWhen: row.use_when,
    avoidWhen: row.avoid_when,
    mergedInto: replacements.get(row.id)?.id === row.id ? null : row.merged_into,
    archivedAt: row.retired_at?.toISOString() ?? null,
    items: items.get(row.id)?.size ?? 0,
    incidents: incidents.get(row.id)?.size ?? 0,
    version: row.version,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: plainActorRef(row.updated_by),
  }));
}

function addAll(sets: Map<string, Set<string>>, key: string, values: readonly string[]): void {
  const set = sets.get(key) ?? new Set();
  for (const value of values) set.add(value);
  sets.set(key, set);
}
