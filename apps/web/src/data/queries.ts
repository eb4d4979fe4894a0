import { ClientProblem } from '@debrief/client';
import type {
  FollowUpFilter,
  RecordFilterInput,
  RouteInput,
  Routes,
  StoryForm,
} from '@debrief/contract';
import {
  infiniteQueryOptions,
  QueryCache,
  QueryClient,
  queryOptions,
  type QueryKey,
} from '@tanstack/react-query';
import { api, problemOf } from '../api.ts';

let isLeaving = false;

/** The session has ended meanwhile: sign in and come back. A whole new page, so that nothing that was read stays; drafts do. */
function signInAgain(error: Error): void {
  const { pathname, search } = globalThis.location;
  if (
    isLeaving ||
    problemOf(error).code !== 'not-signed-in' ||
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
 * Puts an answer into what was read, so that the screen has it at once.
 * A read that is on its way may bring back what was before: it begins anew, for what else it was to bring must not be missed.
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

/** What was read is forgotten, and the page is being left: an answer that is still to come leads nowhere else. */
export function forgetReads(): void {
  isLeaving = true;
  queryClient.clear();
}

/** The first page of a list has no cursor. */
function firstPage(): string | undefined {
  return undefined;
}

/** Every read of the web app. What belongs to one incident has the key `['incident', ref, …]`, so that live updates find it. */
export const queries = {
  session: () =>
    queryOptions({
      queryKey: ['session'],
      queryFn: ({ signal }) => api.access.session(undefined, { signal }),
      staleTime: 60_000,
    }),
  accounts: () =>
    queryOptions({
      queryKey: ['accounts'],
      queryFn: ({ signal }) => api.access.accounts({ limit: 200 }, { signal }),
    }),
  keys: () =>
    queryOptions({
      queryKey: ['keys'],
      queryFn: ({ signal }) => api.access.keys(undefined, { signal }),
    }),

  incidents: (
    filter: Pick<RouteInput<Routes['incident']['list']>, 'text' | 'status'>,
    limit = 50,
  ) =>
    infiniteQueryOptions({
      queryKey: ['incidents', filter, limit],
      queryFn: ({ pageParam, signal }) =>
        api.incident.list(
          { ...filter, limit, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          { signal },
        ),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  incident: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'itself'],
      queryFn: ({ signal }) => api.incident.get({ incident: ref }, { signal }),
    }),
  members: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'members'],
      queryFn: ({ signal }) => api.incident.members({ incident: ref }, { signal }),
    }),
  scope: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'scope'],
      queryFn: ({ signal }) => api.evidence.scope({ incident: ref }, { signal }),
    }),
  people: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'people'],
      queryFn: ({ signal }) => api.people.list({ incident: ref }, { signal }),
    }),
  timeline: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'timeline'],
      queryFn: ({ signal }) => api.timeline.list({ incident: ref }, { signal }),
    }),
  inquiry: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'inquiry'],
      queryFn: ({ signal }) => api.inquiry.list({ incident: ref }, { signal }),
    }),
  editions: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'editions', 'list'],
      queryFn: ({ signal }) => api.report.editions({ incident: ref }, { signal }),
    }),
  readerQuestions: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'editions', 'questions'],
      queryFn: ({ signal }) => api.report.readerQuestions({ incident: ref }, { signal }),
    }),
  readiness: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'readiness'],
      queryFn: ({ signal }) => api.report.readiness({ incident: ref }, { signal }),
      staleTime: 0,
    }),
  proposals: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'proposals'],
      queryFn: ({ signal }) => api.report.proposals({ incident: ref }, { signal }),
    }),
  report: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'report'],
      queryFn: ({ signal }) => api.report.read({ incident: ref }, { signal }),
    }),
  followUps: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'follow-ups'],
      queryFn: ({ signal }) => api['follow-up'].list({ incident: ref }, { signal }),
    }),
  allFollowUps: (filter: Omit<FollowUpFilter, 'cursor' | 'limit'>) =>
    infiniteQueryOptions({
      queryKey: ['follow-ups', filter],
      queryFn: ({ pageParam, signal }) =>
        api['follow-up'].all(
          { ...filter, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          { signal },
        ),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  milestones: (ref: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'milestones'],
      queryFn: ({ signal }) => api.incident.milestones({ incident: ref }, { signal }),
    }),
  find: (ref: string, text: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'record', 'find', text],
      queryFn: ({ signal }) => api.evidence.record({ incident: ref, text, limit: 8 }, { signal }),
    }),
  outline: (ref: string, filter: RecordFilterInput) =>
    queryOptions({
      queryKey: ['incident', ref, 'record', 'outline', filter],
      queryFn: ({ signal }) => api.evidence.outline({ incident: ref, ...filter }, { signal }),
    }),
  evidence: (ref: string, id: string) =>
    queryOptions({
      queryKey: ['incident', ref, 'record', 'item', id],
      queryFn: ({ signal }) => api.evidence.get({ incident: ref, id }, { signal }),
    }),
  redaction: (ref: string, part: { id: string; start?: number; end?: number }) =>
    queryOptions({
      queryKey: ['incident', ref, 'redaction', part],
      queryFn: ({ signal }) =>
        api.evidence.previewRedaction({ incident: ref, ...part }, { signal }),
      staleTime: 0,
    }),
  imports: (ref: string) =>
    infiniteQueryOptions({
      queryKey: ['incident', ref, 'imports'],
      queryFn: ({ pageParam, signal }) =>
        api.evidence.imports(
          { incident: ref, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          { signal },
        ),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  library: (query: Omit<RouteInput<Routes['library']['search']>, 'cursor'>) =>
    infiniteQueryOptions({
      queryKey: ['library', 'search', query],
      queryFn: ({ pageParam, signal }) =>
        api.library.search(
          { ...query, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          { signal },
        ),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: (before) => before,
    }),
  libraryNames: () =>
    queryOptions({
      queryKey: ['library', 'names'],
      queryFn: ({ signal }) => api.library.names(undefined, { signal }),
    }),
  elsewhere: (id: string) =>
    queryOptions({
      queryKey: ['library', 'elsewhere', id],
      queryFn: ({ signal }) => api.library.elsewhere({ id }, { signal }),
    }),
  compared: (refs: readonly string[]) =>
    queryOptions({
      queryKey: ['library', 'compared', refs],
      queryFn: ({ signal }) => api.library.compare({ incidents: refs.join(',') }, { signal }),
      enabled: refs.length > 1,
    }),
  stories: (text: string) =>
    infiniteQueryOptions({
      queryKey: ['stories', 'list', text],
      queryFn: ({ pageParam, signal }) =>
        api.story.list(
          {
            limit: 50,
            ...(text === '' ? {} : { text }),
            ...(pageParam === undefined ? {} : { cursor: pageParam }),
          },
          { signal },
        ),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  removedStories: () =>
    infiniteQueryOptions({
      queryKey: ['stories', 'list', { removed: true }],
      queryFn: ({ pageParam, signal }) =>
        api.story.list(
          { removed: 'true', limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          { signal },
        ),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  storyIncidents: () =>
    infiniteQueryOptions({
      queryKey: ['stories', 'incidents'],
      queryFn: ({ pageParam, signal }) =>
        api.story.incidents(
          { limit: 20, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          { signal },
        ),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.next ?? undefined,
      staleTime: 0,
    }),
  story: (id: string) =>
    queryOptions({
      queryKey: ['stories', 'story', id],
      queryFn: ({ signal }) => api.story.get({ id }, { signal }),
    }),
  storyMaterial: (incident: string) =>
    infiniteQueryOptions({
      queryKey: ['stories', 'material', incident],
      queryFn: ({ pageParam, signal }) =>
        api.story.material(
          { incident, limit: 200, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          { signal },
        ),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  import: (id: string) =>
    queryOptions({
      queryKey: ['import', id],
      queryFn: ({ signal }) => api.evidence.getImport({ id }, { signal }),
    }),
  toldStory: (id: string, form: StoryForm) =>
    queryOptions({
      queryKey: ['stories', 'told', id, form],
      queryFn: ({ signal }) => api.story.form({ id, form }, { signal }),
      staleTime: 0,
    }),
  outsideStory: (id: string, form: StoryForm) =>
    queryOptions({
      queryKey: ['stories', 'outside', id, form],
      queryFn: ({ signal }) => api.story.outside({ id, form }, { signal }),
      staleTime: 0,
    }),
  storyQuestions: () =>
    queryOptions({
      queryKey: ['stories', 'questions'],
      queryFn: ({ signal }) => api.story.questions({}, { signal }),
    }),
  storyMatches: (questionId: string) =>
    queryOptions({
      queryKey: ['stories', 'matches', questionId],
      queryFn: ({ signal }) => api.story.matchQuestion({ questionId }, { signal }),
      staleTime: 0,
      placeholderData: (before) => before,
    }),
  rehearsalsOf: (story: string) =>
    infiniteQueryOptions({
      queryKey: ['stories', 'rehearsals', 'of', story],
      queryFn: ({ pageParam, signal }) =>
        api.story.rehearsals(
          { story, limit: 20, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          { signal },
        ),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  rehearsalsDue: () =>
    queryOptions({
      queryKey: ['stories', 'rehearsals', 'due'],
      queryFn: ({ signal }) => api.story.rehearsals({ due: 'true', limit: 50 }, { signal }),
    }),
  storyPacks: () =>
    queryOptions({
      queryKey: ['stories', 'packs'],
      queryFn: ({ signal }) => api.story.packs(undefined, { signal }),
    }),
  storyCoverage: (pack: string) =>
    queryOptions({
      queryKey: ['stories', 'coverage', pack],
      queryFn: ({ signal }) => api.story.coverage({ pack }, { signal }),
      staleTime: 0,
    }),
  storyExemplars: () =>
    queryOptions({
      queryKey: ['story-exemplars'],
      queryFn: ({ signal }) => api.story.exemplars(undefined, { signal }),
    }),
  storyCloze: (id: string) =>
    queryOptions({
      queryKey: ['stories', 'cloze', id],
      queryFn: ({ signal }) => api.story.cloze({ id }, { signal }),
      staleTime: 0,
    }),
  asksOfMe: () =>
    queryOptions({
      queryKey: ['stories', 'asked'],
      queryFn: ({ signal }) => api.story.asked(undefined, { signal }),
    }),
  rejections: (id: string) =>
    infiniteQueryOptions({
      queryKey: ['import', id, 'rejections'],
      queryFn: ({ pageParam, signal }) =>
        api.evidence.rejections(
          { id, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          { signal },
        ),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  activity: (ref: string) =>
    infiniteQueryOptions({
      queryKey: ['incident', ref, 'activity'],
      queryFn: ({ pageParam, signal }) =>
        api.access.activity(
          { incident: ref, limit: 100, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          { signal },
        ),
      initialPageParam: firstPage(),
      getNextPageParam: (page) => page.next ?? undefined,
    }),
};
