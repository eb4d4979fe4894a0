import { joinColumns, newColumn, withValues, type Column, type Result } from './columns.ts';
import { QueryError } from './errors.ts';
import {
  labelKey,
  labelsText,
  metricName,
  onlyLabels,
  withLabel,
  withoutLabels,
  withoutName,
  type Labels,
} from './labels.ts';
import { comparisons, setOperators, type Binary, type Matching } from './syntax.ts';

const defaultMatching: Matching = { side: 'ignoring', labels: [], many: 'none', include: [] };

/** Go's `math.Pow`, where it differs from JavaScript's. */
function power(base: number, exponent: number): number {
  if (base === 1) return 1;
  if (base === -1 && Math.abs(exponent) === Infinity) return 1;
  return base ** exponent;
}

const operations: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '^': power,
  atan2: Math.atan2,
};

const tests: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
};

/** The value of an operation; null where a comparison leaves the series out. */
type Apply = (left: number, right: number, kept: number) => number | null;

function operation({ operator, returnsBool }: Binary): Apply {
  const calculate = operations[operator];
  if (calculate) return calculate;
  const test = tests[operator];
  if (!test) throw new QueryError('unsupported', `the operator ${operator}`);
  if (returnsBool) return (left, right) => (test(left, right) ? 1 : 0);
  return (left, right, kept) => (test(left, right) ? kept : null);
}

/** Combines two results by an operator of PromQL. Errors: `evaluation`. */
export function combine(expr: Binary, left: Result, right: Result, count: number): Result {
  if (left.type === 'string' || right.type === 'string')
    throw new QueryError('evaluation', 'a text has no operators');
  if (left.type === 'scalar' && right.type === 'scalar') {
    const apply = operation(expr);
    const { values: others } = right;
    return {
      type: 'scalar',
      values: left.values.map((value, step) => apply(value, others[step] ?? NaN, value) ?? NaN),
    };
  }
  if (left.type === 'vector' && right.type === 'vector') {
    const matching = expr.matching ?? defaultMatching;
    const columns = setOperators.has(expr.operator)
      ? combineSets(expr.operator, left.columns, right.columns, matching, count)
      : combineVectors(expr, matching, left.columns, right.columns, count);
    return { type: 'vector', columns };
  }
  const columns =
    left.type === 'vector' ? left.columns : right.type === 'vector' ? right.columns : [];
  const scalar =
    left.type === 'scalar' ? left.values : right.type === 'scalar' ? right.values : null;
  return {
    type: 'vector',
    columns: combineScalar(
      expr,
      columns,
      scalar ?? new Float64Array(count),
      left.type === 'scalar',
    ),
  };
}

/** Prometheus 2 keeps the name with `atan2`. */
function dropsName({ operator, returnsBool }: Binary): boolean {
  return returnsBool || (!comparisons.has(operator) && operator !== 'atan2');
}

function combineScalar(
  expr: Binary,
  columns: readonly Column[],
  scalar: Float64Array,
  isLeft: boolean,
): Column[] {
  const apply = operation(expr);
  const combined = columns.map(({ labels, values, present }) => {
    const column = newColumn(dropsName(expr) ? withoutName(labels) : labels, values.length);
    for (let step = 0; step < values.length; step += 1) {
      if (!present[step]) continue;
      const [value, other] = [values[step] ?? NaN, scalar[step] ?? NaN];
      const result = isLeft ? apply(other, value, value) : apply(value, other, value);
      if (result === null) continue;
      column.values[step] = result;
      column.present[step] = 1;
    }
    return column;
  });
  return joinColumns(withValues(combined));
}

/** The labels by which series of both sides are matched, as a key. */
function toMatchKey({ side, labels }: Matching): (labels: Labels) => string {
  const names = new Set(side === 'on' ? labels : [...labels, metricName]);
  return (of) => labelKey(side === 'on' ? onlyLabels(of, names) : withoutLabels(of, names));
}

