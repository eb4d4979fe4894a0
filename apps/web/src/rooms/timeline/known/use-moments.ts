import { listMoments, type MarkedMoment } from '@debrief/rules/known';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queries } from '../../../data/queries.ts';

/** The marked moments of an incident, in order; null until they are read. */
export function useMoments(ref: string, isEnabled = true): readonly MarkedMoment[] | null {
  const enabled = { enabled: isEnabled };
  const { data: timeline } = useQuery({ ...queries.timeline(ref), ...enabled });
  const { data: investigation } = useQuery({ ...queries.investigation(ref), ...enabled });
  const { data: set } = useQuery({ ...queries.milestones(ref), ...enabled });
  return useMemo(
    () =>
      timeline && investigation && set
        ? listMoments({
            events: timeline.events,
            findings: investigation.findings,
            milestones: set.milestones,
          })
        : null,
    [timeline, investigation, set],
  );
}
