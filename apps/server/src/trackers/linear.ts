import type { Issue } from '@debrief/core/follow-up';
import { z } from 'zod';
import { RequestError } from '../network/guarded-fetch.ts';
import {
  chooseStatus,
  createApi,
  parseJson,
  type TrackerClient,
  type TrackerRequests,
} from './client.ts';

const LinearIssue = z.object({
  id: z.string(),
  identifier: z.string(),
  url: z.string(),
  title: z.string(),
  description: z.string().nullish(),
  dueDate: z.string().nullish(),
  trashed: z.boolean().nullish(),
  state: z.object({ name: z.string(), type: z.string() }),
  assignee: z.object({ displayName: z.string() }).nullish(),
});
const Errors = z.array(
  z.object({
    message: z.string(),
    extensions: z.object({ code: z.string().optional() }).loose().optional(),
  }),
);
const Refused = z.object({ errors: Errors });
const Answer = z.object({ data: z.unknown(), errors: Errors.optional() });
const Teams = z.object({
  teams: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        states: z.object({
          nodes: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })),
        }),
        labels: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string() })) }),
      }),
    ),
  }),
});
const Changed = z.object({
  issues: z.object({
    nodes: z.array(LinearIssue),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  }),
});
const Webhook = z.object({ type: z.literal('Issue'), data: z.object({ id: z.string() }) });

const issueFields =
  'id identifier url title description dueDate trashed state { name type } assignee { displayName }';
/** https://linear.app/developers: the types of workflow states. */
const categories = {
  triage: 'open',
  backlog: 'open',
  unstarted: 'open',
  started: 'in-progress',
  completed: 'done',
  canceled: 'wont-do',
  duplicate: 'wont-do',
} as const;

