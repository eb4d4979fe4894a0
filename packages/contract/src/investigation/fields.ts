import type { FieldText } from '../fields.ts';
import type { FindingType } from '../words.ts';

export const findingFields = {
  hypothesis: {
    statement: { label: 'Hypothesis', isProse: true },
    timeSpentMs: {
      label: 'Time spent',
      placeholder: '1 h 20 min',
      hint: 'Empty: from the first step to the last',
    },
    lesson: {
      label: 'What we learned',
      placeholder: 'The broker has its own dashboard, and no one on call knew about it',
      isProse: true,
    },
  },
  decision: {
    statement: { label: 'Decision', isProse: true },
    role: { label: 'Decided by (role)', placeholder: 'incident commander' },
    reversibility: { label: 'Reversible?' },
    known: {
      label: 'Known then',
      placeholder: 'Search is missing two days; the deploy was at 10:00',
      isProse: true,
    },
    unknown: {
      label: 'Not known then',
      placeholder: 'Whether any data is lost',
      isProse: true,
    },
    options: { label: 'Options' },
    abortCriteria: {
      label: 'Abort criteria',
      placeholder: 'Not understood by hour four: roll back',
      isProse: true,
    },
    whySpeed: { label: 'Why speed was right', isProse: true },
    tradeOffs: {
      label: 'Trade-offs',
      placeholder: 'The old tooling stays for a month',
      isProse: true,
    },
    outcome: { label: 'Outcome', isProse: true },
  },
  question: {
    statement: { label: 'Question', isProse: true },
    askedBy: { label: 'Asked by', placeholder: 'support' },
    askedOf: { label: 'Addressed to (person or system)', placeholder: 'the search team' },
    answer: { label: 'Answer', hint: 'Empty: the question is open', isProse: true },
    answeredBy: { label: 'Answered by' },
  },
  factor: {
    statement: { label: 'Factor', isProse: true },
    kind: { label: 'Kind' },
    sense: {
      label: 'Why it made sense',
      placeholder: 'The alias had been changed by hand for years without trouble',
      isProse: true,
    },
    belief: {
      label: 'What was believed',
      placeholder: 'The alias points at the newest index',
      isProse: true,
    },
    reality: {
      label: 'What was true',
      placeholder: 'It pointed at the index of last week',
      isProse: true,
    },
  },
  impact: {
    statement: { label: 'Impact', isProse: true },
    on: { label: 'On' },
    howMany: { label: 'How many' },
    who: { label: 'Who', placeholder: 'Customers who search by date', isProse: true },
    howItFelt: {
      label: 'How it felt',
      placeholder: '“I thought you had lost my orders”',
      isProse: true,
    },
    money: { label: 'Cost' },
    currency: { label: 'Currency', placeholder: 'EUR' },
    calculation: {
      label: 'How the cost was calculated',
      placeholder: '62 orders of 180 EUR',
      isProse: true,
    },
    hours: { label: 'Hours of work' },
    nights: { label: 'Nights' },
    pulledIn: { label: 'People pulled in while not on call' },
    repair: { label: 'How it was repaired', isProse: true },
    windows: { label: 'When' },
  },
  observation: {
    statement: { label: 'Observation', isProse: true },
    kind: { label: 'Kind' },
    source: { label: 'Where', placeholder: 'dashboard search-index, panel lag' },
    query: { label: 'Query', placeholder: 'sum(rate(search_errors[5m]))', isProse: true },
    method: {
      label: 'Method',
      placeholder: 'Replayed an hour of traffic against a copy of the index',
      isProse: true,
    },
    reproduced: { label: 'Reproduced?' },
    value: { label: 'Value' },
    baseline: { label: 'Compared with' },
    unit: { label: 'Unit', placeholder: 'ms' },
    stages: { label: 'Counts' },
    conclusion: {
      label: 'What it showed',
      placeholder: 'The broker delivers everything; the loss is after it',
      isProse: true,
    },
  },
  contradiction: {
    statement: { label: 'What the accounts differ on', isProse: true },
    accounts: { label: 'Accounts' },
    explanation: {
      label: 'Why they may differ',
      placeholder: 'Support saw the ticket queue, search only saw its dashboards',
      isProse: true,
    },
  },
} as const satisfies Record<FindingType, Record<string, FieldText>>;

export const commonFindingFields = {
  at: { label: 'Time' },
  precision: { label: 'Precision' },
  knownAt: { label: 'Known from', hint: 'Empty: not confirmed' },
  citations: { label: 'Evidence' },
} as const satisfies Record<string, FieldText>;
