import { aggregate } from './aggregate.ts';
import { combine } from './combine.ts';
import {
  joinColumns,
  mapColumn,
  newColumn,
  timeAt,
  withValues,
  type Column,
  type Result,
  type Steps,
} from './columns.ts';
import { QueryError } from './errors.ts';
import { withoutName, type Labels } from './labels.ts';
import { rangeFunctions, type Range, type RangeFunction } from './range-functions.ts';
import type { Series, SeriesStore } from './select.ts';
import type { Call, Expr, FixedTime, RangeSelector, Selector, Subquery } from './syntax.ts';
import { absentLabels, callVectorFunction } from './vector-functions.ts';

/** How a query is evaluated. */
export interface Settings {
  /** How old the last sample of a series can be. Prometheus: five minutes. */
  lookbackMs: number;
  /** The step of subqueries that have none. Prometheus: the global evaluation interval. */
  subqueryStepMs: number;
  /** Later samples are not there yet. */
  untilMs: number;
}

export const defaultSettings: Settings = {
  lookbackMs: 300_000,
  subqueryStepMs: 60_000,
  untilMs: Infinity,
};

interface Samples {
  labels: Labels;
  times: ArrayLike<number>;
  values: ArrayLike<number>;
}

/**
 * Evaluates a query at each step as Prometheus 2.42 does. Ranges include both ends. Errors:
 * `evaluation`, `unsupported`.
 */
export function evaluate(
  store: SeriesStore,
  expr: Expr,
  steps: Steps,
  settings: Settings = defaultSettings,
): Result {
  const last = timeAt(steps, steps.count - 1);
  return new Evaluation(store, steps, settings, { startMs: steps.startMs, endMs: last }).run(expr);
}

/** More values would fill the memory. */
const mostValues = 50_000_000;

class Evaluation {
  readonly store: SeriesStore;
  readonly steps: Steps;
  readonly settings: Settings;
  readonly query: { startMs: number; endMs: number };

  constructor(store: SeriesStore, steps: Steps, settings: Settings, query: Evaluation['query']) {
    this.store = store;
    this.steps = steps;
    this.settings = settings;
    this.query = query;
  }

