import type { Finding, Investigation, TimelineEvent } from '@debrief/contract';
import { measureImpact } from '@debrief/rules/incident';
import { useMemo } from 'react';
import { useKnownMinute } from '../../../ui/known-time.tsx';

/** The windows of impact at the time of the mask, from what is shown; they still run. */
export function useMaskedImpact(
  impact: Investigation['impact'] | undefined,
  events: readonly TimelineEvent[],
  findings: readonly Finding[],
): Investigation['impact'] | undefined {
  const minute = useKnownMinute();
  return useMemo(
    () =>
      impact === undefined || minute === null
        ? impact
        : measureImpact(events, findings, { isOngoing: true, now: new Date(minute) }),
    [impact, events, findings, minute],
  );
}
