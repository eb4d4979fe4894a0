import { UndoChange, type Activity, type FollowUpChange } from '@debrief/contract';
import { statesOf, writeBack } from '../item/index.ts';
import type { Context } from '../context.ts';
import { saveCitations } from '../evidence/index.ts';
import { parse } from '../parse.ts';
import { presentChange } from './change-follow-ups.ts';
import { followUpById, refuseStale, saveFollowUp } from './rows.ts';
import type { KeptFollowUp } from './state.ts';

/** What a change of the follow-ups did, for the offer to undo it. */
export function followUpsInWords(activity: Activity): string {
  const [followUp] = [
    ...statesOf<KeptFollowUp>(activity.after),
    ...statesOf<KeptFollowUp>(activity.before),
  ];
  const what = activity.kind.split('.')[1]?.replaceAll('-', ' ') ?? 'changed';
  return `${what} “${followUp?.text ?? 'a follow-up'}”`;
}

/** Undoes a change of the follow-ups. Errors: `invalid`, and as `writeBack`. */
export async function undoFollowUpChange(ctx: Context, raw: UndoChange): Promise<FollowUpChange> {
  const input = parse(UndoChange, raw);
  return writeBack(ctx, input.activityId, {
    isChange: (kind) => kind.startsWith('follow-up.'),
    undone: 'follow-up.undone',
    load: async (ctx, id) => (await followUpById(ctx, id)).state,
    release: (ctx, incident, id) =>
      saveCitations(ctx, { incidentId: incident.id, followUpId: id }, []),
    save: saveFollowUp,
    refuseStale,
    present: presentChange,
  });
}
