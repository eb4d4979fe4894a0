import {
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { queries, queryClient } from '../data/queries.ts';
import { activitySearch } from '../rooms/incident/activity-search.ts';
import { incidentsSearch } from '../rooms/incident/incidents-search.ts';
import { allFollowUpsSearch, followUpSearch } from '../rooms/follow-up/follow-up-search.ts';
import { factorSearch, investigationSearch } from '../rooms/investigation/investigation-search.ts';
import { suspectsSearch } from '../rooms/investigation/suspects/suspects-search.ts';
import { catalogSearch } from '../rooms/catalog/catalog-search.ts';
import { compareSearch, librarySearch } from '../rooms/library/library-search.ts';
import { storiesSearch, storySearch } from '../rooms/story/story-search.ts';
import {
  coverageSearch,
  invitedSearch,
  rehearseSearch,
  previewSearch,
} from '../rooms/story/preparation-search.ts';
import { deskSearch } from '../rooms/timeline/desk-search.ts';
import { ProblemPage } from '../ui/problem.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { NotFound } from './not-found.tsx';
import { inside, invitation, root, signIn, welcome } from './entry-routes.tsx';
import { parseSearch, readTexts, stringifySearch } from './search.ts';

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('../rooms/home/home.tsx'), 'Home'),
});
const incidents = createRoute({
  getParentRoute: () => inside,
  path: '/incidents',
  validateSearch: incidentsSearch,
  component: lazyRouteComponent(() => import('../rooms/incident/incidents.tsx'), 'Incidents'),
});
const library = createRoute({
  getParentRoute: () => inside,
  path: '/library',
  validateSearch: librarySearch,
  component: lazyRouteComponent(() => import('../rooms/library/library.tsx'), 'Library'),
});
const compare = createRoute({
  getParentRoute: () => inside,
  path: '/library/compare',
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import('../rooms/library/compare.tsx'), 'Compare'),
});
const catalog = createRoute({
  getParentRoute: () => inside,
  path: '/catalog',
  validateSearch: catalogSearch,
  component: lazyRouteComponent(() => import('../rooms/catalog/catalog.tsx'), 'Catalog'),
});
const reviews = createRoute({
  getParentRoute: () => inside,
  path: '/reviews',
  validateSearch: (raw: Record<string, unknown>) => readTexts(raw, ['show']),
  component: lazyRouteComponent(() => import('../rooms/review/reviews.tsx'), 'Reviews'),
});
const service = createRoute({
  getParentRoute: () => inside,
  path: '/catalog/$id',
  component: lazyRouteComponent(() => import('../rooms/catalog/service-page.tsx'), 'ServiceScreen'),
});
const knowledge = createRoute({
  getParentRoute: () => inside,
  path: '/catalog/knowledge',
  validateSearch: (raw: Record<string, unknown>): { answer?: string } => readTexts(raw, ['answer']),
  component: lazyRouteComponent(
    () => import('../rooms/catalog/knowledge/knowledge.tsx'),
    'KnowledgeScreen',
  ),
});
const runbooks = createRoute({
  getParentRoute: () => inside,
  path: '/runbooks',
  component: lazyRouteComponent(() => import('../rooms/runbook/runbooks.tsx'), 'RunbooksScreen'),
});
const runbook = createRoute({
  getParentRoute: () => inside,
  path: '/runbooks/$id',
  component: lazyRouteComponent(() => import('../rooms/runbook/runbook-page.tsx'), 'RunbookPage'),
});
const manualChecks = createRoute({
  getParentRoute: () => inside,
  path: '/manual-checks',
  component: lazyRouteComponent(
    () => import('../rooms/manual-check/manual-checks.tsx'),
    'ManualChecksScreen',
  ),
});
const ownInterviews = createRoute({
  getParentRoute: () => inside,
  path: '/interviews',
  component: lazyRouteComponent(() => import('../rooms/interview/own-list.tsx'), 'OwnInterviews'),
});
const interview = createRoute({
  getParentRoute: () => inside,
  path: '/interviews/$id',
  component: lazyRouteComponent(() => import('../rooms/interview/page.tsx'), 'InterviewPage'),
});
const allFollowUps = createRoute({
  getParentRoute: () => inside,
  path: '/follow-ups',
  validateSearch: allFollowUpsSearch,
  component: lazyRouteComponent(
    () => import('../rooms/follow-up/all-follow-ups.tsx'),
    'AllFollowUps',
  ),
});
const stories = createRoute({
  getParentRoute: () => inside,
  path: '/stories',
  validateSearch: storiesSearch,
  component: lazyRouteComponent(() => import('../rooms/story/list/stories.tsx'), 'Stories'),
});
const story = createRoute({
  getParentRoute: () => inside,
  path: '/stories/$id',
  loader: async ({ params }) => {
    const { storyQueries } = await import('../data/queries/story.ts');
    return queryClient.ensureQueryData(storyQueries.story(params.id));
  },
  component: lazyRouteComponent(() => import('../rooms/story/story-layout.tsx'), 'StoryLayout'),
});
const writeStory = createRoute({
  getParentRoute: () => story,
  path: '/',
  validateSearch: storySearch,
  component: lazyRouteComponent(() => import('../rooms/story/write/write.tsx'), 'WriteTab'),
});
const previewStory = createRoute({
  getParentRoute: () => inside,
  path: '/stories/$id/preview',
  validateSearch: previewSearch,
  component: lazyRouteComponent(() => import('../rooms/story/preview/preview.tsx'), 'Preview'),
});
const rehearse = createRoute({
  getParentRoute: () => inside,
  path: '/stories/rehearse',
  validateSearch: rehearseSearch,
  component: lazyRouteComponent(() => import('../rooms/story/rehearse/rehearse.tsx'), 'Rehearse'),
});
const invited = createRoute({
  getParentRoute: () => inside,
  path: '/stories/shared',
  validateSearch: invitedSearch,
  component: lazyRouteComponent(
    () => import('../rooms/story/mentor/shared-with-me.tsx'),
    'SharedWithMe',
  ),
});
const coverage = createRoute({
  getParentRoute: () => inside,
  path: '/stories/coverage',
  validateSearch: coverageSearch,
  component: lazyRouteComponent(() => import('../rooms/story/coverage/coverage.tsx'), 'Coverage'),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('../rooms/access/settings.tsx'), 'Settings'),
});
const help = createRoute({
  getParentRoute: () => inside,
  path: '/help/$page',
  component: lazyRouteComponent(() => import('../rooms/help/help.tsx'), 'Help'),
});