function groupByKey(columns: readonly Column[], key: (labels: Labels) => string) {
  const groups = new Map<string, Column[]>();
  for (const column of columns) {
    const own = key(column.labels);
    const group = groups.get(own);
    if (group) group.push(column);
    else groups.set(own, [column]);
  }
  return groups;
}

function combineSets(
  operator: string,
  left: readonly Column[],
  right: readonly Column[],
  matching: Matching,
  count: number,
): Column[] {
  const key = toMatchKey(matching);
  const filter = (columns: readonly Column[], others: readonly Column[], wanted: number) => {
    const groups = groupByKey(others, key);
    return columns.map((column) => {
      const matches = groups.get(key(column.labels)) ?? [];
      const present = column.present.map((isPresent, step) => {
        const hasMatch = matches.some((one) => one.present[step]) ? 1 : 0;
        return isPresent && hasMatch === wanted ? 1 : 0;
      });
      return { ...column, present };
    });
  };
  if (operator === 'and') return withValues(filter(left, right, 1));
  if (operator === 'unless') return withValues(filter(left, right, 0));
  if (left.length === 0 || right.length === 0 || count === 0) return [...left, ...right];
  return joinColumns([...left, ...withValues(filter(right, left, 0))]);
}

function combineVectors(
  expr: Binary,
  matching: Matching,
  left: readonly Column[],
  right: readonly Column[],
  count: number,
): Column[] {
  const apply = operation(expr);
  const isSwapped = matching.many === 'right';
  const [many, one] = isSwapped ? [right, left] : [left, right];
  const key = toMatchKey(matching);
  const groups = groupByKey(one, key);
  refuseSeveral(groups, many, isSwapped ? 'left' : 'right', count);
  const matched = new Map<string, Uint8Array>();
  const combined: Column[] = [];
  for (const from of many) {
    const own = key(from.labels);
    for (const to of groups.get(own) ?? []) {
      const column = newColumn(resultLabels(from.labels, to.labels, expr, matching), count);
      const taken = matched.get(own) ?? new Uint8Array(count);
      matched.set(own, taken);
      for (let step = 0; step < count; step += 1) {
        if (!from.present[step] || !to.present[step]) continue;
        const [first, second] = [from.values[step] ?? NaN, to.values[step] ?? NaN];
        const result = isSwapped ? apply(second, first, second) : apply(first, second, first);
        if (result === null) continue;
        if (matching.many === 'none' && taken[step])
          throw new QueryError(
            'evaluation',
            'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)',
          );
        taken[step] = 1;
        column.values[step] = result;
        column.present[step] = 1;
      }
      combined.push(column);
    }
  }
  return joinColumns(withValues(combined));
}

/** Prometheus refuses several series with the matched labels on the side that has one of them. */
function refuseSeveral(
  groups: ReadonlyMap<string, readonly Column[]>,
  others: readonly Column[],
  side: 'left' | 'right',
  count: number,
): void {
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    for (let step = 0; step < count; step += 1) {
      const present = group.filter((column) => column.present[step]);
      if (present.length < 2 || !others.some((column) => column.present[step])) continue;
      const names = present.slice(0, 2).map(({ labels }) => labelsText(labels));
      throw new QueryError(
        'evaluation',
        `found duplicate series on the ${side} hand-side of the operation: [${names.join(', ')}];many-to-many matching not allowed: matching labels must be unique on one side`,
      );
    }
  }
}

function resultLabels(many: Labels, one: Labels, expr: Binary, matching: Matching): Labels {
  let labels = dropsName(expr) ? withoutName(many) : many;
  if (matching.many === 'none') {
    const names = new Set(matching.labels);
    labels = matching.side === 'on' ? onlyLabels(labels, names) : withoutLabels(labels, names);
  }
  for (const name of matching.include) labels = withLabel(labels, name, one[name] ?? '');
  return labels;
}