  run(expr: Expr): Result {
    const { count } = this.steps;
    switch (expr.kind) {
      case 'number':
        return { type: 'scalar', values: new Float64Array(count).fill(expr.value) };
      case 'text':
        return { type: 'string', text: expr.text };
      case 'selector':
        return { type: 'vector', columns: this.#select(expr) };
      case 'negated': {
        const of = this.run(expr.of);
        if (of.type === 'scalar')
          return { type: 'scalar', values: of.values.map((value) => -value) };
        const columns = vectorIn(of).map((column) =>
          mapColumn(column, withoutName(column.labels), (value) => -value),
        );
        return { type: 'vector', columns: joinColumns(columns) };
      }
      case 'binary':
        return combine(expr, this.run(expr.left), this.run(expr.right), count);
      case 'aggregation':
        return {
          type: 'vector',
          columns: aggregate(
            expr,
            vectorIn(this.run(expr.of)),
            expr.parameter && this.run(expr.parameter),
            count,
          ),
        };
      case 'call':
        return this.#call(expr);
      case 'range':
      case 'subquery':
        throw new QueryError('evaluation', 'a range can only be given to a function');
    }
  }

  #call(call: Call): Result {
    const { name, args } = call;
    const source = args.find((arg) => arg.kind === 'range' || arg.kind === 'subquery');
    if (source?.kind === 'range' || source?.kind === 'subquery')
      return this.#overRange(call, source);
    const [first] = args;
    if (name === 'timestamp' && first?.kind === 'selector')
      return {
        type: 'vector',
        columns: this.#select(first, true).map((column) => ({
          ...column,
          labels: withoutName(column.labels),
        })),
      };
    return callVectorFunction(
      call,
      args.map((arg) => this.run(arg)),
      this.steps,
    );
  }

  #overRange({ name, args }: Call, source: RangeSelector | Subquery): Result {
    const { count } = this.steps;
    const isAbsent = name === 'absent_over_time';
    const apply = rangeFunctions[isAbsent ? 'present_over_time' : name];
    if (!apply) throw new QueryError('unsupported', `the function ${name}`);
    const parameters = args
      .filter((arg) => arg !== source)
      .map((arg) => this.run(arg))
      .map((result) => (result.type === 'scalar' ? result.values : new Float64Array(count)));
    if (name === 'holt_winters') checkFactors(parameters);
    const columns = this.#samples(source).map((samples) =>
      this.#slide(samples, source, name, apply, parameters),
    );
    if (!isAbsent) return { type: 'vector', columns: joinColumns(withValues(columns)) };
    const absent = newColumn(source.kind === 'range' ? absentLabels(source.of) : {}, count);
    for (let step = 0; step < count; step += 1)
      if (!columns.some(({ present }) => present[step])) {
        absent.values[step] = 1;
        absent.present[step] = 1;
      }
    return { type: 'vector', columns: withValues([absent]) };
  }

  /** Applies a function to the samples in the range of each step. */
  #slide(
    { labels, times, values }: Samples,
    source: RangeSelector | Subquery,
    name: string,
    apply: RangeFunction,
    parameters: readonly Float64Array[],
  ): Column {
    const { count } = this.steps;
    const column = newColumn(name === 'last_over_time' ? labels : withoutName(labels), count);
    const shift = source.kind === 'range' ? source.of : source;
    const range: Range = { times, values, from: 0, to: 0, startMs: 0, endMs: 0, atMs: 0 };
    for (let step = 0; step < count; step += 1) {
      range.atMs = timeAt(this.steps, step);
      range.endMs = this.#fixed(shift.at, range.atMs) - shift.offsetMs;
      range.startMs = range.endMs - source.rangeMs;
      const latest = Math.min(range.endMs, this.settings.untilMs);
      while (range.to < times.length && (times[range.to] ?? 0) <= latest) range.to += 1;
      while (range.from < range.to && (times[range.from] ?? 0) < range.startMs) range.from += 1;
      if (range.from === range.to) continue;
      const value = apply(
        range,
        parameters.map((one) => one[step] ?? NaN),
      );
      if (value === null) continue;
      column.values[step] = value;
      column.present[step] = 1;
    }
    return column;
  }

  #fixed(at: FixedTime | null, otherwise: number): number {
    if (at === null) return otherwise;
    if (at === 'start') return this.query.startMs;
    return at === 'end' ? this.query.endMs : at;
  }

  #samples(source: RangeSelector | Subquery): Samples[] {
    if (source.kind === 'range') return this.store.select(source.of.matchers).map(withoutStale);
    const { startMs, stepMs, count } = this.steps;
    const interval = source.stepMs ?? this.settings.subqueryStepMs;
    const first = this.#fixed(source.at, startMs) - source.offsetMs - source.rangeMs;
    const last = this.#fixed(source.at, startMs + stepMs * (count - 1)) - source.offsetMs;
    const aligned = Math.ceil(first / interval) * interval;
    const inner: Steps = {
      startMs: aligned,
      stepMs: interval,
      count: Math.floor((last - aligned) / interval) + 1,
    };
    if (inner.count <= 0) return [];
    if (inner.count > mostValues)
      throw new QueryError('unsupported', 'a subquery with this many steps');
    const result = new Evaluation(this.store, inner, this.settings, this.query).run(source.of);
    return vectorIn(result).map(({ labels, values, present }) => {
      const at: number[] = [];
      const found: number[] = [];
      for (let step = 0; step < inner.count; step += 1)
        if (present[step]) {
          at.push(timeAt(inner, step));
          found.push(values[step] ?? NaN);
        }
      return { labels, times: at, values: found };
    });
  }

  /** The last sample of each series at each step, unless it is stale or too old; or its time. */
  #select(selector: Selector, givesTime = false): Column[] {
    const { count } = this.steps;
    const { lookbackMs, untilMs } = this.settings;
    const found = this.store.select(selector.matchers);
    if (found.length * count > mostValues)
      throw new QueryError('unsupported', `${found.length} series at ${count} times in one query`);
    const columns = found.map(({ labels, times, values, stale }) => {
      const column = newColumn(labels, count);
      let next = 0;
      for (let step = 0; step < count; step += 1) {
        const at = this.#fixed(selector.at, timeAt(this.steps, step)) - selector.offsetMs;
        const latest = Math.min(at, untilMs);
        while (next < times.length && (times[next] ?? 0) <= latest) next += 1;
        const index = next - 1;
        const time = times[index];
        if (time === undefined || time < at - lookbackMs || stale.has(index)) continue;
        column.values[step] = givesTime ? time / 1_000 : (values[index] ?? NaN);
        column.present[step] = 1;
      }
      return column;
    });
    return withValues(columns);
  }
}

export function vectorIn(result: Result): Column[] {
  if (result.type !== 'vector')
    throw new QueryError('evaluation', `expected an instant vector, not a ${result.type}`);
  return result.columns;
}

function withoutStale({ labels, times, values, stale }: Series): Samples {
  if (stale.size === 0) return { labels, times, values };
  const isKept = (_: number, index: number) => !stale.has(index);
  return { labels, times: times.filter(isKept), values: values.filter(isKept) };
}

function checkFactors([level, trend]: readonly Float64Array[]): void {
  for (const [name, values] of [
    ['smoothing', level],
    ['trend', trend],
  ] as const)
    if (values?.some((value) => value <= 0 || value >= 1))
      throw new QueryError('evaluation', `invalid ${name} factor. Expected: 0 < f < 1`);
}
