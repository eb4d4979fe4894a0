import { DomainError, type ActivityKind, type ActorRef } from '@debrief/contract';
import { sql } from 'kysely';
import { authorize, type Authorized } from '../access/index.ts';
import { loadSubjectActivity, record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import type { ItemDefinition, ItemState, ItemView } from './definition.ts';
import {
  findItem,
  insertItem,
  isItemIdTaken,
  loadActiveItem,
  presentItems,
  saveItem,
} from './rows.ts';

/** The items of a change, before and after it, as stored in activity. */
export interface ItemsChange<State> {
  before: State[];
  after: State[];
}

/**
 * Adds an item. Repeating the request with the same `id` does not add another one. Errors:
 * `not-found`, `forbidden`, `conflict` if another item has the id, and as `build`.
 */
export async function addItem<State extends ItemState, View extends ItemView, Answer>(
  ctx: Context,
  item: ItemDefinition<State, View, Answer>,
  input: { incident: string; id: string | undefined; activity: ActivityKind },
  build: (ctx: Context, incident: Authorized<IncidentRow>, id: string) => Promise<State>,
): Promise<Answer> {
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(
      ctx,
      item.permission ?? 'incident:write',
      incidentByRef(ctx, input.incident),
    );
    const { id, activity } = input;
    const made = { ids: id ? [id] : [], activity, subjectId: id };
    const added = await findAddedBefore(ctx, item, incident, made);
    if (added) return added;
    const state = await build(ctx, incident, input.id ?? ctx.ids.next());
    const change = { before: [], after: [await insertItem(ctx, incident, item, state)] };
    return recordChange(ctx, item, incident, input.activity, state.id, change);
  });
}

/**
 * The result of an earlier identical request, null if there is none. A concurrent one waits for the
 * lock, then finds it. Errors: `conflict` if something else has the ids.
 */
export async function findAddedBefore<State extends ItemState, View extends ItemView, Answer>(
  ctx: Context,
  item: ItemDefinition<State, View, Answer>,
  incident: Authorized<IncidentRow>,
  request: { ids: readonly string[]; activity: ActivityKind; subjectId: string | undefined },
): Promise<Answer | null> {
  const { ids, activity, subjectId } = request;
  const [first] = ids;
  if (first === undefined) return null;
  await sql`select pg_advisory_xact_lock(hashtext(${first}))`.execute(ctx.db);
  if (!(await isItemIdTaken(ctx, item, first))) return null;
  const found = await Promise.all(ids.map((id) => findItem(ctx, item, id)));
  const states = found.flatMap((one) => (one?.incident.id === incident.id ? [one.state] : []));
  const made =
    subjectId !== undefined && states.length === ids.length
      ? await loadSubjectActivity(ctx, activity, subjectId)
      : null;
  if (!made) throw new DomainError('conflict', 'ID already in use. Send a new one.');
  return answerChange(ctx, item, incident, states, made.id);
}

/**
 * Changes an item with `edit`. Errors: `not-found`, `forbidden`, `conflict` with the current item,
 * and as `edit`.
 */
export async function changeItem<State extends ItemState, View extends ItemView, Answer>(
  ctx: Context,
  item: ItemDefinition<State, View, Answer>,
  input: { id: string; version: number },
  edit: (
    ctx: Context,
    incident: Authorized<IncidentRow>,
    state: State,
    createdBy: ActorRef,
  ) => Promise<{ next: State; activity: ActivityKind }>,
): Promise<Answer> {
  return inTransaction(ctx, async (ctx) => {
    const { incident: found, state, createdBy } = await loadActiveItem(ctx, item, input.id);
    const incident = await authorize(
      ctx,
      item.permission ?? 'incident:write',
      incidentByRef(ctx, found.id),
    );
    const { next, activity } = await edit(ctx, incident, state, createdBy);
    const after = [await saveItem(ctx, incident, item, next, input.version)];
    return recordChange(ctx, item, incident, activity, state.id, { before: [state], after });
  });
}

/** Removes an item; undo restores it with its citations. Errors: `not-found`, `forbidden`, `conflict`. */
export async function removeItem<State extends ItemState, View extends ItemView, Answer>(
  ctx: Context,
  item: ItemDefinition<State, View, Answer>,
  input: { id: string; version: number },
  activity: (state: State) => ActivityKind,
): Promise<Answer> {
  return changeItem(ctx, item, input, async (_ctx, _incident, state) => ({
    next: { ...state, isRemoved: true },
    activity: activity(state),
  }));
}

export async function recordChange<State extends ItemState, View extends ItemView, Answer>(
  ctx: Context,
  item: ItemDefinition<State, View, Answer>,
  incident: Authorized<IncidentRow>,
  kind: ActivityKind,
  subjectId: string | null,
  { before, after }: ItemsChange<State>,
): Promise<Answer> {
  const incidentId = incident.id;
  const activityId = await record(ctx, { kind, incidentId, subjectId, before, after });
  return answerChange(ctx, item, incident, after, activityId);
}

async function answerChange<State extends ItemState, View extends ItemView, Answer>(
  ctx: Context,
  item: ItemDefinition<State, View, Answer>,
  incident: IncidentRow,
  after: readonly State[],
  activityId: string,
): Promise<Answer> {
  const active = after.filter((state) => !state.isRemoved).map((state) => state.id);
  const removed = after.filter((state) => state.isRemoved).map((state) => state.id);
  const items = await presentItems(ctx, incident, item, active);
  return item.answer(ctx, incident, { items, removed, activityId });
}
