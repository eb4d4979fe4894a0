/** The outline of a record, as far as the density strip needs it. */
export interface Density {
  total: number;
  fromMs: number;
  bucketMs: number;
  buckets: readonly number[];
}

/**
 * A strip from 0 to 1 over the window. Half of its width follows the clock and half the number of
 * items: a week of quiet before the incident takes little room, the busy minutes are wide enough to aim at.
 */
export interface Strip {
  density: Density;
  /** Where bucket n begins, 0 to 1; one entry more than there are buckets. */
  edges: Float64Array;
  /** Items before bucket n; one entry more than there are buckets. */
  before: Float64Array;
  busiest: number;
}

export function makeStrip(density: Density): Strip {
  const count = density.buckets.length;
  const edges = new Float64Array(count + 1);
  const before = new Float64Array(count + 1);
  let busiest = 0;
  for (let n = 0; n < count; n += 1) {
    const items = density.buckets[n] ?? 0;
    before[n + 1] = (before[n] ?? 0) + items;
    busiest = Math.max(busiest, items);
  }
  const total = before[count] ?? 0;
  for (let n = 1; n <= count; n += 1) edges[n] = total === 0 ? n / count : 0.5 * (n / count) + 0.5 * ((before[n] ?? 0) / total);
  return { density, edges, before, busiest };
}

/** Where on the strip a time lies; times outside the window lie at its ends. */
export function placeOfTime(strip: Strip, atMs: number): number {
  const count = strip.density.buckets.length;
  if (count === 0) return 0;
  const exact = (atMs - strip.density.fromMs) / strip.density.bucketMs;
  return between(strip.edges, Math.max(0, Math.min(count, exact)));
}

export function timeOfPlace(strip: Strip, place: number): number {
  return strip.density.fromMs + inverse(strip.edges, place) * strip.density.bucketMs;
}

/** Where on the strip row `index` of the list lies. */
export function placeOfIndex(strip: Strip, index: number): number {
  return between(strip.edges, inverse(strip.before, index));
}

/** The row of the list at a place of the strip, within the list. */
export function indexOfPlace(strip: Strip, place: number): number {
  const row = Math.floor(between(strip.before, inverse(strip.edges, place)));
  return Math.max(0, Math.min(strip.density.total - 1, row));
}

/** The rows between which an item of this time stands: it is at `first` or later, and before `end`. */
export function rowsAround(strip: Strip, atMs: number): { first: number; end: number } {
  const count = strip.density.buckets.length;
  const bucket = Math.max(0, Math.min(count - 1, Math.floor((atMs - strip.density.fromMs) / strip.density.bucketMs)));
  return { first: strip.before[bucket] ?? 0, end: Math.max(1, strip.before[bucket + 1] ?? strip.density.total) };
}

/** The bars of the strip in `pixels` columns: heights 0 to 1, on a root scale so that single items stay visible. */
export function bars(strip: Strip, pixels: number): number[] {
  const heights = Array.from({ length: pixels }, () => 0);
  for (let n = 0; n < strip.density.buckets.length; n += 1) {
    const height = strip.busiest === 0 ? 0 : Math.sqrt((strip.density.buckets[n] ?? 0) / strip.busiest);
    const left = Math.floor((strip.edges[n] ?? 0) * pixels);
    const right = Math.max(left + 1, Math.floor((strip.edges[n + 1] ?? 0) * pixels));
    for (let x = left; x < right && x < pixels; x += 1) heights[x] = Math.max(heights[x] ?? 0, height);
  }
  return heights;
}

/** The value of a rising table at a fractional position. */
function between(table: Float64Array, position: number): number {
  const low = Math.min(Math.floor(position), table.length - 1);
  const start = table[low] ?? 0;
  const end = table[low + 1] ?? start;
  return start + (end - start) * (position - low);
}

/** The fractional position at which a rising table reaches a value (the last such one on a level stretch). */
function inverse(table: Float64Array, value: number): number {
  let low = 0;
  let high = table.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((table[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  const start = table[low] ?? 0;
  const end = table[low + 1];
  return end === undefined || end === start ? low : Math.max(0, low + (value - start) / (end - start));
}
