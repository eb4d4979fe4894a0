/** A point of a series: milliseconds since 1970, and a value that is a number. */
export type Point = readonly [at: number, value: number];

/** The usual level and spread of a baseline. */
export interface Usual {
  level: number;
  spread: number;
}

/** What is normal noise, at least: half a percentage point, else 2 % of the level. */
const leastShare = 0.02;

/**
 * Median, and the largest of 1.4826·MAD, IQR/1.349 and `leastSpread` (2 % of the median). Faulty
 * points in the baseline hardly move them, unlike mean and standard deviation (BARO, FSE 2024).
 */
export function measureUsual(
  values: readonly number[],
  leastSpread: number | null = null,
): Usual | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).toSorted();
  const level = quantile(sorted, 0.5);
  const deviations = sorted.map((value) => Math.abs(value - level)).toSorted();
  const spread = Math.max(
    1.4826 * quantile(deviations, 0.5),
    (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.349,
    leastSpread ?? leastShare * Math.abs(level),
  );
  return { level, spread: spread > 0 ? spread : 1e-9 };
}

function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Pearson's correlation; 0 if either is constant or there are fewer than three pairs. */
export function correlate(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [mean(one), mean(other)];
  let [both, left, right] = [0, 0, 0];
  for (const [index, value] of one.entries()) {
    const [x, y] = [value - a, (other[index] ?? b) - b];
    both += x * y;
    left += x * x;
    right += y * y;
  }
  const size = Math.sqrt(left) * Math.sqrt(right);
  // Tiny or huge values can lose their squares.
  return one.length < 3 || size === 0 || !Number.isFinite(size) || !Number.isFinite(both)
    ? 0
    : both / size;
}

/** Where a series rises most: the index that splits it into two levels best; null if it never rises. */
export function findRise(values: readonly number[]): number | null {
  const total = values.reduce((sum, value) => sum + value, 0);
  let before = 0;
  // Sums in another order differ by a rounding error, which is no rise.
  const least = 1e-9 * Math.max(1, ...values.map(Math.abs));
  let best: { index: number; gain: number } | null = null;
  for (let index = 1; index < values.length; index += 1) {
    before += values[index - 1] ?? 0;
    const rise = (total - before) / (values.length - index) - before / index;
    const gain = Math.sqrt(index * (values.length - index)) * rise;
    if (gain > (best?.gain ?? least)) best = { index, gain };
  }
  return best?.index ?? null;
}
