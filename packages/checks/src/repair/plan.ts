import { createHash } from 'node:crypto';
import type { SourceOptions } from '../open-source.ts';
import { CheckError, type SourceColumn, type SourceRow } from '../source.ts';
import { quoteText } from '../sql.ts';
import { suggest } from '../yaml-fields.ts';
import type { Repair } from './definition.ts';
import { countKeysOutside, planSteps, type PlanSteps } from './plan-steps.ts';
import { RepairSql } from './repair-sql.ts';
import { countSample, divideSample, largestErrorRate } from './sample-size.ts';
import { findCollision, listWindows } from './schedule.ts';
import { columnsSql, openRepairSession, primaryKeySql, type RepairSession } from './session.ts';
import { showValue } from '../reconcile/stage-query.ts';

/** What is run is what is in here: the file is the dry run, and its hash confirms it. */
export interface RepairPlan {
  version: 1;
  /** Of the repair and the world: the same as long as nothing changes. */
  id: string;
  madeAt: string;
  /** The text of the file of the repair. */
  text: string;
  columns: SourceColumn[];
  keys: string[];
  dialect: RepairSession['dialect'];
  /** Rows and hashes of each partition as they are, and as the query gives them. */
  world: SourceRow[];
  correction: SourceRow[];
  partitions: PlanPartition[];
  total: Omit<PlanPartition, 'partition'>;
  /** Differences of the measure, added up over partitions: they do not cancel out. */
  impact: number | null;
  sample: PlanSample;
  downstream: string[];
  /** Windows of the next day, and whether a swap would collide now. */
  windows: string[];
  collision: string | null;
  notes: string[];
  steps: PlanSteps;
}

export interface PlanPartition {
  partition: string;
  before: number;
  after: number;
  changed: number;
  added: number;
  removed: number;
  measureBefore: number | null;
  measureAfter: number | null;
}

export interface PlanSample {
  rows: number;
  population: number;
  confidence: number;
  /** At most this share of rows is wrong, if all of the sample are right. */
  errorRate: number;
  seed: string;
}

export interface PlanInput {
  repair: Repair;
  text: string;
  now: Date;
  /** What the catalog says is downstream, and why it was not asked. */
  downstream: readonly string[];
  notes: readonly string[];
}

const mostPartitions = 5_000;

export const hashPlan = (plan: RepairPlan): string => hash(plan).slice(0, 16);

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Makes a plan; only reads. Errors: `CheckError` with why there can be none. */
export async function planRepair(input: PlanInput, options: SourceOptions): Promise<RepairPlan> {
  const session = await openRepairSession(input.repair.target, options, 'read');
  try {
    await session.start();
    return await readPlan(session, input);
  } finally {
    await session.rollback();
    await session.close();
  }
}

async function readPlan(session: RepairSession, input: PlanInput): Promise<RepairPlan> {
  const { repair, text, now } = input;
  const { columns, keys } = await readTable(session, repair);
  const sql = new RepairSql(session.dialect, repair, columns, keys);
  await compareColumns(session, columns, repair);
  const notes = [...input.notes, ...(await checkKeys(session, sql, repair))];
  const world = sortRows(await session.query(sql.fingerprint(sql.target, sql.range('r'))));
  const correction = sortRows(await session.query(sql.fingerprint(sql.correction)));
  if (world.length + correction.length > mostPartitions)
    throw invalid(`The range has more than ${mostPartitions} partitions. Repair it in parts.`);
  const partitions = await readPartitions(session, sql, repair, { world, correction });
  const total = sumPartitions(partitions);
  await checkTotal(session, repair, total);
  const parts = correction.map(({ partition, rows }) => ({
    partition: showValue(partition),
    rows: Number(rows),
  }));
  const sample = sizeSample(repair, total.after);
  const id = hash({ text, columns, keys, world, correction }).slice(0, 16);
  return {
    version: 1,
    id,
    madeAt: now.toISOString(),
    text,
    columns,
    keys,
    dialect: session.dialect,
    world,
    correction,
    partitions,
    total,
    impact:
      total.measureAfter === null
        ? null
        : partitions.reduce(
            (sum, one) => sum + Math.abs((one.measureAfter ?? 0) - (one.measureBefore ?? 0)),
            0,
          ),
    sample,
    downstream: [...new Set([...repair.downstream, ...input.downstream])],
    windows: listWindows(repair.schedule, now),
    collision: findCollision(repair.schedule, now),
    notes: [...notes, ...(await listTriggers(session, sql))],
    steps: planSteps({
      sql,
      planId: id,
      dialect: session.dialect,
      schema: repair.target.schema,
      columnsSql: columnsSql(session.dialect, repair.target),
      columns: columns.map(({ name, type }) => ({ name, type })),
      world,
      correction,
      sample: { seed: sample.seed, rows: sample.rows, parts: divideSample(sample.rows, parts) },
    }),
  };
}

