import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { queries, queryClient } from '../../data/queries.ts';
import { KnownTimeProvider } from '../../ui/known-time.tsx';
import { lazyPart } from '../../ui/lazy-part.ts';
import { IncidentZone } from '../../ui/time-zone.tsx';
import { ProblemPage } from '../../ui/problem.tsx';
import { toProblem } from '../../api.ts';
import { DiscussionProvider } from '../comment/index.ts';
import { TagProvider } from '../tag/item-tags.ts';
import { IncidentHead } from './incident-head.tsx';

const KnownBar = lazyPart(() => import('../timeline/known/known-bar.tsx'), 'KnownBar');

/** The record and timeline, the investigation, the report, and an exercise. */
const isMaskable = (pathname: string) =>
  /^\/incidents\/[^/]+(?:\/(?:investigation|factors|report|exercise))?\/?$/.test(pathname);

const UnmaskedNote = lazyPart(() => import('../timeline/known/unmasked-note.tsx'), 'UnmaskedNote');

const route = getRouteApi('/inside/incidents/$ref');
/**
 * An incident that became private sends no more events to people outside it, so an open page
 * checks.
 */
const recheckMs = 20_000;

/** Header and tabs of an incident; the tab's screen is below. */
export function IncidentLayout() {
  const { ref } = route.useParams();
  const { known } = route.useSearch();
  // Not of this route: a page within the incident stays open while its time moves.
  const navigate = useNavigate();
  const { data: incident, error } = useSuspenseQuery({
    ...queries.incident(ref),
    refetchInterval: recheckMs,
  });
  const { pathname } = useLocation();
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
      <KnownTimeProvider
        known={known}
        onRest={(next) =>
          void navigate({
            to: '.',
            search: (now) => ({ ...now, known: next ?? '' }),
            replace: true,
            resetScroll: false,
          })
        }
      >
        <DiscussionProvider incident={ref}>
          <TagProvider incident={ref}>
            <IncidentHead incident={incident} />
            {known !== undefined && (
              <Suspense>
                {isMaskable(pathname) ? <KnownBar incident={incident} /> : <UnmaskedNote />}
              </Suspense>
            )}
            <Outlet />
          </TagProvider>
        </DiscussionProvider>
      </KnownTimeProvider>
    </IncidentZone>
  );
}
