export const trackerKinds = [
  'github',
  'gitlab',
  'jira-cloud',
  'jira-data-center',
  'linear',
] as const;
export type TrackerKind = (typeof trackerKinds)[number];

/** The fields of a follow-up that are synced. */
export const syncedFields = ['text', 'doneWhen', 'dueOn', 'state'] as const;
export type SyncedField = (typeof syncedFields)[number];

interface TrackerKindDefinition {
  title: string;
  /** The usual address; empty if each organization has its own. */
  url: string;
  /** What contains the issues. */
  project: { label: string; placeholder: string; pattern: RegExp };
  tokenHint: string;
  hasIssueType?: true;
  hasNoDueDate?: true;
  /** The sender of `/in/…` with the same signatures. */
  sender: 'github' | 'gitlab' | 'jira' | 'linear';
}

const jiraProject = {
  label: 'Project key',
  placeholder: 'SHOP',
  pattern: /^[A-Z][A-Z0-9_]{1,29}$/,
};

/** What forms, commands and clients need to know about each kind of tracker. */
export const trackerKindTable: Record<TrackerKind, TrackerKindDefinition> = {
  github: {
    title: 'GitHub',
    url: 'https://github.com',
    project: {
      label: 'Repository',
      placeholder: 'acme/shop',
      pattern: /^(?!.*\.\.)[\w.-]{1,100}\/[\w.-]{1,100}$/,
    },
    tokenHint: 'A fine-grained token with read and write access to the issues of the repository.',
    hasNoDueDate: true,
    sender: 'github',
  },
  gitlab: {
    title: 'GitLab',
    url: 'https://gitlab.com',
    project: {
      label: 'Project path',
      placeholder: 'acme/platform/shop',
      pattern: /^(?!.*\.\.)[\w.-]{1,100}(\/[\w.-]{1,100}){1,20}$/,
    },
    tokenHint: 'A project access token with the scope api and the role Planner or higher.',
    sender: 'gitlab',
  },
  'jira-cloud': {
    title: 'Jira Cloud',
    url: '',
    project: jiraProject,
    tokenHint: 'The email address of an account, a colon and its API token.',
    hasIssueType: true,
    sender: 'jira',
  },
  'jira-data-center': {
    title: 'Jira Data Center',
    url: '',
    project: jiraProject,
    tokenHint: 'A personal access token.',
    hasIssueType: true,
    sender: 'jira',
  },
  linear: {
    title: 'Linear',
    url: 'https://linear.app',
    project: { label: 'Team key', placeholder: 'ENG', pattern: /^[A-Z][A-Z0-9]{0,9}$/ },
    tokenHint: 'An API key that can read and write.',
    sender: 'linear',
  },
};
