import { isDeepStrictEqual } from 'node:util';
import { UndoChange, type Activity, type TimelineChange } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { activityById, activityOfSubject, record } from '../activity/index.ts';
import { accountIdOf, DomainError, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { saveCitations } from '../evidence/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { presentChange } from './change-timeline.ts';
import { eventById, refuseStale, saveEvent } from './rows.ts';
import type { EventState } from './state.ts';

/** What a change of the timeline did, for the offer to undo it. */
export function eventsInWords(activity: Activity): string {
  const [event] = [...eventsOf(activity.after), ...eventsOf(activity.before)];
  const verbs: Record<string, string> = {
    'event.promoted': 'added',
    'event.changed': 'changed',
    'event.removed': 'removed',
    'event.merged': 'merged into',
    'event.split': 'split',
  };
  return `${verbs[activity.kind] ?? 'changed'} “${event?.title ?? 'an event'}”`;
}

/** The cast holds for the activity of this room: it alone writes `event.…`, with lists of event states. */
function eventsOf(recorded: unknown): EventState[] {
  return Array.isArray(recorded) ? (recorded as EventState[]) : [];
}

/** What an event says, whatever its version; a removed one cites nothing. */
function said(event: EventState): EventState {
  return { ...event, version: 0, citations: event.isRemoved ? [] : event.citations };
}

/**
 * Writes back what a change of one's own found. Undoing an undo does the change again.
 * Errors: `invalid`, `not-found`, `forbidden` for somebody else's change, `conflict` where an event was changed or the change undone since.
 */
export async function undoChange(ctx: Context, raw: UndoChange): Promise<TimelineChange> {
  const input = parse(UndoChange, raw);
  return inTransaction(ctx, async (ctx) => {
    const activity = await activityById(ctx, input.activityId);
    if (!activity?.incidentId || !activity.kind.startsWith('event.')) throw new DomainError('not-found', 'There is no such change of a timeline.');
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, activity.incidentId));
    if (activity.by.id !== accountIdOf(ctx.actor))
      throw new DomainError('forbidden', `${activity.by.name} made this change. Only they can undo it; you can change the event instead.`);
    if (await activityOfSubject(ctx, 'event.undone', activity.id)) throw new DomainError('conflict', 'This change was undone already.');
    const [found, left] = [eventsOf(activity.before), eventsOf(activity.after)];
    const before: EventState[] = [];
    for (const event of left) {
      const { state } = await eventById(ctx, event.id);
      // What was changed and changed back since is as the change left it: several changes are undone one after another.
      if (!isDeepStrictEqual(said(state), said(event))) await refuseStale(ctx, incident, event.id);
      before.push(state);
    }
    const targets = before.map((event) => ({ ...(found.find((one) => one.id === event.id) ?? { ...event, isRemoved: true }), readVersion: event.version }));
    // First all give back what they cite: a citation may go from one event of the change to another, either way.
    for (const event of targets) await saveCitations(ctx, { incidentId: incident.id, eventId: event.id }, []);
    const after: EventState[] = [];
    for (const { readVersion, ...event } of targets) after.push(await saveEvent(ctx, incident, event, readVersion));
    const activityId = await record(ctx, { kind: 'event.undone', incidentId: incident.id, subjectId: activity.id, before, after });
    return presentChange(ctx, incident, { before, after }, activityId);
  });
}
