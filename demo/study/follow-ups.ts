/** Work that came of it. `from` is the factor or decision that it answers. */
export interface FollowUpPlan {
  key: string;
  text: string;
  intent: 'recover' | 'prevent' | 'detect' | 'mitigate' | 'learn';
  from: string;
  owner: string;
  endState: string;
  dueOn: string;
  state: 'open' | 'in-progress' | 'done' | 'verified' | 'declined';
  /** What shows that it works, or why it is declined. */
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
    endState: 'The run of the next morning logs “1 to add” and the alias has five members.',
    dueOn: '2022-12-06',
    state: 'verified',
    because: 'The first run added its collection by itself.',
    quotes: ['job ran: created skus_20221209, `1 to add, 1 to remove`, five members'],
  },
  {
    key: 'w-keywords',
    text: 'Make update_alias keyword-only, take **opts out, and hold its callers to the types in CI',
    intent: 'prevent',
    from: 'f-opts',
    owner: 'Search',
    endState:
      'A caller that passes an unknown name fails the check; a test runs against a real alias.',
    dueOn: '2022-12-09',
    state: 'verified',
    because: 'The check found two more calls of the same kind.',
    quotes: ['It found two more of the same kind.'],
  },
  {
    key: 'w-rule',
    text: 'Let search-freshness accept both labels, and make it fire once in production',
    intent: 'detect',
    from: 'f-silent',
    owner: 'Observability',
    endState:
      'A page arrives at search on-call when the newest listing that search finds is too old.',
    dueOn: '2022-12-07',
    state: 'verified',
    because: 'It was made to fire, and the page arrived.',
    quotes: ['there it is. page received 22:19', 'red before, green after'],
  },
  {
    key: 'w-panel',
    text: 'Show the age of the newest listing that search can find on the search health dashboard',
    intent: 'detect',
    from: 'f-words',
    owner: 'Search',
    endState: 'The panel is on the dashboard and shows minutes.',
    dueOn: '2022-12-09',
    state: 'done',
  },
  {
    key: 'w-empty-rules',
    text: 'Raise an alert for a rule that has matched nothing for 24 hours',
    intent: 'detect',
    from: 'f-rules',
    owner: 'Observability',
    endState: 'The list of rules without a series is empty, or each has a reason beside it.',
    dueOn: '2022-12-16',
    state: 'in-progress',
  },
  {
    key: 'w-copies',
    text: 'Remove the second copies, and keep the one with orders',
    intent: 'recover',
    from: 'f-unseen',
    owner: 'Catalog',
    endState: 'No vendor has two listings of the same title from that day; the four orders stand.',
    dueOn: '2022-12-08',
    state: 'in-progress',
  },
  {
    key: 'w-rights',
    text: 'Take administrator rights of the search cluster back when somebody changes teams',
    intent: 'mitigate',
    from: 'f-rights',
    owner: 'Platform',
    endState:
      'The list of administrators equals the list of the on-call rotation, checked each week.',
    dueOn: '2022-12-20',
    state: 'open',
  },
  {
    key: 'w-revert',
    text: 'Revert the whole refactoring of the alert rules',
    intent: 'mitigate',
    from: 'f-silent',
    owner: 'Observability',
    endState: 'The 340 rules from before are live.',
    dueOn: '2022-12-07',
    state: 'declined',
    because:
      'It would bring 61 pages a week back in the week of the drop; one rule was the problem that night.',
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
