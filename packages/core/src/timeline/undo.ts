import { UndoChange, type Activity, type TimelineChange } from '@debrief/contract';
import { statesOf, writeBack } from '../item/index.ts';
import type { Context } from '../context.ts';
import { saveCitations } from '../evidence/index.ts';
import { parse } from '../parse.ts';
import { presentChange } from './change-timeline.ts';
import { eventById, refuseStale, saveEvent } from './rows.ts';
import type { EventState } from './state.ts';

/** What a change of the timeline did, for the offer to undo it. */
export function eventsInWords(activity: Activity): string {
  const [event] = [
    ...statesOf<EventState>(activity.after),
    ...statesOf<EventState>(activity.before),
  ];
  const verbs: Record<string, string> = {
    'event.promoted': 'added',
    'event.changed': 'changed',
    'event.removed': 'removed',
    'event.merged': 'merged into',
    'event.split': 'split',
  };
  return `${verbs[activity.kind] ?? 'changed'} “${event?.title ?? 'an event'}”`;
}

/** Undoes a change of a timeline. Errors: `invalid`, and as `writeBack`. */
export async function undoChange(ctx: Context, raw: UndoChange): Promise<TimelineChange> {
  const input = parse(UndoChange, raw);
  return writeBack(ctx, input.activityId, {
    isChange: (kind) => kind.startsWith('event.'),
    undone: 'event.undone',
    load: async (ctx, id) => (await eventById(ctx, id)).state,
    release: (ctx, incident, id) =>
      saveCitations(ctx, { incidentId: incident.id, eventId: id }, []),
    save: saveEvent,
    refuseStale,
    present: presentChange,
  });
}