const invalid = (message: string) => new CheckError('invalid', message);

export const sortRows = (rows: readonly SourceRow[]): SourceRow[] =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

export const countRows = async (session: RepairSession, sql: string): Promise<number> =>
  Number(Object.values((await session.query(sql))[0] ?? {})[0] ?? 0);

async function readTable(session: RepairSession, repair: Repair) {
  const { schema, table } = repair.target;
  const rows = await session.query(columnsSql(session.dialect, repair.target));
  const columns = rows.map(({ name, type }) => ({
    name: showValue(name),
    type: showValue(type),
    nullable: true,
  }));
  if (columns.length === 0) throw invalid(`There is no table ${schema}.${table}.`);
  const primary = await session.query(primaryKeySql(session.dialect, repair.target));
  const keys = repair.keys.length > 0 ? repair.keys : primary.map(({ name }) => showValue(name));
  if (keys.length === 0)
    throw invalid(`${table} has no primary key. Name the columns that identify a row under keys.`);
  const names = columns.map(({ name }) => name);
  const named = [...keys, repair.partition.column, repair.changedAt].filter((name) => name !== '');
  const missing = named.find((name) => !names.includes(name));
  if (missing !== undefined)
    throw invalid(`${table} has no column ${missing}${suggest(missing, names)}`);
  return { columns, keys };
}

/** The query must give the columns of the table with the same types: nothing is rounded silently. */
async function compareColumns(
  session: RepairSession,
  columns: readonly SourceColumn[],
  repair: Repair,
): Promise<void> {
  const given = await session.describe(repair.query);
  const problems = columns.flatMap(({ name, type }) => {
    const own = given.find((column) => column.name === name);
    if (!own) return [`${name} is missing`];
    return own.type === type ? [] : [`${name} is ${own.type}, not ${type}: cast it`];
  });
  const names = columns.map(({ name }) => name);
  for (const { name } of given)
    if (!names.includes(name)) problems.push(`${name} is no column of the table`);
  if (new Set(given.map(({ name }) => name)).size < given.length)
    problems.push('two columns have one name');
  if (problems.length > 0)
    throw invalid(`The columns of the query are not those of the table: ${problems.join('; ')}.`);
}

/** Errors: `invalid` if rows can't be matched by key. */
async function checkKeys(
  session: RepairSession,
  sql: RepairSql,
  repair: Repair,
): Promise<string[]> {
  const inRange = `(select * from ${sql.target} as r where ${sql.range('r')})`;
  const count = (query: string) => countRows(session, query);
  const keys = sql.keys.join(', ');
  for (const [name, from] of [
    ['The table', inRange],
    ['The query', sql.correction],
  ] as const) {
    const withoutKey = await count(
      `select count(*) as n from ${from} as r where ${sql.hasNoKey('r')}`,
    );
    if (withoutKey > 0) throw invalid(`${name} has ${withoutKey} rows with no value in ${keys}.`);
    const shared = await count(
      `select count(*) as n from (select 1 as one from ${from} as r group by ${sql.list(sql.keys, 'r')} having count(*) > 1) as d`,
    );
    if (shared > 0) throw invalid(`${name} has ${shared} values of ${keys} in more than one row.`);
  }
  const outside = await count(
    `select count(*) as n from ${sql.correction} as r where ${sql.range('r')} is not true`,
  );
  if (outside > 0) throw invalid(`The query gives ${outside} rows outside of the range.`);
  const taken = await count(countKeysOutside(sql, sql.correction));
  if (taken > 0)
    throw invalid(
      `The query gives ${taken} rows whose ${keys} is outside of the range in the table.`,
    );
  const { column } = repair.partition;
  const nowhere = await count(
    `select count(*) as n from ${sql.target} as r where ${sql.column('r', column)} is null`,
  );
  return nowhere > 0 ? [`${nowhere} rows have no ${column}: they are not repaired.`] : [];
}

