import type { EntryType, ImpactOn } from '@debrief/contract';
import type { Choice } from '../../ui/field.tsx';
import { precisionChoices } from '../../ui/time-field.tsx';
import { factorChoices, impactChoices, reversibilityChoices } from './words.ts';

interface Common {
  name: string;
  label: string;
  hint?: string;
  placeholder?: string;
  /** What the browser offers while one types. */
  suggests?: 'roles';
  /** Which impacts have it; asked of the others only where something stands in it. */
  of?: readonly ImpactOn[];
}
/** One field of an entry: how it is typed, and what it is called. */
export type FieldSpec =
  | (Common & { as: 'line' | 'prose' | 'number' | 'time' | 'duration' | 'options' | 'windows' })
  | (Common & { as: 'choice'; choices: readonly Choice<string>[] });

const at: FieldSpec = { name: 'at', label: 'Time', as: 'time' };
const precision: FieldSpec = {
  name: 'precision',
  label: 'Precision',
  as: 'choice',
  choices: precisionChoices,
};

const own: Record<EntryType, FieldSpec[]> = {
  hypothesis: [
    {
      name: 'timeSpentMs',
      label: 'Time spent on it',
      as: 'duration',
      placeholder: '1 h 20 min',
      hint: 'Empty: from the first step to the last',
    },
    {
      name: 'lesson',
      label: 'What it taught',
      as: 'prose',
      placeholder: 'The broker has its own dashboard, and nobody on call knew of it',
    },
  ],
  decision: [
    {
      name: 'role',
      label: 'Decided by (role)',
      as: 'line',
      placeholder: 'incident commander',
      suggests: 'roles',
    },
    { name: 'reversibility', label: 'Reversible?', as: 'choice', choices: reversibilityChoices },
    {
      name: 'known',
      label: 'Known then',
      as: 'prose',
      placeholder: 'Search lacks two days; the deploy was at 10:00',
    },
    {
      name: 'unknown',
      label: 'Not known then',
      as: 'prose',
      placeholder: 'Whether any data is lost',
    },
    { name: 'options', label: 'Options', as: 'options' },
    {
      name: 'stopRule',
      label: 'Stop rule',
      as: 'prose',
      placeholder: 'Not understood by hour four: roll back',
    },
    { name: 'whySpeed', label: 'Why speed was right', as: 'prose' },
    {
      name: 'debt',
      label: 'Debt taken on',
      as: 'prose',
      placeholder: 'The old tooling stays for a month',
    },
    { name: 'outcome', label: 'How it turned out', as: 'prose' },
  ],
  question: [
    { name: 'askedBy', label: 'Asked by', as: 'line', placeholder: 'support' },
    {
      name: 'askedOf',
      label: 'Asked of (person or system)',
      as: 'line',
      placeholder: 'the search team',
    },
    { name: 'answer', label: 'Answer', as: 'prose', hint: 'Empty: the question is open' },
    { name: 'answeredBy', label: 'Answered by', as: 'line' },
  ],
  factor: [
    { name: 'kind', label: 'Kind', as: 'choice', choices: factorChoices },
    {
      name: 'sense',
      label: 'How it made sense at the time',
      as: 'prose',
      placeholder: 'The alias had been changed by hand for years without trouble',
    },
    {
      name: 'belief',
      label: 'What was believed',
      as: 'prose',
      placeholder: 'The alias points at the newest index',
    },
    {
      name: 'reality',
      label: 'What was so',
      as: 'prose',
      placeholder: 'It pointed at the index of last week',
    },
  ],
  impact: [
    { name: 'on', label: 'On', as: 'choice', choices: impactChoices },
    { name: 'howMany', label: 'How many', as: 'number' },
    { name: 'who', label: 'Who', as: 'prose', placeholder: 'Customers who search by date' },
    {
      name: 'howItFelt',
      label: 'How it felt',
      as: 'prose',
      placeholder: '“I thought that you had lost my orders”',
      of: ['customers', 'employees'],
    },
    { name: 'money', label: 'Money', as: 'number', of: ['customers', 'data'] },
    {
      name: 'currency',
      label: 'Currency',
      as: 'line',
      placeholder: 'EUR',
      of: ['customers', 'data'],
    },
    {
      name: 'calculation',
      label: 'How the money was reckoned',
      as: 'prose',
      placeholder: '62 orders of 180 EUR',
      of: ['customers', 'data'],
    },
    { name: 'hours', label: 'Hours of work', as: 'number', of: ['employees'] },
    { name: 'nights', label: 'Nights', as: 'number', of: ['employees'] },
    {
      name: 'pulledIn',
      label: 'People pulled in while not on call',
      as: 'number',
      of: ['employees'],
    },
    { name: 'repair', label: 'How it was repaired', as: 'prose', of: ['customers', 'data'] },
    { name: 'windows', label: 'When', as: 'windows' },
  ],
};

/** The fields of an entry in the order in which they are asked; the statement stands before them. */
export function fieldsOf(type: EntryType): readonly FieldSpec[] {
  return [...own[type], at, precision];
}

/** The fields that are asked for now: an impact on customers has no nights, unless somebody wrote them down. */
export function askedOf(
  type: EntryType,
  text: Readonly<Record<string, string>>,
): readonly FieldSpec[] {
  return fieldsOf(type).filter(
    (field) =>
      !field.of || field.of.some((on) => on === text['on']) || (text[field.name] ?? '') !== '',
  );
}

export const statementLabels: Record<EntryType, string> = {
  hypothesis: 'What may be so',
  decision: 'What was decided',
  question: 'The question',
  factor: 'What played a part',
  impact: 'What was hurt',
};

export function labelOf(type: EntryType, name: string): string {
  if (name === 'citations') return 'Evidence';
  return name === 'statement'
    ? statementLabels[type]
    : (fieldsOf(type).find((field) => field.name === name)?.label ?? name);
}
