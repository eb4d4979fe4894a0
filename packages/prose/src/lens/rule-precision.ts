import type { LensRuleId } from './rule.ts';

/**
 * How a rule did on labeled sentences. `right`, `wrong` and `missed` count those held out: half of
 * the reports, and half of our own sentences. `recall` is estimated for all sentences of the
 * reports held out. `published` counts every published sentence that the rule asks about.
 */
export interface LensScore {
  right: number;
  wrong: number;
  missed: number;
  recall: number;
  published: { right: number; wrong: number };
}

/** A rule with a lower precision is not on: held out, and on what was published. */
const leastPrecision = 0.7;
/** With fewer questions, nothing was measured. */
const leastCases = 5;

/** A test calculates these again from the labeled sentences. */
export const lensPrecision: Record<LensRuleId, LensScore> = {
  counterfactual: {
    right: 18,
    wrong: 6,
    missed: 2,
    recall: 0.9,
    published: { right: 36, wrong: 6 },
  },
  deficit: { right: 29, wrong: 3, missed: 12, recall: 0.78, published: { right: 68, wrong: 3 } },
  'human-error': {
    right: 16,
    wrong: 4,
    missed: 1,
    recall: 0.94,
    published: { right: 23, wrong: 4 },
  },
  hindsight: { right: 10, wrong: 0, missed: 0, recall: 1, published: { right: 5, wrong: 0 } },
  'person-as-cause': {
    right: 12,
    wrong: 2,
    missed: 1,
    recall: 0.97,
    published: { right: 28, wrong: 2 },
  },
  'hidden-decision': {
    right: 21,
    wrong: 8,
    missed: 7,
    recall: 0.42,
    published: { right: 34, wrong: 8 },
  },
  luck: { right: 9, wrong: 0, missed: 0, recall: 1, published: { right: 13, wrong: 1 } },
  'blaming-question': {
    right: 6,
    wrong: 0,
    missed: 1,
    recall: 1,
    published: { right: 1, wrong: 0 },
  },
  animated: { right: 7, wrong: 0, missed: 0, recall: 1, published: { right: 3, wrong: 2 } },
};

export function calculateLensPrecision({ right, wrong }: { right: number; wrong: number }): number {
  return right + wrong === 0 ? 0 : right / (right + wrong);
}

export function isLensRuleOn(rule: LensRuleId, score: LensScore = lensPrecision[rule]): boolean {
  return (
    score.right + score.wrong >= leastCases &&
    calculateLensPrecision(score) >= leastPrecision &&
    calculateLensPrecision(score.published) >= leastPrecision
  );
}
