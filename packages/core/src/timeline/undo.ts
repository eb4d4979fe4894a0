import { UndoChange, type TimelineChange } from '@debrief/contract';
import { writeBack } from '../item/index.ts';
import type { Context } from '../context.ts';
import { saveCitations } from '../evidence/index.ts';
import { parse } from '../parse.ts';
import { presentChange } from './change-timeline.ts';
import { eventById, refuseStale, saveEvent } from './rows.ts';

/** Undoes a change of a timeline. Errors: `invalid`, and as `writeBack`. */
export async function undoChange(ctx: Context, raw: UndoChange): Promise<TimelineChange> {
  const input = parse(UndoChange, raw);
  return writeBack(ctx, input.activityId, {
    item: 'event',
    load: async (ctx, id) => (await eventById(ctx, id)).state,
    release: (ctx, incident, id) =>
      saveCitations(ctx, { incidentId: incident.id, eventId: id }, []),
    save: saveEvent,
    refuseStale,
    present: presentChange,
  });
}
