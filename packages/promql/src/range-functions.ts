import { quantile } from './quantile.ts';

/** The samples of one series in a range: those from index `from` to before `to`. */
export interface Range {
  times: ArrayLike<number>;
  values: ArrayLike<number>;
  from: number;
  to: number;
  /** Both ends of the range in milliseconds. */
  startMs: number;
  endMs: number;
  /** The time of the step, which differs from `endMs` with an offset. */
  atMs: number;
}

/** Null: no value. A range has at least one sample. */
export type RangeFunction = (range: Range, parameters: readonly number[]) => number | null;

const valueAt = ({ values }: Range, index: number): number => values[index] ?? NaN;
const readTime = ({ times }: Range, index: number): number => times[index] ?? NaN;
const countIn = ({ from, to }: Range): number => to - from;

/** Neumaier's sum, as Prometheus has it. */
class Sum {
  main = 0;
  #rest = 0;

  add(value: number): void {
    const total = this.main + value;
    if (Math.abs(this.main) >= Math.abs(value)) this.#rest += this.main - total + value;
    else this.#rest += value - total + this.main;
    this.main = total;
  }

  get total(): number {
    return isInfinite(this.main) ? this.main : this.main + this.#rest;
  }
}

function isInfinite(value: number): boolean {
  return value === Infinity || value === -Infinity;
}

function sumOver(range: Range): number {
  const sum = new Sum();
  for (let index = range.from; index < range.to; index += 1) sum.add(valueAt(range, index));
  return sum.total;
}

/** An infinite mean stays as it is, unless the other infinity or NaN comes. */
export function keepsMean(mean: number, value: number): boolean {
  return isInfinite(mean) && !Number.isNaN(value) && (!isInfinite(value) || value === mean);
}

function meanOver(range: Range): number {
  const mean = new Sum();
  let count = 0;
  for (let index = range.from; index < range.to; index += 1) {
    const value = valueAt(range, index);
    count += 1;
    if (!keepsMean(mean.main, value)) mean.add(value / count - mean.main / count);
  }
  return mean.total;
}

function varianceOver(range: Range): number {
  const mean = new Sum();
  const squares = new Sum();
  let count = 0;
  for (let index = range.from; index < range.to; index += 1) {
    const value = valueAt(range, index);
    count += 1;
    const change = value - mean.total;
    mean.add(change / count);
    squares.add(change * (value - mean.total));
  }
  return squares.total / count;
}

function extremeOver(range: Range, isBetter: (value: number, best: number) => boolean): number {
  let best = valueAt(range, range.from);
  for (let index = range.from + 1; index < range.to; index += 1) {
    const value = valueAt(range, index);
    if (Number.isNaN(best) || isBetter(value, best)) best = value;
  }
  return best;
}

/**
 * The change over a range, extrapolated to its ends unless they are far from the samples: the rule of
 * Prometheus 2 (`extrapolatedRate`).
 */
function extrapolate(range: Range, isCounter: boolean, dividedBy = 1): number | null {
  const count = countIn(range);
  if (count < 2) return null;
  const [first, last] = [valueAt(range, range.from), valueAt(range, range.to - 1)];
  const [firstTime, lastTime] = [readTime(range, range.from), readTime(range, range.to - 1)];
  let change = last - first;
  if (isCounter) {
    let before = first;
    for (let index = range.from + 1; index < range.to; index += 1) {
      const value = valueAt(range, index);
      if (value < before) change += before;
      before = value;
    }
  }
  let toStart = (firstTime - range.startMs) / 1_000;
  const toEnd = (range.endMs - lastTime) / 1_000;
  const sampled = (lastTime - firstTime) / 1_000;
  const between = sampled / (count - 1);
  if (isCounter && change > 0 && first >= 0)
    toStart = Math.min(toStart, sampled * (first / change));
  const near = between * 1.1;
  const covered =
    sampled + (toStart < near ? toStart : between / 2) + (toEnd < near ? toEnd : between / 2);
  return change * (covered / sampled / dividedBy);
}