async function readPartitions(
  session: RepairSession,
  sql: RepairSql,
  { measure }: Repair,
  { world, correction }: { world: SourceRow[]; correction: SourceRow[] },
): Promise<PlanPartition[]> {
  const index = (rows: readonly SourceRow[]) =>
    new Map(rows.map((row) => [showValue(row['partition']), row]));
  const [before, after] = [index(world), index(correction)];
  const differences = index(await session.query(sql.differences()));
  const readMeasure = async (from: string, where: string) =>
    measure === ''
      ? new Map<string, SourceRow>()
      : index(
          await session.query(
            `select ${sql.partition('r')} as "partition", cast(${measure} as double precision) as "value" from ${from} as r${where} group by 1`,
          ),
        );
  const measureBefore = await readMeasure(sql.target, ` where ${sql.range('r')}`);
  const measureAfter = await readMeasure(sql.correction, '');
  const toNumber = (row: SourceRow | undefined, name: string) => Number(row?.[name] ?? 0);
  const toMeasure = (row: SourceRow | undefined) =>
    row === undefined || row['value'] === null ? null : toNumber(row, 'value');
  return [...new Set([...before.keys(), ...after.keys()])].toSorted().map((partition) => {
    const difference = differences.get(partition);
    return {
      partition,
      before: toNumber(before.get(partition), 'rows'),
      after: toNumber(after.get(partition), 'rows'),
      changed: toNumber(difference, 'changed'),
      added: toNumber(difference, 'added'),
      removed: toNumber(difference, 'removed'),
      measureBefore: toMeasure(measureBefore.get(partition)),
      measureAfter: toMeasure(measureAfter.get(partition)),
    };
  });
}

function sumPartitions(partitions: readonly PlanPartition[]): RepairPlan['total'] {
  const sum = (name: Exclude<keyof PlanPartition, 'partition'>) =>
    partitions.reduce((total, partition) => total + (partition[name] ?? 0), 0);
  const hasMeasure = partitions.some(({ measureAfter }) => measureAfter !== null);
  return {
    before: sum('before'),
    after: sum('after'),
    changed: sum('changed'),
    added: sum('added'),
    removed: sum('removed'),
    measureBefore: hasMeasure ? sum('measureBefore') : null,
    measureAfter: hasMeasure ? sum('measureAfter') : null,
  };
}

async function checkTotal(
  session: RepairSession,
  { mayAdd, mayRemove, target }: Repair,
  { before, after, changed, added, removed }: RepairPlan['total'],
): Promise<void> {
  if (before === 0 && after === 0) throw invalid('The range has no rows.');
  if (after === 0) throw invalid('The query gives no rows.');
  if (changed + added + removed === 0)
    throw invalid('There is nothing to repair: all rows are as the query gives them.');
  if (added > 0 && !mayAdd)
    throw invalid(`The query adds ${added} rows. If that is right, write mayAdd: true.`);
  if (removed > 0 && !mayRemove)
    throw invalid(`The query leaves out ${removed} rows. If that is right, write mayRemove: true.`);
  if (removed === 0 || session.dialect !== 'postgres') return;
  const cascades = await session.query(
    `select conname as name from pg_constraint join pg_class on confrelid = pg_class.oid where contype = 'f' and confdeltype in ('c', 'n', 'd') and relname = ${quoteText('postgres', target.table)} and relnamespace = to_regnamespace(quote_ident(${quoteText('postgres', target.schema)}))`,
  );
  if (cascades.length > 0)
    throw invalid(
      `Removing rows would change other tables through ${cascades.map(({ name }) => showValue(name)).join(', ')}.`,
    );
}

function sizeSample({ sample }: Repair, population: number): PlanSample {
  const { confidence, errorRate, rows, seed } = sample;
  const wanted = rows ?? countSample(confidence, errorRate ?? 0.05);
  const size = Math.min(wanted, population);
  // All rows were verified: none is left that could be wrong.
  const left = size === population ? 0 : largestErrorRate(confidence, size);
  return { rows: size, population, confidence, errorRate: errorRate ?? left, seed };
}

async function listTriggers(session: RepairSession, sql: RepairSql): Promise<string[]> {
  if (session.dialect !== 'postgres') return [];
  const triggers = await session.query(
    `select tgname as name from pg_trigger where tgrelid = to_regclass(${sql.text(sql.target)}) and not tgisinternal and tgenabled <> 'D' order by 1`,
  );
  return triggers.map(
    ({ name }) => `The trigger ${showValue(name)} runs for rows that are swapped.`,
  );
}
