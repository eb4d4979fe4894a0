/**
 * How often a rule asked when a person would, when no one would, and missed what a person would
 * ask.
 */
export interface ItemScore {
  right: number;
  wrong: number;
  missed: number;
}

export type FollowUpRuleId =
  | 'careful'
  | 'retrain'
  | 'remind'
  | 'comply'
  | 'signal'
  | 'improve'
  | 'ensure'
  | 'investigate'
  | 'unbounded';

/** A rule with a lower precision is not enabled. */
const leastPrecision = 0.8;

/** Measured on all labeled action items, published ones and our own; a test checks it. */
export const itemRulePrecision: Record<FollowUpRuleId, ItemScore> = {
  careful: { right: 10, wrong: 1, missed: 1 },
  retrain: { right: 10, wrong: 0, missed: 2 },
  remind: { right: 9, wrong: 0, missed: 1 },
  comply: { right: 11, wrong: 1, missed: 0 },
  signal: { right: 29, wrong: 0, missed: 6 },
  improve: { right: 22, wrong: 4, missed: 4 },
  ensure: { right: 17, wrong: 2, missed: 1 },
  investigate: { right: 55, wrong: 5, missed: 0 },
  unbounded: { right: 14, wrong: 3, missed: 1 },
};

export function calculateItemPrecision({ right, wrong }: ItemScore): number {
  return right + wrong === 0 ? 0 : right / (right + wrong);
}

export function isEnabled(
  rule: FollowUpRuleId,
  score: ItemScore = itemRulePrecision[rule],
): boolean {
  return calculateItemPrecision(score) >= leastPrecision;
}
