import type { Milestones } from '@debrief/contract';
import { maskMilestones } from '@debrief/rules/known';
import { useMemo } from 'react';
import { useKnownMinute } from './known-time.tsx';

/** The milestones at the time of the mask; durations that run are renewed every minute of it. */
export function useMaskedMilestones(all: Milestones | undefined): Milestones | undefined {
  const minute = useKnownMinute();
  return useMemo(
    () => (all === undefined || minute === null ? all : maskMilestones(all, minute)),
    [all, minute],
  );
}
