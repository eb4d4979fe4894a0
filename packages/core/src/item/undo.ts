import { describeKind, undoneKinds, type UndoItem } from '@debrief/contract';
import { isDeepStrictEqual } from 'node:util';
import { DomainError } from '@debrief/contract';
import { authorize, type Authorized } from '../access/index.ts';
import { accountIdOf, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { record, activityById, activityOfSubject } from '../activity/index.ts';

/** What is kept of a thing that can be undone: enough to write it back. */
interface Undoable {
  id: string;
  version: number;
  isRemoved: boolean;
  citations: readonly unknown[];
}

/** How a room takes its changes back. */
interface Room<State extends Undoable, Change> {
  item: UndoItem;
  /** Loads as it is now, removed or not. */
  load(ctx: Context, id: string): Promise<State>;
  /** Lets go of what another thing of the same change may take. */
  release(ctx: Context, incident: Authorized<IncidentRow>, id: string): Promise<void>;
  save(
    ctx: Context,
    incident: Authorized<IncidentRow>,
    state: State,
    version: number,
  ): Promise<State>;
  refuseStale(ctx: Context, incident: IncidentRow, id: string): Promise<never>;
  present(
    ctx: Context,
    incident: Authorized<IncidentRow>,
    change: { before: State[]; after: State[] },
    activityId: string,
  ): Promise<Change>;
}

/** What a thing says, whatever its version; a removed one cites nothing. */
function said<State extends Undoable>(state: State): State {
  return { ...state, version: 0, citations: state.isRemoved ? [] : state.citations };
}

/** The states that a change recorded. The cast holds for the room that wrote them, which alone reads them. */
function statesOf<State extends Undoable>(recorded: unknown): State[] {
  return Array.isArray(recorded) ? (recorded as State[]) : [];
}

/**
 * Writes back what a change of one's own found. Undoing an undo does the change again.
 * Errors: `not-found`, `forbidden` for somebody else's change, `conflict` where a thing was changed or the change undone since.
 */
export async function writeBack<State extends Undoable, Change>(
  ctx: Context,
  activityId: string,
  room: Room<State, Change>,
): Promise<Change> {
  return inTransaction(ctx, async (ctx) => {
    const activity = await activityById(ctx, activityId);
    if (!activity?.incidentId || describeKind(activity.kind).undo !== room.item)
      throw new DomainError('not-found', 'Change not found.');
    const incident = await authorize(
      ctx,
      'incident:write',
      incidentByRef(ctx, activity.incidentId),
    );
    if (activity.by.id !== accountIdOf(ctx.actor))
      throw new DomainError(
        'forbidden',
        `${activity.by.name} made this change, so only they can undo it.`,
      );
    const undoneKind = undoneKinds[room.item];
    if (await activityOfSubject(ctx, undoneKind, activity.id))
      throw new DomainError('conflict', 'This change was already undone.');
    const found = statesOf<State>(activity.before);
    const before: State[] = [];
    for (const left of statesOf<State>(activity.after)) {
      const current = await room.load(ctx, left.id);
      // What was changed and changed back since is as the change left it: several changes are undone one after another.
      if (!isDeepStrictEqual(said(current), said(left)))
        await room.refuseStale(ctx, incident, left.id);
      before.push(current);
    }
    const targets = before.map((current) => ({
      state: found.find((one) => one.id === current.id) ?? { ...current, isRemoved: true },
      readVersion: current.version,
    }));
    // First all give back what they cite: a citation may go from one thing of the change to another, either way.
    for (const { state } of targets) await room.release(ctx, incident, state.id);
    const after: State[] = [];
    for (const { state, readVersion } of targets)
      after.push(await room.save(ctx, incident, state, readVersion));
    const undoneId = await record(ctx, {
      kind: undoneKind,
      incidentId: incident.id,
      subjectId: activity.id,
      before,
      after,
    });
    return room.present(ctx, incident, { before, after }, undoneId);
  });
}
