import {
  pickSent,
  takePage,
  textIn,
  type FakeIssue,
  type FakeKind,
} from './fake-tracker.fixture.ts';

const globalId = (issue: FakeIssue) => 7_000 + issue.number;

const toJson = (issue: FakeIssue, origin: string) => ({
  id: globalId(issue),
  iid: issue.number,
  web_url: `${origin}/${issue.project}/-/issues/${issue.number}`,
  references: { short: `#${issue.number}`, full: `${issue.project}#${issue.number}` },
  title: issue.title,
  description: issue.body === '' ? null : issue.body,
  state: issue.movedTo ? 'closed' : issue.status,
  due_date: issue.dueOn,
  assignees: issue.assignee === null ? [] : [{ username: 'x', name: issue.assignee }],
  labels: issue.labels,
  updated_at: issue.updatedAt.toISOString(),
  moved_to_id: issue.movedTo === null ? null : globalId(issue.movedTo),
});

export const fakeGitLab: FakeKind = {
  kind: 'gitlab',
  project: 'acme/platform/shop',
  token: 'glpat-1',
  authorization: ['private-token', 'glpat-1'],
  statuses: { open: 'opened', started: null, done: 'closed', wontDo: null, odd: null },
  answer(store, ask) {
    const { method, path, body, origin } = ask;
    if (path === '/api/graphql') {
      const { id } = body['variables'] as { id: string };
      const moved = store.issues.find((one) => id === `gid://gitlab/Issue/${globalId(one)}`);
      const issue = moved ? { webUrl: toJson(moved, origin).web_url } : null;
      return { status: 200, json: { data: { issue } } };
    }
    const [, project = '', rest = ''] =
      /^\/api\/v4\/projects\/(.+?)(\/issues.*)?$/.exec(path) ?? [];
    if (project === '' || store.isHidden) return fakeGitLab.refusal(404);
    if (rest === '') return { status: 200, json: { path_with_namespace: project } };
    const due = textIn(body, 'due_date');
    const sent = {
      title: textIn(body, 'title'),
      body: textIn(body, 'description'),
      dueOn: due === '' ? null : due,
    };
    if (rest === '/issues' && method === 'POST') {
      const labels = textIn(body, 'labels')?.split(',') ?? [];
      const made = store.add({ ...pickSent(sent as Partial<FakeIssue>), labels });
      return { status: 201, json: toJson(made, origin) };
    }
    if (rest === '/issues') {
      const since = Date.parse(ask.query.get('updated_after') ?? '');
      const changed = store.issues
        .filter((one) => one.project === project && !one.isDeleted)
        .filter((one) => one.updatedAt.getTime() >= since)
        .toSorted((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime());
      return { status: 200, json: takePage(changed, ask).map((one) => toJson(one, origin)) };
    }
    const number = Number(/^\/issues\/(\d+)$/.exec(rest)?.[1]);
    const issue = store.issues.find((one) => one.project === project && one.number === number);
    if (!issue || issue.isDeleted) return fakeGitLab.refusal(404);
    if (method === 'PUT') {
      const event = textIn(body, 'state_event');
      const status = event === undefined ? undefined : event === 'close' ? 'closed' : 'opened';
      store.edit(issue, pickSent({ ...sent, status } as Partial<FakeIssue>));
    }
    return { status: 200, json: toJson(issue, origin) };
  },
  refusal: (status) => ({ status, json: { message: `${status} Not found` } }),
  limit: (seconds) => ({
    status: 429,
    json: { message: 'Too many requests' },
    headers: { 'retry-after': String(seconds) },
  }),
  address: (issue, origin) => `${origin}/${issue.project}/-/issues/${issue.number}`,
  webhook: (issue) => ({
    object_kind: 'issue',
    project: { path_with_namespace: issue.project },
    object_attributes: { iid: issue.number },
  }),
  sign: (_body, secret) => ({ 'x-gitlab-token': secret }),
};
