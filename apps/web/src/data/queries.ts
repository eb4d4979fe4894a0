import { ClientProblem } from '@debrief/client';
import { QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query';
import { toProblem } from '../api.ts';
import { accessQueries } from './queries/access.ts';
import { evidenceQueries } from './queries/evidence.ts';
import { incidentQueries } from './queries/incident.ts';
import { libraryQueries } from './queries/library.ts';
import { reportQueries } from './queries/report.ts';
import { tagQueries } from './queries/tag.ts';

export type { RemovalScope } from './queries/evidence.ts';

let isLeaving = false;

/**
 * The session has ended: sign in and come back. Loads a new page, so that nothing that was read
 * stays; drafts do.
 */
function signInAgain(error: Error): void {
  const { pathname, search } = globalThis.location;
  if (
    isLeaving ||
    toProblem(error).code !== 'not-signed-in' ||
    /^\/(sign-in|welcome|invitation)$/.test(pathname)
  )
    return;
  globalThis.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: signInAgain }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => !(error instanceof ClientProblem) && failures < 2,
    },
  },
});

/**
 * Writes a response into the cache, so that the screen shows it at once. A read in progress could
 * return older data, so it is restarted: its other results are still needed.
 */
export function patchRead<T>(
  queryKey: QueryKey,
  update: (read: T | undefined) => T | undefined,
): void {
  const exactly = { queryKey, exact: true };
  const isReading = queryClient.isFetching(exactly) > 0;
  void queryClient.cancelQueries(exactly);
  queryClient.setQueryData<T>(queryKey, update);
  if (isReading) void queryClient.invalidateQueries(exactly);
}

/** Drops the cache when leaving the page; pending responses no longer navigate. */
export function forgetReads(): void {
  isLeaving = true;
  queryClient.clear();
}

export const queries = {
  ...accessQueries,
  ...incidentQueries,
  ...evidenceQueries,
  ...reportQueries,
  ...libraryQueries,
  ...tagQueries,
};