function perSecond(range: Range): number | null {
  return extrapolate(range, true, (range.endMs - range.startMs) / 1_000);
}

function lastChange(range: Range, isRate: boolean): number | null {
  if (countIn(range) < 2) return null;
  const [before, last] = [valueAt(range, range.to - 2), valueAt(range, range.to - 1)];
  const change = isRate && last < before ? last : last - before;
  const ms = readTime(range, range.to - 1) - readTime(range, range.to - 2);
  if (ms === 0) return null;
  return isRate ? change / (ms / 1_000) : change;
}

function countChanges(range: Range, counts: (value: number, before: number) => boolean): number {
  let count = 0;
  for (let index = range.from + 1; index < range.to; index += 1)
    if (counts(valueAt(range, index), valueAt(range, index - 1))) count += 1;
  return count;
}

/** Least squares: slope per second, and the value at `originMs`. */
function fitLine(range: Range, originMs: number): { slope: number; value: number } {
  const [count, x, y, xy, xx] = [new Sum(), new Sum(), new Sum(), new Sum(), new Sum()];
  const first = valueAt(range, range.from);
  let isConstant = true;
  for (let index = range.from; index < range.to; index += 1) {
    const value = valueAt(range, index);
    const seconds = (readTime(range, index) - originMs) / 1_000;
    if (index > range.from && value !== first) isConstant = false;
    count.add(1);
    x.add(seconds);
    y.add(value);
    xy.add(seconds * value);
    xx.add(seconds * seconds);
  }
  if (isConstant) {
    if (isInfinite(first)) return { slope: NaN, value: NaN };
    return { slope: 0, value: first };
  }
  const n = count.total;
  const slope = (xy.total - (x.total * y.total) / n) / (xx.total - (x.total * x.total) / n);
  return { slope, value: y.total / n - (slope * x.total) / n };
}

/** Holt-Winters' double exponential smoothing: level and trend. */
function smooth(range: Range, level: number, trend: number): number | null {
  if (countIn(range) < 2) return null;
  let before = 0;
  let now = valueAt(range, range.from);
  let slope = valueAt(range, range.from + 1) - now;
  for (let index = 1; index < countIn(range); index += 1) {
    if (index > 1) slope = trend * (now - before) + (1 - trend) * slope;
    const next = level * valueAt(range, range.from + index) + (1 - level) * (now + slope);
    before = now;
    now = next;
  }
  return now;
}

/** Functions over a range, by name. The parameters are those that are numbers, in their order. */
export const rangeFunctions: Readonly<Record<string, RangeFunction>> = {
  avg_over_time: meanOver,
  changes: (range) =>
    countChanges(
      range,
      (value, before) => value !== before && !(Number.isNaN(value) && Number.isNaN(before)),
    ),
  count_over_time: countIn,
  delta: (range) => extrapolate(range, false),
  deriv: (range) => (countIn(range) < 2 ? null : fitLine(range, readTime(range, range.from)).slope),
  holt_winters: (range, [level = 0, trend = 0]) => smooth(range, level, trend),
  idelta: (range) => lastChange(range, false),
  increase: (range) => extrapolate(range, true),
  irate: (range) => lastChange(range, true),
  last_over_time: (range) => valueAt(range, range.to - 1),
  max_over_time: (range) => extremeOver(range, (value, best) => value > best),
  min_over_time: (range) => extremeOver(range, (value, best) => value < best),
  predict_linear: (range, [seconds = 0]) => {
    if (countIn(range) < 2) return null;
    const { slope, value } = fitLine(range, range.atMs);
    return slope * seconds + value;
  },
  present_over_time: () => 1,
  quantile_over_time: (range, [share = 0]) =>
    quantile(share, Array.from(range.values).slice(range.from, range.to)),
  rate: perSecond,
  resets: (range) => countChanges(range, (value, before) => value < before),
  stddev_over_time: (range) => Math.sqrt(varianceOver(range)),
  stdvar_over_time: varianceOver,
  sum_over_time: sumOver,
};
