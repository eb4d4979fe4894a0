import { toLines, type Sample } from './sample.ts';

const ms = Date.UTC(2024, 2, 13, 14, 2, 11);
const at = (second: number): string => new Date(ms + second * 1000).toISOString();
const sha = 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e';
const mara = { login: 'mara', id: 1, type: 'User', html_url: 'https://github.com/mara' };
const url = 'https://github.com/acme/orders';
const pull = {
  number: 41,
  title: 'Limit the queue',
  html_url: `${url}/pull/41`,
  user: mara,
  state: 'closed',
  body: 'Fixes #40',
  created_at: at(0),
  closed_at: at(600),
  merged_at: at(600),
  merged_by: { login: 'merge[bot]', type: 'Bot' },
  merge_commit_sha: sha,
  head: { ref: 'limit' },
  base: { ref: 'main' },
  labels: [{ name: 'bug' }],
  assignees: [mara],
  comments: 1,
};
const gitlabUser = { id: 2, username: 'mara', name: 'Mara Iwu' };
const gitlabUrl = 'https://gitlab.acme.test/ops/orders/-';
const jiraUser = { accountId: 'j1', displayName: 'Mara Iwu', accountType: 'atlassian' };
const jiraSelf = 'https://acme.atlassian.net/rest/api/3';
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const text = (value: string) => ({ type: 'text', text: value });

