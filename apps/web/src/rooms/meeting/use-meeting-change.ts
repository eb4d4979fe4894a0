import type { MeetingChange } from '@debrief/contract';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { useUndoable } from '../../data/use-undoable.ts';

/** Reads the meeting of an incident again. */
export const refreshMeeting = (ref: string) =>
  queryClient.invalidateQueries({ queryKey: queries.meeting(ref).queryKey });

/** Sends a change of the meeting of an incident, and offers to undo it; without `done` the screen itself shows it. */
export function useMeetingChange(
  ref: string,
  change: { send: () => Promise<MeetingChange>; done: string | null; onDone?: () => void },
) {
  const refresh = () => refreshMeeting(ref);
  return useUndoable({ ...change, undo: api.meeting.undo, refresh });
}
