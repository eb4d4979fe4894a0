import {
  hmacSha256,
  pickSent,
  takePage,
  textIn,
  type FakeIssue,
  type FakeKind,
} from './fake-tracker.fixture.ts';

const toJson = (issue: FakeIssue, origin: string) => ({
  id: 900_000 + issue.number,
  number: issue.number,
  html_url: `${origin}/${issue.project}/issues/${issue.number}`,
  url: `${origin}/api/v3/repos/${issue.project}/issues/${issue.number}`,
  repository_url: `${origin}/api/v3/repos/${issue.project}`,
  title: issue.title,
  body: issue.body === '' ? null : issue.body,
  state: issue.status === 'open' ? 'open' : 'closed',
  state_reason: issue.status === 'open' ? null : issue.status,
  assignee: issue.assignee === null ? null : { login: issue.assignee },
  labels: issue.labels.map((name) => ({ name })),
  updated_at: issue.updatedAt.toISOString().replace('.000', ''),
});

/** GitHub Enterprise Server, with the paths of its API. */
export const fakeGitHub: FakeKind = {
  kind: 'github',
  project: 'acme/shop',
  token: 'github_pat_1',
  authorization: ['authorization', 'Bearer github_pat_1'],
  statuses: {
    open: 'open',
    started: null,
    done: 'completed',
    wontDo: 'not_planned',
    odd: null,
  },
  answer(store, ask) {
    const { method, path, body, origin } = ask;
    const [, project = '', rest = ''] = /^\/api\/v3\/repos\/([^/]+\/[^/]+)(.*)$/.exec(path) ?? [];
    if (project === '' || store.isHidden) return fakeGitHub.refusal(404);
    if (rest === '') return { status: 200, json: { full_name: project, has_issues: true } };
    if (rest === '/issues' && method === 'POST') {
      const made = store.add({
        title: textIn(body, 'title') ?? '',
        body: textIn(body, 'body') ?? '',
        labels: body['labels'] as string[],
      });
      return { status: 201, json: toJson(made, origin) };
    }
    if (rest === '/issues') {
      const since = Date.parse(ask.query.get('since') ?? '');
      const changed = store.issues
        .filter((one) => one.project === project && !one.isDeleted && one.movedTo === null)
        .filter((one) => one.updatedAt.getTime() >= since)
        .toSorted((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime());
      const pulls = takePage([], ask);
      return {
        status: 200,
        json: [...pulls, ...takePage(changed, ask).map((one) => toJson(one, origin))],
      };
    }
    const number = Number(/^\/issues\/(\d+)$/.exec(rest)?.[1]);
    const issue = store.issues.find((one) => one.project === project && one.number === number);
    if (!issue) return fakeGitHub.refusal(404);
    if (issue.isDeleted) return fakeGitHub.refusal(410);
    if (issue.movedTo) {
      const location = `${origin}/api/v3/repos/${issue.movedTo.project}/issues/${issue.movedTo.number}`;
      return { status: 301, headers: { location }, json: { message: 'Moved Permanently' } };
    }
    if (method === 'PATCH') {
      const state = textIn(body, 'state');
      const status = state === 'closed' ? (textIn(body, 'state_reason') ?? 'completed') : state;
      const sent = { title: textIn(body, 'title'), body: textIn(body, 'body'), status };
      store.edit(issue, pickSent(sent as Partial<FakeIssue>));
    }
    return { status: 200, json: toJson(issue, origin) };
  },
  refusal: (status) => ({
    status,
    json: { message: status === 410 ? 'This issue was deleted' : 'Not Found' },
  }),
  limit: (seconds, now) => ({
    status: 403,
    json: { message: 'API rate limit exceeded' },
    headers: {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(now.getTime() / 1000 + seconds),
    },
  }),
  address: (issue, origin) => `${origin}/${issue.project}/issues/${issue.number}`,
  webhook: (issue) => ({
    action: 'edited',
    repository: { full_name: issue.project },
    issue: { number: issue.number },
  }),
  sign: (body, secret) => ({ 'x-hub-signature-256': `sha256=${hmacSha256(body, secret)}` }),
};
