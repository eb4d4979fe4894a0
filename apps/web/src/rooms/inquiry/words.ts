import { EntryType, FactorKind, ImpactOn, LinkKind, Reversibility, StepKind, type HypothesisStatus } from '@debrief/contract';

interface EntryLook {
  label: string;
  many: string;
  color: string;
  /** Drawn on 16 × 16 as an outline, so that no entry is taken for a marker of an event. */
  shape: string;
  /** What one would write, for the field and for where there is nothing yet. */
  example: string;
}

export const entryLooks: Record<EntryType, EntryLook> = {
  hypothesis: {
    label: 'Hypothesis',
    many: 'Hypotheses',
    color: 'var(--diagnosis)',
    shape: 'M8 1.5a4.5 4.5 0 0 0-2.500 8.250V12h5V9.750A4.500 4.500 0 0 0 8 1.500zM6 14.500h4',
    example: 'The broker holds the messages back',
  },
  decision: {
    label: 'Decision',
    many: 'Decisions',
    color: 'var(--decision)',
    shape: 'M8 14.500V8M8 8 3 2.500M8 8l5-5.500M3 6V2.500h3.500M13 6V2.500H9.500',
    example: 'Roll the index tooling back before we understand it',
  },
  question: {
    label: 'Question',
    many: 'Questions',
    color: 'var(--key-moment)',
    shape: 'M5 5.500a3 3 0 1 1 4.300 2.700C8.300 8.700 8 9.300 8 10.500M8 13.700v.6',
    example: 'Who else writes to this alias?',
  },
  factor: {
    label: 'Factor',
    many: 'Factors',
    color: 'var(--repair)',
    shape: 'M3 3.500a1.800 1.800 0 1 0 0 .1M13 3.500a1.800 1.800 0 1 0 0 .1M8 12.500a1.800 1.800 0 1 0 0 .1M4.200 5l2.600 5.500M11.800 5l-2.600 5.500',
    example: 'The alias is changed by hand, and nothing checks where it points',
  },
  impact: {
    label: 'Impact',
    many: 'Impact',
    color: 'var(--impact)',
    shape: 'M1.500 8h3l2-5 3 10 2-5h3',
    example: 'Searches of 900 customers found nothing of the last two days',
  },
};

export const statusLooks: Record<HypothesisStatus, { label: string; tone: 'plain' | 'accent' | 'good' | 'warn'; hint: string }> = {
  open: { label: 'Open', tone: 'warn', hint: 'Not decided yet' },
  supported: { label: 'Supported', tone: 'accent', hint: 'Evidence speaks for it' },
  'ruled-out': { label: 'Ruled out', tone: 'plain', hint: 'Evidence speaks against it' },
  confirmed: { label: 'Confirmed', tone: 'good', hint: 'It is so' },
};

export const stepWords: Record<StepKind, string> = {
  proposed: 'Proposed',
  tested: 'Tested',
  supported: 'Supported',
  'ruled-out': 'Ruled out',
  confirmed: 'Confirmed',
  reopened: 'Opened again',
};
/** A hypothesis is proposed once, when it is written down. */
export const takenSteps = StepKind.options.filter((kind) => kind !== 'proposed');

export const factorLooks: Record<FactorKind, { label: string; hint: string; color: string }> = {
  trigger: { label: 'Trigger', hint: 'What set it off', color: 'var(--detection)' },
  mechanism: { label: 'Mechanism', hint: 'How exactly one thing made the other happen', color: 'var(--diagnosis)' },
  contributor: { label: 'Contributor', hint: 'What made it possible or more likely', color: 'var(--context)' },
  mitigator: { label: 'Mitigator', hint: 'What kept it smaller', color: 'var(--repair)' },
  risk: { label: 'Risk', hint: 'What is still so, and could hurt again', color: 'var(--impact)' },
  difficulty: { label: 'Difficulty', hint: 'What made it hard to see or to mend', color: 'var(--decision)' },
  surprise: { label: 'Surprise', hint: 'What nobody would have thought', color: 'var(--key-moment)' },
};

/** `A led to B`, and from the other end `because of A`. */
export const linkWords: Record<LinkKind, { forth: string; back: string }> = {
  'made-possible': { forth: 'made possible', back: 'made possible by' },
  'led-to': { forth: 'led to', back: 'because of' },
  'made-worse': { forth: 'made worse', back: 'made worse by' },
  limited: { forth: 'limited', back: 'limited by' },
};

export const reversibilityWords: Record<Reversibility, string> = {
  reversible: 'Reversible',
  costly: 'Reversible at a cost',
  irreversible: 'Not reversible',
  unknown: 'Not known whether reversible',
};

export const impactWords: Record<ImpactOn, string> = { customers: 'Customers', employees: 'Employees', data: 'Data' };

const choicesOf = <T extends string>(values: readonly T[], word: (value: T) => string) => values.map((value) => ({ value, label: word(value) }));
export const factorChoices = choicesOf(FactorKind.options, (kind) => `${factorLooks[kind].label}: ${factorLooks[kind].hint.toLowerCase()}`);
export const linkChoices = choicesOf(LinkKind.options, (kind) => linkWords[kind].forth);
export const stepChoices = choicesOf(takenSteps, (kind) => stepWords[kind]);
export const reversibilityChoices = choicesOf(Reversibility.options, (one) => reversibilityWords[one]);
export const impactChoices = choicesOf(ImpactOn.options, (one) => impactWords[one]);

/** The key that begins one, here and in the record. */
export const entryKeys: Record<EntryType, string> = { hypothesis: 'h', decision: 'd', question: 'q', factor: 'f', impact: 'i' };
