import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queries, queryClient } from '../../data/queries.ts';
import { IncidentZone } from '../../ui/time-zone.tsx';
import { ProblemPage } from '../../ui/problem.tsx';
import { toProblem } from '../../api.ts';
import { DiscussionProvider } from '../comment/index.ts';
import { IncidentHead } from './incident-head.tsx';

const route = getRouteApi('/inside/incidents/$ref');
/**
 * An incident that became private sends no more events to people outside it, so an open page
 * checks.
 */
const recheckMs = 20_000;

/** Header and tabs of an incident; the tab's screen is below. */
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
      <DiscussionProvider incident={ref}>
        <IncidentHead incident={incident} />
        <Outlet />
      </DiscussionProvider>
    </IncidentZone>
  );
}
