import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queries, queryClient } from '../../data/queries.ts';
import { IncidentZone } from '../../ui/time.tsx';
import { useActions } from '../../ui/keys.ts';
import { ProblemPage } from '../../ui/problem.tsx';
import { problemOf } from '../../api.ts';
import { IncidentHead } from './incident-head.tsx';

const route = getRouteApi('/inside/incidents/$ref');
/** An incident that is restricted meanwhile is no longer told of to those outside it, so an open page asks again. */
const recheckMs = 20_000;

/** Head and tabs of one incident; the tab's screen stands below. */
export function IncidentLayout() {
  const { ref } = route.useParams();
  const { data: incident, error } = useSuspenseQuery({
    ...queries.incident(ref),
    refetchInterval: recheckMs,
  });
  const isGone = error !== null && problemOf(error).code === 'not-found';
  const navigate = useNavigate();
  const params = { ref };
  useActions([
    {
      id: 'incident.desk',
      group: 'This incident',
      label: 'Record & timeline',
      keys: 'g r',
      run: () => void navigate({ to: '/incidents/$ref', params }),
    },
    {
      id: 'incident.inquiry',
      group: 'This incident',
      label: 'Inquiry',
      keys: 'g q',
      also: 'hypotheses decisions questions impact',
      run: () => void navigate({ to: '/incidents/$ref/inquiry', params }),
    },
    {
      id: 'incident.factors',
      group: 'This incident',
      label: 'Factors',
      keys: 'g f',
      run: () => void navigate({ to: '/incidents/$ref/factors', params }),
    },
    {
      id: 'incident.report',
      group: 'This incident',
      label: 'Report',
      keys: 'g o',
      also: 'write review article',
      run: () => void navigate({ to: '/incidents/$ref/report', params }),
    },
    {
      id: 'incident.follow-ups',
      group: 'This incident',
      label: 'Follow-ups',
      keys: 'g t',
      also: 'action items work to do',
      run: () => void navigate({ to: '/incidents/$ref/follow-ups', params }),
    },
    {
      id: 'incident.people',
      group: 'This incident',
      label: 'People',
      keys: 'g p',
      run: () => void navigate({ to: '/incidents/$ref/people', params }),
    },
    {
      id: 'incident.scope',
      group: 'This incident',
      label: 'Scope',
      keys: 'g c',
      also: 'streams window',
      run: () => void navigate({ to: '/incidents/$ref/scope', params }),
    },
    {
      id: 'incident.imports',
      group: 'This incident',
      label: 'Imports',
      keys: 'g m',
      run: () => void navigate({ to: '/incidents/$ref/imports', params }),
    },
    {
      id: 'incident.activity',
      group: 'This incident',
      label: 'Activity',
      keys: 'g a',
      also: 'history audit',
      run: () => void navigate({ to: '/incidents/$ref/activity', params }),
    },
  ]);
  useEffect(() => {
    if (isGone)
      queryClient.removeQueries({
        queryKey: ['incident', ref],
        predicate: (query) => query.queryKey[2] !== 'itself',
      });
  }, [isGone, ref]);
  if (isGone) return <ProblemPage error={error} />;
  return (
    <IncidentZone value={incident.zone}>
      <IncidentHead incident={incident} />
      <Outlet />
    </IncidentZone>
  );
}
