import {
  factorKinds,
  impactAreas,
  observationKinds,
  reproductions,
  reversibilities,
  stepKinds,
  type HypothesisStatus,
  type Reversibility,
} from '@debrief/contract';
import { factorLooks } from '@debrief/render/drawing';
import { dateText, type TimeShow } from '@debrief/rules/time';
import {
  hypothesisWords,
  impactWords,
  observationWords,
  reproductionWords,
  stepWords,
} from '@debrief/rules/words';

export { factorLooks, linkWords } from '@debrief/render/drawing';
export { impactWords, observationWords, stepWords } from '@debrief/rules/words';

export const statusLooks: Record<
  HypothesisStatus,
  { label: string; tone: 'plain' | 'accent' | 'good' | 'warn'; hint: string }
> = {
  open: { label: hypothesisWords.open, tone: 'warn', hint: 'Not decided yet' },
  supported: { label: hypothesisWords.supported, tone: 'accent', hint: 'Evidence speaks for it' },
  'ruled-out': {
    label: hypothesisWords['ruled-out'],
    tone: 'plain',
    hint: 'Evidence speaks against it',
  },
  confirmed: { label: hypothesisWords.confirmed, tone: 'good', hint: 'It is so' },
};

/** An update on another day than its hypothesis shows its date. */
export function selectTimeParts(at: string, hypothesisAt: string, zone: string): TimeShow {
  return dateText(at, zone) === dateText(hypothesisAt, zone) ? 'clock' : 'both';
}

/** A hypothesis is proposed once, when it is added. */
export const takenSteps = stepKinds.filter((kind) => kind !== 'proposed');

export const reversibilityWords: Record<Reversibility, string> = {
  reversible: 'Reversible',
  costly: 'Reversible at a cost',
  irreversible: 'Not reversible',
  unknown: 'Not known whether reversible',
};

const toChoices = <T extends string>(values: readonly T[], word: (value: T) => string) =>
  values.map((value) => ({ value, label: word(value) }));
export const factorChoices = toChoices(
  factorKinds,
  (kind) => `${factorLooks[kind].label}: ${factorLooks[kind].hint.toLowerCase()}`,
);
export const stepChoices = toChoices(takenSteps, (kind) => stepWords[kind]);
export const reversibilityChoices = toChoices(reversibilities, (one) => reversibilityWords[one]);
export const observationChoices = toChoices(observationKinds, (kind) => observationWords[kind]);
export const reproductionChoices = toChoices(reproductions, (one) => reproductionWords[one]);
export const impactChoices = toChoices(impactAreas, (one) => impactWords[one]);

/** `asked by Support, addressed to Search`; empty if neither is known. */
export function describeAsked(question: { askedBy: string; askedOf: string }): string {
  return [
    question.askedBy === '' ? '' : `asked by ${question.askedBy}`,
    question.askedOf === '' ? '' : `addressed to ${question.askedOf}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
