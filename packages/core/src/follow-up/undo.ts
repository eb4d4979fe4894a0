import { UndoChange, type FollowUpChange } from '@debrief/contract';
import { writeBack } from '../item/index.ts';
import type { Context } from '../context.ts';
import { saveCitations } from '../evidence/index.ts';
import { parse } from '../parse.ts';
import { presentChange } from './change-follow-ups.ts';
import { followUpById, refuseStale, saveFollowUp } from './rows.ts';

/** Undoes a change of the follow-ups. Errors: `invalid`, and as `writeBack`. */
export async function undoFollowUpChange(ctx: Context, raw: UndoChange): Promise<FollowUpChange> {
  const input = parse(UndoChange, raw);
  return writeBack(ctx, input.activityId, {
    item: 'follow-up',
    load: async (ctx, id) => (await followUpById(ctx, id)).state,
    release: (ctx, incident, id) =>
      saveCitations(ctx, { incidentId: incident.id, followUpId: id }, []),
    save: saveFollowUp,
    refuseStale,
    present: presentChange,
  });
}
