import type { Incident } from '@debrief/contract';
import { api } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { showProblem, showToast } from '../../../ui/toast.tsx';

/** Adds a suspect to the timeline, as an event of context that cites its evidence. */
export function addToTimeline(
  { ref }: Incident,
  { evidenceId, title }: { evidenceId: string; title: string },
): void {
  const refresh = () => queryClient.invalidateQueries(queries.timeline(ref));
  void api.timeline
    .add({
      incident: ref,
      id: crypto.randomUUID(),
      title: title.slice(0, 200),
      type: 'context',
      citations: [{ evidenceId }],
    })
    .then(async ({ activityId }) => {
      await refresh();
      const undo = async () => {
        await api.timeline.undo({ activityId });
        await refresh();
      };
      showToast({ title: 'Added to the timeline', undo });
    })
    .catch(showProblem);
}
