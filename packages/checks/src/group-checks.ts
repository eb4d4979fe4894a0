import { double, measureColumn, sampleColumns } from './compile.ts';
import type { Check } from './definition.ts';
import { numberText, shareText, type Measurement } from './judge.ts';
import { CheckError, type Source, type SourceColumn, type SourceRow } from './source.ts';
import { findProperty, quoteName, toText } from './sql.ts';

export type GroupCheck = Extract<
  Check,
  { type: 'duplicateValues' | 'references' | 'distribution' | 'sql' }
>;

export interface GroupResult extends Measurement {
  /** Reads the sample, if rows fail. */
  sample: string | null;
}

const numberIn = (row: SourceRow | undefined, name: string): number | null => {
  const value = row?.[name];
  return value === null || value === undefined ? null : Number(value);
};

/** `others` are the names in SQL of the datasets that checks refer to. */
export async function measureGroups(
  source: Source,
  columns: readonly SourceColumn[],
  check: GroupCheck,
  others: ReadonlyMap<string, string>,
): Promise<GroupResult> {
  switch (check.type) {
    case 'duplicateValues':
      return measureDuplicates(source, columns, check);
    case 'references':
      return measureReferences(source, columns, check, others.get(check.id));
    case 'distribution':
      return measureDistribution(source, columns, check);
    case 'sql':
      return measureQuery(source, check);
    // No default
  }
}

/** Rows whose key another row also has. Rows without a key are none. */
async function measureDuplicates(
  source: Source,
  columns: readonly SourceColumn[],
  check: Extract<GroupCheck, { type: 'duplicateValues' }>,
): Promise<GroupResult> {
  const { dialect, from } = source;
  const names = check.properties.map((name) => findProperty(dialect, columns, name).sql);
  const keys = names.map((sql, index) => `${sql} as k${index}`).join(', ');
  const hasKey = names.map((sql) => `${sql} is not null`).join(' and ');
  const by = names.map((_, index) => `k${index}`).join(', ');
  const grouped = `select ${by}, count(*) as n from (select ${keys} from ${from} where ${hasKey}) as keyed group by ${by}`;
  const [row] = await source.query(
    `select cast(coalesce(sum(case when n > 1 then n else 0 end), 0) as ${double(dialect)}) as failing, count(case when n > 1 then 1 end) as shared, (select count(*) from ${from}) as total from (${grouped}) as counted`,
  );
  const value = numberIn(row, 'failing') ?? 0;
  const total = numberIn(row, 'total') ?? 0;
  const shared = numberIn(row, 'shared') ?? 0;
  const stars = new Set(check.sample.mask);
  const shown = check.properties.map((name, index) =>
    stars.has(name)
      ? `'***' as ${quoteName(dialect, name)}`
      : `k${index} as ${quoteName(dialect, name)}`,
  );
  return {
    value,
    total,
    unit: 'failures',
    says: `${shareText(value, total)} share ${numberText(shared)} ${shared === 1 ? 'value' : 'values'} of ${check.properties.join(', ')}`,
    sample: `select ${shown.join(', ')}, n as ${quoteName(dialect, 'rows')} from (${grouped}) as counted where n > 1 order by n desc, ${by}`,
  };
}

async function measureReferences(
  source: Source,
  columns: readonly SourceColumn[],
  check: Extract<GroupCheck, { type: 'references' }>,
  other: string | undefined,
): Promise<GroupResult> {
  const { dialect, from } = source;
  if (other === undefined)
    throw new CheckError(
      'unsupported',
      `${check.target.dataset} must be files, as the dataset itself, or a table of the same connection.`,
    );
  const { sql } = findProperty(dialect, columns, check.property);
  // Values of two files are compared as texts: in CSV, one of them can have another type.
  const text = (column: string) => (dialect === 'duckdb' ? toText(dialect, column) : column);
  const to = text(`other.${quoteName(dialect, check.to)}`);
  const failing = `${sql} is not null and not exists (select 1 from ${other} where ${to} = ${text(`data.${sql}`)})`;
  const [row] = await source.query(
    `select count(case when ${failing} then 1 end) as failing, count(*) as total from ${from}`,
  );
  const value = numberIn(row, 'failing') ?? 0;
  const total = numberIn(row, 'total') ?? 0;
  const shown = sampleColumns(dialect, columns, check.sample, check.property);
  return {
    value,
    total,
    unit: 'failures',
    says: `${check.property} is not in ${check.target.dataset}.${check.to} in ${shareText(value, total)}`,
    sample: `select ${shown} from ${from} where ${failing}`,
  };
}

const fewestPartitions = 7;

/**
 * The distance of the newest partition from the median of those before it, in robust standard
 * deviations (Leys et al. 2013). A spread below 1 % of the median is taken as 1 %: on a flat series
 * every change would be far away.
 */
async function measureDistribution(
  source: Source,
  columns: readonly SourceColumn[],
  check: Extract<GroupCheck, { type: 'distribution' }>,
): Promise<GroupResult> {
  const { dialect, from } = source;
  const { property, measure, partition } = check;
  const scan =
    property === null
      ? ({ kind: 'value', value: 'count(*)', notNumbers: null } as const)
      : measureColumn(dialect, findProperty(dialect, columns, property), measure);
  const rows = await source.query(
    `select ${toText(dialect, 'p')} as p, count(*) as n, ${scan.kind === 'value' ? scan.value : '0'} as v from (select *, (\n${partition}\n) as p from ${from}) as parts where parts.p is not null group by parts.p order by parts.p`,
    { rows: 100_000 },
  );
  const total = rows.reduce((sum, row) => sum + (numberIn(row, 'n') ?? 0), 0);
  const values = rows.map((row) => numberIn(row, 'v') ?? 0);
  const part = rows.at(-1)?.['p'];
  const newestPart = typeof part === 'string' ? part : '';
  const newest = values.pop() ?? 0;
  const base = { total, unit: 'value', sample: null } as const;
  if (values.length < fewestPartitions)
    return {
      ...base,
      value: null,
      says: `${values.length} partitions before the newest one, and it needs ${fewestPartitions}`,
    };
  const middle = median(values);
  const spread = 1.4826 * median(values.map((value) => Math.abs(value - middle)));
  const scale = Math.max(spread, Math.abs(middle) / 100, Number.MIN_VALUE);
  const distance = Math.abs(newest - middle) / scale;
  const what = property === null ? 'the number of rows' : property;
  return {
    ...base,
    value: distance,
    says: `${what} in ${newestPart} is ${numberText(newest)}, usually ${numberText(middle)}: ${distance.toFixed(1)} robust deviations`,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return (low + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2;
}

async function measureQuery(
  source: Source,
  check: Extract<GroupCheck, { type: 'sql' }>,
): Promise<GroupResult> {
  const inData = source.from === 'data' ? '' : `with data as (select * from ${source.from}) `;
  const rows = await source.query(`${inData}select * from (\n${check.query}\n) as answer`, {
    rows: 2,
  });
  const cells = Object.values(rows[0] ?? {});
  if (rows.length !== 1 || cells.length !== 1)
    throw new CheckError('invalid', 'The query must give one row with one number.');
  const [cell] = cells;
  const value = cell === null || cell === undefined ? null : Number(cell);
  if (typeof cell === 'object' && cell !== null)
    throw new CheckError('invalid', 'The query must give one number.');
  const says =
    value === null ? 'The query gives no number' : `The query gives ${numberText(value)}`;
  return { value, total: null, unit: 'value', says, sample: null };
}
