import type { LibraryHit } from '@debrief/contract';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { showProblem, showToast } from '../../ui/toast.tsx';

/** Adds evidence that was found to the timeline of its incident. */
export function addToTimeline({ incident, evidenceId }: LibraryHit): void {
  if (evidenceId === null) return;
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['library'] });
  void api.timeline
    .add({ incident: incident.ref, citations: [{ evidenceId }] })
    .then(({ activityId }) => {
      showToast({
        title: `Added to the timeline of ${incident.ref}`,
        undo: () => api.timeline.undo({ activityId }).then(refresh),
      });
      return refresh();
    })
    .catch(showProblem);
}
