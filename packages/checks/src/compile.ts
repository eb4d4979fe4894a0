import type { Check, Measure, Validity } from './definition.ts';
import { CheckError, type SourceColumn } from './source.ts';
import { findProperty, quoteName, quoteText, type Dialect, type Property } from './sql.ts';
import { compileValidity } from './validity.ts';

/** What the one scan of a dataset measures for a check. */
export type Scan =
  /** Rows for which `failing` is true; it is never null. */
  | { kind: 'rows'; failing: string }
  /** A number. With `notNumbers`, an aggregate that counts the values that are none. */
  | { kind: 'value'; value: string; notNumbers: string | null };

type ScanCheck = Extract<
  Check,
  {
    type:
      | 'nullValues'
      | 'missingValues'
      | 'invalidValues'
      | 'expression'
      | 'rowCount'
      | 'freshness'
      | 'aggregate';
  }
>;

export function isScanCheck(check: Check): check is ScanCheck {
  return [
    'nullValues',
    'missingValues',
    'invalidValues',
    'expression',
    'rowCount',
    'freshness',
    'aggregate',
  ].includes(check.type);
}

/** Errors: `invalid` for a column that does not exist, `unsupported` in this database. */
export function compileScan(
  dialect: Dialect,
  columns: readonly SourceColumn[],
  check: ScanCheck,
): Scan {
  if (check.type === 'rowCount') return { kind: 'value', value: 'count(*)', notNumbers: null };
  if (check.type === 'expression')
    return { kind: 'rows', failing: `(\n${check.condition}\n) is not true` };
  const property = findProperty(dialect, columns, check.property);
  switch (check.type) {
    case 'nullValues':
      return { kind: 'rows', failing: `${property.sql} is null` };
    case 'missingValues': {
      const words = check.missing.map((word) => quoteText(dialect, word)).join(', ');
      return { kind: 'rows', failing: `coalesce(${property.text} in (${words}), true)` };
    }
    case 'invalidValues':
      return { kind: 'rows', failing: failValidity(dialect, property, check.valid) };
    case 'freshness':
      return { kind: 'value', value: newestSecond(dialect, property), notNumbers: null };
    case 'aggregate':
      return measureColumn(dialect, property, check.measure);
    // No default
  }
}

function failValidity(dialect: Dialect, property: Property, validity: Validity): string {
  const isValid = compileValidity(dialect, property, validity).join(' and ');
  return `(${property.sql} is not null and (${isValid}) is not true)`;
}

function newestSecond(dialect: Dialect, { sql, kind }: Property): string {
  if (dialect === 'sqlite')
    return `max(case typeof(${sql}) when 'text' then unixepoch(${sql}, 'subsec') else ${sql} end)`;
  if (kind !== 'time')
    throw new CheckError('invalid', `${sql} is no column of times, so it has no newest one.`);
  if (dialect === 'mysql') return `cast(unix_timestamp(max(${sql})) as double)`;
  return `cast(${dialect === 'duckdb' ? `epoch(max(${sql}))` : `extract(epoch from max(${sql}))`} as ${double(dialect)})`;
}

export const double = (dialect: Dialect) =>
  dialect === 'postgres' ? 'double precision' : 'double';

/** An aggregate of a column, as a number. A text in a file is a number if all of it is one. */
export function measureColumn(dialect: Dialect, property: Property, measure: Measure): Scan {
  const { sql, kind } = property;
  const value = (aggregate: string): Scan => ({
    kind: 'value',
    value: dialect === 'sqlite' ? aggregate : `cast(${aggregate} as ${double(dialect)})`,
    notNumbers: null,
  });
  if (measure === 'count') return value(`count(${sql})`);
  if (measure === 'distinct') return value(`count(distinct ${sql})`);
  if (kind === 'time') throw new CheckError('unsupported', `${sql} has times. Use freshness.`);
  if (kind !== 'number' && dialect !== 'duckdb' && dialect !== 'sqlite')
    throw new CheckError('invalid', `${sql} is no column of numbers.`);
  const isText = kind !== 'number' && dialect === 'duckdb';
  const number = isText ? `try_cast(${sql} as double)` : sql;
  const scan = value(aggregateNumbers(dialect, number, measure));
  if (dialect === 'sqlite')
    return {
      ...scan,
      notNumbers: `count(case when typeof(${sql}) in ('text', 'blob') then 1 end)`,
    } as Scan;
  return isText
    ? ({
        ...scan,
        notNumbers: `count(case when ${sql} is not null and ${number} is null then 1 end)`,
      } as Scan)
    : scan;
}

function aggregateNumbers(
  dialect: Dialect,
  number: string,
  measure: Exclude<Measure, 'count' | 'distinct'>,
): string {
  const asDouble = dialect === 'sqlite' ? number : `cast(${number} as ${double(dialect)})`;
  if (typeof measure !== 'string') {
    if (dialect === 'duckdb') return `quantile_cont(${asDouble}, ${measure.quantile})`;
    if (dialect === 'postgres')
      return `percentile_cont(${measure.quantile}) within group (order by ${asDouble})`;
    throw new CheckError('unsupported', `${dialect} has no quantiles.`);
  }
  if (measure === 'stddev') {
    if (dialect === 'sqlite') throw new CheckError('unsupported', 'SQLite has no stddev.');
    return `stddev_samp(${asDouble})`;
  }
  return measure === 'sum' && dialect === 'duckdb' ? `sum(${number})` : `${measure}(${number})`;
}

/** The columns of a sample. Those that are masked leave the database as stars. */
export function sampleColumns(
  dialect: Dialect,
  columns: readonly SourceColumn[],
  { columns: names, mask }: Check['sample'],
  property: string | null,
): string {
  const first = property?.split('.')[0];
  const own = columns.find(({ name }) => name === property)?.name ?? first;
  const all = columns.map(({ name }) => name);
  const wanted =
    names.length > 0 ? names : [...new Set([...(own ? [own] : []), ...all])].slice(0, 20);
  const stars = new Set(mask.flatMap((name) => [name, name.split('.')[0] ?? name]));
  return wanted
    .filter((name) => all.includes(name))
    .map((name) => {
      const column = quoteName(dialect, name);
      if (!stars.has(name)) return column;
      return `case when ${column} is null then null else '***' end as ${column}`;
    })
    .join(', ');
}
