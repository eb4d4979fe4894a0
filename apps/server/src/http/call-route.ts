import { routes, type Route, type Routes } from '@debrief/contract';
import { refuseUnless } from '@debrief/core/access';
import { refuseUnlessGuest } from '@debrief/core/guest';
import { parse, type Context } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import type { Call, Handlers } from './handler.ts';
import { accessHandlers } from './routes/access.ts';
import { calibrationHandlers } from './routes/calibration.ts';
import { catalogHandlers } from './routes/catalog.ts';
import { codingHandlers } from './routes/coding-rounds.ts';
import { commentHandlers } from './routes/comment.ts';
import { lensHandlers } from './routes/lens.ts';
import { evidenceHandlers } from './routes/evidence.ts';
import { followUpHandlers } from './routes/follow-up.ts';
import { connectionHandlers, inboundHandlers } from './routes/inbound.ts';
import { guestHandlers } from './routes/guest.ts';
import { incidentHandlers } from './routes/incident.ts';
import { interviewHandlers } from './routes/interview.ts';
import { investigationHandlers } from './routes/investigation.ts';
import { knowledgeHandlers } from './routes/knowledge.ts';
import { libraryHandlers } from './routes/library.ts';
import { notificationHandlers } from './routes/notification.ts';
import { organizationInboundHandlers } from './routes/organization-inbound.ts';
import { meetingHandlers } from './routes/meeting.ts';
import { peopleHandlers } from './routes/people.ts';
import { reportHandlers } from './routes/report.ts';
import { reviewHandlers } from './routes/review.ts';
import { manualCheckHandlers } from './routes/manual-check.ts';
import { runbookHandlers } from './routes/runbook.ts';
import { safeguardHandlers } from './routes/safeguard.ts';
import { savedViewHandlers } from './routes/saved-view.ts';
import { storyHandlers } from './routes/story.ts';
import { suspectsHandlers } from './routes/suspects.ts';
import { tagHandlers } from './routes/tag.ts';
import { trackerHandlers } from './routes/tracker.ts';
import { timelineHandlers } from './routes/timeline.ts';
import { withUpload } from './upload.ts';

const handlers: { [Room in keyof Routes]: Handlers<Routes[Room]> } = {
  access: accessHandlers,
  incident: incidentHandlers,
  evidence: evidenceHandlers,
  inbound: inboundHandlers,
  connection: connectionHandlers,
  'organization-inbound': organizationInboundHandlers,
  notification: notificationHandlers,
  meeting: meetingHandlers,
  safeguard: safeguardHandlers,
  runbook: runbookHandlers,
  'manual-check': manualCheckHandlers,
  people: peopleHandlers,
  catalog: catalogHandlers,
  knowledge: knowledgeHandlers,
  library: libraryHandlers,
  story: storyHandlers,
  timeline: timelineHandlers,
  investigation: investigationHandlers,
  suspects: suspectsHandlers,
  'follow-up': followUpHandlers,
  tracker: trackerHandlers,
  comment: commentHandlers,
  lens: lensHandlers,
  report: reportHandlers,
  review: reviewHandlers,
  guest: guestHandlers,
  interview: interviewHandlers,
  calibration: calibrationHandlers,
  'saved-view': savedViewHandlers,
  tag: tagHandlers,
  coding: codingHandlers,
};

/** The permission that each scope requires, in addition to the verb's own check. */
const permissions = {
  read: 'incident:read',
  write: 'incident:write',
  import: 'evidence:import',
  stories: 'story:read',
  admin: 'access:own',
} as const;

function permissionFor(route: Route) {
  if (route.scope === 'none' || route.scope === 'guest') return null;
  // Every role can write its own data.
  return route.own && route.scope === 'write' ? 'view:write' : permissions[route.scope];
}

export interface RouteName {
  room: string;
  name: string;
}

export const allRoutes: (RouteName & { route: Route })[] = Object.entries(routes).flatMap(
  ([room, table]) => Object.entries<Route>(table).map(([name, route]) => ({ room, name, route })),
);

/**
 * Calls a route for the actor in `ctx`: checks its scope, parses the input, saves an upload, and
 * passes everything to the handler. Errors: `forbidden`, `invalid`, and the verb's.
 */
export async function callRoute(
  deps: Deps,
  { room, name, route }: (typeof allRoutes)[number],
  ctx: Context,
  from: Pick<Call, 'request' | 'connection'>,
  readInput: () => Promise<Record<string, unknown>>,
): Promise<unknown> {
  const permission = permissionFor(route);
  if (permission) refuseUnless(ctx, permission);
  if (route.scope === 'guest') refuseUnlessGuest(ctx);
  const raw = await readInput();
  const input = route.input ? parse(route.input, raw) : undefined;
  const handle = handlerFor(room, name);
  if (route.body !== 'file') return handle(ctx, input, { deps, ...from, file: undefined });
  const fileName = typeof raw['name'] === 'string' ? raw['name'] : 'This file';
  // Only a preview asks for the size of the complete file.
  const isStart = typeof input === 'object' && input !== null && 'size' in input;
  return withUpload(deps, from.request, fileName, isStart, async (file) =>
    handle(ctx, input, { deps, ...from, file }),
  );
}

type AnyHandler = (ctx: Context, input: unknown, call: Call) => Promise<unknown>;

/**
 * The cast holds because the type of `handlers` requires a handler for each route, and the input
 * was parsed with that route's schema.
 */
function handlerFor(room: string, name: string): AnyHandler {
  const table = Object.entries(handlers).find(([candidate]) => candidate === room)?.[1];
  return Object.entries(table ?? {}).find(([candidate]) => candidate === name)?.[1] as AnyHandler;
}
