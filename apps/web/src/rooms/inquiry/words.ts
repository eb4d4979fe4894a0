import { FactorKind, ImpactOn, LinkKind, Reversibility, StepKind, type HypothesisStatus } from '@debrief/contract';

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
export const stepChoices = choicesOf(takenSteps, (kind) => stepWords[kind]);
export const reversibilityChoices = choicesOf(Reversibility.options, (one) => reversibilityWords[one]);
export const impactChoices = choicesOf(ImpactOn.options, (one) => impactWords[one]);
