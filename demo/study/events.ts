import type { EventType } from '@debrief/contract';

/** A timeline event. `quotes` are the words of the record that it cites; it takes the time of the earliest unless `at` is set. */
export interface EventPlan {
  key: string;
  title: string;
  text?: string;
  type: EventType;
  quotes: string[];
  against?: string[];
  at?: string;
  until?: string;
  about?: true;
  team?: string;
}

export const events: EventPlan[] = [
  {
    key: 'template',
    title:
      'Alert rules are generated from one template; search-freshness now filters on env="prod"',
    text: 'The service that exports the metric still uses env="production". The rule loads without errors but matches no series.',
    type: 'context',
    at: '2022-11-23T16:51:00Z',
    about: true,
    quotes: [
      '340 hand-written rules became 212 generated ones',
      'freshness was evaluated OK that morning for the last time',
    ],
  },
  {
    key: 'pages-down',
    title: 'Pages drop from 61 to 9 a week, which looks like success',
    type: 'context',
    quotes: ['61 the week before, 9 last week', 'Pages last week: 9'],
  },
  {
    key: 'cosmetic',
    title: 'Three services still export the old label; the mismatch is noted as cosmetic',
    type: 'context',
    quotes: [
      'three services still export `env="production"` instead of `env="prod"`. Cosmetic',
      'image-resize, search-probe, tax-rates',
    ],
  },
  {
    key: 'train',
    title: 'index-tooling 1.14.0 renames the update_alias parameter collections to members',
    text: 'Change 4 of 11 in the Sunday release train. The daily job calls update_alias, but was not updated.',
    type: 'context',
    quotes: [
      'index-tooling 1.14.0: [train 2022-12-04, 4 of 11] update_alias: rename collections to members',
    ],
  },
  {
    key: 'zero-to-add',
    title: 'A new engineer sees “0 to add” in dev and asks whether that is expected',
    type: 'context',
    quotes: [
      'it says `update_alias skus_read: 0 to add, 0 to remove`',
      "in dev it says that, there's no real skus_read there",
    ],
  },
  {
    key: 'begins',
    title: 'New listings start going to a collection that search does not read',
    text: 'A new daily collection starts at midnight UTC, which is 7 pm in New York.',
    type: 'impact',
    at: '2022-12-06T00:00:02Z',
    until: '2022-12-06T19:35:58Z',
    quotes: ['first doc in 1206 is 2022-12-06T00:00:02Z', 'applied. base, 05, 06'],
  },
  {
    key: 'probe',
    title: 'The freshness probe logs “not found” every five minutes, but no alert fires',
    type: 'detection',
    quotes: ['it has written "not found" every 5 min since 19:02 yesterday'],
    at: '2022-12-06T00:02:00Z',
  },
  {
    key: 'macro',
    title: 'Support answers the first reports with the moderation macro',
    type: 'communication',
    quotes: [
      'Among them three "can\'t find my listing" from the night shift',
      '"Can\'t find my listing" from Sallowbex Looms',
    ],
  },
  {
    key: 'pattern',
    title: 'Support spots the pattern: only new listings, and only in search',
    type: 'detection',
    quotes: [
      "That's my third since 11 and the moderation queue is empty right now",
      'They open fine if I have the direct link! Just not in search',
    ],
  },
  {
    key: 'green',
    title: 'Search replies that its dashboards are green',
    type: 'communication',
    quotes: ['dashboards are green: p99 180 ms, errors 0.02 %, zero-result rate normal'],
  },
  {
    key: 'search-view',
    title: 'To search, everything looks healthy: no one sees an error',
    type: 'context',
    team: 'Search',
    quotes: ['dashboards are green: p99 180 ms, errors 0.02 %, zero-result rate normal'],
  },
  {
    key: 'mug',
    title: 'Support creates a test listing, a mug, to prove the problem',
    type: 'diagnosis',
    quotes: [
      'I made a test listing: "Jonah\'s Very Ordinary Mug"',
      'Test listing is still not found after 19 minutes.',
    ],
  },
  {
    key: 'noise',
    title: 'Two unrelated alerts fire within minutes: storefront 5xx and broker lag',
    type: 'context',
    quotes: ['Storefront 5xx 3.1 % over 5 min', 'lag 18,204 (threshold 5,000)'],
  },
  {
    key: 'paged',
    title: 'Support pages search and opens an incident',
    type: 'detection',
    quotes: ['I am calling it. Paging search.', '29 tickets since this morning'],
  },
  {
    key: 'tracks',
    title: 'The incident commander splits the work into two tracks',
    type: 'key-moment',
    quotes: ['Two tracks. Ilse: errors. Wren: broker.'],
  },
  {
    key: 'errors-out',
    title: 'The storefront errors come from an unrelated deploy',
    type: 'diagnosis',
    quotes: [
      'storefront 3.118.0 at 2:19, only /cart/estimate',
      'errors start 2:20. not the cause, dropping it',
    ],
  },
  {
    key: 'broker-out',
    title: 'Documents are reaching the collection, so the broker is ruled out',
    type: 'diagnosis',
    quotes: ['has 4,118 docs and it is growing', 'Broker ruled out, 2:33'],
  },
  {
    key: 'question',
    title: 'A new engineer asks whether today’s collection is on the list that search reads',
    type: 'key-moment',
    quotes: [
      'is skus_20221206 on the list that search reads?',
      'it has to be, the job does both in one go',
    ],
  },
  {
    key: 'vendors-told',
    title: 'Vendors are told what to expect and what not to do',
    type: 'communication',
    quotes: ['New listings from the last day may not show up in search yet'],
  },
  {
    key: 'found',
    title: 'The read alias does not contain today’s collection',
    type: 'key-moment',
    quotes: ["it's not on the list", 'read alias has base and yesterday. nothing for today'],
  },
  {
    key: 'confirmed',
    title: 'Queried directly, today’s collection returns the mug as the first hit',
    type: 'diagnosis',
    quotes: ['queried the collection by its name, bypassing the alias: the mug is the first hit'],
  },
  {
    key: 'applied',
    title: 'Today’s collection is added to the alias by hand',
    type: 'repair',
    quotes: [
      'dry run says +1 -0. applying',
      'applied. base, 05, 06',
      'By hand: aliasctl add skus_read skus_20221206 (SRCH-1482)',
    ],
  },
  {
    key: 'seen',
    title: 'Support sees the mug; latency and zero-result rate are normal',
    type: 'repair',
    quotes: [
      'I SEE THE MUG',
      'p99 184, zero-result rate normal, 5 of 5 SKUs from the tickets found',
    ],
  },
  {
    key: 'file',
    title: 'The same change is merged to skus.yaml before config-sync can revert it at 2:45',
    type: 'repair',
    quotes: [
      'at :45 it takes it out again unless',
      'skus.yaml merged with all three, config-sync says no diff',
      ':45 sync ran, no diff, still five',
    ],
  },
  {
    key: 'mechanism',
    title: 'The job log shows “0 to add”, and the code explains why',
    type: 'diagnosis',
    quotes: [
      '"0 to add". huh. who has touched update_alias?',
      "daily.py still says collections=. and **opts eats every name it doesn't know",
    ],
  },
  {
    key: 'rule-empty',
    title: 'The freshness rule turns out to match no series',
    type: 'diagnosis',
    quotes: [
      'It returns nothing. 0 series. A rule without series cannot fire.',
      '# what the probe exports',
    ],
  },
  {
    key: 'counts',
    title: 'Impact counted: 3,896 listings from 1,142 vendors',
    type: 'impact',
    quotes: ['so 3,896 real SKUs that could not be found, of 1,142 vendors'],
  },
  {
    key: 'support-1-30',
    title: 'Support recalls its first vendor report at about 1:30 pm',
    type: 'context',
    team: 'Customer support',
    quotes: ['our first vendor report was around 1:30 yesterday'],
    at: '2022-12-06T18:30:00Z',
    about: true,
    against: ["Then the night shift's three tickets are this too. First one is 8:52 pm."],
  },
  {
    key: 'tooling-fixed',
    title: 'index-tooling 1.14.1 ships: the daily job now passes members=',
    type: 'repair',
    quotes: [
      'daily-collections: pass members= to update_alias (#491, SRCH-1482)',
      'approved. second read, I went through all five callers this time',
    ],
  },
  {
    key: 'fires',
    title: 'The freshness alert is triggered on purpose in production, and the page arrives',
    type: 'repair',
    quotes: ['there it is. page received 22:19', 'I have seen it fire, I believe it now'],
  },
  {
    key: 'first-run',
    title: 'The first run of the fixed job adds its collection to the alias',
    type: 'repair',
    quotes: ['job ran: created skus_20221209, `1 to add, 1 to remove`, five members'],
  },
];
