import { slackManifest } from './slack-app.ts';

/** A field of the settings, as it is asked for in a form. */
export interface ConnectionField {
  name: string;
  label: string;
  /** What a new connection starts with. */
  usual?: string;
  placeholder?: string;
  hint?: string;
  isOptional?: true;
}

interface KindDefinition {
  title: string;
  /** What it adds. */
  lead: string;
  /** What to enter as the token. */
  token: string;
  /** If it needs several: they are joined by spaces. */
  tokens?: readonly { label: string; prefix: string }[];
  /** Debrief listens to it all the time. */
  isLive?: true;
  /** What to do in the tool before, step by step. */
  steps?: readonly string[];
  /** What to paste there. */
  snippet?: string;
  fields: readonly ConnectionField[];
}

const interval = (usual: string): ConnectionField => ({
  name: 'everyMinutes',
  label: 'Minutes between checks',
  usual,
});

const webToken = 'A bearer token, or user:password. Leave it empty if the address is public.';

const chatFields: readonly ConnectionField[] = [
  {
    name: 'channels',
    label: 'Channels',
    placeholder: 'inc-12, inc-12-database',
    hint: 'Names or IDs, separated by commas.',
  },
  {
    name: 'pastDays',
    label: 'Days to read back',
    usual: '7',
    hint: 'What was written before the connection was made.',
  },
];

/** The kinds of connections, and what is asked for in a form. Settings are in `connection-settings.ts`. */
export const connectionKinds = {
  feed: {
    title: 'Atom or RSS feed',
    lead: 'Adds the entries of a status page, of releases or of announcements.',
    token: webToken,
    fields: [
      { name: 'url', label: 'Address', placeholder: 'https://status.example.com/history.atom' },
      interval('15'),
    ],
  },
  calendar: {
    title: 'Calendar (ICS)',
    lead: 'Adds the events of an iCalendar address, such as an on-call schedule or maintenance.',
    token: webToken,
    fields: [
      { name: 'url', label: 'Address', placeholder: 'https://calendar.example.com/oncall.ics' },
      interval('60'),
    ],
  },
  prometheus: {
    title: 'Prometheus query',
    lead: 'Adds the values of a query over time, such as an error rate.',
    token: 'A bearer token, or user:password. Leave it empty if Prometheus needs none.',
    fields: [
      { name: 'url', label: 'Address', placeholder: 'https://prometheus.example.com' },
      {
        name: 'query',
        label: 'Query',
        placeholder: 'sum(rate(http_requests_total{code=~"5.."}[5m]))',
        hint: 'It can have at most 20 series. Each value is an item of the record.',
      },
      { name: 'stepSeconds', label: 'Seconds between two values', usual: '60' },
      { name: 'hoursBefore', label: 'Hours to read at the start', usual: '24' },
      interval('5'),
    ],
  },
  git: {
    title: 'Git repository',
    lead: 'Adds the commits of a branch with the names of changed files, and the tags of its repository.',
    token: 'An access token that can read the repository, or user:password.',
    fields: [
      { name: 'url', label: 'Address', placeholder: 'https://github.com/example/shop.git' },
      {
        name: 'branch',
        label: 'Branch',
        hint: 'Leave it empty for the default branch.',
        isOptional: true,
      },
      { name: 'commits', label: 'Commits to read at the start', usual: '100' },
      interval('15'),
    ],
  },
  slack: {
    title: 'Slack',
    lead: 'Listens to channels through your own Slack app, and reads their history. It posts nothing.',
    token: 'The app-level token (xapp-…) and the bot token (xoxb-…).',
    tokens: [
      { label: 'App-level token', prefix: 'xapp-' },
      { label: 'Bot token', prefix: 'xoxb-' },
    ],
    isLive: true,
    steps: [
      'On api.slack.com/apps, select Create New App → From a manifest, and paste this manifest.',
      'Basic Information → App-Level Tokens: generate a token with the scope connections:write.',
      'Install App: install it in your workspace, and copy the bot token.',
      'In each channel, type /invite @Debrief.',
    ],
    snippet: slackManifest,
    fields: [
      ...chatFields,
      { name: 'url', label: 'Slack’s address', usual: 'https://slack.com', isOptional: true },
    ],
  },
  mattermost: {
    title: 'Mattermost',
    lead: 'Listens to channels of a Mattermost server, and reads their history. It posts nothing.',
    token: 'The access token of a bot account, or your own.',
    isLive: true,
    steps: [
      'In Mattermost, select Integrations → Bot Accounts → Add Bot Account, and copy its token.',
      'Add the bot to its team, and to each channel: /invite @debrief.',
    ],
    fields: [
      { name: 'url', label: 'Address', placeholder: 'https://chat.example.com' },
      ...chatFields,
    ],
  },
} as const satisfies Record<string, KindDefinition>;

export type ConnectionKind = keyof typeof connectionKinds;

/** The definition of a kind; null for one of another version. */
export function findConnectionKind(kind: string): KindDefinition | null {
  const table: Record<string, KindDefinition> = connectionKinds;
  return Object.hasOwn(table, kind) ? (table[kind] ?? null) : null;
}
