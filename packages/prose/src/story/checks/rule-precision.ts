import type { RuleId } from './rule.ts';

/**
 * How often a rule asked when a person would, when no one would, and missed what a person would
 * ask.
 */
export interface Score {
  right: number;
  wrong: number;
  missed: number;
}

/** A rule with a lower precision is not enabled. */
const leastPrecision = 0.8;

export function calculatePrecision({ right, wrong }: Score): number {
  return right + wrong === 0 ? 0 : right / (right + wrong);
}

/**
 * Measured on the sixteen reviewed answers and all labeled sentences and stories, including those
 * held out; a test checks it.
 */
export const rulePrecision: Record<RuleId, Score> = {
  'missing-part': { right: 14, wrong: 0, missed: 0 },
  balance: { right: 17, wrong: 0, missed: 0 },
  'task-repeats-situation': { right: 13, wrong: 0, missed: 0 },
  'unattributable-action': { right: 44, wrong: 1, missed: 1 },
  'vague-verb': { right: 54, wrong: 1, missed: 3 },
  'generic-mechanism': { right: 34, wrong: 0, missed: 2 },
  'no-trade-off': { right: 111, wrong: 12, missed: 2 },
  'no-number': { right: 11, wrong: 0, missed: 0 },
  'number-without-baseline': { right: 32, wrong: 1, missed: 1 },
  arithmetic: { right: 20, wrong: 0, missed: 2 },
  'window-missing': { right: 52, wrong: 1, missed: 1 },
  'statistical-support': { right: 29, wrong: 0, missed: 4 },
  'no-prevention': { right: 127, wrong: 7, missed: 0 },
  'no-learning': { right: 139, wrong: 5, missed: 0 },
  blame: { right: 39, wrong: 0, missed: 2 },
  hero: { right: 10, wrong: 0, missed: 1 },
  overclaim: { right: 12, wrong: 1, missed: 0 },
  unsupported: { right: 10, wrong: 0, missed: 0 },
  confidential: { right: 35, wrong: 1, missed: 1 },
  'too-long': { right: 12, wrong: 0, missed: 0 },
};

export function isEnabled(rule: RuleId, score: Score = rulePrecision[rule]): boolean {
  return calculatePrecision(score) >= leastPrecision;
}
