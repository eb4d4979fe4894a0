import type {
  Contradiction,
  Decision,
  Factor,
  FindingType,
  Hypothesis,
  Impact,
  Observation,
  Precision,
  Question,
  StepKind,
} from '@debrief/contract';

/** A status update as stored; its citations are among those of the finding, under its id. */
export interface StepState {
  id: string;
  kind: StepKind;
  at: string;
  precision: Precision;
  by: string;
  note: string;
}

type Only<T, Keys extends keyof T> = Pick<T, Keys>;

/** The content of a finding by type, other than common fields. */
export interface FindingContents {
  hypothesis: Only<Hypothesis, 'timeSpentMs' | 'lesson'> & { steps: StepState[] };
  decision: Only<
    Decision,
    | 'role'
    | 'known'
    | 'unknown'
    | 'options'
    | 'reversibility'
    | 'abortCriteria'
    | 'whySpeed'
    | 'tradeOffs'
    | 'outcome'
  >;
  question: Only<Question, 'askedBy' | 'askedOf' | 'answer' | 'answeredBy'>;
  factor: Only<Factor, 'kind' | 'sense' | 'belief' | 'reality'>;
  impact: Only<
    Impact,
    | 'on'
    | 'who'
    | 'howMany'
    | 'howItFelt'
    | 'money'
    | 'currency'
    | 'calculation'
    | 'hours'
    | 'nights'
    | 'pulledIn'
    | 'repair'
    | 'windows'
  >;
  observation: Only<
    Observation,
    | 'kind'
    | 'source'
    | 'query'
    | 'method'
    | 'reproduced'
    | 'value'
    | 'baseline'
    | 'unit'
    | 'stages'
    | 'conclusion'
  >;
  contradiction: Only<Contradiction, 'accounts' | 'explanation'>;
}
export type FindingContent = FindingContents[FindingType];

/** The content of a new finding of each type: nothing is filled in. */
export const emptyContents: FindingContents = {
  hypothesis: { timeSpentMs: null, lesson: '', steps: [] },
  decision: {
    role: '',
    known: '',
    unknown: '',
    options: [],
    reversibility: 'unknown',
    abortCriteria: '',
    whySpeed: '',
    tradeOffs: '',
    outcome: '',
  },
  question: { askedBy: '', askedOf: '', answer: '', answeredBy: '' },
  factor: { kind: 'contributor', sense: '', belief: '', reality: '' },
  impact: {
    on: 'customers',
    who: '',
    howMany: null,
    howItFelt: '',
    money: null,
    currency: '',
    calculation: '',
    hours: null,
    nights: null,
    pulledIn: null,
    repair: '',
    windows: [],
  },
  observation: {
    kind: 'signal',
    source: '',
    query: '',
    method: '',
    reproduced: 'unknown',
    value: null,
    baseline: null,
    unit: '',
    stages: [],
    conclusion: '',
  },
  contradiction: { accounts: [], explanation: '' },
};
