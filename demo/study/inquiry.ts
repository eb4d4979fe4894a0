import type { StepKind } from '@debrief/contract';

interface StepPlan {
  kind: StepKind;
  by: string;
  note: string;
  quotes: string[];
}

interface HypothesisPlan {
  key: string;
  statement: string;
  by: string;
  quotes: string[];
  steps: StepPlan[];
  timeSpentMs?: number;
  lesson: string;
}

const minute = 60_000;

export const hypotheses: HypothesisPlan[] = [
  {
    key: 'h-errors',
    statement: 'The storefront errors keep new listings out of search',
    by: 'Search on-call',
    quotes: ['error rate is up. storefront 5xx alert since 2:20, 3.1 %. could be that'],
    steps: [
      {
        kind: 'tested',
        by: 'Storefront engineer',
        note: 'Which route and which change do the errors belong to?',
        quotes: [
          'the 5xx are ours. storefront 3.118.0 at 2:19, only /cart/estimate. rolling it back. search calls are 200',
        ],
      },
      {
        kind: 'ruled-out',
        by: 'Search on-call',
        note: 'Search itself has no errors, and vendors reported it 100 minutes before the errors began.',
        quotes: [
          'search-api 5xx is flat at 0.02. all of the rise is /cart. and Jonah was in search-team at 12:40. errors start 2:20',
        ],
      },
    ],
    timeSpentMs: minute,
    lesson:
      'An alert that fires now is not yet about this. The question that settled it was when each of the two began.',
  },
  {
    key: 'h-broker',
    statement: 'The broker holds new listings back, so that the indexer never gets them',
    by: 'Search engineer',
    quotes: [
      "if the indexer isn't consuming, new SKUs don't get in",
      'brokers were restarted from 2:08 on, lag was 18k at 2:22',
    ],
    steps: [
      {
        kind: 'tested',
        by: 'Platform engineer, brokers',
        note: 'Lag, offsets and acknowledgements.',
        quotes: [
          'Broker: lag 212, it was back to normal at 2:29, before this channel. Offsets move, indexer acks everything.',
        ],
      },
      {
        kind: 'ruled-out',
        by: 'Platform engineer, brokers',
        note: 'The documents are in today’s collection.',
        quotes: [
          'So the SKUs arrive. It is not the broker.',
          'Documents per minute have no gap that did not refill.',
        ],
      },
    ],
    timeSpentMs: 2 * minute,
    lesson:
      'Proving that something is not broken took longer than finding what was. The count of documents in the collection answers it in one look.',
  },
  {
    key: 'h-cdn',
    statement: 'A cached search response hides new listings',
    by: 'Catalog engineer',
    quotes: [
      'CDN or a cached search response would fit "direct link works, search doesn\'t"',
      'we thought CDN and purged it, no change',
    ],
    steps: [
      {
        kind: 'ruled-out',
        by: 'Search on-call',
        note: 'Asked without any cache, search still finds nothing.',
        quotes: [
          "not the CDN. asked search-api directly with caching off, 0 hits for the mug, and the CDN isn't in that path",
        ],
      },
    ],
    timeSpentMs: minute,
    lesson:
      'Merchandising had purged the cache at eleven for the same reason, and nobody in search knew of it.',
  },
  {
    key: 'h-alias',
    statement: 'The alias that search reads lacks today’s collection',
    by: 'Search engineer, five weeks in',
    quotes: ['if they arrive in skus_20221206, is skus_20221206 on the list that search reads?'],
    steps: [
      {
        kind: 'tested',
        by: 'Search on-call',
        note: 'The alias is listed.',
        quotes: ["it's not on the list"],
      },
      {
        kind: 'supported',
        by: 'Search on-call',
        note: 'It has base and yesterday; there are supposed to be five.',
        quotes: [
          'read alias has base and yesterday. nothing for today',
          'there are supposed to be five',
        ],
      },
      {
        kind: 'confirmed',
        by: 'Search on-call',
        note: 'Asked by its name, past the alias, the collection has the listing; with the collection in the alias, search has it too.',
        quotes: [
          'queried the collection by its name, bypassing the alias: the mug is the first hit',
          'I SEE THE MUG',
        ],
      },
    ],
    timeSpentMs: minute,
    lesson: 'The question came from the person for whom nothing here was obvious yet.',
  },
  {
    key: 'h-rule',
    statement: 'search-freshness was silent because its rule matches no series',
    by: 'Observability engineer',
    quotes: [
      'is search-freshness the alert that looks for a new SKU?',
      'It returns nothing. 0 series. A rule without series cannot fire.',
    ],
    steps: [
      {
        kind: 'tested',
        by: 'Observability engineer',
        note: 'Silences and routing were looked at first and are in order.',
        quotes: [
          'no silence matches it. Looking at routing',
          'routing is fine too, a hand-made test notification arrives',
        ],
      },
      {
        kind: 'supported',
        by: 'Observability engineer',
        note: 'The rule asks for one label, the probe exports another.',
        quotes: [
          '# what the probe exports',
          "the cosmetic one. I'm sorry. It came with my template refactor, so 13 days.",
        ],
      },
      {
        kind: 'confirmed',
        by: 'Observability engineer',
        note: 'With both labels accepted the rule is made to fire, and the page arrives.',
        quotes: ['there it is. page received 22:19', 'red before, green after'],
      },
    ],
    timeSpentMs: 62 * minute,
    lesson: 'A silent alert looks the same whether all is well or nobody is asked.',
  },
];

