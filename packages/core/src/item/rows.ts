import { DomainError, type ActorRef } from '@debrief/contract';
import type { CitationRow } from '@debrief/rules/citation';
import { sql, type RawBuilder } from 'kysely';
import { incidentIdsSeenBy, type Authorized } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { citationsByItem, saveCitations, type CitedPart } from '../evidence/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import type { ItemDefinition, ItemRow, ItemState, ItemView, StoredItem } from './definition.ts';
import { mergeColumns, type Columns, type Field } from './fields.ts';

type StoredRow = ItemRow & Columns;

/** An item with its incident, as a verb loads it. */
export interface ItemInIncident<State> {
  incident: IncidentRow;
  state: State;
  createdBy: ActorRef;
}

/** The fields of a kind by name. */
export function listFields(item: ItemDefinition): [string, Field<unknown>][] {
  return Object.entries<Field<unknown>>(item.fields);
}

/**
 * Converts a row to its state. The cast holds because `fields` has an entry for every field of the
 * state.
 */
export function stateFromRow<State extends ItemState>(
  item: ItemDefinition<State>,
  row: ItemRow,
  citations: readonly CitationRow[],
): State {
  const columns: Columns = { ...row };
  const own = listFields(item).map(([name, field]) => [name, field.read(columns)]);
  return {
    id: row.id,
    ...Object.fromEntries(own),
    citations: citations.map(({ id, evidenceId, quoteStart, quoteEnd, stance, part }) => ({
      id,
      evidenceId,
      quoteStart,
      quoteEnd,
      stance,
      part,
    })),
    isRemoved: row.removed_at !== null,
    version: row.version,
  } as State;
}

export function columnsFromState(item: ItemDefinition, state: object): Columns {
  const values: Columns = { ...state };
  return mergeColumns(listFields(item).map(([name, field]) => field.write(values[name])));
}

async function selectRows(
  ctx: Context,
  item: ItemDefinition,
  rest: RawBuilder<unknown>,
): Promise<StoredRow[]> {
  const table = sql.table(item.table);
  const result = await sql<StoredRow>`select ${table}.* from ${table} ${rest}`.execute(ctx.db);
  return result.rows;
}

/** An item of a visible incident, including removed ones, locked until the transaction ends. */
export async function findItem<State extends ItemState>(
  ctx: Context,
  item: ItemDefinition<State>,
  id: string,
): Promise<ItemInIncident<State> | null> {
  const [row] = await selectRows(
    ctx,
    item,
    sql`where id = ${id} and incident_id in (${incidentIdsSeenBy(ctx)}) for update`,
  );
  if (!row) return null;
  const citations = await citationsByItem(ctx, row.incident_id, item.kind, [id]);
  return {
    incident: await incidentByRef(ctx, row.incident_id),
    state: stateFromRow(item, row, citations.get(id) ?? []),
    createdBy: row.created_by,
  };
}

/** Like `findItem`, including removed items. Errors: `not-found`. */
export async function loadItem<State extends ItemState>(
  ctx: Context,
  item: ItemDefinition<State>,
  id: string,
): Promise<ItemInIncident<State>> {
  const found = await findItem(ctx, item, id);
  if (!found) throw new DomainError('not-found', `${capitalize(item.noun(null))} not found.`);
  return found;
}

/** An item that is not removed. Errors: `not-found`. */
export async function loadActiveItem<State extends ItemState>(
  ctx: Context,
  item: ItemDefinition<State>,
  id: string,
): Promise<ItemInIncident<State>> {
  const found = await loadItem(ctx, item, id);
  if (!found.state.isRemoved) return found;
  const noun = item.noun(found.state);
  throw new DomainError(
    'not-found',
    `This ${noun} was removed. Undo the removal before you change it.`,
  );
}

/** Whether the id is in use, in any incident. */
export async function isItemIdTaken(
  ctx: Context,
  item: ItemDefinition,
  id: string,
): Promise<boolean> {
  return (await selectRows(ctx, item, sql`where id = ${id}`)).length > 0;
}

/** Those of these items that are in the incident and not removed. */
export async function listActiveIds(
  ctx: Context,
  item: ItemDefinition,
  incidentId: string,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await selectRows(
    ctx,
    item,
    sql`where incident_id = ${incidentId} and removed_at is null and id = any(${[...ids]}::uuid[])`,
  );
  return rows.map((row) => row.id);
}

export async function insertItem<State extends ItemState>(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  item: ItemDefinition<State>,
  state: State,
): Promise<State> {
  const now = ctx.clock.now();
  const by = jsonb(actorRef(ctx.actor));
  await insertColumns(ctx, item, [
    {
      id: state.id,
      incident_id: incident.id,
      ...columnsFromState(item, state),
      created_at: now,
      created_by: by,
      updated_at: now,
      updated_by: by,
    },
  ]);
  await saveCitations(
    ctx,
    { incidentId: incident.id, kind: item.kind, id: state.id },
    state.citations,
  );
  return state;
}

