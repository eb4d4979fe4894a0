/** A stage of a data pipeline: how many records left it, of those that entered it. */
export interface Stage {
  name: string;
  count: number;
  /** The share that the stage removes on purpose (filters, duplicates), from 0 to 1. */
  expectedLoss: number;
  /** How far the share can differ, from 0 to 1. */
  tolerance?: number;
}

export interface StageResult {
  name: string;
  count: number;
  /** What should have arrived, from the stage before; null for the first one. */
  expected: number | null;
  /** `count − expected`. */
  difference: number | null;
  reconciles: boolean;
  reason: string;
}

const usualTolerance = 0.001;

/**
 * The stages of a pipeline in order, each compared with what the one before passed on, and the first
 * one whose counts do not reconcile: the one to look at first. Null if all reconcile. A count that
 * is no number, or negative, does not reconcile.
 */
export function findBrokenStage(stages: readonly Stage[]): {
  results: StageResult[];
  first: StageResult | null;
} {
  const results = stages.map((stage, index) => compareStage(stage, stages[index - 1]));
  return { results, first: results.find(({ reconciles }) => !reconciles) ?? null };
}

function compareStage(stage: Stage, before: Stage | undefined): StageResult {
  const { name, count, expectedLoss, tolerance = usualTolerance } = stage;
  const isCount = Number.isFinite(count) && count >= 0;
  if (!before || !isCount || !Number.isFinite(before.count))
    return {
      name,
      count,
      expected: null,
      difference: null,
      reconciles: isCount,
      reason: isCount ? 'nothing before it to compare' : 'its count is not a number',
    };
  const expected = before.count * (1 - expectedLoss);
  const difference = count - expected;
  const reconciles = Math.abs(difference) <= tolerance * Math.max(before.count, 1);
  return {
    name,
    count,
    expected,
    difference,
    reconciles,
    reason: describe(stage, before, expected),
  };
}

function describe({ count, expectedLoss }: Stage, before: Stage, expected: number): string {
  const share = before.count === 0 ? 0 : (count - expected) / before.count;
  const loss = expectedLoss === 0 ? 'no loss' : `a loss of ${toPercent(expectedLoss)}`;
  if (share === 0) return `as expected after ${before.name}`;
  return `${toPercent(Math.abs(share))} ${share < 0 ? 'fewer' : 'more'} than expected after ${before.name} with ${loss}`;
}

const toPercent = (share: number) => `${Number((share * 100).toPrecision(2))} %`;
