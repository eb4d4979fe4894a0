import type { Finding, Investigation, TimelineEvent } from '@debrief/contract';
import { measureImpact } from '@debrief/rules/incident';
import { useMemo } from 'react';
import { useKnownMinute } from '../../../ui/known-time.tsx';
import type { TimeAxis } from '../../../ui/time-axis.ts';
import { ImpactWindows } from '../impact-windows.tsx';

interface MaskedImpactProps {
  impact: Investigation['impact'];
  events: readonly TimelineEvent[];
  findings: readonly Finding[];
  axis: TimeAxis;
}

/** The windows of impact; with a mask, those of what is shown, which still run. */
export function MaskedImpact({ impact, events, findings, axis }: MaskedImpactProps) {
  const minute = useKnownMinute();
  const shown = useMemo(
    () =>
      minute === null
        ? impact
        : measureImpact(events, findings, { isOngoing: true, now: new Date(minute) }),
    [impact, events, findings, minute],
  );
  return <ImpactWindows impact={shown} axis={axis} />;
}
