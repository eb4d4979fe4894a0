import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queries, queryClient } from '../../data/queries.ts';
import { IncidentZone } from '../../ui/time-zone.tsx';
import { ProblemPage } from '../../ui/problem.tsx';
import { toProblem } from '../../api.ts';
import { IncidentHead } from './incident-head.tsx';

const route = getRouteApi('/inside/incidents/$ref');
/** An incident that became private is no longer told of to those outside it, so an open page asks again. */
const recheckMs = 20_000;

/** Head and tabs of one incident; the tab's screen stands below. */
export function IncidentLayout() {
  const { ref } = route.useParams();
  const { data: incident, error } = useSuspenseQuery({
    ...queries.incident(ref),
    refetchInterval: recheckMs,
  });
  const isGone = error !== null && toProblem(error).code === 'not-found';
  useEffect(() => {
    if (isGone)
      queryClient.removeQueries({
        queryKey: ['incident', ref],
        predicate: (query) => query.queryKey[2] !== 'itself',
      });
  }, [isGone, ref]);
  if (isGone) return <ProblemPage error={error} />;
  return (
    <IncidentZone key={ref} incident={incident}>
      <IncidentHead incident={incident} />
      <Outlet />
    </IncidentZone>
  );
}