export async function insertColumns(
  ctx: Context,
  item: ItemDefinition,
  rows: readonly Columns[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const names = Object.keys(first);
  const values = rows.map((row) => sql`(${sql.join(names.map((name) => row[name]))})`);
  await sql`insert into ${sql.table(item.table)} (${sql.join(names.map((name) => sql.ref(name)))})
    values ${sql.join(values)}`.execute(ctx.db);
}

/** Errors: `conflict` with the current item if someone saved it since `version` was read. */
export async function saveItem<State extends ItemState>(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  item: ItemDefinition<State>,
  state: State,
  version: number,
): Promise<State> {
  const now = ctx.clock.now();
  const saved = await updateColumns(
    ctx,
    item,
    {
      ...columnsFromState(item, state),
      updated_at: now,
      updated_by: jsonb(actorRef(ctx.actor)),
      removed_at: state.isRemoved ? now : null,
      version: version + 1,
    },
    sql`id = ${state.id} and version = ${version}`,
  );
  if (!saved) await refuseStale(ctx, incident, item, state.id);
  const cited = state.isRemoved ? [] : state.citations;
  await saveCitations(ctx, { incidentId: incident.id, kind: item.kind, id: state.id }, cited);
  return { ...state, version: version + 1 };
}

/** Updates the rows that match a condition; returns whether there were any. */
export async function updateColumns(
  ctx: Context,
  item: ItemDefinition,
  columns: Columns,
  condition: RawBuilder<unknown>,
): Promise<boolean> {
  const set = Object.entries(columns).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  const result = await sql`update ${sql.table(item.table)} set ${sql.join(set)}
    where ${condition}`.execute(ctx.db);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Errors: `conflict` with the current item. */
export async function refuseStale(
  ctx: Context,
  incident: IncidentRow,
  item: ItemDefinition,
  id: string,
): Promise<never> {
  const [current] = await presentItems(ctx, incident, item, [id]);
  const { state } = await loadItem(ctx, item, id);
  const noun = item.noun(state);
  throw new DomainError(
    'conflict',
    current
      ? `${current.updatedBy.name} changed this ${noun} while you were editing. Compare the two versions, then save.`
      : `This ${noun} was removed while you were editing. Your draft is safe: undo the removal, then save.`,
    { current: current ?? null },
  );
}

/**
 * Items of an incident that are not removed, in display order: all, or those with these ids. The
 * caller has checked that the actor can see the incident.
 */
export async function presentItems<State extends ItemState, View extends ItemView>(
  ctx: Context,
  incident: IncidentRow,
  item: ItemDefinition<State, View>,
  ids?: readonly string[],
): Promise<View[]> {
  if (ids?.length === 0) return [];
  const wanted = ids ? sql`and id = any(${[...ids]}::uuid[])` : sql``;
  const rows = await selectRows(
    ctx,
    item,
    sql`where incident_id = ${incident.id} and removed_at is null ${wanted}
      order by ${sql.ref(item.orderBy)}, id`,
  );
  return presentRows(ctx, item, new Map([[incident.id, incident]]), rows);
}

/** Rows of visible incidents for display, in their order. */
export async function presentRows<State extends ItemState, View extends ItemView>(
  ctx: Context,
  item: ItemDefinition<State, View>,
  incidents: ReadonlyMap<string, IncidentRow>,
  rows: readonly ItemRow[],
): Promise<View[]> {
  const stored: StoredItem<State>[] = [];
  const citations = new Map<string, CitedPart[]>();
  for (const incidentId of new Set(rows.map((row) => row.incident_id))) {
    const ids = rows.filter((row) => row.incident_id === incidentId).map((row) => row.id);
    const cited = await citationsByItem(ctx, incidentId, item.kind, ids);
    for (const [id, parts] of cited) citations.set(id, parts);
  }
  for (const row of rows) {
    const incident = incidents.get(row.incident_id);
    const cited = citations.get(row.id) ?? [];
    const state = stateFromRow(item, row, cited);
    if (incident) stored.push({ incident, row, state, citations: cited });
  }
  return item.present(ctx, stored);
}

/** All items of some incidents, including removed ones, by id. */
export async function allItemRows(
  ctx: Context,
  item: ItemDefinition,
  incidentIds: readonly string[],
): Promise<StoredRow[]> {
  return selectRows(
    ctx,
    item,
    sql`where incident_id = any(${[...incidentIds]}::uuid[]) order by id`,
  );
}

function capitalize(noun: string): string {
  return `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
}

/**
 * The names of items that are not removed, by id. The caller has checked that the actor can see
 * them.
 */
export async function loadItemTitles(
  ctx: Context,
  item: ItemDefinition,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const result = await sql<{ id: string; title: string }>`
    select id, title from (${item.searchable}) found where id = any(${[...ids]}::uuid[])`.execute(
    ctx.db,
  );
  return new Map(result.rows.map(({ id, title }) => [id, title]));
}
