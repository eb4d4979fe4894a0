import type { AddFinding } from '@debrief/contract';

type Observation = Extract<AddFinding, { type: 'observation' }>;
type Plan<T> = Omit<T, 'type' | 'incident' | 'citations'> & { key: string; quotes: string[] };

export const observations: Plan<Observation>[] = [
  {
    key: 'o-mug',
    kind: 'reproduction',
    statement: 'A test listing, the mug, is not found either',
    method: 'Create a listing as a vendor, wait 19 minutes, and search for its exact title.',
    reproduced: 'yes',
    conclusion: 'It affects every new listing, not only those of one vendor.',
    quotes: ['Test listing is still not found after 19 minutes.'],
  },
  {
    key: 'o-counts',
    kind: 'comparison',
    statement: 'The documents reach the collection, and search finds none of them',
    source: 'skus_20221206, and search through the alias skus_read',
    stages: [
      {
        name: 'Documents in skus_20221206 at 2:36 pm',
        count: 4131,
        expectedLoss: null,
        definition: 'with the listings of the freshness probe',
      },
      {
        name: 'Listings of vendors',
        count: 3896,
        expectedLoss: 0.06,
        definition: 'without the 235 listings of the freshness probe',
      },
      {
        name: 'Listings that search finds',
        count: 0,
        expectedLoss: null,
        definition: 'through the alias, before the fix',
      },
    ],
    conclusion: 'The broker and the indexer work. The loss is between the collection and search.',
    quotes: [
      'so 3,896 real SKUs that could not be found, of 1,142 vendors',
      'read alias has base and yesterday. nothing for today',
    ],
  },
];

/** Accounts that differ; `event` is a key of the timeline. */
export const contradictions = [
  {
    key: 'c-first',
    statement: 'When vendors first reported it',
    accounts: [
      {
        event: 'support-1-30',
        whose: 'Support lead, from memory',
        says: 'Tuesday at about 1:30 pm',
      },
      {
        event: null,
        whose: 'The ticket queue',
        says: 'Monday at 8:52 pm: three tickets of the night shift',
      },
    ],
    explanation:
      'The night shift answered its three tickets with the moderation macro, so no one counted them as reports of this problem.',
    quotes: [
      'our first vendor report was around 1:30 yesterday',
      "Then the night shift's three tickets are this too. First one is 8:52 pm.",
    ],
  },
];