export const ticketSamples: Sample[] = [
  {
    name: 'github-api.json',
    content: [
      pull,
      { ...pull, number: 40, title: 'Orders fail', html_url: `${url}/issues/40`, merged_at: null },
      {
        id: 5,
        html_url: `${url}/issues/40#issuecomment-5`,
        user: mara,
        body: 'on it',
        created_at: at(5),
      },
      {
        id: 6,
        html_url: `${url}/pull/41#pullrequestreview-6`,
        user: mara,
        body: '',
        state: 'APPROVED',
        submitted_at: at(6),
      },
      {
        id: 7,
        tag_name: 'v41',
        name: 'v41',
        html_url: `${url}/releases/tag/v41`,
        author: mara,
        body: 'Limits the queue',
        draft: false,
        prerelease: false,
        created_at: at(0),
        published_at: at(700),
      },
      {
        id: 8,
        sha,
        ref: 'main',
        environment: 'production',
        created_at: at(800),
        creator: mara,
        url: 'https://api.github.com/repos/acme/orders/deployments/8',
        statuses_url: 'https://api.github.com/repos/acme/orders/deployments/8/statuses',
      },
      {
        id: 9,
        name: 'deploy',
        head_sha: sha,
        head_branch: 'main',
        status: 'completed',
        conclusion: 'failure',
        html_url: `${url}/actions/runs/9`,
        created_at: at(800),
        run_started_at: at(801),
        updated_at: at(900),
        actor: mara,
        event: 'push',
        run_number: 12,
      },
      {
        sha,
        html_url: `${url}/commit/${sha}`,
        author: mara,
        commit: {
          message: 'Limit the queue\n\nIt was endless.',
          author: { name: 'Mara Iwu', email: 'mara@acme.test', date: at(500) },
          committer: { name: 'GitHub', date: at(600) },
        },
      },
    ],
  },
  {
    name: 'gh-cli.json',
    content: [
      {
        number: 40,
        title: 'Orders fail',
        url: `${url}/issues/40`,
        author: { login: 'mara', name: 'Mara Iwu', is_bot: false },
        state: 'OPEN',
        body: 'since 14:02',
        createdAt: at(0),
        labels: [{ name: 'sev1' }],
        comments: [
          {
            id: 'IC_1',
            author: { login: 'jon' },
            authorAssociation: 'MEMBER',
            body: 'looking',
            createdAt: at(5),
            url: `${url}/issues/40#issuecomment-5`,
          },
        ],
      },
    ],
  },
  {
    name: 'github-webhooks.jsonl',
    content: toLines(
      {
        action: 'created',
        issue: { ...pull, number: 40, html_url: `${url}/issues/40`, merged_at: null },
        comment: {
          id: 5,
          html_url: `${url}/issues/40#issuecomment-5`,
          user: mara,
          body: 'on it',
          created_at: at(5),
        },
        repository: { full_name: 'acme/orders', html_url: url },
        sender: mara,
      },
      {
        ref: 'refs/heads/main',
        before: sha,
        after: sha,
        commits: [
          {
            id: sha,
            message: 'Limit the queue',
            timestamp: '2024-03-13T15:02:11+01:00',
            url: `${url}/commit/${sha}`,
            author: { name: 'Mara Iwu', email: 'mara@acme.test', username: 'mara' },
          },
        ],
        repository: { full_name: 'acme/orders', html_url: url },
        sender: mara,
      },
      { zen: 'Ping.', repository: { full_name: 'acme/orders', html_url: url }, sender: mara },
    ),
  },
  {
    name: 'gitlab.jsonl',
    content: toLines(
      {
        id: 100,
        iid: 12,
        title: 'Limit the queue',
        web_url: `${gitlabUrl}/merge_requests/12`,
        state: 'merged',
        created_at: at(0),
        merged_at: at(600),
        merge_user: gitlabUser,
        author: gitlabUser,
        labels: ['bug'],
        source_branch: 'limit',
      },
      {
        id: 101,
        body: 'looks good',
        author: gitlabUser,
        created_at: at(5),
        system: false,
        noteable_type: 'MergeRequest',
        noteable_iid: 12,
        project_id: 3,
      },
      {
        id: 102,
        ref: 'main',
        sha,
        status: 'failed',
        web_url: `${gitlabUrl}/pipelines/102`,
        created_at: at(700),
        started_at: at(701),
        finished_at: at(800),
        user: gitlabUser,
      },
      {
        object_kind: 'merge_request',
        user: gitlabUser,
        project: {
          path_with_namespace: 'ops/orders',
          web_url: 'https://gitlab.acme.test/ops/orders',
        },
        object_attributes: {
          iid: 12,
          title: 'Limit the queue',
          action: 'merge',
          state: 'merged',
          created_at: '2024-03-13 14:02:11 UTC',
          updated_at: '2024-03-13 14:12:11 UTC',
          url: `${gitlabUrl}/merge_requests/12`,
        },
      },
    ),
  },
  {
    name: 'jira.json',
    content: {
      issues: [
        {
          id: '10400',
          key: 'OPS-15',
          self: `${jiraSelf}/issue/10400`,
          fields: {
            summary: 'Orders fail',
            created: '2024-03-13T15:02:11.000+0100',
            resolutiondate: '2024-03-13T15:12:11.000+0100',
            description: {
              type: 'doc',
              content: [
                paragraph(text('The '), text('queue'), text(' is full.')),
                paragraph({ type: 'mention', attrs: { text: '@Jon' } }, text(' knows.')),
              ],
            },
            reporter: jiraUser,
            status: { name: 'Done' },
            priority: { name: 'High' },
            issuetype: { name: 'Incident' },
            project: { key: 'OPS', name: 'Operations' },
            components: [{ name: 'orders' }],
            comment: {
              comments: [
                {
                  id: '1',
                  self: `${jiraSelf}/issue/10400/comment/1`,
                  author: jiraUser,
                  body: { type: 'doc', content: [paragraph(text('restarted'))] },
                  created: at(60),
                  updated: at(60),
                  updateAuthor: jiraUser,
                },
              ],
            },
          },
          changelog: {
            histories: [
              {
                id: '9',
                author: jiraUser,
                created: at(600),
                items: [{ field: 'status', fromString: 'Open', toString: 'Done' }],
              },
            ],
          },
        },
      ],
    },
  },
  {
    name: 'jira.csv',
    content: [
      'Summary,Issue key,Issue Type,Status,Priority,Created,Resolved,Reporter,Comment,Comment',
      'Orders fail,OPS-15,Incident,Done,High,13/Mar/24 2:02 PM,13/Mar/24 2:12 PM,mara,13/Mar/24 2:03 PM;jon;restarted,',
      'Disk is full,OPS-16,Task,Open,Low,13/Mar/24 3:02 PM,,jon,,',
    ].join('\n'),
  },
  {
    name: 'jira-webhook.json',
    content: {
      webhookEvent: 'jira:issue_updated',
      timestamp: ms + 600_000,
      user: jiraUser,
      issue: {
        id: '10400',
        key: 'OPS-15',
        self: `${jiraSelf}/issue/10400`,
        fields: { summary: 'Orders fail', created: at(0), status: { name: 'Done' } },
      },
      changelog: { items: [{ field: 'status', fromString: 'Open', toString: 'Done' }] },
    },
  },
  {
    name: 'linear.jsonl',
    content: toLines(
      {
        id: 'l-1',
        identifier: 'OPS-7',
        title: 'Orders fail',
        description: 'since 14:02',
        createdAt: at(0),
        completedAt: at(600),
        url: 'https://linear.app/acme/issue/OPS-7',
        state: { name: 'Done' },
        priorityLabel: 'Urgent',
        team: { id: 't', key: 'OPS', name: 'Operations' },
        creator: { id: 'u', name: 'Mara Iwu', email: 'mara@acme.test' },
        labels: { nodes: [{ name: 'bug' }] },
        comments: {
          nodes: [
            { id: 'c', body: 'restarted', createdAt: at(5), user: { id: 'u', name: 'Mara Iwu' } },
          ],
        },
      },
      {
        action: 'update',
        type: 'Issue',
        createdAt: at(700),
        organizationId: 'o-1',
        url: 'https://linear.app/acme/issue/OPS-7',
        data: {
          id: 'l-1',
          identifier: 'OPS-7',
          title: 'Orders fail',
          createdAt: at(0),
          team: { key: 'OPS' },
        },
        updatedFrom: { priority: 2, updatedAt: at(0) },
      },
    ),
  },
  {
    name: 'linear.csv',
    content: [
      'ID,Team,Title,Description,Status,Priority,Creator,Assignee,Created,Completed',
      'OPS-7,Operations,Orders fail,since 14:02,Done,Urgent,mara@acme.test,,2024-03-13T14:02:11.000Z,2024-03-13T14:12:11.000Z',
      'OPS-8,Operations,Disk is full,,Todo,Low,jon@acme.test,,2024-03-13T15:02:11.000Z,',
    ].join('\n'),
  },
];
