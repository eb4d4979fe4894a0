import type { CoverageGap } from '@debrief/contract';

/** An incident that could fill a gap, and why. */
export type Filler = CoverageGap['incidents'][number];

const same = (one: Filler, other: Filler) => one.id === other.id && one.reason === other.reason;

/**
 * Incidents that several gaps suggest for the same reason, listed once; and the other suggestions
 * of each gap, by its key.
 */
export function groupFillers(gaps: readonly CoverageGap[]): {
  general: Filler[];
  own: ReadonlyMap<string, Filler[]>;
} {
  const all = gaps.flatMap((gap) => gap.incidents);
  const isGeneral = (filler: Filler) =>
    gaps.length > 1 && all.filter((one) => same(one, filler)).length * 2 > gaps.length;
  return {
    general: all.filter(
      (filler, at) => isGeneral(filler) && all.findIndex((one) => same(one, filler)) === at,
    ),
    own: new Map(gaps.map((gap) => [gap.key, gap.incidents.filter((one) => !isGeneral(one))])),
  };
}
