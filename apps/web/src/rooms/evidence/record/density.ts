/** The record's density over time: `counts[n]` items from `edgesMs[n]` up to `edgesMs[n + 1]`. */
export interface Density {
  total: number;
  edgesMs: readonly number[];
  counts: readonly number[];
}

/** Buckets of equal width, as an outline has them. */
export function evenDensity(outline: {
  total: number;
  fromMs: number;
  bucketMs: number;
  buckets: readonly number[];
}): Density {
  const { total, fromMs, bucketMs, buckets } = outline;
  return {
    total,
    counts: buckets,
    edgesMs: Array.from({ length: buckets.length + 1 }, (_, n) => fromMs + n * bucketMs),
  };
}

/**
 * The fullest bucket and its full neighbors, if they contain so many items that a finer outline is
 * worthwhile.
 */
export function findCrowdedPart({
  total,
  counts,
  edgesMs,
}: Density): { fromMs: number; untilMs: number } | null {
  const isFull = (n: number) => (counts[n] ?? 0) > Math.max(10, total * 0.03);
  const fullest = counts.indexOf(Math.max(...counts, 0));
  if (!isFull(fullest)) return null;
  let start = fullest;
  let end = fullest;
  while (isFull(start - 1)) start -= 1;
  while (isFull(end + 1)) end += 1;
  const [fromMs = 0, untilMs = 0] = [edgesMs[start], edgesMs[end + 1]];
  return (untilMs - fromMs) / (end - start + 1) > 2000 ? { fromMs, untilMs } : null;
}

/**
 * Replaces one part of a density with a finer one. With folded threads the two count slightly
 * differently (a reply whose root is outside the part counts as a row), so the finer counts are
 * scaled to the part: good for drawing, not for finding rows.
 */
export function refineDensity(
  coarse: Density,
  part: { fromMs: number; untilMs: number },
  fine: Density,
): Density {
  const start = coarse.edgesMs.indexOf(part.fromMs);
  const end = coarse.edgesMs.indexOf(part.untilMs);
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  const scale = sum(coarse.counts.slice(start, end)) / sum(fine.counts);
  if (start < 0 || end < 0 || !(scale > 0.5 && scale < 2)) return coarse;
  const inside = fine.edgesMs.filter((ms) => ms > part.fromMs && ms < part.untilMs);
  const starts = [part.fromMs, ...inside];
  const counts = starts.map((ms, n) => {
    const until = starts[n + 1] ?? part.untilMs;
    return (
      scale *
      sum(
        fine.counts.filter(
          (_, at) => (fine.edgesMs[at] ?? 0) >= ms && (fine.edgesMs[at] ?? 0) < until,
        ),
      )
    );
  });
  return {
    total: coarse.total,
    edgesMs: [...coarse.edgesMs.slice(0, start), ...starts, ...coarse.edgesMs.slice(end)],
    counts: [...coarse.counts.slice(0, start), ...counts, ...coarse.counts.slice(end)],
  };
}

/**
 * A strip from 0 to 1 over the time range. Half of its width follows the clock and half the number
 * of items, so that a quiet week before the incident takes little room and busy minutes are wide
 * enough to click.
 */
export interface Strip {
  density: Density;
  /** Where bucket n starts, 0 to 1; one entry more than there are buckets. */
  edges: Float64Array;
  /** Items before bucket n; one entry more than there are buckets. */
  before: Float64Array;
}

export function makeStrip(density: Density): Strip {
  const { counts, edgesMs } = density;
  const edges = new Float64Array(counts.length + 1);
  const before = new Float64Array(counts.length + 1);
  for (let n = 0; n < counts.length; n += 1) before[n + 1] = (before[n] ?? 0) + (counts[n] ?? 0);
  const total = before[counts.length] ?? 0;
  const firstMs = edgesMs[0] ?? 0;
  const spanMs = Math.max(1, (edgesMs[counts.length] ?? 0) - firstMs);
  for (let n = 1; n <= counts.length; n += 1) {
    const byClock = ((edgesMs[n] ?? 0) - firstMs) / spanMs;
    edges[n] = total === 0 ? byClock : 0.5 * byClock + 0.5 * ((before[n] ?? 0) / total);
  }
  return { density, edges, before };
}

/** The position of a time on the strip; times outside the range are at its ends. */
export function timeToPosition(strip: Strip, atMs: number): number {
  return strip.density.counts.length === 0
    ? 0
    : between(strip.edges, inverse(strip.density.edgesMs, atMs));
}

export function positionToTime(strip: Strip, place: number): number {
  return between(strip.density.edgesMs, inverse(strip.edges, place));
}

/** The position on the strip of row `index` in the list. */
export function toPosition(strip: Strip, index: number): number {
  return between(strip.edges, inverse(strip.before, index));
}

/** The row at a position of the strip, clamped to the list. */
export function toIndex(strip: Strip, place: number): number {
  const row = Math.floor(between(strip.before, inverse(strip.edges, place)));
  return Math.max(0, Math.min(strip.density.total - 1, row));
}

/** The rows among which an item with this time is: at or after `first`, and before `end`. */
export function rowsAround(strip: Strip, atMs: number): { first: number; end: number } {
  const last = strip.density.counts.length - 1;
  const bucket = Math.max(0, Math.min(last, Math.floor(inverse(strip.density.edgesMs, atMs))));
  return {
    first: strip.before[bucket] ?? 0,
    end: Math.max(1, strip.before[bucket + 1] ?? strip.density.total),
  };
}

/**
 * The bars of the strip in `columns`: items per width, 0 to 1, on a root scale so that single items
 * stay visible.
 */
export function bars(strip: Strip, columns: number): number[] {
  const { counts, edgesMs } = strip.density;
  const rate = (n: number) =>
    (counts[n] ?? 0) / Math.max(1, (edgesMs[n + 1] ?? 0) - (edgesMs[n] ?? 0));
  const busiest = Math.max(...counts.map((_, n) => rate(n)), 0);
  const heights = Array.from({ length: columns }, () => 0);
  for (let n = 0; n < counts.length; n += 1) {
    const height =
      busiest === 0 || counts[n] === 0 ? 0 : Math.max(0.12, Math.sqrt(rate(n) / busiest));
    const left = Math.floor((strip.edges[n] ?? 0) * columns);
    const right = Math.max(left + 1, Math.floor((strip.edges[n + 1] ?? 0) * columns));
    for (let x = left; x < right && x < columns; x += 1)
      heights[x] = Math.max(heights[x] ?? 0, height);
  }
  return heights;
}

type Rising = ArrayLike<number>;

/** The value of a rising table at a fractional position. */
function between(table: Rising, position: number): number {
  const low = Math.max(0, Math.min(Math.floor(position), table.length - 1));
  const start = table[low] ?? 0;
  const end = table[low + 1] ?? start;
  return start + (end - start) * (position - low);
}

/**
 * The fractional position at which a rising table reaches a value (the last one on a level
 * stretch).
 */
function inverse(table: Rising, value: number): number {
  let low = 0;
  let high = table.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((table[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  const start = table[low] ?? 0;
  const end = table[low + 1];
  return end === undefined || end === start
    ? low
    : Math.max(low, low + (value - start) / (end - start));
}
