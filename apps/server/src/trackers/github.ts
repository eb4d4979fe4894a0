import type { Issue, IssueChange } from '@debrief/core/follow-up';
import { z } from 'zod';
import {
  chooseStatus,
  createApi,
  encode,
  orNull,
  readProjectAddress,
  splitReference,
  type TrackerClient,
  type TrackerRequests,
} from './client.ts';
import { RequestError } from '../network/guarded-fetch.ts';

const GitHubIssue = z.object({
  number: z.int(),
  html_url: z.string(),
  repository_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']),
  state_reason: z.string().nullish(),
  assignee: z.object({ login: z.string() }).nullish(),
  pull_request: z.unknown().optional(),
});
const Repository = z.object({ full_name: z.string(), has_issues: z.boolean() });
const Webhook = z.object({
  repository: z.object({ full_name: z.string() }),
  issue: z.object({ number: z.int() }),
});

const statuses = [
  { name: 'open', category: 'open', sent: { state: 'open' } },
  { name: 'closed', category: 'done', sent: { state: 'closed', state_reason: 'completed' } },
  {
    name: 'not planned',
    category: 'wont-do',
    sent: { state: 'closed', state_reason: 'not_planned' },
  },
  { name: 'duplicate', category: 'wont-do', sent: { state: 'closed', state_reason: 'duplicate' } },
] as const;

const perPage = 100;

/** https://docs.github.com/rest/issues/issues, also of GitHub Enterprise Server. */
export function createGitHub(requests: TrackerRequests): TrackerClient {
  const { settings, token } = requests;
  const { host } = new URL(settings.url);
  const base = host === 'github.com' ? 'https://api.github.com' : `${settings.url}/api/v3`;
  const ask = createApi(requests, base, {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
  });
  const toPath = (project: string) => `/repos/${project.split('/').map(encode).join('/')}`;
  const toIssuePath = (id: string) => {
    const { project, number } = splitReference(id);
    return `${toPath(project)}/issues/${encode(number)}`;
  };
  return {
    async describe() {
      const { full_name: name, has_issues: has } = await ask(Repository, toPath(settings.project));
      if (!has) throw new RequestError(`${name} has no issues. Turn them on in its settings.`);
      return name;
    },
    async get(id) {
      // A transferred issue is answered with a redirect, which is followed.
      const found = await orNull(ask(GitHubIssue, toIssuePath(id)));
      return found && toIssue(found);
    },
    async create({ title, body }) {
      const sent = { title, body, labels: settings.labels };
      const path = `${toPath(settings.project)}/issues`;
      return toIssue(await ask(GitHubIssue, path, { method: 'POST', body: sent }));
    },
    async update(issue, change: IssueChange) {
      const { title, body } = change;
      const { status, note } = chooseStatus(statuses, issue, change, settings);
      const sent = {
        ...(title !== undefined && { title }),
        ...(body !== undefined && { body }),
        ...status?.sent,
      };
      if (Object.keys(sent).length === 0) return { issue, note };
      const after = await ask(GitHubIssue, toIssuePath(issue.id), { method: 'PATCH', body: sent });
      return { issue: toIssue(after), note };
    },
    async *changedSince(since) {
      for (let page = 1; ; page += 1) {
        const query = new URLSearchParams({
          state: 'all',
          since: since.toISOString(),
          sort: 'updated',
          direction: 'asc',
          per_page: String(perPage),
          page: String(page),
        }).toString();
        const found = await ask(
          z.array(GitHubIssue),
          `${toPath(settings.project)}/issues?${query}`,
        );
        yield* found.filter((one) => one.pull_request === undefined).map(toIssue);
        if (found.length < perPage) return;
      }
    },
    readAddress: (url) =>
      readProjectAddress(url, settings, /^\/([^/]+\/[^/]+)\/issues\/(\d{1,12})\/?$/),
    readWebhook(body) {
      const { data } = Webhook.safeParse(body);
      return data ? [`${data.repository.full_name}#${data.issue.number}`] : [];
    },
  };
}

function toIssue(found: z.output<typeof GitHubIssue>): Issue {
  const project = found.repository_url.split('/').slice(-2).join('/');
  const { status, reason } = readStatus(found);
  return {
    id: `${project}#${found.number}`,
    key: `${project}#${found.number}`,
    url: found.html_url,
    title: found.title,
    body: found.body ?? '',
    status,
    dueOn: undefined,
    assignee: found.assignee?.login ?? null,
    reason,
  };
}

function readStatus({ state, state_reason: reason }: z.output<typeof GitHubIssue>) {
  const name = state === 'open' ? 'open' : (reason?.replaceAll('_', ' ') ?? 'completed');
  const status = statuses.find((one) => one.name === name);
  const isWontDo = status?.category === 'wont-do';
  return {
    status: status
      ? { name: status.name, category: status.category }
      : { name: 'closed', category: 'done' as const },
    reason: isWontDo ? `Closed as ${name}` : null,
  };
}
