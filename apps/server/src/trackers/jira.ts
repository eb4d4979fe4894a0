import type { Issue } from '@debrief/core/follow-up';
import { z } from 'zod';
import { toAuthorization } from '../connections/source.ts';
import {
  chooseStatus,
  createApi,
  encode,
  orNull,
  type TrackerClient,
  type TrackerRequests,
} from './client.ts';

const Status = z.object({ name: z.string(), statusCategory: z.object({ key: z.string() }) });
const JiraIssue = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.object({
    summary: z.string(),
    description: z.string().nullish(),
    status: Status,
    resolution: z.object({ name: z.string() }).nullish(),
    duedate: z.string().nullish(),
    assignee: z.object({ displayName: z.string() }).nullish(),
  }),
});
const Made = z.object({ id: z.string() });
const Transitions = z.object({ transitions: z.array(z.object({ id: z.string(), to: Status })) });
const Found = z.object({
  issues: z.array(JiraIssue),
  /** Jira Cloud. */
  nextPageToken: z.string().nullish(),
  /** Jira Data Center. */
  total: z.int().nullish(),
});
const Project = z.object({ name: z.string() });
const Webhook = z.object({ issue: z.object({ id: z.coerce.string() }) });

const fields = 'summary,description,status,resolution,duedate,assignee';
const perPage = 100;
const categories = { new: 'open', indeterminate: 'in-progress', done: 'done' } as const;
/** Resolutions that say that an issue was closed without being done. */
const notDone =
  /^(won.?t|will not|duplicate|declined|rejected|cannot|can.?t|invalid|incomplete|not a|abandoned|obsolete)/i;

/** Version 2 of the API, in which texts are text: https://developer.atlassian.com/cloud/jira/platform/rest/v2 */
export function createJira(requests: TrackerRequests): TrackerClient {
  const { settings, token, now } = requests;
  const isCloud = settings.kind === 'jira-cloud';
  const ask = createApi(requests, `${settings.url}/rest/api/2`, toAuthorization(token));
  const toPath = (id: string) => `/issue/${encode(id)}`;
  const toIssue = (found: z.output<typeof JiraIssue>) => readIssue(found, settings.url);
  // Ids stay when an issue is moved to another project.
  const get = async (id: string): Promise<Issue | null> => {
    const found = await orNull(ask(JiraIssue, `${toPath(id)}?fields=${fields}`));
    return found && toIssue(found);
  };
  /** What was just written is there. */
  const load = async (id: string) =>
    toIssue(await ask(JiraIssue, `${toPath(id)}?fields=${fields}`));
  return {
    get,
    async describe() {
      return (await ask(Project, `/project/${encode(settings.project)}`)).name;
    },
    async create({ title, body, dueOn }) {
      const sent = {
        project: { key: settings.project },
        issuetype: { name: settings.issueType },
        summary: title,
        description: body,
        ...(settings.labels.length > 0 && { labels: settings.labels }),
        ...(dueOn !== null && { duedate: dueOn }),
      };
      const { id } = await ask(Made, '/issue', { method: 'POST', body: { fields: sent } });
      return load(id);
    },
    async update(issue, change) {
      const { title, body, dueOn } = change;
      const sent = {
        ...(title !== undefined && { summary: title }),
        ...(body !== undefined && { description: body }),
        ...(dueOn !== undefined && { duedate: dueOn }),
      };
      if (Object.keys(sent).length > 0)
        await ask(z.unknown(), toPath(issue.id), { method: 'PUT', body: { fields: sent } });
      const options = change.state === undefined ? [] : await listTransitions(issue.id);
      const { status, note } = chooseStatus(options, issue, change, settings);
      if (status)
        await ask(z.unknown(), `${toPath(issue.id)}/transitions`, {
          method: 'POST',
          body: { transition: { id: status.id } },
        });
      return { issue: await load(issue.id), note };
    },
    async *changedSince(since) {
      // Relative, because a time in JQL is in the zone of the account.
      const minutes = Math.ceil((now().getTime() - since.getTime()) / 60_000) + 1;
      const jql = `project = "${settings.project}" AND updated >= "-${minutes}m" ORDER BY updated ASC`;
      const path = isCloud ? '/search/jql' : '/search';
      for (let place: Record<string, string> = {}, start = 0; ;) {
        const size = String(perPage);
        const query = new URLSearchParams({ jql, fields, maxResults: size, ...place }).toString();
        const found = await ask(Found, `${path}?${query}`);
        yield* found.issues.map(toIssue);
        start += found.issues.length;
        const hasMore = isCloud ? found.nextPageToken : start < (found.total ?? 0);
        if (!hasMore || found.issues.length === 0) return;
        place = isCloud ? { nextPageToken: found.nextPageToken ?? '' } : { startAt: String(start) };
      }
    },
    readAddress({ pathname }) {
      const [, key = ''] = /\/browse\/([A-Z][A-Z0-9_]*-\d{1,12})\/?$/i.exec(pathname) ?? [];
      return key.toUpperCase().startsWith(`${settings.project}-`) ? key.toUpperCase() : null;
    },
    readWebhook(body) {
      const { data } = Webhook.safeParse(body);
      return data ? [data.issue.id] : [];
    },
  };

  async function listTransitions(id: string) {
    const { transitions } = await ask(Transitions, `${toPath(id)}/transitions`);
    return transitions.map((one) => ({ id: one.id, ...readStatus(one.to, null) }));
  }
}

function readIssue({ id, key, fields: found }: z.output<typeof JiraIssue>, url: string): Issue {
  const resolution = found.resolution?.name ?? null;
  const status = readStatus(found.status, resolution);
  return {
    id,
    key,
    url: `${url}/browse/${key}`,
    title: found.summary,
    body: found.description ?? '',
    status,
    dueOn: found.duedate ?? null,
    assignee: found.assignee?.displayName ?? null,
    reason: status.category === 'wont-do' ? resolution : null,
  };
}

/** A status of the category _done_ means what its resolution says: `Done (Won't Do)`. */
function readStatus({ name, statusCategory }: z.output<typeof Status>, resolution: string | null) {
  const category = Object.hasOwn(categories, statusCategory.key)
    ? categories[statusCategory.key as keyof typeof categories]
    : null;
  const isNotDone = category === 'done' && notDone.test(resolution ?? name);
  return isNotDone
    ? { name: resolution === null ? name : `${name} (${resolution})`, category: 'wont-do' as const }
    : { name, category };
}
