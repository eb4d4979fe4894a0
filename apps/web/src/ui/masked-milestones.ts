import type { Milestones, Timeline } from '@debrief/contract';
import { maskMilestones } from '@debrief/rules/known';
import { useMemo } from 'react';
import { useKnownMinute } from './known-time.tsx';

/**
 * The milestones at the time of the mask; durations that run are renewed every minute of it. Without
 * the events there are none: those say when a milestone was known.
 */
export function useMaskedMilestones(
  all: Milestones | undefined,
  timeline: Timeline | undefined,
): Milestones | undefined {
  const minute = useKnownMinute();
  return useMemo(() => {
    if (all === undefined || minute === null) return all;
    return timeline && maskMilestones(all, timeline.events, minute);
  }, [all, timeline, minute]);
}
