import type { CoverageGap } from '@debrief/contract';

/** An incident that could fill a gap, and why. */
export type Filler = CoverageGap['incidents'][number];

/** Incidents that each of several gaps names for one and the same reason, and what else each gap names, by its key. */
export function fillersOf(gaps: readonly CoverageGap[]): { ofAll: Filler[]; own: ReadonlyMap<string, Filler[]> } {
  const [first] = gaps;
  const names = (gap: CoverageGap, filler: Filler) => gap.incidents.some((one) => one.id === filler.id && one.reason === filler.reason);
  const ofAll = first && gaps.length > 1 ? first.incidents.filter((one) => gaps.every((gap) => names(gap, one))) : [];
  return { ofAll, own: new Map(gaps.map((gap) => [gap.key, gap.incidents.filter((one) => !ofAll.some((other) => other.id === one.id))])) };
}
