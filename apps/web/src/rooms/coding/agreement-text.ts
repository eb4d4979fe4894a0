import type { CodingAgreement } from '@debrief/contract';

const reasons = {
  'no-pairs': "Can't be calculated: no item has two answers",
  'no-variation': "Can't be calculated: all answers are the same",
};

/** Alpha with its interval: `0.74 (0.52 to 0.91)`. */
export function agreementText({ alpha, reason, interval }: CodingAgreement): string {
  if (alpha === null) return reasons[reason ?? 'no-pairs'];
  const range = interval ? ` (${toText(interval.low)} to ${toText(interval.high)})` : '';
  return `${toText(alpha)}${range}`;
}

const toText = (value: number) => value.toFixed(2).replace('-', '−');

/** Whether two coders gave different sets of tags. */
export function hasDisagreement(answers: readonly (readonly string[] | null)[]): boolean {
  const given = answers.filter((answer) => answer !== null);
  return new Set(given.map((answer) => answer.toSorted().join(' '))).size > 1;
}
