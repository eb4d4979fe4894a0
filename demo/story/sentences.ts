import type { StoryNumber, StoryPart } from '@debrief/contract';

/** What a sentence cites: words of the record, or the start of the title of an event, the statement of a finding or the text of a follow-up. */
type Cited = string | { event: string } | { finding: string } | { followUp: string };

/** A sentence of the story. Without citations it is from memory. */
export interface SentencePlan {
  part: StoryPart;
  text: string;
  cites: readonly Cited[];
  numbers?: readonly Omit<StoryNumber, 'takenFrom'>[];
}

export const title = 'Search missed new listings for 19 hours, and no alert fired';

export const sentences: SentencePlan[] = [
  {
    part: 'situation',
    text: 'On Tuesday, December 6, 2022, search at Bramblecart did not find newly created listings: vendors such as Quobble Pottery and Sallowbex Looms could only open theirs by direct link.',
    cites: [
      'Vendor Quobble Pottery, SKU 90416208',
      '"Can\'t find my listing" from Sallowbex Looms',
      'They open fine if I have the direct link! Just not in search',
    ],
  },
  {
    part: 'situation',
    text: 'For 19 hours and 36 minutes, 3,896 listings from 1,142 vendors were missing from search, while the search-api dashboards were green, with p99 at 180 ms.',
    cites: [
      'so 3,896 real SKUs that could not be found, of 1,142 vendors',
      '19 h 36 min that it was broken',
      'dashboards are green: p99 180 ms, errors 0.02 %, zero-result rate normal',
    ],
    numbers: [
      {
        text: '3,896 listings',
        baseline: '4,131 documents in the collection, minus 235 created by the probe',
        window: 'Monday 7 pm to Tuesday 2:36 pm, New York',
        n: 1142,
        source: 'the count by the catalog team in SRCH-1482',
      },
    ],
  },
  {
    part: 'situation',
    text: 'The Winter Drop, with 9,400 listings from 212 vendors, was due to go live the next morning.',
    cites: [
      'drop manifest v3 is in, 9,400 SKUs from 212 vendors',
      'then the Winter Drop goes live',
    ],
  },
  {
    part: 'task',
    text: 'I was the on-call engineer for search, with Bettina Crowe as incident commander: I had to find out why new listings were missing and get them back into search.',
    cites: ['Paged: search on-call', 'Bettina, I have IC. Ilse on search.'],
  },
  {
    part: 'task',
    text: 'When I acknowledged the page after 19 seconds, support had 29 tickets, and vendors were re-creating their listings to “wake them up”.',
    cites: [
      'acknowledged the page after 19 s',
      '29 tickets since this morning',
      'They delete and re-create listings to "wake them up"',
    ],
  },
  {
    part: 'action',
    text: 'I looked at the storefront 5xx alert first, because it was on my screen before I had read what support wrote.',
    cites: [
      'error rate is up. storefront 5xx alert since 2:20, 3.1 %. could be that',
      'two alerts that were not it, on my screen before I had read what margo wrote',
    ],
  },
  {
    part: 'action',
    text: 'I ruled it out within a minute: its errors started at 2:20 pm, but Jonah Pettibone from support had asked us about missing listings at 12:40 pm.',
    cites: [
      'search-api 5xx is flat at 0.02. all of the rise is /cart. and Jonah was in search-team at 12:40. errors start 2:20. not the cause, dropping it',
      { finding: 'The storefront errors keep new listings out of search' },
    ],
  },
  {
    part: 'action',
    text: 'I ruled out the CDN by querying search-api with caching off, which returned 0 hits for the mug that Jonah had created as a test listing.',
    cites: [
      'not the CDN. asked search-api directly with caching off, 0 hits for the mug',
      'I made a test listing: "Jonah\'s Very Ordinary Mug"',
    ],
  },
  {
    part: 'action',
    text: 'Wren Castellano and Kwabena Lindqvist ruled out the broker: skus_20221206, the collection for that day, had 4,118 documents and was growing.',
    cites: [
      'Two tracks. Ilse: errors. Wren: broker.',
      'has 4,118 docs and it is growing. So the SKUs arrive. It is not the broker.',
    ],
  },
  {
    part: 'action',
    text: 'I argued against the failover that Delphine Achterberg suggested, because it would have been a guess and would have disturbed the evidence.',
    cites: [
      'can we fail over to the B side? that fixed the october thing',
      "agree. it'd be a guess. and it'd move the evidence",
    ],
  },
  {
    part: 'action',
    text: 'Noor Abernathy, who had been with us for five weeks, asked whether that collection was on the list that search reads; Wren was sure it was, but I checked anyway.',
    cites: [
      'is skus_20221206 on the list that search reads?',
      'it has to be, the job does both in one go',
      'checking anyway',
      "me too? I've been here five weeks",
    ],
  },
  {
    part: 'action',
    text: 'I found two members in the alias skus_read instead of five, queried the missing collection directly, and got the mug as the first hit.',
    cites: [
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
    text: 'I proposed three options: add the collection by hand, roll index-tooling back to 1.13 with a 12-minute build, or move the writes to another collection.',
    cites: [
      'options. a) add it by hand, takes seconds, undo is one command',
      { finding: 'Add the collection to the alias by hand' },
    ],
  },
  {
    part: 'action',
    text: 'Bettina chose the first option, because one command undoes it, and set the abort criteria: the mug not found within 2 minutes, or p99 over 400 ms.',
    cites: [
      "Stop rule: if the mug isn't found 2 min after, or p99 goes over 400",
      'and the fix was undoable',
    ],
  },
  {
    part: 'action',
    text: 'I did a dry run, applied the change and verified it: p99 was 184 ms, and search found 5 of 5 listings from the tickets.',
    cites: [
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
        source: 'the search-api dashboard',
      },
      {
        text: '5 of 5 listings',
        baseline: '0 of 5 before',
        window: 'Tuesday 2:36 pm',
        n: 5,
        source: 'the support tickets',
      },
    ],
  },
  {
    part: 'action',
    text: 'Anselm Rourke, who had moved to checkout in September, warned us that config-sync would revert the change at 2:45 pm, so by 2:37 pm I merged it into skus.yaml, with the next two collections, which he noticed were missing too.',
    cites: [
      'at :45 it takes it out again unless',
      'and 07 and 08. same job made them',
      'skus.yaml merged with all three, config-sync says no diff',
      'wrote most of index-tooling. went to checkout in september',
    ],
  },
  {
    part: 'action',
    text: 'I approved the Winter Drop on one condition: I wanted to see a listing from the next day’s collection in search myself, which I did at 7:02 pm.',
    cites: [
      'go, on one condition',
      '7:02 pm. first probe SKU in 1207, found through skus_read after 11 s',
    ],
  },
  {
    part: 'action',
    text: 'I agreed that Sunniva Hale from the Observability team would page me at 10:19 pm, because only production could show that the fixed alert fires.',
    cites: [
      'so the honest test is prod. Ilse is up and ok with one page',
      'because staging has no probe',
      'there it is. page received 22:19',
    ],
  },
  {
    part: 'result',
    text: 'New listings were back in search at 2:36 pm, within 8 minutes of support paging us, and nothing had to be reindexed.',
    cites: [
      { event: 'Support sees the mug' },
      'I am calling it. Paging search.',
      'I SEE THE MUG',
      'No reindex needed.',
    ],
    numbers: [
      {
        text: '8 minutes',
        baseline: '19 hours 36 minutes in which new listings were missing',
        window: '2:28:31 to 2:36:07 pm',
        n: 1,
        source: 'the chat in #support-escalations',
      },
    ],
  },
  {
    part: 'result',
    text: 'After Tobias Okonjo fixed the job, its next run added its collection to the alias without help: five members instead of two.',
    cites: [
      'job ran: created skus_20221209, `1 to add, 1 to remove`, five members',
      'approved. second read, I went through all five callers this time',
      { followUp: 'Pass members= in the daily job' },
    ],
    numbers: [
      {
        text: 'five members',
        baseline: 'two members on Tuesday',
        window: 'the first run after the fix, Wednesday 11:02 am',
        n: 1,
        source: 'the deploy log',
      },
    ],
  },
  {
    part: 'result',
    text: 'An hour before the drop went live, search found 9,388 of its 9,400 listings; the other 12 were in moderation.',
    cites: [
      'checked through search and not through our tick: 9,388 of 9,400 found. the 12 are in moderation',
    ],
    numbers: [
      {
        text: '9,388',
        baseline: '0 of the 3,896 listings of the day before until 2:36 pm',
        window: 'Wednesday 8:03 am, an hour before',
        n: 9400,
        source: 'the check through search by the catalog team',
      },
    ],
  },
  {
    part: 'result',
    text: 'I shipped a panel (SRCH-1490) that shows the age of the newest listing that search can find, and support can see it too.',
    cites: [
      'New panel on search health: age of the newest SKU that search can find',
      'Search health: age of the newest SKU that search can find',
    ],
  },
  {
    part: 'result',
    text: 'The freshness alert has fired in a planned test, and I volunteered our team to repeat that test from March on.',
    cites: [
      'there it is. page received 22:19',
      'search volunteers for (c) with freshness',
      'search does it for freshness alone, first time in March',
    ],
  },
  {
    part: 'result',
    text: 'I do not know how many orders we lost, because an item that no one finds leaves no trace.',
    cites: [
      "can't tell. an item that nobody finds doesn't leave a trace",
      { finding: 'How many orders were lost?' },
    ],
  },
  {
    part: 'learning',
    text: 'I had believed that a silent alert meant everything was fine: I told Noor so on November 30, but the log on mon-02 shows that the rule had matched nothing for a week by then.',
    cites: [
      "you don't, really. when it's fine it's quiet",
      'freshness was evaluated OK that morning for the last time',
      'alertmanager lives there',
    ],
  },
  {
    part: 'learning',
    text: 'On December 1, I had told Margo Fairweather in #support-escalations that missing listings were caused by moderation, which was right that day and easy to believe again on Tuesday.',
    cites: [
      'she confirms it is moderation and not search',
      { finding: 'Support knew from noon on' },
    ],
  },
  {
    part: 'learning',
    text: 'When I say “green”, I mean fast and without errors; when support says that search works, they mean that people can find things.',
    cites: [
      'when I say "green" I mean fast and no errors. when you say it works you mean they can find it',
    ],
  },
  {
    part: 'learning',
    text: 'Since then, I check when each alert that I rely on last fired.',
    cites: [],
  },
];
