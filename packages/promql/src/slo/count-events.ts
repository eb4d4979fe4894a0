import { timeAt, type Column, type Result, type Steps } from '../columns.ts';
import { durationText } from '../duration.ts';
import { QueryError } from '../errors.ts';
import { defaultSettings, evaluate } from '../evaluate.ts';
import { parseQuery } from '../parse-query.ts';
import { selectorsIn } from '../run-rules.ts';
import { SeriesStore } from '../select.ts';
import type { Expr } from '../syntax.ts';
import type { Indicator, Metric, Objective } from './slo.ts';

/** Good and all events in the range before each step. No value: nothing was measured in it. */
interface Counts {
  good: Float64Array;
  total: Float64Array;
  present: Uint8Array;
}

/** What is counted. `ratio`: the query gives a ratio only, and no one knows of how many. */
export type CountUnit = 'events' | 'measurements' | 'ratio';

export interface EventCounter {
  unit: CountUnit;
  /** Selectors that say how much was measured. */
  measured: Expr;
  /** Ranges are open at their start, so that those next to each other share no event. */
  count(rangeMs: number, steps: Steps): Counts;
}

interface Span {
  startMs: number;
  endMs: number;
  stepMs: number;
}

const template = /\{\{-?\s*\.window\s*-?\}\}/g;

/** Errors: `syntax` and `evaluation` for a query, `unsupported`. */
export function createCounter(objective: Objective, store: SeriesStore, span: Span): EventCounter {
  const { indicator } = objective;
  const metrics =
    indicator.kind === 'ratio' ? [indicator.metric, indicator.total] : [indicator.metric];
  for (const metric of metrics) checkMetric(metric);
  const hasTemplate = metrics.map(({ query }) => new RegExp(template).test(query));
  if (hasTemplate.some((one) => one !== hasTemplate[0]))
    throw new QueryError('unsupported', 'only one of the queries has {{.window}}');
  if (indicator.kind === 'threshold') {
    if (hasTemplate[0]) throw new QueryError('unsupported', '{{.window}} in a threshold metric');
    return countPoints(objective, indicator.metric, store, span);
  }
  if (indicator.kind === 'raw')
    return hasTemplate[0] ? countRawWindows(indicator, store) : countRaw(indicator, store, span);
  return hasTemplate[0] ? countWindows(indicator, store, span) : countParts(indicator, store, span);
}

function checkMetric({ source, query }: Metric): void {
  if (source.toLowerCase() !== 'prometheus')
    throw new QueryError(
      'unsupported',
      source === '' ? 'no one says the type of the data source' : `data source ${source}`,
    );
  if (query === '') throw new QueryError('unsupported', 'a metric source without a query');
}

type Ratio = Extract<Indicator, { kind: 'ratio' }>;
type Raw = Extract<Indicator, { kind: 'raw' }>;

/** The value at each step; NaN: none. */
function run(
  store: SeriesStore,
  expr: Expr,
  steps: Steps,
  lookbackMs = defaultSettings.lookbackMs,
): Float64Array {
  return oneSeries(evaluate(store, expr, steps, { ...defaultSettings, lookbackMs }), steps.count);
}

function oneSeries(result: Result, count: number): Float64Array {
  if (result.type === 'string') throw new QueryError('evaluation', 'the query gives a text');
  if (result.type === 'scalar') return result.values;
  const values = new Float64Array(count).fill(NaN);
  for (const column of result.columns) addColumn(values, column);
  return values;
}

function addColumn(values: Float64Array, { values: from, present }: Column): void {
  for (let step = 0; step < values.length; step += 1) {
    if (!present[step]) continue;
    if (!Number.isNaN(values[step] ?? NaN))
      throw new QueryError('unsupported', 'the query gives several series; sum them');
    values[step] = from[step] ?? NaN;
  }
}

function hasRate(expr: Expr): boolean {
  switch (expr.kind) {
    case 'call':
      return expr.name === 'rate' || expr.name === 'irate' || expr.args.some(hasRate);
    case 'binary':
      return hasRate(expr.left) || hasRate(expr.right);
    case 'aggregation':
    case 'negated':
    case 'range':
    case 'subquery':
      return hasRate(expr.of);
    case 'selector':
    case 'number':
    case 'text':
      return false;
  }
}

