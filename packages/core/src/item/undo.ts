import { isDeepStrictEqual } from 'node:util';
import {
  activityText,
  describeKind,
  DomainError,
  undoneKinds,
  UndoChange,
  type Activity,
} from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { activityById, loadSubjectActivity, newestOwnActivity } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { saveCitations } from '../evidence/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { parse } from '../parse.ts';
import type { ItemDefinition, ItemState, ItemView } from './definition.ts';
import { loadItem, refuseStale, saveItem } from './rows.ts';
import { recordChange } from './verbs.ts';

/**
 * The states that a change recorded. The cast holds because only changes of this kind wrote them; a
 * field that is newer than the change is null.
 */
function recordedStates<State extends ItemState>(
  item: ItemDefinition<State>,
  recorded: unknown,
): State[] {
  if (!Array.isArray(recorded)) return [];
  const absent = Object.fromEntries(Object.keys(item.fields).map((name) => [name, null]));
  return (recorded as State[]).map((state) => ({ ...absent, ...state }));
}

/** The content of a state without its version; a removed item cites nothing. */
function withoutVersion<State extends ItemState>(state: State): State {
  return { ...state, version: 0, citations: state.isRemoved ? [] : state.citations };
}

/**
 * Restores the states before one of the actor's own changes. Undoing an undo redoes the change.
 * Errors: `invalid`, `not-found`, `forbidden` for someone else's change, `conflict` if an item has
 * changed since or the change was already undone.
 */
export async function undoItemChange<State extends ItemState, View extends ItemView, Answer>(
  ctx: Context,
  item: ItemDefinition<State, View, Answer>,
  raw: UndoChange,
): Promise<Answer> {
  const input = parse(UndoChange, raw);
  return inTransaction(ctx, async (ctx) => {
    const activity = await activityById(ctx, input.activityId);
    if (!activity?.incidentId || describeKind(activity.kind).undo !== item.kind)
      throw new DomainError('not-found', 'Change not found.');
    const incident = await authorize(
      ctx,
      item.permission ?? 'incident:write',
      incidentByRef(ctx, activity.incidentId),
    );
    await refuseUnlessOwn(ctx, activity, item);
    const before = await unchangedSince(ctx, incident, item, activity);
    const found = recordedStates(item, activity.before);
    const targets = before.map((current) => ({
      state: found.find((one) => one.id === current.id) ?? { ...current, isRemoved: true },
      readVersion: current.version,
    }));
    // Release all citations first: undo can move a citation from one item of the change to another.
    for (const { state } of targets)
      await saveCitations(ctx, { incidentId: incident.id, kind: item.kind, id: state.id }, []);
    const after: State[] = [];
    for (const { state, readVersion } of targets)
      after.push(await saveItem(ctx, incident, item, state, readVersion));
    const kind = undoneKinds[item.kind];
    return recordChange(ctx, item, incident, kind, activity.id, { before, after });
  });
}

async function refuseUnlessOwn(
  ctx: Context,
  activity: Activity,
  item: ItemDefinition,
): Promise<void> {
  if (activity.by.id !== getAccountId(ctx.actor))
    throw new DomainError(
      'forbidden',
      `Only ${activity.by.name} can undo this change. Make another change instead.`,
    );
  if (await loadSubjectActivity(ctx, undoneKinds[item.kind], activity.id))
    throw new DomainError('conflict', 'This change was already undone.');
}

/** The current items of a change. Errors: `conflict` if one has changed since. */
async function unchangedSince<State extends ItemState>(
  ctx: Context,
  incident: IncidentRow,
  item: ItemDefinition<State>,
  activity: Activity,
): Promise<State[]> {
  const before: State[] = [];
  for (const left of recordedStates(item, activity.after)) {
    const { state: current } = await loadItem(ctx, item, left.id);
    // An item that was changed and changed back equals the state after the change, so a series of
    // changes can be undone one by one.
    if (!isDeepStrictEqual(withoutVersion(current), withoutVersion(left)))
      await refuseStale(ctx, incident, item, left.id);
    before.push(current);
  }
  return before;
}

/** The actor's last change of items of this kind in an incident, for the undo button. */
export async function lastOwnChange(
  ctx: Context,
  incidentId: string,
  item: ItemDefinition,
): Promise<{ activityId: string; what: string } | null> {
  const last = await newestOwnActivity(ctx, incidentId, item.kind);
  return last && { activityId: last.id, what: activityText(last) };
}
