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
import {
  labelKey,
  metricName,
  withLabel,
  withoutLabels,
  withoutName,
  type Labels,
} from './labels.ts';
import { parseNumber } from './literals.ts';
import { bucketQuantile, compareValues, type Bucket } from './quantile.ts';
import { compileRegex } from './select.ts';
import type { Call, Expr, Selector } from './syntax.ts';

const degrees = 180 / Math.PI;

function roundTo(value: number, unit: number): number {
  const inverse = 1 / unit;
  return Math.floor(value * inverse + 0.5) / inverse;
}

/** Functions of a value and of further numbers. They drop the name of the metric. */
const valueFunctions: Readonly<Record<string, (value: number, ...rest: number[]) => number>> = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  ceil: Math.ceil,
  clamp: (value, low = NaN, high = NaN) => Math.max(low, Math.min(high, value)),
  clamp_max: (value, high = NaN) => Math.min(high, value),
  clamp_min: (value, low = NaN) => Math.max(low, value),
  cos: Math.cos,
  cosh: Math.cosh,
  deg: (value) => value * degrees,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  rad: (value) => value / degrees,
  round: (value, unit = 1) => roundTo(value, unit),
  sgn: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

const dayMs = 86_400_000;

/** Parts of a time in UTC, of seconds since 1970. */
const timeFunctions: Readonly<Record<string, (date: Date) => number>> = {
  day_of_month: (date) => date.getUTCDate(),
  day_of_week: (date) => date.getUTCDay(),
  day_of_year: (date) =>
    Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / dayMs) + 1,
  days_in_month: (date) =>
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  hour: (date) => date.getUTCHours(),
  minute: (date) => date.getUTCMinutes(),
  month: (date) => date.getUTCMonth() + 1,
  year: (date) => date.getUTCFullYear(),
};

/** Calls a function that takes no range. Errors: `evaluation`, `unsupported`. */
export function callVectorFunction(
  { name, args: written }: Call,
  args: readonly Result[],
  steps: Steps,
): Result {
  const { count } = steps;
  const columns = args.flatMap((arg) => (arg.type === 'vector' ? arg.columns : []));
  const numbers = args.flatMap((arg) => (arg.type === 'scalar' ? [arg.values] : []));
  const vector = (of: Column[]): Result => ({ type: 'vector', columns: of });

  const change = valueFunctions[name];
  if (change) {
    const changed = columns.map((column) =>
      mapColumn(column, withoutName(column.labels), (value, step) =>
        change(value, ...numbers.map((one) => one[step] ?? NaN)),
      ),
    );
    return vector(joinColumns(name === 'clamp' ? withinLimits(changed, numbers) : changed));
  }
  const part = timeFunctions[name];
  if (part) {
    const times = args.length === 0 ? [timeColumn(steps)] : columns;
    const parts = times.map((column) =>
      mapColumn(column, withoutName(column.labels), (value) =>
        Number.isFinite(value) ? part(new Date(Math.trunc(value) * 1_000)) : NaN,
      ),
    );
    return vector(joinColumns(parts));
  }
  switch (name) {
    case 'absent':
      return vector(findAbsent(written[0], columns, count));
    case 'histogram_quantile':
      return vector(histogramQuantile(numbers[0] ?? new Float64Array(count), columns, count));
    case 'label_join':
      return vector(joinLabels(columns, textsIn(args)));
    case 'label_replace':
      return vector(replaceLabel(columns, textsIn(args)));
    case 'pi':
      return { type: 'scalar', values: new Float64Array(count).fill(Math.PI) };
    case 'scalar':
      return { type: 'scalar', values: onlyValues(columns, count) };
    case 'sort':
    case 'sort_desc':
      return vector(sortColumns(columns, name === 'sort'));
    case 'time':
      return { type: 'scalar', values: timeColumn(steps).values };
    case 'timestamp':
      return vector(
        joinColumns(
          columns.map((column) =>
            mapColumn(column, withoutName(column.labels), (_, step) => timeAt(steps, step) / 1_000),
          ),
        ),
      );
    case 'vector': {
      const column = newColumn({}, count);
      column.values.set(numbers[0] ?? []);
      column.present.fill(1);
      return vector([column]);
    }
    default:
      throw new QueryError('unsupported', `the function ${name}`);
  }
}

function textsIn(args: readonly Result[]): string[] {
  return args.flatMap((arg) => (arg.type === 'string' ? [arg.text] : []));
}

function timeColumn(steps: Steps): Column {
  const column = newColumn({}, steps.count);
  for (let step = 0; step < steps.count; step += 1)
    column.values[step] = timeAt(steps, step) / 1_000;
  column.present.fill(1);
  return column;
}

/** A lower limit above the upper one gives nothing. */
function withinLimits(columns: Column[], [low, high]: readonly Float64Array[]): Column[] {
  return withValues(
    columns.map((column) => ({
      ...column,
      present: column.present.map((one, step) =>
        one && !((high?.[step] ?? NaN) < (low?.[step] ?? NaN)) ? 1 : 0,
      ),
    })),
  );
}

