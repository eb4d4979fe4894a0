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
        note: 'Storefront traced the errors to release 3.118.0 and one route, /cart/estimate.',
        quotes: [
          'the 5xx are ours. storefront 3.118.0 at 2:19, only /cart/estimate. rolling it back. search calls are 200',
        ],
      },
      {
        kind: 'ruled-out',
        by: 'Search on-call',
        note: 'The error rate of search-api is flat, and support had asked about it 100 minutes before the errors started.',
        quotes: [
          'search-api 5xx is flat at 0.02. all of the rise is /cart. and Jonah was in search-team at 12:40. errors start 2:20',
        ],
      },
    ],
    timeSpentMs: minute,
    lesson:
      'An alert that fires during an incident is not necessarily about it. Comparing start times settled it.',
  },
  {
    key: 'h-broker',
    statement: 'The broker is delaying new listings, so the indexer never receives them',
    by: 'Search engineer',
    quotes: [
      "if the indexer isn't consuming, new SKUs don't get in",
      'brokers were restarted from 2:08 on, lag was 18k at 2:22',
    ],
    steps: [
      {
        kind: 'tested',
        by: 'Platform engineer, brokers',
        note: 'Lag is back to normal, offsets advance and the indexer acknowledges everything.',
        quotes: [
          'Broker: lag 212, it was back to normal at 2:29, before this channel. Offsets move, indexer acks everything.',
        ],
      },
      {
        kind: 'ruled-out',
        by: 'Platform engineer, brokers',
        note: 'The documents are reaching today’s collection.',
        quotes: [
          'So the SKUs arrive. It is not the broker.',
          'Documents per minute have no gap that did not refill.',
        ],
      },
    ],
    timeSpentMs: 2 * minute,
    lesson:
      'Proving that the broker was fine took two minutes. Checking the document count of the collection first would have answered it at once.',
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
        note: 'With caching off, search-api still returns no hits for the test listing.',
        quotes: [
          "not the CDN. asked search-api directly with caching off, 0 hits for the mug, and the CDN isn't in that path",
        ],
      },
    ],
    timeSpentMs: minute,
    lesson:
      'Storefront had purged the CDN that morning because New Arrivals looked stale, but the search team did not know.',
  },
  {
    key: 'h-alias',
    statement: 'The alias that search reads does not contain today’s collection',
    by: 'Search engineer, five weeks in',
    quotes: ['if they arrive in skus_20221206, is skus_20221206 on the list that search reads?'],
    steps: [
      {
        kind: 'tested',
        by: 'Search on-call',
        note: 'Listed the members of the alias.',
        quotes: ["it's not on the list"],
      },
      {
        kind: 'supported',
        by: 'Search on-call',
        note: 'The alias contains only base and yesterday. It should have five members.',
        quotes: [
          'read alias has base and yesterday. nothing for today',
          'there are supposed to be five',
        ],
      },
      {
        kind: 'confirmed',
        by: 'Search on-call',
        note: 'Queried directly, the collection returns the test listing. Once the collection is in the alias, search returns it too.',
        quotes: [
          'queried the collection by its name, bypassing the alias: the mug is the first hit',
          'I SEE THE MUG',
        ],
      },
    ],
    timeSpentMs: minute,
    lesson: 'The question came from the newest person, who did not take anything here for granted.',
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
        note: 'Checked silences and routing first. Both are fine.',
        quotes: [
          'no silence matches it. Looking at routing',
          'routing is fine too, a hand-made test notification arrives',
        ],
      },
      {
        kind: 'supported',
        by: 'Observability engineer',
        note: 'The rule filters on one label value, but the probe exports another.',
        quotes: [
          '# what the probe exports',
          "the cosmetic one. I'm sorry. It came with my template refactor, so 13 days.",
        ],
      },
      {
        kind: 'confirmed',
        by: 'Observability engineer',
        note: 'With both labels accepted, the alert is triggered on purpose and the page arrives.',
        quotes: ['there it is. page received 22:19', 'red before, green after'],
      },
    ],
    timeSpentMs: 62 * minute,
    lesson: 'A silent alert looks the same whether everything is fine or the rule matches nothing.',
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
  abortCriteria: string;
  whySpeed?: string;
  tradeOffs?: string;
  outcome: string;
}

