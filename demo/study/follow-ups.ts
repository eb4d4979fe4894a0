/** A follow-up. `from` is the factor or decision that it addresses. */
export interface FollowUpPlan {
  key: string;
  text: string;
  intent: 'recover' | 'prevent' | 'detect' | 'mitigate' | 'learn';
  from: string;
  owner: string;
  doneWhen: string;
  dueOn: string;
  state: 'open' | 'in-progress' | 'done' | 'verified' | 'wont-do';
  /** How it was verified, or why it won’t be done. */
  because?: string;
  quotes?: string[];
}

export const followUps: FollowUpPlan[] = [
  {
    key: 'w-caller',
    text: 'Pass members= in the daily job',
    intent: 'recover',
    from: 'd-job',
    owner: 'Search',
    doneWhen: 'The run on the next morning logs “1 to add” and the alias has five members.',
    dueOn: '2022-12-06',
    state: 'verified',
    because: 'The first run after the fix added its collection.',
    quotes: ['job ran: created skus_20221209, `1 to add, 1 to remove`, five members'],
  },
  {
    key: 'w-keywords',
    text: 'Make update_alias keyword-only, remove **opts, and type-check its callers in CI',
    intent: 'prevent',
    from: 'f-opts',
    owner: 'Search',
    doneWhen:
      'A caller that passes an unknown argument fails CI, and one test runs against a real alias.',
    dueOn: '2022-12-09',
    state: 'verified',
    because: 'The type check found two more calls with the same problem.',
    quotes: ['It found two more of the same kind.'],
  },
  {
    key: 'w-rule',
    text: 'Make search-freshness accept both labels, and trigger it once in production',
    intent: 'detect',
    from: 'f-silent',
    owner: 'Observability',
    doneWhen: 'Search on-call gets a page when the newest listing that search can find is too old.',
    dueOn: '2022-12-07',
    state: 'verified',
    because: 'The alert was triggered on purpose, and the page arrived.',
    quotes: ['there it is. page received 22:19', 'red before, green after'],
  },
  {
    key: 'w-panel',
    text: 'Show the age of the newest listing that search can find on the search health dashboard',
    intent: 'detect',
    from: 'f-words',
    owner: 'Search',
    doneWhen: 'The dashboard has the panel, and it shows the age in minutes.',
    dueOn: '2022-12-09',
    state: 'done',
  },
  {
    key: 'w-empty-rules',
    text: 'Alert on any rule that has matched nothing for 24 hours',
    intent: 'detect',
    from: 'f-rules',
    owner: 'Observability',
    doneWhen:
      'The list of rules that match nothing is empty, or each rule on it has a documented reason.',
    dueOn: '2022-12-16',
    state: 'in-progress',
  },
  {
    key: 'w-copies',
    text: 'Remove duplicate listings, and keep the copy that has orders',
    intent: 'recover',
    from: 'f-unseen',
    owner: 'Catalog',
    doneWhen:
      'No vendor has two listings with the same title from that day, and all orders are kept.',
    dueOn: '2022-12-08',
    state: 'in-progress',
  },
  {
    key: 'w-rights',
    text: 'Revoke admin rights on the search cluster when someone changes teams',
    intent: 'mitigate',
    from: 'f-rights',
    owner: 'Platform',
    doneWhen: 'The admin list matches the on-call rotation in a weekly check.',
    dueOn: '2022-12-20',
    state: 'open',
  },
  {
    key: 'w-revert',
    text: 'Revert the entire alert rule refactoring',
    intent: 'mitigate',
    from: 'f-silent',
    owner: 'Observability',
    doneWhen: 'The previous 340 rules are live.',
    dueOn: '2022-12-07',
    state: 'wont-do',
    because:
      'It would bring back 61 pages a week during the Winter Drop, and fixing one rule was enough for that night.',
    quotes: ['and 340 rules and 61 pages a week come back, in drop week'],
  },
];

export const milestones = [
  { kind: 'impact-started', event: 'begins' },
  { kind: 'detected', event: 'pattern' },
  { kind: 'declared', event: 'paged' },
  { kind: 'acknowledged', at: '2022-12-06T19:30:21Z' },
  { kind: 'mitigated', event: 'seen' },
  { kind: 'resolved', at: '2022-12-06T23:04:40Z' },
] as const;
