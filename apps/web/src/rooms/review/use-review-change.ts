import type { ReviewChange } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { reviewQueries } from '../../data/queries/review.ts';
import { showToast } from '../../ui/toast.tsx';

/** Sends a change of the review of an incident, and offers to undo it. */
export function useReviewChange(
  ref: string,
  change: { send: () => Promise<ReviewChange>; done: string; onDone?: () => void },
) {
  const refresh = () =>
    queryClient.invalidateQueries({ queryKey: reviewQueries.review(ref).queryKey });
  const save = useMutation({
    mutationFn: change.send,
    onSettled: refresh,
    onSuccess: ({ activityId }) => {
      change.onDone?.();
      const undo = async () => {
        await api.review.undo({ activityId });
        await refresh();
      };
      showToast({ title: change.done, undo });
    },
  });
  return { ...save, mutate: () => save.mutate() };
}
