import { newColumn, withValues, type Column, type Result } from './columns.ts';
import { QueryError } from './errors.ts';
import {
  labelKey,
  metricName,
  onlyLabels,
  withLabel,
  withoutLabels,
  type Labels,
} from './labels.ts';
import { numberText } from './literals.ts';
import { compareValues, quantile } from './quantile.ts';
import { keepsMean } from './range-functions.ts';
import type { Aggregation } from './syntax.ts';

/** Values of one group in one step, in the order of the series; never empty. */
type Reduce = (values: readonly number[], parameter: number) => number;

function mean(values: readonly number[]): number {
  let result = values[0] ?? NaN;
  for (let index = 1; index < values.length; index += 1) {
    const value = values[index] ?? NaN;
    if (!keepsMean(result, value)) result += value / (index + 1) - result / (index + 1);
  }
  return result;
}

function variance(values: readonly number[]): number {
  let center = 0;
  let squares = 0;
  values.forEach((value, index) => {
    const change = value - center;
    center += change / (index + 1);
    squares += change * (value - center);
  });
  return squares / values.length;
}

function extreme(values: readonly number[], isBetter: (one: number, best: number) => boolean) {
  return values.reduce((best, value) =>
    Number.isNaN(best) || isBetter(value, best) ? value : best,
  );
}

const reductions: Readonly<Record<string, Reduce>> = {
  avg: mean,
  count: (values) => values.length,
  group: () => 1,
  max: (values) => extreme(values, (value, best) => value > best),
  min: (values) => extreme(values, (value, best) => value < best),
  quantile: (values, share) => quantile(share, values),
  stddev: (values) => Math.sqrt(variance(values)),
  stdvar: variance,
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
};

/** Groups the series of a vector, and reduces each group in each step. */
export function aggregate(
  { operator, grouping }: Aggregation,
  columns: readonly Column[],
  parameter: Result | null,
  count: number,
): Column[] {
  const groups = groupColumns(columns, grouping);
  if (operator === 'count_values') return countValues(groups, parameter, count);
  const numbers = parameter?.type === 'scalar' ? parameter.values : null;
  if (operator === 'topk' || operator === 'bottomk')
    return groups.flatMap((group) => pickExtremes(group.columns, operator, numbers, count));
  const reduce = reductions[operator];
  if (!reduce) throw new QueryError('unsupported', `the aggregation ${operator}`);
  return groups.map((group) => {
    const column = newColumn(group.labels, count);
    const values: number[] = [];
    for (let step = 0; step < count; step += 1) {
      values.length = 0;
      for (const one of group.columns) if (one.present[step]) values.push(one.values[step] ?? NaN);
      if (values.length === 0) continue;
      column.values[step] = reduce(values, numbers?.[step] ?? NaN);
      column.present[step] = 1;
    }
    return column;
  });
}

interface Group {
  labels: Labels;
  columns: Column[];
}

function groupColumns(
  columns: readonly Column[],
  { side, labels }: Aggregation['grouping'],
): Group[] {
  const names = new Set(side === 'by' ? labels : [...labels, metricName]);
  const pick = side === 'by' ? onlyLabels : withoutLabels;
  const groups = new Map<string, Group>();
  for (const column of columns) {
    const picked = pick(column.labels, names);
    const key = labelKey(picked);
    const group = groups.get(key);
    if (group) group.columns.push(column);
    else groups.set(key, { labels: picked, columns: [column] });
  }
  return [...groups.values()];
}

function pickExtremes(
  columns: readonly Column[],
  operator: 'topk' | 'bottomk',
  numbers: Float64Array | null,
  count: number,
): Column[] {
  const picked = columns.map(({ labels }) => newColumn(labels, count));
  let order = columns.map((_, index) => index);
  for (let step = 0; step < count; step += 1) {
    const wanted = Math.trunc(numbers?.[step] ?? NaN);
    if (Number.isNaN(wanted))
      throw new QueryError('evaluation', 'Scalar value NaN overflows int64');
    const readValue = (index: number): number => columns[index]?.values[step] ?? NaN;
    order = columns.map((_, index) => index).filter((index) => columns[index]?.present[step]);
    // NaN is last in both.
    order.sort((one, other) => {
      const [first, second] = [readValue(one), readValue(other)];
      if (operator === 'topk') return compareValues(second, first);
      if (Number.isNaN(first) || Number.isNaN(second)) return compareValues(second, first);
      return compareValues(first, second);
    });
    for (const index of order.slice(0, Math.max(0, wanted))) {
      const column = picked[index];
      if (!column) continue;
      column.values[step] = readValue(index);
      column.present[step] = 1;
    }
  }
  // One step has an order: that of the values.
  const inOrder = count === 1 ? order.flatMap((index) => picked[index] ?? []) : picked;
  return withValues(inOrder);
}

function countValues(groups: readonly Group[], parameter: Result | null, count: number): Column[] {
  const name = parameter?.type === 'string' ? parameter.text : '';
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name))
    throw new QueryError('evaluation', `invalid label name "${name}"`);
  const counted = new Map<string, Column>();
  for (const { labels, columns } of groups)
    for (const { values, present } of columns)
      for (let step = 0; step < count; step += 1) {
        if (!present[step]) continue;
        const own = withLabel(labels, name, numberText(values[step] ?? NaN));
        const key = labelKey(own);
        const column = counted.get(key) ?? newColumn(own, count);
        counted.set(key, column);
        column.values[step] = (column.values[step] ?? 0) + 1;
        column.present[step] = 1;
      }
  return [...counted.values()];
}
