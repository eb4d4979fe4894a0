import type { Milestones, Timeline } from '@debrief/contract';
import { useEffect, useMemo, useState } from 'react';
import { useKnownMinute } from './known-time.tsx';

type Mask = (typeof import('./mask-milestones.ts'))['maskMilestones'];

let loaded: Mask | null = null;

/** The rules of the mask and their schemas are loaded when a mask is shown. */
function useMask(isWanted: boolean): Mask | null {
  const [mask, setMask] = useState<Mask | null>(() => loaded);
  useEffect(() => {
    if (!isWanted || mask) return;
    void import('./mask-milestones.ts').then(({ maskMilestones }) => {
      loaded = maskMilestones;
      setMask(() => maskMilestones);
    });
  }, [isWanted, mask]);
  return mask;
}

/**
 * The milestones at the time of the mask; durations that run are renewed every minute of it. Without
 * the events there are none: those say when a milestone was known.
 */
export function useMaskedMilestones(
  all: Milestones | undefined,
  timeline: Timeline | undefined,
): Milestones | undefined {
  const minute = useKnownMinute();
  const mask = useMask(minute !== null);
  return useMemo(() => {
    if (all === undefined || minute === null) return all;
    return timeline && mask?.(all, timeline.events, minute);
  }, [all, timeline, minute, mask]);
}