function onlyValues(columns: readonly Column[], count: number): Float64Array {
  return new Float64Array(count).map((_, step) => {
    const present = columns.filter((column) => column.present[step]);
    return present.length === 1 ? (present[0]?.values[step] ?? NaN) : NaN;
  });
}

/** Only one step has an order. NaN is last in both. */
function sortColumns(columns: readonly Column[], isAscending: boolean): Column[] {
  return columns.toSorted((one, other) => {
    const [first, second] = [one.values[0] ?? NaN, other.values[0] ?? NaN];
    if (Number.isNaN(first) || Number.isNaN(second)) return compareValues(second, first);
    return isAscending ? compareValues(first, second) : compareValues(second, first);
  });
}

/** The labels of the one series that `absent` gives: those that the selector requires once. */
export function absentLabels({ matchers }: Selector): Labels {
  const labels: Record<string, string> = {};
  const seen = new Set<string>();
  for (const { name, operator, value } of matchers) {
    if (name === metricName) continue;
    if (operator === '=' && !seen.has(name)) {
      seen.add(name);
      if (value !== '') labels[name] = value;
    } else Reflect.deleteProperty(labels, name);
  }
  return labels;
}

function findAbsent(of: Expr | undefined, columns: readonly Column[], count: number): Column[] {
  const absent = newColumn(of?.kind === 'selector' ? absentLabels(of) : {}, count);
  for (let step = 0; step < count; step += 1)
    if (!columns.some(({ present }) => present[step])) {
      absent.values[step] = 1;
      absent.present[step] = 1;
    }
  return withValues([absent]);
}

const bucketLabels: ReadonlySet<string> = new Set([metricName, 'le']);

function histogramQuantile(
  shares: Float64Array,
  columns: readonly Column[],
  count: number,
): Column[] {
  const groups = new Map<
    string,
    { labels: Labels; buckets: { upper: number; column: Column }[] }
  >();
  for (const column of columns) {
    const upper = parseBound(column.labels.le);
    if (upper === null) continue;
    const labels = withoutLabels(column.labels, bucketLabels);
    const key = labelKey(labels);
    const group = groups.get(key) ?? { labels, buckets: [] };
    groups.set(key, group);
    // Two histograms of different metrics cannot be one result.
    if (group.buckets.some((one) => isSameSeries(one.column, column)))
      throw new QueryError('evaluation', 'vector cannot contain metrics with the same labelset');
    group.buckets.push({ upper, column });
  }
  return withValues(
    [...groups.values()].map(({ labels, buckets }) => {
      const column = newColumn(labels, count);
      for (let step = 0; step < count; step += 1) {
        const present: Bucket[] = buckets
          .filter((one) => one.column.present[step])
          .map((one) => ({ upper: one.upper, count: one.column.values[step] ?? NaN }));
        if (present.length === 0) continue;
        column.values[step] = bucketQuantile(shares[step] ?? NaN, present);
        column.present[step] = 1;
      }
      return column;
    }),
  );
}

function isSameSeries(one: Column, other: Column): boolean {
  return labelKey(withoutName(one.labels)) === labelKey(withoutName(other.labels));
}

function parseBound(text: string | undefined): number | null {
  try {
    return parseNumber(text ?? '');
  } catch {
    return null;
  }
}

const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

function joinLabels(
  columns: readonly Column[],
  [to = '', separator = '', ...from]: string[],
): Column[] {
  const wrong = [to, ...from].find((name) => !labelName.test(name));
  if (wrong !== undefined)
    throw new QueryError('evaluation', `invalid label name in label_join(): ${wrong}`);
  return joinColumns(
    columns.map((column) => ({
      ...column,
      labels: withLabel(
        column.labels,
        to,
        from.map((name) => column.labels[name] ?? '').join(separator),
      ),
    })),
  );
}

function replaceLabel(
  columns: readonly Column[],
  [to = '', replacement = '', from = '', pattern = '']: string[],
): Column[] {
  const regex = compileRegex(pattern);
  if (!labelName.test(to))
    throw new QueryError('evaluation', `invalid destination label name in label_replace(): ${to}`);
  return joinColumns(
    columns.map((column) => {
      const match = regex.matcher(column.labels[from] ?? '');
      if (!match.matches()) return column;
      const value = replacement.replace(
        /\$(?:(\w+)|\{(\w+)\}|(\$))/g,
        (_, plain: string | undefined, braced: string | undefined, dollar: string | undefined) => {
          if (dollar !== undefined) return '$';
          const name = plain ?? braced ?? '';
          if (!/^\d+$/.test(name)) return groupNamed(match, name);
          return Number(name) <= match.groupCount() ? (match.group(Number(name)) ?? '') : '';
        },
      );
      return { ...column, labels: withLabel(column.labels, to, value) };
    }),
  );
}

function groupNamed(match: { group(name: string): string | null }, name: string): string {
  try {
    return match.group(name) ?? '';
  } catch {
    return '';
  }
}
