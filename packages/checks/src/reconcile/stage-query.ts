import { CheckError, type Source, type SourceRow, type SourceValue } from '../source.ts';
import type { Reconciliation, Stage } from '../definition.ts';
import { quoteName, quoteText, toText as castToText } from '../sql.ts';

/** A stage with its source, and what was learned about it: where its partitions and keys are. */
export interface OpenStage {
  stage: Stage;
  source: Source;
  /** SQL of the name of the partition. */
  bucket: string;
  /** SQL condition that leaves out rows that may be on their way. */
  condition: string;
  /** Whether rows have a time, so that those on their way can be left out one by one. */
  hasTimes: boolean;
  hasKeys: boolean;
}

/** What a stage has in a partition. */
export interface Slice {
  measure: number;
  rows: number;
  keys: number;
  /** Sum of hashes of the keys and compared columns; the same for the same rows in any order. */
  signature: string;
}

export function showValue(value: SourceValue | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const maxPartitions = 100_000;

const toText = ({ dialect }: Source, sql: string) => castToText(dialect, sql);

/** Keys and values as one text, in the same form in all databases. */
function joinTexts(source: Source, columns: readonly string[]): string {
  const texts = columns.map(
    (column) => `coalesce(${toText(source, quoteName(source.dialect, column))}, '∅')`,
  );
  const joined = texts.join(source.dialect === 'sqlite' ? ` || '|' || ` : `, '|', `);
  return source.dialect === 'sqlite' || texts.length === 1 ? joined : `concat(${joined})`;
}

/**
 * A hash of a text as a number: 48 bits that are the same in all databases, or the faster one of
 * DuckDB if all stages are files. SQLite gets an aggregate of ours (`sqlite-process.ts`).
 */
function sumHashes({ dialect }: Source, sql: string, areFiles: boolean): string {
  if (dialect === 'sqlite') return `sum_hashes(${sql})`;
  if (areFiles) return `sum(hash(${sql}))`;
  const digits = `substr(md5(${sql}), 1, 12)`;
  if (dialect === 'duckdb') return `sum(cast('0x' || ${digits} as bigint))`;
  if (dialect === 'postgres') return `sum(cast(cast('x' || ${digits} as bit(48)) as bigint))`;
  return `sum(cast(conv(${digits}, 16, 10) as unsigned))`;
}

type TimeKind = 'instant' | 'local' | 'date' | 'other';

/** What the expression of a partition gives: a moment, a time without a zone, a date, or no time. */
async function findKind(source: Source, expression: string): Promise<TimeKind> {
  const { dialect, from } = source;
  if (dialect === 'mysql' || dialect === 'sqlite') {
    const [row] = await source.query(
      `select ${toText(source, expression)} as found from ${from} where ${expression} is not null limit 1`,
    );
    const found = showValue(row?.['found']);
    if (/^\d{4}-\d\d-\d\d[ T]\d\d:.*(?:Z|[+-]\d\d:?\d\d)$/.test(found)) return 'instant';
    if (/^\d{4}-\d\d-\d\d[ T]\d\d:/.test(found)) return 'local';
    return 'other';
  }
  const type = dialect === 'duckdb' ? `typeof(${expression})` : `pg_typeof(${expression})`;
  const [row] = await source.query(`select ${toText(source, type)} as found from ${from} limit 1`);
  const found = showValue(row?.['found']).toLowerCase();
  if (/^timestamp.* with time zone$/.test(found)) return 'instant';
  if (found.startsWith('timestamp')) return 'local';
  return found === 'date' ? 'date' : 'other';
}

/** SQL of a time as it is on the clocks of `zone`. */
function shiftTime(source: Source, kind: TimeKind, sql: string, from: string, zone: string) {
  if (kind === 'local' && from === zone) return sql;
  if (source.dialect === 'mysql' || source.dialect === 'sqlite') {
    if (zone === 'UTC' && (kind === 'instant' || from === 'UTC')) return sql;
    throw new CheckError(
      'unsupported',
      `${source.dialect} cannot move times from ${kind === 'instant' ? 'UTC' : from} to ${zone}. Give the partition as a date in ${zone}.`,
    );
  }
  const moment = kind === 'instant' ? sql : `(${sql} at time zone '${from}')`;
  return `(${moment} at time zone '${zone}')`;
}

/** The clock of `zone` at a moment, such as `2026-03-29 02:30:00`. */
export function readClock(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
}

export function checkZone(zone: string): string {
  const name = zone || 'UTC';
  try {
    readClock(new Date(0), name);
  } catch {
    throw new CheckError('invalid', `${name} isn't a time zone. Use a name such as Europe/Berlin.`);
  }
  return name;
}

async function readNames(source: Source): Promise<Set<string>> {
  return new Set((await source.columns()).map(({ name }) => name));
}

/** Errors: `invalid` zone, `unsupported` zone in this database, and those of the source. */
export async function openStage(
  stage: Stage,
  source: Source,
  { keys, columns, zone, watermarkSeconds }: Reconciliation,
  now: Date,
): Promise<OpenStage> {
  const days = checkZone(zone);
  const clock = checkZone(stage.timeZone || days);
  const kind = await findKind(source, `(\n${stage.partition}\n)`);
  const expression = `(\n${stage.partition}\n)`;
  const hasTimes = kind === 'instant' || kind === 'local';
  const local = hasTimes ? shiftTime(source, kind, expression, clock, days) : expression;
  const day = source.dialect === 'sqlite' && hasTimes ? `date(${local})` : `cast(${local} as date)`;
  const bucket = toText(source, hasTimes ? day : local);
  const newest = new Date(now.getTime() - watermarkSeconds * 1_000);
  const limit =
    kind === 'instant' && source.dialect !== 'sqlite'
      ? `timestamp with time zone '${newest.toISOString()}'`
      : `'${readClock(newest, kind === 'instant' ? 'UTC' : clock)}'`;
  const compared = source.dialect === 'sqlite' ? `datetime(${expression})` : expression;
  const names = keys.length > 0 ? await readNames(source) : new Set<string>();
  const hasKeys = keys.length > 0 && keys.every((name) => names.has(name));
  const absent = hasKeys ? columns.find((name) => !names.has(name)) : undefined;
  if (absent !== undefined)
    throw new CheckError('invalid', `${stage.name} has no column ${absent} to compare.`);
  return {
    stage,
    source,
    bucket,
    condition:
      hasTimes && watermarkSeconds > 0
        ? `(${expression} is null or ${compared} <= ${limit})`
        : '1 = 1',
    hasTimes,
    hasKeys,
  };
}

function toNumber(value: unknown): number {
  return value === null || value === undefined ? 0 : Number(value);
}

/** Rows whose partition is null are a partition as well: they must not get lost. */
export const noPartition = '(none)';

export function namePartition(row: SourceRow): string {
  const { bucket } = row;
  return bucket === null || bucket === undefined ? noPartition : showValue(bucket);
}

/** Errors: `invalid` for a text or NaN, which would differ from nothing. */
function readMeasure({ name }: Stage, row: SourceRow): number {
  const measure = toNumber(row['measured']);
  if (Number.isFinite(measure)) return measure;
  throw new CheckError(
    'invalid',
    `${name} measures ${showValue(row['measured'])} in ${namePartition(row)}, which isn't a number.`,
  );
}

/** What a stage has in each partition, in one query. `columns` are those that can be compared. */
export async function readSlices(
  { stage, source, bucket, condition, hasKeys }: OpenStage,
  keys: readonly string[],
  columns: readonly string[],
  areFiles: boolean,
): Promise<Map<string, Slice>> {
  const [first = ''] = keys;
  const text = keys.length === 1 ? quoteName(source.dialect, first) : joinTexts(source, keys);
  const all = joinTexts(source, [...keys, ...columns]);
  const aggregates = [
    `${stage.measure === '' ? 'count(*)' : `(\n${stage.measure}\n)`} as measured`,
    'count(*) as counted',
    hasKeys ? `count(distinct ${text}) as keyed` : '0 as keyed',
    hasKeys
      ? `${toText(source, sumHashes(source, all, areFiles))} as signature`
      : `'' as signature`,
  ];
  const rows = await source.query(
    `select ${bucket} as bucket, ${aggregates.join(', ')} from ${source.from} where ${condition} group by 1`,
    { rows: maxPartitions },
  );
  return new Map(
    rows.map((row) => [
      namePartition(row),
      {
        measure: readMeasure(stage, row),
        rows: toNumber(row['counted']),
        keys: toNumber(row['keyed']),
        signature: showValue(row['signature']),
      },
    ]),
  );
}

/** The keys of some partitions with their rows and compared values; `bucket` is the partition. */
export async function readKeys(
  { source, bucket, condition }: OpenStage,
  partitions: readonly string[],
  keys: readonly string[],
  columns: readonly string[],
  most: number,
): Promise<SourceRow[]> {
  const names = keys.map((name) => quoteName(source.dialect, name));
  const values = columns.map(
    (name, index) => `min(${toText(source, quoteName(source.dialect, name))}) as value_${index}`,
  );
  const quoted = partitions.map((name) => quoteText(source.dialect, name));
  const where = partitions.includes(noPartition)
    ? `(${bucket} is null or ${bucket} in (${quoted.join(', ')}))`
    : `${bucket} in (${quoted.join(', ')})`;
  const places = names.map((_, index) => index + 2);
  return source.query(
    `select ${[`${bucket} as bucket`, ...names, 'count(*) as counted', ...values].join(', ')} from ${source.from} where ${condition} and ${where} group by ${[1, ...places].join(', ')}`,
    { rows: most },
  );
}
