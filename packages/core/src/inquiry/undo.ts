import { EntryType, UndoChange, type Activity, type InquiryChange } from '@debrief/contract';
import { statesOf, writeBack } from '../item/index.ts';
import type { Context } from '../context.ts';
import { saveCitations } from '../evidence/index.ts';
import { parse } from '../parse.ts';
import { presentChange } from './change-inquiry.ts';
import { entryById, refuseStale, saveEntry } from './rows.ts';
import type { EntryState } from './state.ts';

const rooms: readonly string[] = EntryType.options;

/** Kinds of activity that change entries: `hypothesis.ruled-out`, `decision.changed` … Links of factors are not among them. */
function isChange(kind: string): boolean {
  const [type, what] = kind.split('.');
  return rooms.includes(type ?? '') && what !== 'linked' && what !== 'unlinked';
}

/** What a change of the inquiry did, for the offer to undo it. */
export function entriesInWords(activity: Activity): string {
  const [entry] = [
    ...statesOf<EntryState>(activity.after),
    ...statesOf<EntryState>(activity.before),
  ];
  const what = activity.kind.split('.')[1]?.replaceAll('-', ' ') ?? 'changed';
  return `${what} “${entry?.statement ?? 'an entry'}”`;
}

/** Undoes a change of the inquiry. Errors: `invalid`, and as `writeBack`. */
export async function undoInquiryChange(ctx: Context, raw: UndoChange): Promise<InquiryChange> {
  const input = parse(UndoChange, raw);
  return writeBack(ctx, input.activityId, {
    isChange: (kind) => isChange(kind) || kind === 'inquiry.undone',
    undone: 'inquiry.undone',
    load: async (ctx, id) => (await entryById(ctx, id)).state,
    release: (ctx, incident, id) =>
      saveCitations(ctx, { incidentId: incident.id, entryId: id }, []),
    save: saveEntry,
    refuseStale,
    present: presentChange,
  });
}
