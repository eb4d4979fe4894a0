import type { FactorKind, LinkKind } from '@debrief/contract';

interface FactorPlan {
  key: string;
  /** Where the factor is a step of the why-chain, its place in it: 0 is the outcome. */
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
    statement: 'For 19 hours and 36 minutes search did not find what vendors had newly listed',
    sense:
      'Every part did what it was asked: the catalog published, the broker delivered, the indexer wrote, search answered.',
    belief: 'What the vendor console calls “indexed” can be found.',
    reality: 'The tick says that the indexer took it, not that search finds it.',
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
      'The read alias held base and yesterday; the daily job had added no collection since Sunday, and the day turned over at midnight UTC',
    sense:
      'The job makes collections two days ahead, so that a run that goes wrong can be mended in daylight. That room is also why it was seen on Tuesday and not on Sunday.',
    belief: 'The collection has to be on the list, the job does both in one go.',
    reality:
      'It made the collections and added none of them: five members became four, three and two, and nothing showed the number.',
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
      'The parameter collections of update_alias was renamed to members, and the daily job still passed the old name',
    sense:
      'A small rename, so that the write alias could use the same function; written and reviewed by two people, both of whom knew the file that they changed.',
    quotes: [
      '#482, the rename. `collections` became `members`',
      'daily.py still says collections=',
    ],
  },
  {
    key: 'f-opts',
    why: 3,
    kind: 'contributor',
    statement: 'update_alias takes any name that it does not know, and does nothing with it',
    sense: 'In 2019 it let callers pass options through without a change of the function.',
    belief: 'A wrong name would complain.',
    reality: 'It did not complain; it logged “0 to add” and ended well.',
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
      'Nothing between the change and production asks the real alias: the test mocks the function, the dry run ends before it, no type checker runs',
    sense:
      'A test with a real alias needs the dev cluster; a type checker was wanted in 2020, and then it was Christmas.',
    belief: 'test_daily is green, so the call is right.',
    reality: 'It checks that the old name is passed. It is.',
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
      'Who had written most of the tooling had moved to another team three months before; what its callers need was in no document',
    sense: 'People move, and the tooling had been quiet for years.',
    quotes: [
      'wrote most of index-tooling. went to checkout in september',
      'left us a readme and a mug',
    ],
  },
  {
    key: 'f-silent',
    kind: 'contributor',
    statement:
      'The one alert that looks for a new listing matched no series for 13 days, and stayed as quiet as when all is well',
    sense:
      'The rules came from one template, checked, reloaded cleanly and reviewed by the owning teams before the freeze. Tests for rules were planned for January.',
    belief: 'search-freshness pages when new listings cannot be found.',
    reality: 'It asked for env="prod"; the probe exports env="production".',
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
      'Support knew from noon on that something was off, and “search is green” ended the conversation',
    sense:
      'Latency, errors and the zero-result rate were normal, and moderation had explained the same words the week before.',
    quotes: [
      'Knowing since noon that something was off and not having the right word for it. "Search is green" ended the conversation.',
      'she confirms it is moderation and not search',
    ],
  },
  {
    key: 'f-noise',
    kind: 'difficulty',
    statement: 'Two alerts about other changes stood on the screen when the responders arrived',
    sense: 'The old routing still sends storefront and broker alerts to the channel of search.',
    quotes: [
      'two alerts that were not it, on my screen before I had read what margo wrote',
      "old routing, I think it's from when search was inside storefront",
    ],
  },
  {
    key: 'f-question',
    kind: 'mitigator',
    statement: 'A newcomer asked the question that everybody else had an answer to',
    sense:
      'She had asked a similar one the week before, in a channel where beginners’ questions are welcome.',
    quotes: [
      "I had asked the same question last week, so it was in my head. I nearly didn't post it",
    ],
  },
  {
    key: 'f-undoable',
    kind: 'mitigator',
    statement:
      'The repair could be undone with one command, by people who had worked together before',
    sense: 'The same four had handled the shards in October.',
    quotes: [
      "and the fix was undoable, so we didn't have to argue",
      'same four people as the october shards',
    ],
  },
  {
    key: 'f-quiet-season',
    kind: 'mitigator',
    statement:
      'Bulk imports were paused and it was a Tuesday afternoon: 4,500 new listings instead of 11,000, a third of the evening’s searches',
    sense: 'The pause belongs to the holidays and ended the next morning, before the Winter Drop.',
    quotes: [
      'imports are paused until tomorrow, so ~4.5k new SKUs instead of 11k',
      'we were one day away from doing this with an empty search',
    ],
  },
  {
    key: 'f-rules',
    kind: 'risk',
    statement: 'Fifteen of 212 alert rules return nothing; twelve for the same label',
    sense: 'A rule that matches nothing looks like a rule whose condition is not met.',
    quotes: [
      "15 of our 212 rules return nothing at all. 3 are for things that don't exist any more. 12 are the `production` label",
    ],
  },
  {
    key: 'f-rights',
    kind: 'risk',
    statement: 'Administrator rights on the search cluster outlive a change of team',
    sense: 'They helped that day. They would help anybody else as well.',
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
