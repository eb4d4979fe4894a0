import type { Stage } from '@debrief/contract';

/** How the count of a stage compares with that of the stage before it. */
export interface StageChange extends Stage {
  /** Lost since the previous stage; negative if there are more. Null for the first stage. */
  lost: number | null;
  /** The lost share of the previous stage; null for the first stage or after a count of 0. */
  lostShare: number | null;
  /** Nothing is lost or added, except for at most the expected share. */
  addsUp: boolean;
}

/**
 * Compares each stage with the one before it. More rows than before never add up, also within the
 * expected loss.
 */
export function compareStages(stages: readonly Stage[]): StageChange[] {
  return stages.map((stage, index) => {
    const before = stages[index - 1];
    if (!before) return { ...stage, lost: null, lostShare: null, addsUp: true };
    const lost = before.count - stage.count;
    const lostShare = before.count === 0 ? null : lost / before.count;
    // 29 of 100 are no more than 0.29 of 100, also in binary fractions.
    const expected = before.count * ((stage.expectedLoss ?? 0) + 1e-12);
    return { ...stage, lost, lostShare, addsUp: lost >= 0 && lost <= expected };
  });
}

/** The first stage whose count does not add up with the one before it; null if all do. */
export function findFirstBreak(stages: readonly Stage[]): StageChange | null {
  return compareStages(stages).find((stage) => !stage.addsUp) ?? null;
}