interface DecisionPlan {
  key: string;
  statement: string;
  role: string;
  quotes: string[];
  known: string;
  unknown: string;
  options: { text: string; tradeOff: string; isChosen: boolean }[];
  reversibility: 'reversible' | 'costly' | 'irreversible' | 'unknown';
  stopRule: string;
  whySpeed?: string;
  debt?: string;
  outcome: string;
}

export const decisions: DecisionPlan[] = [
  {
    key: 'd-failover',
    statement: 'No failover to the B side',
    role: 'Incident commander',
    quotes: [
      'can we fail over to the B side? that fixed the october thing',
      "agree. it'd be a guess. and it'd move the evidence",
      'No failover. If we know nothing at 2:45, I ask again. Stop rule noted.',
    ],
    known:
      'B has the same configuration and cold caches: about six minutes of slow search for everybody. Search itself answers normally.',
    unknown: 'What keeps new listings out. Whether B would show them.',
    options: [
      {
        text: 'Fail over to the B side',
        tradeOff:
          'It helped in October. It is a guess, slows search for everybody, and moves the evidence.',
        isChosen: false,
      },
      {
        text: 'Stay, and ask again at 2:45',
        tradeOff: 'Vendors wait up to twelve minutes more; what is there to be seen stays.',
        isChosen: true,
      },
    ],
    reversibility: 'costly',
    stopRule: 'If nothing is known at 2:45, ask again.',
    outcome:
      'The cause was known three minutes later. B had the same configuration, so the failover would have shown the same.',
  },
  {
    key: 'd-vendors',
    statement: 'Tell vendors now: what they see and what not to do, no cause, no time',
    role: 'Incident commander, on the proposal of the support lead',
    quotes: [
      'I want to tell vendors now. They delete and re-create listings to "wake them up"',
      "I'd say what they see and what not to do. No cause, no time.",
      'Margo: go. Exactly that.',
    ],
    known:
      'Vendors delete and re-create listings, and each copy has to be cleaned up later. The listings are saved.',
    unknown: 'The cause, since when, and how many listings are concerned.',
    options: [
      {
        text: 'Wait until the cause is known',
        tradeOff: 'Nothing has to be corrected in ten minutes; more copies are made meanwhile.',
        isChosen: false,
      },
      {
        text: 'Say what they see and what not to do',
        tradeOff: 'Holds whatever the cause turns out to be; answers no “why”.',
        isChosen: true,
      },
    ],
    reversibility: 'irreversible',
    stopRule: '',
    whySpeed:
      'Each minute of silence made second copies that somebody would have to sort out by hand.',
    outcome:
      'One word was corrected within a minute: only new listings were meant. 61 vendors had made 236 copies by then.',
  },
  {
    key: 'd-by-hand',
    statement: 'Add the collection to the alias by hand, then to the file before 2:45',
    role: 'Incident commander, on options of the search on-call',
    quotes: [
      'options. a) add it by hand, takes seconds, undo is one command',
      "by hand is safe, it only adds. but config-sync re-applies skus.yaml every 15 min. at :45 it takes it out again unless it's in the file too",
      'Decision: a, then the file before 2:45',
    ],
    known:
      'Adding is one command and so is its undoing. The documents are where they belong. The sync takes it out again at :45 unless the file has it too.',
    unknown: 'Why the job did not add it. Whether other collections are missing.',
    options: [
      {
        text: 'Add it by hand',
        tradeOff: 'Seconds, one command to undo; has to be in the file before the sync runs.',
        isChosen: true,
      },
      {
        text: 'Roll the tooling back and run the job again',
        tradeOff:
          'A build of twelve minutes at best, and the job does not touch a collection that exists.',
        isChosen: false,
      },
      {
        text: 'Point writes at yesterday’s collection',
        tradeOff: 'Events would have to be replayed.',
        isChosen: false,
      },
    ],
    reversibility: 'reversible',
    stopRule:
      'If the mug is not found two minutes after, or p99 goes over 400, take it out and think again.',
    whySpeed: 'It could be undone with one command, so nothing had to be argued out first.',
    debt: 'Alias and file were changed by hand; the job that ought to do it was still as before.',
    outcome:
      'Found again at 2:36. The collections of the next two days were missing too and were added a minute later.',
  },
  {
    key: 'd-job',
    statement:
      'The daily job stays on; its caller is mended today, reviewed by somebody who knows all callers',
    role: 'Incident commander',
    quotes: [
      'Decision: job stays on. Tobias or Wren fix it today, reviewed by somebody who knows the callers.',
      'pausing also stops the merge, so base falls a day behind',
    ],
    known:
      'The next run is tomorrow at eleven and makes the collection of the 9th, which customers would miss from Thursday evening on.',
    unknown: 'Whether other callers pass the old name.',
    options: [
      {
        text: 'Pause the job',
        tradeOff: 'Nothing new can go missing; the merge stops too and base falls a day behind.',
        isChosen: false,
      },
      {
        text: 'Leave it on and mend the caller today',
        tradeOff: 'Two days of room; needs a reviewer who knows the callers.',
        isChosen: true,
      },
    ],
    reversibility: 'reversible',
    stopRule:
      'If it is not out by 8 pm, pause the job and add the 9th by hand in the morning. Nobody does this at midnight.',
    outcome:
      'Version 1.14.1 went out at 5:52 pm. The run of the next morning added its collection by itself.',
  },
];