/** The GraphQL API of Linear: https://linear.app/developers/graphql */
export function createLinear(requests: TrackerRequests): TrackerClient {
  const { settings, token } = requests;
  const { host } = new URL(settings.url);
  const base = host === 'linear.app' ? 'https://api.linear.app' : settings.url;
  const api = createApi(requests, base, { authorization: token });
  const ask = async <Schema extends z.ZodType>(
    schema: Schema,
    query: string,
    variables: object,
  ): Promise<z.output<Schema>> => {
    const sent = { method: 'POST' as const, body: { query, variables } };
    // Errors come with 200 and with 400.
    const answer = await api(Answer, '/graphql', sent).catch((error: unknown) => {
      const body = error instanceof RequestError ? (error.body?.toString('utf8') ?? '') : '';
      const { data } = Refused.safeParse(parseJson(body));
      if (!data || !(error instanceof RequestError)) throw error;
      throw toRequestError(data.errors, base, error);
    });
    if (answer.errors && answer.errors.length > 0) throw toRequestError(answer.errors, base, null);
    const parsed = schema.safeParse(answer.data);
    if (parsed.success) return parsed.data;
    throw new RequestError(`${host} answered something that Debrief doesn't understand.`);
  };
  const loadTeam = async () => {
    const query = `query ($key: String!) { teams(filter: { key: { eq: $key } }) { nodes {
      id name states { nodes { id name type } } labels(first: 250) { nodes { id name } } } } }`;
    const [team] = (await ask(Teams, query, { key: settings.project })).teams.nodes;
    if (!team)
      throw new RequestError(`The token sees no team ${settings.project}. Check both.`, {
        status: 403,
      });
    return team;
  };
  const mutate = async (name: 'issueCreate' | 'issueUpdate', id: string | null, input: object) => {
    const made = z.object({ [name]: z.object({ issue: LinearIssue }) });
    const [types, values] = id === null ? ['', ''] : ['$id: String!, ', 'id: $id, '];
    const type = name === 'issueCreate' ? 'IssueCreateInput' : 'IssueUpdateInput';
    const query = `mutation (${types}$input: ${type}!) { ${name}(${values}input: $input) { success issue { ${issueFields} } } }`;
    const answer = await ask(made, query, { ...(id !== null && { id }), input });
    return toIssue(LinearIssue.parse(answer[name]?.issue));
  };
  return {
    describe: async () => (await loadTeam()).name,
    async get(id) {
      const query = `query ($id: String!) { issue(id: $id) { ${issueFields} } }`;
      try {
        const { issue } = await ask(z.object({ issue: LinearIssue.nullable() }), query, { id });
        return issue === null || issue.trashed === true ? null : toIssue(issue);
      } catch (error) {
        if (error instanceof RequestError && error.status === 404) return null;
        throw error;
      }
    },
    async create({ title, body, dueOn }) {
      const { id: teamId, labels } = await loadTeam();
      const missing = settings.labels.filter(
        (name) => !labels.nodes.some((one) => one.name === name),
      );
      if (missing.length > 0)
        throw new RequestError(`The team has no label ${missing.join(', ')}. Add it in Linear.`);
      const labelIds = labels.nodes.flatMap(({ id, name }) =>
        settings.labels.includes(name) ? [id] : [],
      );
      const input = { teamId, title, description: body, labelIds, dueDate: dueOn };
      return mutate('issueCreate', null, input);
    },
    async update(issue, change) {
      const { title, body, dueOn } = change;
      const states = change.state === undefined ? [] : (await loadTeam()).states.nodes;
      const options = states.map((one) => ({ id: one.id, ...readStatus(one) }));
      const { status, note } = chooseStatus(options, issue, change, settings);
      const input = {
        ...(title !== undefined && { title }),
        ...(body !== undefined && { description: body }),
        ...(dueOn !== undefined && { dueDate: dueOn }),
        ...(status && { stateId: status.id }),
      };
      if (Object.keys(input).length === 0) return { issue, note };
      return { issue: await mutate('issueUpdate', issue.id, input), note };
    },
    async *changedSince(since) {
      const query = `query ($key: String!, $since: DateTimeOrDuration!, $after: String) {
        issues(first: 100, after: $after, orderBy: updatedAt, includeArchived: true,
          filter: { team: { key: { eq: $key } }, updatedAt: { gte: $since } }) {
          nodes { ${issueFields} } pageInfo { hasNextPage endCursor } } }`;
      const given = { key: settings.project, since: since.toISOString() };
      for (let after: string | null = null; ;) {
        const { issues }: z.output<typeof Changed> = await ask(Changed, query, { ...given, after });
        yield* issues.nodes.map(toIssue);
        after = issues.pageInfo.endCursor ?? null;
        if (!issues.pageInfo.hasNextPage || after === null) return;
      }
    },
    readAddress({ pathname }) {
      const [, key = ''] = /\/issue\/([A-Z][A-Z0-9]*-\d{1,12})(?:\/|$)/i.exec(pathname) ?? [];
      return key.toUpperCase().startsWith(`${settings.project}-`) ? key.toUpperCase() : null;
    },
    readWebhook(body) {
      const { data } = Webhook.safeParse(body);
      return data ? [data.data.id] : [];
    },
  };
}

/** Linear has its own codes; it answers most errors with 200 or 400. */
function toRequestError(
  errors: z.output<typeof Errors>,
  base: string,
  refusal: RequestError | null,
): RequestError {
  const [{ message, extensions } = { message: 'an error', extensions: undefined }] = errors;
  const code = extensions?.code ?? '';
  const isMissing = /^Entity not found: Issue\b/.test(message);
  const status = isMissing
    ? 404
    : code === 'RATELIMITED'
      ? 429
      : code === 'AUTHENTICATION_ERROR'
        ? 401
        : (refusal?.status ?? 400);
  const hint = status === 401 ? ' Check the token.' : '';
  return new RequestError(`${new URL(base).host} answered: ${message.slice(0, 200)}.${hint}`, {
    status,
    retryAfterMs: refusal?.retryAfterMs,
    headers: refusal?.headers ?? null,
  });
}

function readStatus({ name, type }: { name: string; type: string }) {
  const category = Object.hasOwn(categories, type)
    ? categories[type as keyof typeof categories]
    : null;
  return { name, category };
}

function toIssue(found: z.output<typeof LinearIssue>): Issue {
  const status = readStatus(found.state);
  return {
    id: found.id,
    key: found.identifier,
    url: found.url,
    title: found.title,
    body: found.description ?? '',
    status,
    dueOn: found.dueDate ?? null,
    assignee: found.assignee?.displayName ?? null,
    reason: status.category === 'wont-do' ? status.name : null,
  };
}
