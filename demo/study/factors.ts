import type { FactorKind, LinkKind } from '@debrief/contract';

interface FactorPlan {
  key: string;
  /** The position in the five whys, if the factor is part of them: 0 is the outcome. */
  why?: number;
  kind: FactorKind;
  statement: string;
  sense: string;
  belief?: string;
  reality?: string;
  quotes: string[];
}

export const factors: FactorPlan[] = [
  {
    key: 'f-unseen',
    why: 0,
    kind: 'surprise',
    statement: 'For 19 hours and 36 minutes, search did not return newly created listings',
    sense:
      'Each component did its own job: the catalog published, the broker delivered, the indexer wrote, and search answered queries.',
    belief: 'A listing marked “indexed” in the vendor console can be found in search.',
    reality:
      'The tick only means that the indexer accepted the listing, not that search can find it.',
    quotes: [
      'so 19 and a half hours and not six minutes',
      '19 h 36 min that it was broken',
      'our "indexed" tick in the vendor console means "the indexer took it"',
    ],
  },
  {
    key: 'f-alias',
    why: 1,
    kind: 'mechanism',
    statement:
      'The read alias was missing today’s collection, because from Sunday on the daily job created collections without adding them',
    sense:
      'The job creates collections two days ahead, so that a failed run can be fixed during the day. That buffer is also why the problem showed up on Tuesday and not on Sunday.',
    belief: 'The collection has to be on the list, because the job creates and adds it in one go.',
    reality:
      'The job created the collections but added none. The alias went from five members to four, three and two, and no dashboard showed it.',
    quotes: [
      'read alias has base and yesterday. nothing for today',
      "and that's also why we saw it on tuesday and not on sunday",
      'we also had alias member count go 5 4 3 2 over three days and no graph of it anywhere',
    ],
  },
  {
    key: 'f-rename',
    why: 2,
    kind: 'trigger',
    statement:
      'The update_alias parameter collections was renamed to members, but the daily job still passed the old name',
    sense:
      'It was a small rename that let the write alias use the same function. One engineer wrote it, another reviewed it, and both knew the file that they changed.',
    quotes: [
      '#482, the rename. `collections` became `members`',
      'daily.py still says collections=',
    ],
  },
  {
    key: 'f-opts',
    why: 3,
    kind: 'contributor',
    statement: 'update_alias silently ignores any argument name that it does not know',
    sense: 'In 2019, **opts let callers pass options through without changing the function.',
    belief: 'A wrong argument name raises an error.',
    reality: 'There was no error. The function logged “0 to add” and the job succeeded.',
    quotes: [
      "**opts eats every name it doesn't know, without a word. that one is mine, 2019",
      "so it got a word that it didn't know and it just.. didn't complain?",
    ],
  },
  {
    key: 'f-checks',
    why: 4,
    kind: 'contributor',
    statement:
      'No check before production exercised the real alias: the test mocks the function, the dry run stops before the alias step, and no type checker runs',
    sense:
      'A test against a real alias needs the dev cluster. The team discussed mypy in 2020, and then it was Christmas.',
    belief: 'test_daily passes, so the call is correct.',
    reality: 'The test only checks that the job passes the old name, which it does.',
    quotes: [
      'and test_daily mocks update_alias. it checks that we call it with `collections=`. we do. green',
      'the dry run stops before the alias',
      'we talked about mypy in 2020 and then it was christmas',
    ],
  },
  {
    key: 'f-owner',
    why: 5,
    kind: 'contributor',
    statement:
      'The engineer who wrote most of the tooling had moved to another team three months earlier, and what its callers need was not documented',
    sense: 'People change teams, and the tooling had been stable for years.',
    quotes: [
      'wrote most of index-tooling. went to checkout in september',
      'left us a readme and a mug',
    ],
  },
  {
    key: 'f-silent',
    kind: 'contributor',
    statement:
      'The only alert that checks for new listings had matched no series for 13 days, so it stayed silent',
    sense:
      'The rules were generated from one template, checked, reloaded without errors and reviewed by the owning teams before the freeze. Tests for the rules were planned for January.',
    belief: 'search-freshness pages when new listings cannot be found.',
    reality: 'The rule filters on env="prod", but the probe exports env="production".',
    quotes: [
      'It returns nothing. 0 series. A rule without series cannot fire.',
      'But it was land it before the freeze or carry 61 pages a week through Cyber week, and people were tired.',
      'that nothing looked wrong. 9 pages a week looked like success',
    ],
  },
  {
    key: 'f-words',
    kind: 'difficulty',
    statement:
      'Support knew from noon on that something was wrong, but “search is green” ended the conversation',
    sense:
      'Latency, errors and the zero-result rate were normal, and the same complaint the week before had turned out to be moderation.',
    quotes: [
      'Knowing since noon that something was off and not having the right word for it. "Search is green" ended the conversation.',
      'she confirms it is moderation and not search',
    ],
  },
  {
    key: 'f-noise',
    kind: 'difficulty',
    statement: 'Two unrelated alerts were the first thing that the on-call engineer saw',
    sense:
      'Old routing still sends storefront and broker alerts to the alert channel of the search team.',
    quotes: [
      'two alerts that were not it, on my screen before I had read what margo wrote',
      "old routing, I think it's from when search was inside storefront",
    ],
  },
  {
    key: 'f-question',
    kind: 'mitigator',
    statement: 'A new engineer asked the question that everyone else thought was already answered',
    sense:
      'She had asked the same question the week before, in a channel where beginner questions are welcome.',
    quotes: [
      "I had asked the same question last week, so it was in my head. I nearly didn't post it",
    ],
  },
  {
    key: 'f-undoable',
    kind: 'mitigator',
    statement:
      'The fix could be undone with one command, and the responders had worked together before',
    sense: 'The same four people had handled the shard incident in October.',
    quotes: [
      "and the fix was undoable, so we didn't have to argue",
      'same four people as the october shards',
    ],
  },
  {
    key: 'f-quiet-season',
    kind: 'mitigator',
    statement:
      'Bulk imports were paused and it was a Tuesday afternoon: about 4,500 new listings instead of 11,000, and a third of the evening search traffic',
    sense:
      'Bulk imports were paused for the holidays and were due to reopen on Wednesday, the day of the Winter Drop.',
    quotes: [
      'imports are paused until tomorrow, so ~4.5k new SKUs instead of 11k',
      'we were one day away from doing this with an empty search',
    ],
  },
  {
    key: 'f-rules',
    kind: 'risk',
    statement: '15 of 212 alert rules match nothing, 12 of them because of the same label',
    sense: 'A rule that matches nothing looks the same as a rule whose condition is not met.',
    quotes: [
      "15 of our 212 rules return nothing at all. 3 are for things that don't exist any more. 12 are the `production` label",
    ],
  },
  {
    key: 'f-rights',
    kind: 'risk',
    statement: 'Admin rights on the search cluster are not revoked when someone changes teams',
    sense: 'Access was granted to the person and did not follow the team, so nothing removed it.',
    quotes: [
      'my admin rights on the search cluster still work, three months after I left. they ought not to',
    ],
  },
];

export const links: { from: string; to: string; kind: LinkKind }[] = [
  { from: 'f-silent', to: 'f-unseen', kind: 'made-worse' },
  { from: 'f-words', to: 'f-unseen', kind: 'made-worse' },
  { from: 'f-noise', to: 'f-unseen', kind: 'made-worse' },
  { from: 'f-question', to: 'f-unseen', kind: 'limited' },
  { from: 'f-undoable', to: 'f-unseen', kind: 'limited' },
  { from: 'f-quiet-season', to: 'f-unseen', kind: 'limited' },
  { from: 'f-silent', to: 'f-rules', kind: 'made-possible' },
  { from: 'f-owner', to: 'f-rights', kind: 'made-possible' },
];
