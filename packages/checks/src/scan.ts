import { compileScan, isScanCheck, sampleColumns, type Scan } from './compile.ts';
import type { Check, DataSafeguard } from './definition.ts';
import { numberText, shareText, type Measurement } from './judge.ts';
import { toFailure, toOutcome, toSampleRow, type Outcome } from './outcome.ts';
import { CheckError, type Source, type SourceColumn, type SourceRow } from './source.ts';
import { quoteName } from './sql.ts';

export interface Task {
  safeguard: DataSafeguard;
  check: Check;
}

interface Compiled {
  task: Task;
  scan: Scan;
}

/** All checks of a dataset that need no groups, in one query. */
export async function runScan(
  source: Source,
  columns: readonly SourceColumn[],
  tasks: readonly Task[],
  now: Date,
  outcomes: Map<Task, Outcome>,
): Promise<void> {
  const compiled: Compiled[] = [];
  for (const task of tasks) {
    if (!isScanCheck(task.check)) continue;
    try {
      compiled.push({ task, scan: compileScan(source.dialect, columns, task.check) });
    } catch (error) {
      outcomes.set(task, toFailure(error));
    }
  }
  const proofs = proveTypes(source, columns, tasks);
  if (compiled.length === 0 && proofs.length === 0) return;
  let measured: Map<Scan, Measured> | null = null;
  try {
    measured = await measureScans(source, compiled, proofs);
  } catch (error) {
    if (!(error instanceof CheckError) || error.kind !== 'invalid') throw error;
  }
  for (const one of compiled) {
    const { task, scan } = one;
    try {
      // If one check is wrong, the database refuses the query of all: each is asked on its own.
      const own = measured ?? (await measureScans(source, [one]));
      const { main, total, notNumbers } = own.get(scan) ?? { main: null, total: 0, notNumbers: 0 };
      const measurement = describe(task.check, scan, { main, total, notNumbers }, now);
      const sample =
        scan.kind === 'rows' && main !== null && main > 0
          ? await readSample(source, columns, task.check, scan.failing)
          : [];
      outcomes.set(task, { ...toOutcome(task.check, measurement), sample });
    } catch (error) {
      if (error instanceof CheckError && error.kind === 'changed') throw error;
      outcomes.set(task, toFailure(error));
    }
  }
}

/** Types of a CSV file are only proven by reading all values: a contract asks for all columns. */
function proveTypes(
  { dialect }: Source,
  columns: readonly SourceColumn[],
  tasks: readonly Task[],
): string[] {
  const isCsv = tasks.some(
    ({ safeguard: { target }, check }) =>
      target.kind === 'files' && target.format === 'csv' && check.type.startsWith('schema'),
  );
  return isCsv ? columns.map(({ name }) => `count(${quoteName(dialect, name)})`) : [];
}

interface Measured {
  main: number | null;
  total: number;
  notNumbers: number;
}

/** The one scan: an aggregate for each measure, the same one only once. */
async function measureScans(
  source: Source,
  compiled: readonly Compiled[],
  proofs: readonly string[] = [],
): Promise<Map<Scan, Measured>> {
  const names = new Map<string, string>();
  const add = (sql: string) => {
    const name = names.get(sql) ?? `m${names.size}`;
    names.set(sql, name);
    return name;
  };
  const total = add('count(*)');
  const asked = compiled.map(({ scan }) => ({
    scan,
    main: add(scan.kind === 'rows' ? `count(case when ${scan.failing} then 1 end)` : scan.value),
    notNumbers: scan.kind === 'value' && scan.notNumbers !== null ? add(scan.notNumbers) : null,
  }));
  for (const proof of proofs) add(proof);
  const measures = [...names].map(([sql, name]) => `${sql} as ${name}`).join(', ');
  const [row = {}] = await source.query(`select ${measures} from ${source.from}`);
  return new Map(
    asked.map(({ scan, main, notNumbers }) => [
      scan,
      {
        main: toNumber(row, main),
        total: toNumber(row, total) ?? 0,
        notNumbers: notNumbers === null ? 0 : (toNumber(row, notNumbers) ?? 0),
      },
    ]),
  );
}

function toNumber(row: SourceRow, name: string): number | null {
  const value = row[name];
  return value === null || value === undefined ? null : Number(value);
}

/** Longer ahead than clocks differ: such a newest value would look fresh for hours. */
const aheadSeconds = 300;

function describe(
  check: Check,
  scan: Scan,
  { main, total, notNumbers }: Measured,
  now: Date,
): Measurement {
  const property = 'property' in check && check.property !== null ? check.property : '';
  if (scan.kind === 'rows') {
    const value = main ?? 0;
    const share = shareText(value, total);
    const says: Partial<Record<Check['type'], string>> = {
      nullValues: `${property} is null in ${share}`,
      missingValues: `${property} is missing in ${share}`,
      invalidValues: `${property} is not valid in ${share}`,
      expression: `The condition is not met in ${share}`,
    };
    return { value, total, unit: 'failures', says: says[check.type] ?? share };
  }
  if (check.type === 'rowCount')
    return { value: total, total, unit: 'rows', says: `${numberText(total)} rows` };
  if (notNumbers > 0)
    throw new CheckError(
      'invalid',
      `${property} has ${numberText(notNumbers)} values that aren't numbers, so it has no ${check.type === 'aggregate' ? toWord(check.measure) : 'value'}.`,
    );
  if (main === null)
    return { value: null, total, unit: 'value', says: `${property} has no values` };
  if (check.type !== 'freshness') {
    const measure = check.type === 'aggregate' ? toWord(check.measure) : 'value';
    return {
      value: main,
      total,
      unit: 'value',
      says: `The ${measure} of ${property} is ${numberText(main)}`,
    };
  }
  const age = now.getTime() / 1_000 - main;
  const at = new Date(main * 1_000).toISOString();
  if (age < -aheadSeconds)
    throw new CheckError(
      'invalid',
      `The newest ${property} is ${at}, ${durationText(-age)} in the future. Times without a zone are read as UTC: is it in another zone?`,
    );
  const value = Math.max(age, 0);
  return {
    value,
    total,
    unit: 'value',
    says: `The newest ${property} is ${at}, ${durationText(value)} ago`,
  };
}

const toWord = (measure: unknown) => (typeof measure === 'string' ? measure : 'quantile');

function durationText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800
    ? `${(seconds / 3_600).toFixed(1)} h`
    : `${(seconds / 86_400).toFixed(1)} days`;
}

async function readSample(
  source: Source,
  columns: readonly SourceColumn[],
  check: Check,
  failing: string,
): Promise<SourceRow[]> {
  if (check.sample.rows === 0) return [];
  const property = 'property' in check ? check.property : null;
  const shown = sampleColumns(source.dialect, columns, check.sample, property);
  if (shown === '') return [];
  const rows = await source.query(
    `select ${shown} from ${source.from} where ${failing} limit ${check.sample.rows}`,
  );
  return rows.map(toSampleRow);
}
