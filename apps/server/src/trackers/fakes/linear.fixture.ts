import {
  hmacSha256,
  pickSent,
  textIn,
  type Answer,
  type FakeIssue,
  type FakeKind,
} from './fake-tracker.fixture.ts';

const states = [
  { id: 's-todo', name: 'Todo', type: 'unstarted' },
  { id: 's-doing', name: 'In Progress', type: 'started' },
  { id: 's-done', name: 'Done', type: 'completed' },
  { id: 's-canceled', name: 'Canceled', type: 'canceled' },
  { id: 's-odd', name: 'Parked', type: 'parked' },
];
const labels = [{ id: 'l-incident', name: 'incident' }];

const toId = (issue: FakeIssue) =>
  `00000000-0000-4000-8000-${String(issue.number).padStart(12, '0')}`;
const toKey = (issue: FakeIssue): string =>
  issue.movedTo ? toKey(issue.movedTo) : `${issue.project}-${issue.number}`;

/** Linear keeps the id of an issue that is moved to another team. */
const toJson = (issue: FakeIssue, origin: string) => ({
  id: toId(issue),
  identifier: toKey(issue),
  url: `${origin}/acme/issue/${toKey(issue)}/an-issue`,
  title: issue.title,
  description: issue.body,
  dueDate: issue.dueOn,
  trashed: issue.isDeleted ? true : null,
  state: states.find(({ name }) => name === issue.status),
  assignee: issue.assignee === null ? null : { displayName: issue.assignee },
});

const data = (json: object): Answer => ({ status: 200, json: { data: json } });

const failure = (status: number, message: string, code: string): Answer => ({
  status,
  json: { errors: [{ message, extensions: { code, type: 'error' } }], data: null },
});

export const fakeLinear: FakeKind = {
  kind: 'linear',
  project: 'ENG',
  token: 'lin_api_1',
  authorization: ['authorization', 'lin_api_1'],
  statuses: {
    open: 'Todo',
    started: 'In Progress',
    done: 'Done',
    wontDo: 'Canceled',
    odd: 'Parked',
  },
  answer(store, { body, origin }) {
    const query = textIn(body, 'query') ?? '';
    const variables = body['variables'] as Record<string, unknown>;
    if (query.includes('teams(')) {
      const team = {
        id: 't-1',
        name: 'Engineering',
        states: { nodes: states },
        labels: { nodes: labels },
      };
      return data({ teams: { nodes: store.isHidden ? [] : [team] } });
    }
    const input = (variables['input'] ?? {}) as Record<string, unknown>;
    const sent = pickSent({
      title: textIn(input, 'title'),
      body: textIn(input, 'description'),
      dueOn: input['dueDate'] as string | null | undefined,
      status: states.find(({ id }) => id === input['stateId'])?.name,
    } as Partial<FakeIssue>);
    if (query.includes('issueCreate')) {
      const ids = input['labelIds'] as string[];
      const names = labels.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
      const made = store.add({ ...sent, labels: names });
      return data({ issueCreate: { success: true, issue: toJson(made, origin) } });
    }
    if (query.includes('issues(')) {
      const since = Date.parse(textIn(variables, 'since') ?? '');
      const changed = store.issues
        .filter((one) => one.updatedAt.getTime() >= since)
        .toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
      const start = Number(variables['after'] ?? 0);
      const nodes = changed.slice(start, start + 100).map((one) => toJson(one, origin));
      const hasNextPage = start + 100 < changed.length;
      return data({ issues: { nodes, pageInfo: { hasNextPage, endCursor: String(start + 100) } } });
    }
    const given = variables['id'];
    const issue = store.issues.find((one) => toId(one) === given || toKey(one) === given);
    if (!issue || store.isHidden) return failure(200, 'Entity not found: Issue', 'INPUT_ERROR');
    if (query.includes('issueUpdate')) {
      store.edit(issue, sent);
      return data({ issueUpdate: { success: true, issue: toJson(issue, origin) } });
    }
    return data({ issue: toJson(issue, origin) });
  },
  refusal: (status) =>
    status === 401
      ? failure(401, 'Authentication required, not authenticated', 'AUTHENTICATION_ERROR')
      : failure(status, 'Internal server error', 'INTERNAL_SERVER_ERROR'),
  limit: (seconds, now) => ({
    ...failure(400, 'Rate limit exceeded', 'RATELIMITED'),
    headers: { 'x-ratelimit-requests-reset': String(now.getTime() + seconds * 1000) },
  }),
  address: (issue, origin) => `${origin}/acme/issue/${toKey(issue)}/an-issue`,
  webhook: (issue, now) => ({
    action: 'update',
    type: 'Issue',
    data: { id: toId(issue) },
    webhookTimestamp: now.getTime(),
  }),
  sign: (body, secret) => ({ 'linear-signature': hmacSha256(body, secret) }),
};
