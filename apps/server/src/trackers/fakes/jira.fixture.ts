import {
  hmacSha256,
  pickSent,
  textIn,
  type Ask,
  type FakeIssue,
  type FakeKind,
  type FakeStore,
} from './fake-tracker.fixture.ts';

const workflow: Record<string, { category: string; name: string; resolution?: string }> = {
  'To Do': { category: 'new', name: 'To Do' },
  'In Progress': { category: 'indeterminate', name: 'In Progress' },
  Done: { category: 'done', name: 'Done', resolution: 'Done' },
  "Won't Do": { category: 'done', name: "Won't Do", resolution: "Won't Do" },
  Parked: { category: 'undefined', name: 'Parked' },
};

const toStatus = (status: string) => ({
  name: workflow[status]?.name,
  statusCategory: { key: workflow[status]?.category },
});
const toId = (issue: FakeIssue) => String(10_000 + issue.number);
const toKey = (issue: FakeIssue): string =>
  issue.movedTo ? toKey(issue.movedTo) : `${issue.project}-${issue.number}`;

/** Jira keeps the id of an issue that is moved. */
const toJson = (issue: FakeIssue, origin: string) => {
  const { resolution } = workflow[issue.status] ?? {};
  return {
    id: toId(issue),
    key: toKey(issue),
    self: `${origin}/rest/api/2/issue/${toId(issue)}`,
    fields: {
      summary: issue.title,
      // Jira stores line ends of Windows.
      description: issue.body === '' ? null : issue.body.replaceAll('\n', '\r\n'),
      status: toStatus(issue.status),
      resolution: resolution === undefined ? null : { name: resolution },
      duedate: issue.dueOn,
      assignee: issue.assignee === null ? null : { displayName: issue.assignee },
      updated: issue.updatedAt.toISOString().replace('Z', '+0000'),
    },
  };
};

const readFields = (body: Record<string, unknown>): Partial<FakeIssue> => {
  const given = body['fields'] as Record<string, unknown>;
  return pickSent({
    title: textIn(given, 'summary'),
    body: textIn(given, 'description'),
    dueOn: given['duedate'] as string | null | undefined,
    labels: given['labels'] as string[] | undefined,
  } as Partial<FakeIssue>);
};

function search(store: FakeStore, { query, origin }: Ask, isCloud: boolean) {
  const minutes = Number(/updated >= "-(\d+)m"/.exec(query.get('jql') ?? '')?.[1]);
  const since = store.now().getTime() - minutes * 60_000;
  const changed = store.issues
    .filter((one) => !one.isDeleted && one.updatedAt.getTime() >= since)
    .toSorted((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime());
  const start = Number(query.get(isCloud ? 'nextPageToken' : 'startAt') ?? 0);
  // It returns fewer than it was asked for.
  const end = start + Math.min(50, Number(query.get('maxResults')));
  const issues = changed.slice(start, end).map((one) => toJson(one, origin));
  const isLast = end >= changed.length;
  return isCloud
    ? { issues, isLast, ...(!isLast && { nextPageToken: String(end) }) }
    : { issues, startAt: start, total: changed.length };
}

function createFakeJira(isCloud: boolean): FakeKind {
  const token = isCloud ? 'ada@example.org:atl-1' : 'pat-1';
  const value = isCloud ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}`;
  const self: FakeKind = {
    kind: isCloud ? 'jira-cloud' : 'jira-data-center',
    project: 'SHOP',
    token,
    authorization: ['authorization', value],
    statuses: {
      open: 'To Do',
      started: 'In Progress',
      done: 'Done',
      wontDo: "Won't Do",
      odd: 'Parked',
    },
    answer(store, ask) {
      const { method, body, origin } = ask;
      const path = ask.path.replace('/rest/api/2', '');
      if (store.isHidden) return self.refusal(404);
      if (path === '/project/SHOP') return { status: 200, json: { name: 'Shop', key: 'SHOP' } };
      if (path === (isCloud ? '/search/jql' : '/search'))
        return { status: 200, json: search(store, ask, isCloud) };
      if (path === '/search') return { status: 410, json: { errorMessages: ['removed'] } };
      if (path === '/issue' && method === 'POST') {
        const made = store.add(readFields(body));
        return { status: 201, json: { id: toId(made), key: toKey(made) } };
      }
      const [, given, rest = ''] = /^\/issue\/([^/]+)(\/transitions)?$/.exec(path) ?? [];
      const issue = store.issues.find((one) => toId(one) === given || toKey(one) === given);
      if (!issue || issue.isDeleted) return self.refusal(404);
      if (rest !== '' && method === 'GET') {
        const others = Object.keys(workflow).filter((name) => name !== issue.status);
        const transitions = others.map((name) => ({ id: name, name, to: toStatus(name) }));
        return { status: 200, json: { transitions } };
      }
      if (rest !== '') {
        const { id } = body['transition'] as { id: string };
        store.edit(issue, { status: id });
        return { status: 204 };
      }
      if (method === 'PUT') {
        store.edit(issue, readFields(body));
        return { status: 204 };
      }
      return { status: 200, json: toJson(issue, origin) };
    },
    refusal: (status) => ({
      status,
      json: { errorMessages: ['Issue does not exist or you do not have permission to see it.'] },
    }),
    limit: (seconds) => ({ status: 429, headers: { 'retry-after': String(seconds) } }),
    address: (issue, origin) => `${origin}/browse/${toKey(issue)}`,
    webhook: (issue) => ({
      webhookEvent: 'jira:issue_updated',
      issue: { id: toId(issue), key: toKey(issue) },
    }),
    sign: (body, secret) => ({ 'x-hub-signature': `sha256=${hmacSha256(body, secret)}` }),
  };
  return self;
}

export const fakeJiraCloud = createFakeJira(true);
export const fakeJiraDataCenter = createFakeJira(false);