export const decisions: DecisionPlan[] = [
  {
    key: 'd-failover',
    statement: 'Do not fail over to the B side',
    role: 'Incident commander',
    quotes: [
      'can we fail over to the B side? that fixed the october thing',
      "agree. it'd be a guess. and it'd move the evidence",
      'No failover. If we know nothing at 2:45, I ask again. Stop rule noted.',
    ],
    known:
      'The B side has the same configuration and cold caches, which means about six minutes of slow search for everyone. Search itself responds normally.',
    unknown: 'What keeps new listings out of search, and whether the B side would show them.',
    options: [
      {
        text: 'Fail over to the B side',
        tradeOff:
          'It helped in October. But it is a guess, it slows search for everyone, and it disturbs the evidence.',
        isChosen: false,
      },
      {
        text: 'Stay on the A side, and decide again at 2:45',
        tradeOff: 'Vendors may wait up to 12 minutes longer, but the evidence stays intact.',
        isChosen: true,
      },
    ],
    reversibility: 'costly',
    abortCriteria: 'If the cause is still unknown at 2:45, reconsider the failover.',
    outcome:
      'The cause was found about a minute later. The B side has the same configuration, so a failover would not have helped.',
  },
  {
    key: 'd-vendors',
    statement:
      'Tell vendors now what they may see and what not to do, without a cause or an estimate',
    role: 'Incident commander, proposed by the support lead',
    quotes: [
      'I want to tell vendors now. They delete and re-create listings to "wake them up"',
      "I'd say what they see and what not to do. No cause, no time.",
      'Margo: go. Exactly that.',
    ],
    known:
      'Vendors are deleting and re-creating listings, and each duplicate has to be cleaned up later. Their listings are saved.',
    unknown: 'The cause, the start time, and how many listings are affected.',
    options: [
      {
        text: 'Wait until the cause is known',
        tradeOff:
          'Nothing to correct ten minutes later, but vendors create more duplicates in the meantime.',
        isChosen: false,
      },
      {
        text: 'Say what they may see and what not to do',
        tradeOff: 'Stays true whatever the cause is, but does not answer “why”.',
        isChosen: true,
      },
    ],
    reversibility: 'irreversible',
    abortCriteria: '',
    whySpeed: 'Every minute of silence meant more duplicates to clean up.',
    outcome:
      'The wording was corrected within a minute to say that only new listings were affected. In total, 61 vendors created 236 duplicates.',
  },
  {
    key: 'd-by-hand',
    statement: 'Add the collection to the alias by hand, then to skus.yaml before 2:45',
    role: 'Incident commander, on options from search on-call',
    quotes: [
      'options. a) add it by hand, takes seconds, undo is one command',
      "by hand is safe, it only adds. but config-sync re-applies skus.yaml every 15 min. at :45 it takes it out again unless it's in the file too",
      'Decision: a, then the file before 2:45',
    ],
    known:
      'Adding the collection takes one command, and so does undoing it. The documents are in the right place. config-sync will revert the change at 2:45 unless skus.yaml has it too.',
    unknown: 'Why the job did not add the collection, and whether other collections are missing.',
    options: [
      {
        text: 'Add it by hand',
        tradeOff:
          'Takes seconds and one command to undo, but skus.yaml has to be updated before config-sync runs.',
        isChosen: true,
      },
      {
        text: 'Roll back index-tooling to 1.13 and rerun the job',
        tradeOff:
          'The build takes 12 minutes at best, and the job skips collections that already exist.',
        isChosen: false,
      },
      {
        text: 'Point writes at yesterday’s collection',
        tradeOff: 'Catalog would have to replay events.',
        isChosen: false,
      },
    ],
    reversibility: 'reversible',
    abortCriteria:
      'If search does not find the test listing within 2 minutes, or p99 goes over 400 ms, undo the change and reconsider.',
    whySpeed: 'One command undoes it, so there was no need for a long discussion.',
    tradeOffs:
      'The alias and skus.yaml were changed by hand. The job that should do this was still broken.',
    outcome:
      'Search found new listings again at 2:36. The collections for the next two days were missing too and were added within a minute.',
  },
  {
    key: 'd-job',
    statement: 'Keep the daily job running, and fix its call to update_alias today',
    role: 'Incident commander',
    quotes: [
      'Decision: job stays on. Tobias or Wren fix it today, reviewed by somebody who knows the callers.',
      'pausing also stops the merge, so base falls a day behind',
    ],
    known:
      'The next run is tomorrow at 11 am and creates the collection for the 9th. If it is not added to the alias, customers notice from Thursday at 7 pm.',
    unknown: 'Whether other callers still pass the old name.',
    options: [
      {
        text: 'Pause the job',
        tradeOff:
          'No new collection can go missing, but the merge stops too and base falls a day behind.',
        isChosen: false,
      },
      {
        text: 'Keep it running and fix the call today',
        tradeOff: 'There is a two-day buffer, but the fix needs a reviewer who knows the callers.',
        isChosen: true,
      },
    ],
    reversibility: 'reversible',
    abortCriteria:
      'If the fix is not out by 8 pm, pause the job and add the 9th by hand in the morning. No one works on this at midnight.',
    outcome:
      'index-tooling 1.14.1 was deployed at 5:52 pm. The next run added its collection to the alias.',
  },
];