/** Both parts have to be counts, or both events per second. */
function findUnit(part: Expr, total: Expr): { isRate: boolean } {
  const isRate = hasRate(total);
  if (hasRate(part) !== isRate)
    throw new QueryError('unsupported', 'only one of the queries is a rate');
  return { isRate };
}

/** A part that is seen in the window and not in a range had no events in it. */
function joinParts(
  indicator: Ratio,
  part: Float64Array,
  total: Float64Array,
  isPartSeen: boolean,
  factor: number,
): Counts {
  const counts = emptyCounts(total.length);
  for (let step = 0; step < total.length; step += 1) {
    const all = total[step] ?? NaN;
    const value = part[step] ?? NaN;
    if (!(all > 0) || (Number.isNaN(value) && !isPartSeen)) continue;
    const known = Number.isNaN(value) ? 0 : value;
    counts.total[step] = all * factor;
    counts.good[step] = (indicator.part === 'good' ? known : all - known) * factor;
    counts.present[step] = 1;
  }
  return counts;
}

function emptyCounts(count: number): Counts {
  return {
    good: new Float64Array(count),
    total: new Float64Array(count),
    present: new Uint8Array(count),
  };
}

function fillWindow(query: string, rangeMs: number): Expr {
  return parseQuery(query.replace(template, durationText(rangeMs)));
}

/** Queries that give a value for any window, as those of Sloth. */
function countWindows(indicator: Ratio, store: SeriesStore, span: Span): EventCounter {
  const fill = (rangeMs: number) =>
    [
      fillWindow(indicator.metric.query, rangeMs),
      fillWindow(indicator.total.query, rangeMs),
    ] as const;
  const lengthMs = span.endMs - span.startMs;
  const [part, total] = fill(lengthMs);
  const { isRate } = findUnit(part, total);
  const seen = run(store, part, { startMs: span.endMs, stepMs: 1, count: 1 })[0] ?? NaN;
  return {
    unit: 'events',
    measured: total,
    count(rangeMs, steps) {
      const [partThen, totalThen] = fill(rangeMs);
      return joinParts(
        indicator,
        run(store, partThen, steps),
        run(store, totalThen, steps),
        !Number.isNaN(seen),
        isRate ? rangeMs / 1_000 : 1,
      );
    },
  };
}

function countParts(indicator: Ratio, store: SeriesStore, span: Span): EventCounter {
  const part = parseQuery(indicator.metric.query);
  const total = parseQuery(indicator.total.query);
  if (indicator.isCounter) return countCounters(indicator, part, total, store, span);
  const { isRate } = findUnit(part, total);
  const grid = new Grid(span);
  const parts = run(store, part, grid.steps);
  const totals = run(store, total, grid.steps);
  const isSeen = parts.some((value) => !Number.isNaN(value));
  const factor = isRate ? span.stepMs / 1_000 : 1;
  const points = joinParts(indicator, parts, totals, isSeen, factor);
  return {
    unit: isRate ? 'events' : 'measurements',
    measured: total,
    count: (rangeMs, steps) => grid.sum(points, rangeMs, steps),
  };
}

/** What adds up over series and over time: only then the growth of a sum is the sum of growths. */
function checkSum(expr: Expr): void {
  const fits = (one: Expr): boolean => {
    switch (one.kind) {
      case 'selector':
        return one.offsetMs === 0 && one.at === null;
      case 'aggregation':
        return one.operator === 'sum' && fits(one.of);
      case 'binary':
        return (one.operator === '+' || one.operator === 'or') && fits(one.left) && fits(one.right);
      case 'call':
        return one.name === 'vector' && one.args[0]?.kind === 'number' && one.args[0].value === 0;
      case 'negated':
      case 'number':
      case 'range':
      case 'subquery':
      case 'text':
        return false;
    }
  };
  if (!fits(expr))
    throw new QueryError(
      'unsupported',
      'with counter: true, a query that is not a counter or a sum of counters',
    );
}

/**
 * Events of counters: how much they grew, as `increase` without its extrapolation, so that the
 * counts of two ranges add up to that of both. Resets are counted from 0; the first value of a
 * series is its start.
 */
