import { accessRoutes } from './access/routes.ts';
import { calibrationRoutes } from './calibration/routes.ts';
import { catalogRoutes } from './catalog/routes.ts';
import { codingRoutes } from './coding/routes.ts';
import { commentRoutes } from './comment/routes.ts';
import { lensRoutes } from './lens/routes.ts';
import { evidenceRoutes } from './evidence/routes.ts';
import { followUpRoutes } from './follow-up/routes.ts';
import { connectionRoutes } from './inbound/connection-routes.ts';
import { organizationInboundRoutes } from './inbound/organization-routes.ts';
import { guestRoutes } from './guest/routes.ts';
import { inboundRoutes } from './inbound/routes.ts';
import { incidentRoutes } from './incident/routes.ts';
import { interviewRoutes } from './interview/routes.ts';
import { investigationRoutes } from './investigation/routes.ts';
import { knowledgeRoutes } from './knowledge/routes.ts';
import { libraryRoutes } from './library/routes.ts';
import { notificationRoutes } from './notification/routes.ts';
import { meetingRoutes } from './meeting/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { reportRoutes } from './report/routes.ts';
import { reviewRoutes } from './review/routes.ts';
import { manualCheckRoutes } from './manual-check/routes.ts';
import { runbookRoutes } from './runbook/routes.ts';
import { safeguardRoutes } from './safeguard/routes.ts';
import { savedViewRoutes } from './saved-view/routes.ts';
import { storyRoutes } from './story/routes.ts';
import { suspectsRoutes } from './suspects/routes.ts';
import { tagRoutes } from './tag/routes.ts';
import { trackerRoutes } from './tracker/routes.ts';
import { timelineRoutes } from './timeline/routes.ts';

export const routes = {
  access: accessRoutes,
  incident: incidentRoutes,
  evidence: evidenceRoutes,
  inbound: inboundRoutes,
  connection: connectionRoutes,
  'organization-inbound': organizationInboundRoutes,
  library: libraryRoutes,
  notification: notificationRoutes,
  people: peopleRoutes,
  story: storyRoutes,
  timeline: timelineRoutes,
  investigation: investigationRoutes,
  suspects: suspectsRoutes,
  'follow-up': followUpRoutes,
  tracker: trackerRoutes,
  comment: commentRoutes,
  lens: lensRoutes,
  report: reportRoutes,
  meeting: meetingRoutes,
  review: reviewRoutes,
  safeguard: safeguardRoutes,
  runbook: runbookRoutes,
  'manual-check': manualCheckRoutes,
  guest: guestRoutes,
  interview: interviewRoutes,
  calibration: calibrationRoutes,
  'saved-view': savedViewRoutes,
  catalog: catalogRoutes,
  knowledge: knowledgeRoutes,
  tag: tagRoutes,
  coding: codingRoutes,
} as const;
export type Routes = typeof routes;
