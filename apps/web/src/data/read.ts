import { infiniteQueryOptions, queryOptions, type QueryKey } from '@tanstack/react-query';

interface RequestOptions {
  signal: AbortSignal;
}

/** A query that is read again after `staleTime`. */
export function read<T>(
  queryKey: QueryKey,
  request: (options: RequestOptions) => Promise<T>,
  staleTime?: number,
) {
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => request({ signal }),
    ...(staleTime === undefined ? {} : { staleTime }),
  });
}

/** A list that is read page by page. */
export function readPages<Page extends { next: string | null }>(
  queryKey: QueryKey,
  request: (page: { cursor?: string }, options: RequestOptions) => Promise<Page>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      request(pageParam === undefined ? {} : { cursor: pageParam }, { signal }),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

function firstPage(): string | undefined {
  return undefined;
}

/** The query key for data of an incident, so that live updates find it. */
export function incidentKey(ref: string, ...part: unknown[]): QueryKey {
  return ['incident', ref, ...part];
}
