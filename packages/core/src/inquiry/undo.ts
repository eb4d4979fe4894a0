import { UndoChange, type InquiryChange } from '@debrief/contract';
import { writeBack } from '../item/index.ts';
import type { Context } from '../context.ts';
import { saveCitations } from '../evidence/index.ts';
import { parse } from '../parse.ts';
import { presentChange } from './change-inquiry.ts';
import { entryById, refuseStale, saveEntry } from './rows.ts';

/** Undoes a change of the inquiry. Errors: `invalid`, and as `writeBack`. */
export async function undoInquiryChange(ctx: Context, raw: UndoChange): Promise<InquiryChange> {
  const input = parse(UndoChange, raw);
  return writeBack(ctx, input.activityId, {
    item: 'entry',
    load: async (ctx, id) => (await entryById(ctx, id)).state,
    release: (ctx, incident, id) =>
      saveCitations(ctx, { incidentId: incident.id, entryId: id }, []),
    save: saveEntry,
    refuseStale,
    present: presentChange,
  });
}
