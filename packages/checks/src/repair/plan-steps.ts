import type { SourceRow } from '../source.ts';
import { repairTables, type RepairSql, type RepairTable } from './repair-sql.ts';

/** A statement that is run; with an answer, a query that must give exactly these rows. */
export interface Statement {
  sql: string;
  answer?: SourceRow[];
  /** What it means if the answer is another one. */
  otherwise?: string;
}

export const stepNames = ['stage', 'sample', 'swap', 'rollback', 'drop'] as const;
export type StepName = (typeof stepNames)[number];
export type PlanSteps = Record<StepName, Statement[]>;

export interface StepInput {
  sql: RepairSql;
  /** What the plan was made from; rows of the log have it. */
  planId: string;
  dialect: 'duckdb' | 'postgres';
  schema: string;
  columnsSql: string;
  columns: SourceRow[];
  world: SourceRow[];
  correction: SourceRow[];
  sample: { seed: string; parts: readonly { partition: string; rows: number }[]; rows: number };
}

/** All statements of a repair. Each step is one transaction. */
export function planSteps(input: StepInput): PlanSteps {
  const { sql, sample, world, correction } = input;
  const [backup, stage] = [sql.table('backup'), sql.table('stage')];
  const guard = (query: string, answer: SourceRow[], otherwise: string): Statement => ({
    sql: query,
    answer,
    otherwise,
  });
  const isWorld = (from: string, where: string, otherwise: string) =>
    guard(sql.fingerprint(from, where), world, otherwise);
  const isCorrection = (from: string, where: string, otherwise: string) =>
    guard(sql.fingerprint(from, where), correction, otherwise);
  const hasColumns = guard(
    input.columnsSql,
    input.columns,
    'The columns of the table changed since the plan. Make a new plan.',
  );
  const lock: Statement[] =
    input.dialect === 'postgres'
      ? [{ sql: `lock table ${sql.target} in share row exclusive mode` }]
      : [];
  const isStaged = [
    isCorrection(
      stage,
      '',
      'The stage changed since it was made. Drop the repair, then stage again.',
    ),
    isWorld(backup, '', 'The backup changed since it was made. Drop the repair, then stage again.'),
  ];
  return {
    stage: [
      hasColumns,
      guard(
        countTables(input),
        [{ tables: 0 }],
        'There are tables of an earlier plan of this repair. Drop them first: debrief repair drop.',
      ),
      isWorld(sql.target, sql.range('r'), 'The table changed since the plan. Make a new plan.'),
      {
        sql: `create table ${backup} as select ${sql.list(sql.columns, 't')} from ${sql.target} as t where ${sql.range('t')}`,
      },
      {
        sql: `create table ${stage} as select ${sql.list(sql.columns, 'q')} from ${sql.correction} as q`,
      },
      isWorld(backup, '', 'The backup is not as the table. Make a new plan.'),
      isCorrection(
        stage,
        '',
        'The query gives other rows than in the plan: what it reads changed. Make a new plan.',
      ),
      {
        sql: `create table ${sql.table('steps')} (number int, step varchar(20), plan varchar(64), done_at timestamp with time zone, done_by varchar(200))`,
      },
      log(input, 'stage'),
    ],
    sample: [...isStaged, { sql: drawSample(input) }, log(input, 'sample')],
    swap: [
      ...lock,
      hasColumns,
      isWorld(sql.target, sql.range('r'), 'The table changed since the plan. Make a new plan.'),
      ...isStaged,
      guard(
        `select count(*) as "rows", count(case when debrief_verdict = 'right' then 1 end) as "right" from ${sql.table('sample')}`,
        [{ rows: sample.rows, right: sample.rows }],
        'The sample is not verified: each of its rows must be right.',
      ),
      guard(
        countKeysOutside(sql, stage),
        [{ rows: 0 }],
        'Rows outside of the range have keys of the stage. Make a new plan.',
      ),
      ...sql.replaceRows(stage).map((statement) => ({ sql: statement })),
      isCorrection(
        sql.target,
        sql.range('r'),
        'The table is not as the stage after the swap, for example because a trigger changes rows. Nothing was changed.',
      ),
      log(input, 'swap'),
    ],
    rollback: [
      ...lock,
      hasColumns,
      isCorrection(
        sql.target,
        sql.range('r'),
        'The rows changed since the swap. A rollback would lose these changes.',
      ),
      isWorld(backup, '', 'The backup changed since it was made.'),
      ...sql.replaceRows(backup).map((statement) => ({ sql: statement })),
      isWorld(
        sql.target,
        sql.range('r'),
        'The table is not as the backup after the rollback. Nothing was changed.',
      ),
      log(input, 'rollback'),
    ],
    drop: repairTables.map((table) => ({ sql: `drop table if exists ${sql.table(table)}` })),
  };
}

const log = ({ sql, planId }: StepInput, step: StepName): Statement => ({
  sql: `insert into ${sql.table('steps')} select coalesce(max(number), 0) + 1, '${step}', '${planId}', now(), current_user from ${sql.table('steps')}`,
});

/** Keys of these rows that the table has outside of the range. */
export const countKeysOutside = (sql: RepairSql, from: string): string =>
  `select count(*) as "rows" from ${from} as s join ${sql.target} as t on ${sql.sameKeys('s', 't')} where ${sql.range('t')} is not true`;

/** Whether a table of the repair exists. */
export function countTables(
  { sql, schema }: Pick<StepInput, 'sql' | 'schema'>,
  tables: readonly RepairTable[] = repairTables,
): string {
  const names = tables.map((table) => sql.text(sql.tableName(table))).join(', ');
  return `select count(*) as "tables" from information_schema.tables where table_schema = ${sql.text(schema)} and table_name in (${names})`;
}

/** Rows of the stage in the order of a hash with the seed, a number of them from each partition. */
function drawSample({ sql, sample }: StepInput): string {
  const key = sql.rowText('r', [...sql.keys]);
  const parts = sample.parts
    .map(({ partition, rows }) => `(${sql.text(partition)}, ${rows})`)
    .join(', ');
  const keys = (alias: string) => sql.list(sql.keys, alias);
  const ranked = `select ${keys('r')}, ${sql.partition('r')} as debrief_partition, md5(${sql.text(`${sample.seed}:`)} || ${key}) as debrief_order, row_number() over (partition by ${sql.partition('r')} order by md5(${sql.text(`${sample.seed}:`)} || ${key})) as debrief_rank from ${sql.table('stage')} as r`;
  return `create table ${sql.table('sample')} as select cast(row_number() over (order by d.debrief_partition, d.debrief_order) as int) as debrief_sample, d.debrief_partition, ${keys('d')}, cast(null as varchar(10)) as debrief_verdict, cast(null as varchar(200)) as debrief_verifier, cast(null as varchar(1000)) as debrief_note from (${ranked}) as d join (values ${parts}) as p (debrief_part, debrief_rows) on p.debrief_part = d.debrief_partition where d.debrief_rank <= p.debrief_rows`;
}