const calibration = createRoute({
  getParentRoute: () => inside,
  path: '/calibration/$id',
  component: lazyRouteComponent(() => import('../rooms/calibration/inbox-page.tsx'), 'InboxPage'),
});

/** Any other address, inside the frame, so that navigation remains. */
const notFound = createRoute({
  getParentRoute: () => inside,
  path: '$',
  component: NotFound,
});
const incident = createRoute({
  getParentRoute: () => inside,
  path: '/incidents/$ref',
  validateSearch: (raw: Record<string, unknown>): { known?: string } => readTexts(raw, ['known']),
  // The time of the mask stays while someone goes from one part of an incident to another.
  search: { middlewares: [retainSearchParams(['known'])] },
  loader: ({ params }) => queryClient.ensureQueryData(queries.incident(params.ref)),
  component: lazyRouteComponent(
    () => import('../rooms/incident/incident-layout.tsx'),
    'IncidentLayout',
  ),
});
const desk = createRoute({
  getParentRoute: () => incident,
  path: '/',
  validateSearch: deskSearch,
  component: lazyRouteComponent(
    () => import('../rooms/timeline/incident-desk.tsx'),
    'IncidentDesk',
  ),
});
const investigation = createRoute({
  getParentRoute: () => incident,
  path: '/investigation',
  validateSearch: investigationSearch,
  component: lazyRouteComponent(
    () => import('../rooms/investigation/investigation.tsx'),
    'InvestigationTab',
  ),
});
const factors = createRoute({
  getParentRoute: () => incident,
  path: '/factors',
  validateSearch: factorSearch,
  component: lazyRouteComponent(
    () => import('../rooms/investigation/factors/factors.tsx'),
    'FactorsTab',
  ),
});
const suspects = createRoute({
  getParentRoute: () => incident,
  path: '/suspects',
  validateSearch: suspectsSearch,
  component: lazyRouteComponent(
    () => import('../rooms/investigation/suspects/suspects.tsx'),
    'SuspectsTab',
  ),
});
const report = createRoute({
  getParentRoute: () => incident,
  path: '/report',
  // The room, its report and the screen load in parallel, and already on the way to the tab.
  loader: ({ params }) => {
    void import('../rooms/report/writing-room.tsx');
    void queryClient.prefetchQuery(queries.report(params.ref));
  },
  component: lazyRouteComponent(() => import('../rooms/report/report.tsx'), 'ReportTab'),
});
const suggestions = createRoute({
  getParentRoute: () => incident,
  path: '/report/suggestions',
  component: lazyRouteComponent(() => import('../rooms/report/suggestions.tsx'), 'SuggestionsTab'),
});
const safeguards = createRoute({
  getParentRoute: () => incident,
  path: '/safeguards',
  component: lazyRouteComponent(() => import('../rooms/safeguard/safeguards.tsx'), 'SafeguardsTab'),
});
const review = createRoute({
  getParentRoute: () => incident,
  path: '/review',
  validateSearch: (raw: Record<string, unknown>): { expert?: string } => readTexts(raw, ['expert']),
  component: lazyRouteComponent(() => import('../rooms/review/review.tsx'), 'ReviewTab'),
});
const exercise = createRoute({
  getParentRoute: () => incident,
  path: '/exercise',
  component: lazyRouteComponent(
    () => import('../rooms/investigation/exercise/exercise.tsx'),
    'ExerciseTab',
  ),
});
const meeting = createRoute({
  getParentRoute: () => incident,
  path: '/meeting',
  component: lazyRouteComponent(() => import('../rooms/meeting/meeting.tsx'), 'MeetingTab'),
});
const present = createRoute({
  getParentRoute: () => inside,
  path: '/incidents/$ref/meeting/present',
  component: lazyRouteComponent(() => import('../rooms/meeting/present.tsx'), 'Present'),
});
const followUps = createRoute({
  getParentRoute: () => incident,
  path: '/follow-ups',
  validateSearch: followUpSearch,
  component: lazyRouteComponent(() => import('../rooms/follow-up/follow-ups.tsx'), 'FollowUpsTab'),
});
const comments = createRoute({
  getParentRoute: () => incident,
  path: '/comments',
  validateSearch: (raw: Record<string, unknown>) => readTexts(raw, ['comment']),
  component: lazyRouteComponent(() => import('../rooms/comment/comments.tsx'), 'CommentsTab'),
});
const coding = createRoute({
  getParentRoute: () => incident,
  path: '/coding',
  validateSearch: (raw: Record<string, unknown>): { round?: string } => readTexts(raw, ['round']),
  component: lazyRouteComponent(() => import('../rooms/coding/coding-tab.tsx'), 'CodingTab'),
});
const people = createRoute({
  getParentRoute: () => incident,
  path: '/people',
  validateSearch: (raw: Record<string, unknown>) => readTexts(raw, ['order']),
  component: lazyRouteComponent(() => import('../rooms/people/people.tsx'), 'PeopleTab'),
});
const sources = createRoute({
  getParentRoute: () => incident,
  path: '/sources',
  component: lazyRouteComponent(
    () => import('../rooms/evidence/sources/sources.tsx'),
    'SourcesTab',
  ),
});
const imports = createRoute({
  getParentRoute: () => incident,
  path: '/imports',
  validateSearch: (raw: Record<string, unknown>) => readTexts(raw, ['open', 'deliveries']),
  component: lazyRouteComponent(() => import('../rooms/evidence/import/imports.tsx'), 'ImportsTab'),
});
const activity = createRoute({
  getParentRoute: () => incident,
  path: '/activity',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import('../rooms/incident/activity.tsx'), 'ActivityTab'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    welcome,
    invitation,
    signIn,
    inside.addChildren([
      home,
      incidents,
      library,
      compare,
      catalog,
      reviews,
      service,
      knowledge,
      runbooks,
      runbook,
      manualChecks,
      allFollowUps,
      ownInterviews,
      interview,
      stories,
      story.addChildren([writeStory]),
      previewStory,
      rehearse,
      invited,
      coverage,
      settings,
      help,
      calibration,
      notFound,
      present,
      incident.addChildren([
        desk,
        investigation,
        factors,
        suspects,
        report,
        suggestions,
        review,
        safeguards,
        exercise,
        meeting,
        followUps,
        comments,
        coding,
        people,
        sources,
        imports,
        activity,
      ]),
    ]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <ProblemPage error={error} retry={reset} />,
  defaultPendingComponent: () => (
    <div className="px-6 py-5">
      <Skeleton />
    </div>
  ),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
