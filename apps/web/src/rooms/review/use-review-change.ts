import type { ReviewChange } from '@debrief/contract';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { reviewQueries } from '../../data/queries/review.ts';
import { useUndoable } from '../../data/use-undoable.ts';

/** Sends a change of the review of an incident, and offers to undo it. */
export function useReviewChange(
  ref: string,
  change: { send: () => Promise<ReviewChange>; done: string; onDone?: () => void },
) {
  const refresh = () =>
    queryClient.invalidateQueries({ queryKey: reviewQueries.review(ref).queryKey });
  return useUndoable({ ...change, undo: api.review.undo, refresh });
}
