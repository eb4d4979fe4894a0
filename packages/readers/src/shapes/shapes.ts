import type { JsonObject } from '../row.ts';
import * as agents from './agents/agents.ts';
import * as alertmanager from './alerts/alertmanager.ts';
import * as grafana from './alerts/grafana.ts';
import * as incidentTools from './alerts/incident-tools.ts';
import * as monitors from './alerts/monitors.ts';
import * as opsgenie from './alerts/opsgenie.ts';
import * as pagerDuty from './alerts/pagerduty.ts';
import * as statuspage from './alerts/statuspage.ts';
import { cdEvent, cdEventEnvelope, cloudEvent } from './events/cloud-events.ts';
import * as sns from './events/sns.ts';
import * as fireflies from './calls/fireflies.ts';
import * as discord from './chat/discord.ts';
import * as googleChat from './chat/google-chat.ts';
import { mattermostLine, mattermostPost } from './chat/mattermost.ts';
import * as rocketChat from './chat/rocket-chat.ts';
import * as teams from './chat/teams.ts';
import * as telegram from './chat/telegram.ts';
import * as zulip from './chat/zulip.ts';
import * as cloud from './logs/cloud.ts';
import * as otlp from './logs/otlp.ts';
import * as loggers from './logs/loggers.ts';
import * as github from './tickets/github.ts';
import * as githubDeploys from './tickets/github-deploys.ts';
import * as gitlab from './tickets/gitlab.ts';
import * as jira from './tickets/jira.ts';
import * as linear from './tickets/linear.ts';
import type { Shape } from './shape.ts';

/** Every tool that Debrief knows. A new one is a file in its own folder and a line here. */
const tools: readonly Record<string, Shape>[] = [
  agents,
  alertmanager,
  grafana,
  incidentTools,
  monitors,
  opsgenie,
  otlp,
  pagerDuty,
  statuspage,
  loggers,
  cloud,
  { cdEvent, cdEventEnvelope, cloudEvent },
  discord,
  fireflies,
  github,
  githubDeploys,
  gitlab,
  googleChat,
  jira,
  linear,
  { mattermostLine, mattermostPost },
  rocketChat,
  sns,
  teams,
  telegram,
  zulip,
];

export const shapes: readonly Shape[] = tools.flatMap((tool) => Object.values(tool));

/** Shapes in the order of their last use: the records of a file are of a few kinds. */
const recent: Shape[] = [...shapes];

/** The shape of a record; null if it is read by the names of its columns. At most one matches. */
export function findShape(value: JsonObject): Shape | null {
  for (let index = 0; index < recent.length; index += 1) {
    const shape = recent[index];
    if (shape?.matches(value) !== true) continue;
    if (index > 3) recent.unshift(...recent.splice(index, 1));
    return shape;
  }
  return null;
}