function countCounters(
  indicator: Ratio,
  part: Expr,
  total: Expr,
  store: SeriesStore,
  span: Span,
): EventCounter {
  const grown = new SeriesStore();
  for (const expr of [part, total]) {
    checkSum(expr);
    for (const { matchers } of selectorsIn(expr))
      for (const { labels, times, values, stale } of store.select(matchers)) {
        const series = grown.add(labels);
        let sum = 0;
        let before = NaN;
        for (const [index, time] of times.entries()) {
          const value = values[index] ?? NaN;
          if (stale.has(index) || Number.isNaN(value) || time > span.endMs) continue;
          if (!Number.isNaN(before)) sum += value >= before ? value - before : value;
          before = value;
          grown.append(series, time, sum);
        }
      }
  }
  const growth = (expr: Expr, rangeMs: number, steps: Steps): Float64Array => {
    const end = run(grown, expr, steps, Infinity);
    const start = run(grown, expr, { ...steps, startMs: steps.startMs - rangeMs }, Infinity);
    return end.map(
      (value, step) => value - (Number.isNaN(start[step] ?? NaN) ? 0 : (start[step] ?? 0)),
    );
  };
  const seen = run(grown, part, { startMs: span.endMs, stepMs: 1, count: 1 }, Infinity)[0] ?? NaN;
  return {
    unit: 'events',
    measured: total,
    count: (rangeMs, steps) =>
      joinParts(
        indicator,
        growth(part, rangeMs, steps),
        growth(total, rangeMs, steps),
        !Number.isNaN(seen),
        1,
      ),
  };
}

/** Each measurement is one event. */
function countPoints(
  objective: Objective,
  metric: Metric,
  store: SeriesStore,
  span: Span,
): EventCounter {
  const expr = parseQuery(metric.query);
  const isGood = comparison(objective);
  return countValues(expr, store, span, (value) => (isGood(value) ? 1 : 0));
}

function comparison({ operator, value: limit }: Objective): (value: number) => boolean {
  switch (operator) {
    case 'gt':
      return (value) => value > limit;
    case 'gte':
      return (value) => value >= limit;
    case 'lt':
      return (value) => value < limit;
    default:
      return (value) => value <= limit;
  }
}

function countRaw(indicator: Raw, store: SeriesStore, span: Span): EventCounter {
  const expr = parseQuery(indicator.metric.query);
  return countValues(expr, store, span, (value) => (indicator.isFailure ? 1 - value : value));
}

function countValues(
  expr: Expr,
  store: SeriesStore,
  span: Span,
  toGood: (value: number) => number,
): EventCounter {
  const grid = new Grid(span);
  const points = oneEach(run(store, expr, grid.steps), toGood);
  return {
    unit: 'measurements',
    measured: expr,
    count: (rangeMs, steps) => grid.sum(points, rangeMs, steps),
  };
}

function oneEach(values: Float64Array, toGood: (value: number) => number): Counts {
  const counts = emptyCounts(values.length);
  values.forEach((value, step) => {
    if (Number.isNaN(value)) return;
    counts.good[step] = toGood(value);
    counts.total[step] = 1;
    counts.present[step] = 1;
  });
  return counts;
}

/** A query that gives the ratio in any window. */
function countRawWindows(indicator: Raw, store: SeriesStore): EventCounter {
  return {
    unit: 'ratio',
    measured: fillWindow(indicator.metric.query, 60_000),
    count(rangeMs, steps) {
      const values = run(store, fillWindow(indicator.metric.query, rangeMs), steps);
      return oneEach(values, (value) => (indicator.isFailure ? 1 - value : value));
    },
  };
}

/** Values at each step of a span, and their sums in the ranges before other steps. */
class Grid {
  readonly steps: Steps;

  constructor({ startMs, endMs, stepMs }: Span) {
    const count = Math.max(1, Math.floor((endMs - startMs) / stepMs));
    this.steps = { startMs: endMs - (count - 1) * stepMs, stepMs, count };
  }

  sum(points: Counts, rangeMs: number, steps: Steps): Counts {
    const counts = emptyCounts(steps.count);
    const { startMs, stepMs, count } = this.steps;
    const indexAt = (time: number) => Math.min(count - 1, Math.floor((time - startMs) / stepMs));
    for (let step = 0; step < steps.count; step += 1) {
      const end = timeAt(steps, step);
      for (let index = Math.max(0, indexAt(end - rangeMs) + 1); index <= indexAt(end); index += 1) {
        if (!points.present[index]) continue;
        counts.good[step] = (counts.good[step] ?? 0) + (points.good[index] ?? 0);
        counts.total[step] = (counts.total[step] ?? 0) + (points.total[index] ?? 0);
        counts.present[step] = 1;
      }
    }
    return counts;
  }
}
