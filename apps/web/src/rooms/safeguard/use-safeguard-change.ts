import type { SafeguardChange } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { showToast } from '../../ui/toast.tsx';

/** Sends a change of a safeguard, and offers to undo it. */
export function useSafeguardChange(
  ref: string,
  change: {
    send: () => Promise<SafeguardChange>;
    done: (changed: SafeguardChange) => string;
    onDone?: () => void;
  },
) {
  const refresh = () =>
    queryClient.invalidateQueries({ queryKey: queries.safeguards(ref).queryKey });
  const save = useMutation({
    mutationFn: change.send,
    onSettled: refresh,
    onSuccess: (changed) => {
      change.onDone?.();
      const undo = async () => {
        await api.safeguard.undo({ activityId: changed.activityId });
        await refresh();
      };
      showToast({ title: change.done(changed), undo });
    },
  });
  return { ...save, mutate: () => save.mutate() };
}
