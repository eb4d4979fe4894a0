import type { MeetingChange } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { showToast } from '../../ui/toast.tsx';

/** Reads the meeting of an incident again. */
export const refreshMeeting = (ref: string) =>
  queryClient.invalidateQueries({ queryKey: queries.meeting(ref).queryKey });

/** Sends a change of the meeting of an incident, and offers to undo it; without `done` the screen itself shows it. */
export function useMeetingChange(
  ref: string,
  change: { send: () => Promise<MeetingChange>; done: string | null; onDone?: () => void },
) {
  const refresh = () => refreshMeeting(ref);
  const save = useMutation({
    mutationFn: change.send,
    onSettled: refresh,
    onSuccess: ({ activityId }) => {
      change.onDone?.();
      const undo = async () => {
        await api.meeting.undo({ activityId });
        await refresh();
      };
      if (change.done !== null) showToast({ title: change.done, undo });
    },
  });
  return { ...save, mutate: () => save.mutate() };
}
