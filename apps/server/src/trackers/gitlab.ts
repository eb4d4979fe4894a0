import type { Issue } from '@debrief/core/follow-up';
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

const GitLabIssue = z.object({
  iid: z.int(),
  web_url: z.string(),
  references: z.object({ full: z.string() }),
  title: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  due_date: z.string().nullish(),
  assignees: z.array(z.object({ name: z.string() })).default([]),
  /** The id of the issue in the other project. */
  moved_to_id: z.int().nullish(),
});
const Project = z.object({ path_with_namespace: z.string() });
const Webhook = z.object({
  project: z.object({ path_with_namespace: z.string() }),
  object_attributes: z.object({ iid: z.int() }),
});
const Moved = z.object({ data: z.object({ issue: z.object({ webUrl: z.string() }).nullable() }) });

const statuses = [
  { name: 'opened', category: 'open', sent: { state_event: 'reopen' } },
  { name: 'closed', category: 'done', sent: { state_event: 'close' } },
] as const;

const perPage = 100;
const address = /^\/(.+?)\/(?:-\/)?(?:issues|work_items)\/(\d{1,12})\/?$/;

/** https://docs.gitlab.com/api/issues */
export function createGitLab(requests: TrackerRequests): TrackerClient {
  const { settings, token } = requests;
  const ask = createApi(requests, `${settings.url}/api`, { 'private-token': token });
  const toPath = (project: string) => `/v4/projects/${encode(project)}`;
  const toIssuePath = (id: string) => {
    const { project, number } = splitReference(id);
    return `${toPath(project)}/issues/${encode(number)}`;
  };
  /** Issues by their global id are only for administrators, so GraphQL says where it is. */
  const findMoved = async (id: number): Promise<string | null> => {
    const { data } = await ask(Moved, '/graphql', {
      method: 'POST',
      body: {
        query: 'query ($id: IssueID!) { issue(id: $id) { webUrl } }',
        variables: { id: `gid://gitlab/Issue/${id}` },
      },
    });
    const path = data.issue === null ? '' : new URL(data.issue.webUrl).pathname;
    const prefix = new URL(settings.url).pathname.replace(/\/$/, '');
    const [, project, number] = address.exec(path.slice(prefix.length)) ?? [];
    return project === undefined || number === undefined ? null : `${project}#${number}`;
  };
  return {
    async describe() {
      return (await ask(Project, toPath(settings.project))).path_with_namespace;
    },
    async get(id) {
      let found = await orNull(ask(GitLabIssue, toIssuePath(id)));
      for (let moves = 0; moves < 5 && typeof found?.moved_to_id === 'number'; moves += 1) {
        const next = await findMoved(found.moved_to_id);
        found = next === null ? null : await orNull(ask(GitLabIssue, toIssuePath(next)));
      }
      return found && toIssue(found);
    },
    async create({ title, body, dueOn }) {
      const sent = {
        title,
        description: body,
        labels: settings.labels.join(','),
        ...(dueOn !== null && { due_date: dueOn }),
      };
      const path = `${toPath(settings.project)}/issues`;
      return toIssue(await ask(GitLabIssue, path, { method: 'POST', body: sent }));
    },
    async update(issue, change) {
      const { title, body, dueOn } = change;
      const { status, note } = chooseStatus(statuses, issue, change, settings);
      const sent = {
        ...(title !== undefined && { title }),
        ...(body !== undefined && { description: body }),
        ...(dueOn !== undefined && { due_date: dueOn ?? '' }),
        ...status?.sent,
      };
      if (Object.keys(sent).length === 0) return { issue, note };
      const after = await ask(GitLabIssue, toIssuePath(issue.id), { method: 'PUT', body: sent });
      return { issue: toIssue(after), note };
    },
    async *changedSince(since) {
      for (let page = 1; ; page += 1) {
        const query = new URLSearchParams({
          updated_after: since.toISOString(),
          order_by: 'updated_at',
          sort: 'asc',
          per_page: String(perPage),
          page: String(page),
        }).toString();
        const path = `${toPath(settings.project)}/issues?${query}`;
        const found = await ask(z.array(GitLabIssue), path);
        yield* found.map(toIssue);
        if (found.length < perPage) return;
      }
    },
    readAddress: (url) => readProjectAddress(url, settings, address),
    readWebhook(body) {
      const { data } = Webhook.safeParse(body);
      return data ? [`${data.project.path_with_namespace}#${data.object_attributes.iid}`] : [];
    },
  };
}

function toIssue(found: z.output<typeof GitLabIssue>): Issue {
  const { full } = found.references;
  const status = statuses.find((one) => one.name === found.state);
  return {
    id: full,
    key: full,
    url: found.web_url,
    title: found.title,
    body: found.description ?? '',
    status: { name: found.state, category: status?.category ?? null },
    dueOn: found.due_date ?? null,
    assignee: found.assignees[0]?.name ?? null,
    reason: null,
  };
}
