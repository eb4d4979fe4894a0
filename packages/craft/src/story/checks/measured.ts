import type { RuleId } from './rule.ts';

/** How often a rule asked where a person would, where none would, and was silent where a person would ask. */
export interface Score {
  right: number;
  wrong: number;
  missed: number;
}

/** A rule that asks more often than this beside the point is not switched on. */
const leastPrecision = 0.8;

/** Share of a rule's questions that a person would ask too. */
export function precisionOf({ right, wrong }: Score): number {
  return right + wrong === 0 ? 0 : right / (right + wrong);
}

/** Measured on the sixteen reviewed answers and on the labelled sentences and stories; a test holds it against both. */
export const measured: Record<RuleId, Score> = {
  'missing-part': { right: 4, wrong: 0, missed: 0 },
  balance: { right: 7, wrong: 0, missed: 0 },
  'task-repeats-situation': { right: 3, wrong: 0, missed: 0 },
  'unattributable-action': { right: 27, wrong: 1, missed: 3 },
  'vague-verb': { right: 42, wrong: 0, missed: 1 },
  'generic-mechanism': { right: 21, wrong: 0, missed: 2 },
  'no-trade-off': { right: 27, wrong: 1, missed: 0 },
  'no-number': { right: 3, wrong: 0, missed: 0 },
  'number-without-baseline': { right: 18, wrong: 0, missed: 2 },
  arithmetic: { right: 10, wrong: 0, missed: 0 },
  'window-missing': { right: 31, wrong: 3, missed: 1 },
  'statistical-support': { right: 19, wrong: 0, missed: 1 },
  'no-prevention': { right: 49, wrong: 1, missed: 3 },
  'no-learning': { right: 62, wrong: 3, missed: 0 },
  blame: { right: 25, wrong: 0, missed: 2 },
  hero: { right: 2, wrong: 0, missed: 0 },
  overclaim: { right: 2, wrong: 0, missed: 0 },
  unsupported: { right: 2, wrong: 0, missed: 0 },
  confidential: { right: 24, wrong: 0, missed: 0 },
  'too-long': { right: 2, wrong: 0, missed: 0 },
};

/** Whether a rule is precise enough to be asked of everybody. */
export function isOn(rule: RuleId): boolean {
  return precisionOf(measured[rule]) >= leastPrecision;
}
