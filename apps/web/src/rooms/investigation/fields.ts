import {
  commonFindingFields,
  findingFields,
  type FindingType,
  type FieldText,
  type ImpactOn,
  type ObservationKind,
} from '@debrief/contract';
import type { Choice } from '../../ui/field.tsx';
import { precisionChoices } from '../../ui/time-field.tsx';
import {
  factorChoices,
  impactChoices,
  observationChoices,
  reproductionChoices,
  reversibilityChoices,
} from './words.ts';

interface Input {
  /** Empty means none, and can be saved. */
  isOptional?: true;
  as:
    | 'line'
    | 'prose'
    | 'number'
    | 'time'
    | 'duration'
    | 'options'
    | 'windows'
    | 'stages'
    | 'accounts'
    | 'choice';
  choices?: readonly Choice<string>[];
  suggests?: 'roles';
  /** A number that can be negative. */
  isSigned?: true;
  /** Which impacts or kinds of observations have it; others show it only if it has a value. */
  of?: readonly (ImpactOn | ObservationKind)[];
}

export interface FieldSpec extends Input, FieldText {
  name: string;
}

const [line, prose, number]: [Input, Input, Input] = [
  { as: 'line' },
  { as: 'prose' },
  { as: 'number' },
];
const paid: readonly ImpactOn[] = ['customers', 'data'];
const worked: readonly ImpactOn[] = ['employees'];
const figure: Input = { as: 'number', isSigned: true, of: ['measurement'] };

type Inputs = {
  [T in FindingType]: Record<Exclude<keyof (typeof findingFields)[T], 'statement'>, Input>;
};
const inputs: Inputs = {
  hypothesis: { timeSpentMs: { as: 'duration' }, lesson: prose },
  decision: {
    role: { as: 'line', suggests: 'roles' },
    reversibility: { as: 'choice', choices: reversibilityChoices },
    known: prose,
    unknown: prose,
    options: { as: 'options' },
    abortCriteria: prose,
    whySpeed: prose,
    tradeOffs: prose,
    outcome: prose,
  },
  question: { askedBy: line, askedOf: line, answer: prose, answeredBy: line },
  factor: {
    kind: { as: 'choice', choices: factorChoices },
    sense: prose,
    belief: prose,
    reality: prose,
  },
  impact: {
    on: { as: 'choice', choices: impactChoices },
    howMany: number,
    who: prose,
    howItFelt: { as: 'prose', of: ['customers', 'employees'] },
    money: { as: 'number', of: paid },
    currency: { as: 'line', of: paid },
    calculation: { as: 'prose', of: paid },
    hours: { as: 'number', of: worked },
    nights: { as: 'number', of: worked },
    pulledIn: { as: 'number', of: worked },
    repair: { as: 'prose', of: paid },
    windows: { as: 'windows' },
  },
  observation: {
    kind: { as: 'choice', choices: observationChoices },
    source: { as: 'line', of: ['signal', 'measurement', 'comparison'] },
    query: { as: 'prose', of: ['signal', 'measurement', 'comparison'] },
    method: { as: 'prose', of: ['reproduction', 'measurement'] },
    reproduced: { as: 'choice', choices: reproductionChoices, of: ['reproduction'] },
    value: figure,
    baseline: figure,
    unit: { as: 'line', of: ['measurement'] },
    stages: { as: 'stages', of: ['comparison'] },
    conclusion: prose,
  },
  contradiction: { accounts: { as: 'accounts' }, explanation: prose },
};

const texts: Record<FindingType, Record<string, FieldText>> = findingFields;
const common: FieldSpec[] = [
  { name: 'at', as: 'time', ...commonFindingFields.at },
  { name: 'precision', as: 'choice', choices: precisionChoices, ...commonFindingFields.precision },
  { name: 'knownAt', as: 'time', isOptional: true, ...commonFindingFields.knownAt },
];

export function listFields(type: FindingType): readonly FieldSpec[] {
  const own = Object.entries(inputs[type]).map(([name, input]) => ({
    name,
    label: name,
    ...texts[type][name],
    ...input,
  }));
  return [...own, ...common];
}

const hasNoValue = ['', '[]', 'unknown'];

/** The fields to show now: an impact on customers has no nights, unless they were entered. */
export function listVisibleFields(
  type: FindingType,
  text: Readonly<Record<string, string>>,
): readonly FieldSpec[] {
  return listFields(type).filter(
    (field) =>
      !field.of ||
      field.of.some((one) => one === (text['on'] ?? text['kind'])) ||
      !hasNoValue.includes(text[field.name] ?? ''),
  );
}

export function findLabel(type: FindingType, name: string): string {
  const known: Record<string, FieldText> = { ...texts[type], ...commonFindingFields };
  return known[name]?.label ?? name;
}

/** What the author wrote in sentences: read by the language lens. */
export function listProse(type: FindingType, text: Readonly<Record<string, string>>): string[] {
  return Object.entries<FieldText>(findingFields[type]).flatMap(([name, field]) =>
    field.isProse ? [text[name] ?? ''] : [],
  );
}
