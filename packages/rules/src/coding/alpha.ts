/** How different two values are, from 0 for the same. */
export type Distance<Value> = (one: Value, other: Value) => number;

/** Different or the same. */
export const nominalDistance: Distance<unknown> = (one, other) => (one === other ? 0 : 1);

/**
 * The distance of two sets of tags: 1 − J × M, where J is the Jaccard index, and M is 1 for equal
 * sets, 2/3 if one contains the other, 1/3 if they overlap, and 0 if they share nothing. Source:
 * R. Passonneau, "Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic
 * Annotation", LREC 2006. Two empty sets are equal.
 */
export function masiDistance(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((tag) => other.has(tag)).length;
  const union = one.size + other.size - shared;
  if (union === 0) return 0;
  const smaller = Math.min(one.size, other.size);
  const weight = shared === union ? 1 : shared === 0 ? 0 : shared === smaller ? 2 / 3 : 1 / 3;
  return 1 - (shared / union) * weight;
}

export interface Agreement {
  /** 1 is perfect agreement, 0 is what chance gives. Null if it can't be calculated. */
  alpha: number | null;
  /** `no-pairs`: no unit has two values. `no-variation`: all values are the same. */
  reason: 'no-pairs' | 'no-variation' | null;
  /** A 95 % interval; null with fewer than `fewestForInterval` units or too little variation. */
  interval: { low: number; high: number } | null;
  /** Units with at least two values, and the values of these. */
  units: number;
  values: number;
}

export const fewestForInterval = 10;
const samples = 1_000;
/** If more samples than this have no variation, the interval would be about the others only. */
const mostWithoutVariation = samples / 20;

/** The values of one unit: how often each occurs, and their disagreement. */
interface Unit {
  counts: [value: number, count: number][];
  disagreement: number;
}

/**
 * Krippendorff's alpha, α = 1 − Dₒ / Dₑ, for any number of coders and with missing values: the
 * observed disagreement of pairs of values within units, by that of all pairs of values. Source:
 * K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011. The interval is the middle
 * 95 % of 1,000 bootstrap samples of units, as in A. Zapf et al., BMC Medical Research Methodology
 * 16:93, 2016; the same data give the same interval.
 *
 * `units` has the values of each unit, one per coder, null where a coder gave none.
 */
export function calculateAgreement<Value>(
  units: readonly (readonly (Value | null)[])[],
  distance: Distance<Value>,
  toKey: (value: Value) => string = String,
): Agreement {
  const known: Value[] = [];
  const indexes = new Map<string, number>();
  const toIndex = (value: Value) => {
    const key = toKey(value);
    const index = indexes.get(key) ?? known.push(value) - 1;
    indexes.set(key, index);
    return index;
  };
  const pairable = units.flatMap((given): Unit[] => {
    const values = given.filter((value) => value !== null);
    return values.length < 2 ? [] : [toUnit(values, distance, toIndex)];
  });
  const distances = known.map((one) => known.map((other) => distance(one, other)));
  const values = pairable.reduce((sum, { counts }) => sum + countValues(counts), 0);
  const found = { units: pairable.length, values, interval: null };
  if (pairable.length === 0) return { ...found, alpha: null, reason: 'no-pairs' };
  const alpha = calculateAlpha(pairable, distances);
  if (alpha === null) return { ...found, alpha: null, reason: 'no-variation' };
  return { ...found, alpha, reason: null, interval: findInterval(pairable, distances) };
}

const countValues = (counts: Unit['counts']) => counts.reduce((sum, [, count]) => sum + count, 0);

function toUnit<Value>(
  values: readonly Value[],
  distance: Distance<Value>,
  toIndex: (value: Value) => number,
): Unit {
  const counts = new Map<number, number>();
  let disagreement = 0;
  for (const [at, one] of values.entries()) {
    const index = toIndex(one);
    counts.set(index, (counts.get(index) ?? 0) + 1);
    for (const other of values.slice(at + 1)) disagreement += 2 * distance(one, other);
  }
  return { counts: [...counts], disagreement: disagreement / (values.length - 1) };
}

/** Null if all values are the same. */
function calculateAlpha(
  units: readonly Unit[],
  distances: readonly (readonly number[])[],
): number | null {
  const totals = distances.map(() => 0);
  let observed = 0;
  for (const { counts, disagreement } of units) {
    observed += disagreement;
    for (const [value, count] of counts) totals[value] = (totals[value] ?? 0) + count;
  }
  const all = totals.reduce((sum, count) => sum + count, 0);
  let expected = 0;
  for (const [one, count] of totals.entries())
    if (count > 0)
      for (const [other, by] of (distances[one] ?? []).entries())
        expected += count * (totals[other] ?? 0) * by;
  return expected === 0 ? null : 1 - (observed * (all - 1)) / expected;
}

function findInterval(
  units: readonly Unit[],
  distances: readonly (readonly number[])[],
): Agreement['interval'] {
  if (units.length < fewestForInterval) return null;
  const next = createRandom(units.length);
  const alphas = Array.from({ length: samples }, () =>
    calculateAlpha(
      units.map(() => units[Math.floor(next() * units.length)] ?? { counts: [], disagreement: 0 }),
      distances,
    ),
  )
    .filter((alpha) => alpha !== null)
    .toSorted((one, other) => one - other);
  if (samples - alphas.length > mostWithoutVariation) return null;
  const [low, high] = [
    alphas[Math.floor(alphas.length * 0.025)],
    alphas[Math.ceil(alphas.length * 0.975) - 1],
  ];
  return low === undefined || high === undefined ? null : { low, high };
}

/** Mulberry32: numbers in [0, 1) that are the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
