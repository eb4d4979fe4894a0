import type { ConnectionKind } from '@debrief/contract';
import { calendar } from './calendar.ts';
import { feed } from './feed.ts';
import { git } from './git/git.ts';
import { prometheus } from './prometheus.ts';
import { mattermost } from './mattermost/mattermost.ts';
import { slack } from './slack/slack.ts';
import type { ConnectionSource } from './source.ts';

/** The requests of each kind of connection. */
export const connectionSources: Record<ConnectionKind, ConnectionSource> = {
  feed,
  calendar,
  prometheus,
  git,
  slack,
  mattermost,
};
