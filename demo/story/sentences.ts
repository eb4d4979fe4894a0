import type { StoryNumber, StoryPart } from '@debrief/contract';

/** What a sentence rests on: words of the record, or the beginning of the title of an event, the statement of an entry, the text of a follow-up. */
type Rest = string | { event: string } | { entry: string } | { followUp: string };

/** One sentence of the story. A sentence that rests on nothing is recalled, and says so. */
export interface SentencePlan {
  part: StoryPart;
  text: string;
  rests: readonly Rest[];
  numbers?: readonly Omit<StoryNumber, 'takenFrom'>[];
}

export const title = 'Found in four minutes, missing for nineteen hours';

export const sentences: SentencePlan[] = [
  {
    part: 'situation',
    text: 'On Tuesday, 6 December 2022, search at Bramblecart did not find what vendors had newly listed; Quobble Pottery and Sallowbex Looms could open theirs by the link alone.',
    rests: [
      'Vendor Quobble Pottery, SKU 90416208',
      '"Can\'t find my listing" from Sallowbex Looms',
      'They open fine if I have the direct link! Just not in search',
    ],
  },
  {
    part: 'situation',
    text: 'For 19 hours and 36 minutes 3,896 listings of 1,142 vendors were missing while the dashboards of search-api were green, with p99 at 180 ms.',
    rests: [
      'so 3,896 real SKUs that could not be found, of 1,142 vendors',
      '19 h 36 min that it was broken',
      'dashboards are green: p99 180 ms, errors 0.02 %, zero-result rate normal',
    ],
    numbers: [
      {
        text: '3,896 listings',
        baseline: '4,131 documents in the collection, 235 of them made by the probe',
        window: 'Monday 7 pm to Tuesday 2:36 pm, New York',
        n: 1142,
        source: 'the count of the catalog team in SRCH-1482',
      },
    ],
  },
  {
    part: 'situation',
    text: 'The Winter Drop, 9,400 listings of 212 vendors, was to go live the next morning.',
    rests: [
      'drop manifest v3 is in, 9,400 SKUs from 212 vendors',
      'then the Winter Drop goes live',
    ],
  },
  {
    part: 'task',
    text: 'I was the on-call engineer of search, with Bettina Crowe as incident commander: mine was to find what kept new listings out and to bring them back.',
    rests: ['Paged: search on-call', 'Bettina, I have IC. Ilse on search.'],
  },
  {
    part: 'task',
    text: 'I acknowledged the page after 19 seconds; 29 tickets had come, and vendors made second copies to wake their listings up.',
    rests: [
      'acknowledged the page after 19 s',
      '29 tickets since this morning',
      'They delete and re-create listings to "wake them up"',
    ],
  },
  {
    part: 'action',
    text: 'I took up the storefront’s 5xx alert first, because it stood on my screen before I had read what support wrote.',
    rests: [
      'error rate is up. storefront 5xx alert since 2:20, 3.1 %. could be that',
      'two alerts that were not it, on my screen before I had read what margo wrote',
    ],
  },
  {
    part: 'action',
    text: 'I ruled it out within a minute: its errors began at 2:20, and Jonah Pettibone had asked us at 12:40.',
    rests: [
      'search-api 5xx is flat at 0.02. all of the rise is /cart. and Jonah was in search-team at 12:40. errors start 2:20. not the cause, dropping it',
      { entry: 'The storefront errors keep new listings out of search' },
    ],
  },
  {
    part: 'action',
    text: 'I ruled the CDN out by asking search-api with caching off: 0 hits for the mug that Jonah had listed as a test.',
    rests: [
      'not the CDN. asked search-api directly with caching off, 0 hits for the mug',
      'I made a test listing: "Jonah\'s Very Ordinary Mug"',
    ],
  },
  {
    part: 'action',
    text: 'Wren Castellano and Kwabena Lindqvist ruled the broker out: skus_20221206, the collection of the day, had 4,118 documents and grew.',
    rests: [
      'Two tracks. Ilse: errors. Wren: broker.',
      'has 4,118 docs and it is growing. So the SKUs arrive. It is not the broker.',
    ],
  },
  {
    part: 'action',
    text: 'I argued against the failover that Delphine Achterberg asked for: it would have been a guess, and would have moved the evidence.',
    rests: [
      'can we fail over to the B side? that fixed the october thing',
      "agree. it'd be a guess. and it'd move the evidence",
    ],
  },
  {
    part: 'action',
    text: 'Noor Abernathy, five weeks with us, asked whether that collection was on the list that search reads; Wren was sure of it, and I checked anyway.',
    rests: [
      'is skus_20221206 on the list that search reads?',
      'it has to be, the job does both in one go',
      'checking anyway',
      "me too? I've been here five weeks",
    ],
  },
  {
    part: 'action',
    text: 'I found two members in the alias skus_read where five belong, asked the missing collection by its name, and had the mug as the first hit.',
    rests: [
      'read alias has base and yesterday. nothing for today',
      'there are supposed to be five',
      'queried the collection by its name, bypassing the alias: the mug is the first hit',
    ],
    numbers: [
      {
        text: 'two members',
        baseline: 'five before Sunday',
        window: 'Tuesday 2:34 pm',
        n: null,
        source: 'aliasctl show skus_read',
      },
    ],
  },
  {
    part: 'action',
    text: 'I laid out three options: add it by hand, roll index-tooling back to 1.13 with a build of 12 minutes, or move the writes.',
    rests: [
      'options. a) add it by hand, takes seconds, undo is one command',
      { entry: 'Add the collection to the alias by hand' },
    ],
  },
  {
    part: 'action',
    text: 'Bettina chose the first because one command undoes it, and set when to stop: the mug not found after 2 minutes, or p99 over 400 ms.',
    rests: [
      "Stop rule: if the mug isn't found 2 min after, or p99 goes over 400",
      'and the fix was undoable',
    ],
  },
  {
    part: 'action',
    text: 'I made a dry run, applied it, and verified it: p99 at 184 ms, and 5 of 5 listings from the tickets found.',
    rests: [
      'dry run says +1 -0. applying',
      'applied. base, 05, 06',
      'p99 184, zero-result rate normal, 5 of 5 SKUs from the tickets found',
    ],
    numbers: [
      {
        text: '184 ms',
        baseline: '180 ms at 12:43 pm',
        window: 'Tuesday 2:36 pm',
        n: null,
        source: 'the dashboard of search-api',
      },
      {
        text: '5 of 5 listings',
        baseline: '0 of 5 before',
        window: 'Tuesday 2:36 pm',
        n: 5,
        source: 'the tickets of support',
      },
    ],
  },
  {
    part: 'action',
    text: 'Anselm Rourke, gone to checkout in September, knew from his dinner that config-sync would undo it at 2:45, so I merged skus.yaml by 2:37, with the next two days, which he saw missing too.',
    rests: [
      'at :45 it takes it out again unless',
      'and 07 and 08. same job made them',
      'skus.yaml merged with all three, config-sync says no diff',
      'wrote most of index-tooling. went to checkout in september',
    ],
  },
  {
    part: 'action',
    text: 'I said yes to the Winter Drop on one condition: to see a listing of the next day’s collection in search with my own eyes, which I did at 7:02 pm.',
    rests: [
      'go, on one condition',
      '7:02 pm. first probe SKU in 1207, found through skus_read after 11 s',
    ],
  },
  {
    part: 'action',
    text: 'I let Sunniva Hale of the Observability team page me at 10:19 that night, because only production could show that the mended alert fires.',
    rests: [
      'so the honest test is prod. Ilse is up and ok with one page',
      'because staging has no probe',
      'there it is. page received 22:19',
    ],
  },
  {
    part: 'result',
    text: 'New listings were found again at 2:36 pm, within 8 minutes of support calling it, and nothing had to be reindexed.',
    rests: [
      { event: 'Support sees the mug' },
      'I am calling it. Paging search.',
      'I SEE THE MUG',
      'No reindex needed.',
    ],
    numbers: [
      {
        text: '8 minutes',
        baseline: '19 hours 36 minutes unnoticed or unexplained',
        window: '2:28:31 to 2:36:07 pm',
        n: 1,
        source: 'the chat, #support-escalations',
      },
    ],
  },
  {
    part: 'result',
    text: 'The job’s next run, on what Tobias Okonjo had mended, added its collection by itself: five members, against two.',
    rests: [
      'job ran: created skus_20221209, `1 to add, 1 to remove`, five members',
      'approved. second read, I went through all five callers this time',
      { followUp: 'Pass members= in the daily job' },
    ],
    numbers: [
      {
        text: 'five members',
        baseline: 'two members on Tuesday',
        window: 'the first run after the repair, Wednesday 11:02 am',
        n: 1,
        source: 'the deploy log',
      },
    ],
  },
  {
    part: 'result',
    text: 'Of the 9,400 listings of the drop 9,388 were found an hour before it went live; the other 12 were in moderation.',
    rests: [
      'checked through search and not through our tick: 9,388 of 9,400 found. the 12 are in moderation',
    ],
    numbers: [
      {
        text: '9,388',
        baseline: 'none of the 3,896 listings of the day before until 2:36 pm',
        window: 'Wednesday 8:03 am, an hour before',
        n: 9400,
        source: 'the catalog team’s check through search',
      },
    ],
  },
  {
    part: 'result',
    text: 'A panel that I shipped for SRCH-1490 shows the age of the newest listing that search can find, to support as well.',
    rests: [
      'New panel on search health: age of the newest SKU that search can find',
      'Search health: age of the newest SKU that search can find',
    ],
  },
  {
    part: 'result',
    text: 'The freshness alert has fired on purpose, and will again from March on, for which I had volunteered.',
    rests: [
      'there it is. page received 22:19',
      'search volunteers for (c) with freshness',
      'search does it for freshness alone, first time in March',
    ],
  },
  {
    part: 'result',
    text: 'How many orders were lost I cannot tell: an item that nobody finds leaves no trace.',
    rests: [
      "can't tell. an item that nobody finds doesn't leave a trace",
      { entry: 'How many orders were lost?' },
    ],
  },
  {
    part: 'learning',
    text: 'I had believed that a quiet alert meant that all was well: I told Noor so on 30 November, when its rule had matched nothing for a week, as the log on mon-02 shows.',
    rests: [
      "you don't, really. when it's fine it's quiet",
      'freshness was evaluated OK that morning for the last time',
      'alertmanager lives there',
    ],
  },
  {
    part: 'learning',
    text: 'On 1 December I had told Margo Fairweather in #support-escalations that missing listings were moderation, which was right that day and easy to believe again on Tuesday.',
    rests: ['she confirms it is moderation and not search', { entry: 'Support knew from noon on' }],
  },
  {
    part: 'learning',
    text: 'When I say green I mean fast and without errors; support means that people find it.',
    rests: [
      'when I say "green" I mean fast and no errors. when you say it works you mean they can find it',
    ],
  },
  {
    part: 'learning',
    text: 'Since then I ask of each alert that I lean on when I last saw it fire.',
    rests: [],
  },
];
