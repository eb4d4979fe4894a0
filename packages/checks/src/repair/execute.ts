import type { SourceOptions } from '../open-source.ts';
import type { CheckResult } from '../result.ts';
import { CheckError, type SourceRow } from '../source.ts';
import type { Repair } from './definition.ts';
import { hashPlan, sortRows, type RepairPlan } from './plan.ts';
import { countTables, type Statement, type StepName } from './plan-steps.ts';
import { readRepairFile } from './read-repair.ts';
import { RepairSql, type RepairTable } from './repair-sql.ts';
import { runRepairChecks } from './repair-checks.ts';
import { findCollision } from './schedule.ts';
import { openRepairSession, type RepairSession } from './session.ts';
import { showValue } from '../reconcile/stage-query.ts';

export interface RepairOptions extends SourceOptions {
  now: Date;
}

/** A step that is done, from the table next to the data. */
export interface StepRecord {
  step: string;
  plan: string;
  doneAt: string;
  doneBy: string;
}

export interface StepResult {
  /** It was done before: nothing was changed. */
  isRepeated: boolean;
  record: StepRecord | null;
  checks: CheckResult[];
}

const refuse = (message: string) => new CheckError('changed', message);

/** The repair of a plan, and its SQL. Errors: `invalid` if the plan is damaged. */
export function readPlan(plan: RepairPlan): { repair: Repair; sql: RepairSql } {
  const { repair } = readRepairFile('plan', plan.text);
  if (repair === null) throw new CheckError('invalid', 'The plan is damaged. Make it again.');
  return { repair, sql: new RepairSql(plan.dialect, repair, plan.columns, plan.keys) };
}

/** Opens the database of a plan, and always closes it. */
export async function useSession<T>(
  plan: RepairPlan,
  options: SourceOptions,
  mode: 'read' | 'write',
  use: (session: RepairSession) => Promise<T>,
): Promise<T> {
  const { repair } = readPlan(plan);
  const session = await openRepairSession(repair.target, options, mode);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

/** Runs statements in one transaction. Errors: `changed` if a guard gets another answer. */
export async function runStatements(
  session: RepairSession,
  statements: readonly Statement[],
): Promise<void> {
  try {
    await session.start();
    for (const { sql, answer, otherwise } of statements) {
      if (answer === undefined) await session.run(sql);
      else {
        const rows = sortRows(await session.query(sql));
        if (JSON.stringify(rows) !== JSON.stringify(sortRows(answer)))
          throw refuse(otherwise ?? 'The data changed since the plan.');
      }
    }
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
}

/** Steps that were done, the first one first. */
export async function readSteps(session: RepairSession, plan: RepairPlan): Promise<StepRecord[]> {
  const { sql } = readPlan(plan);
  if (!(await hasTable(session, plan, 'steps'))) return [];
  const rows = await session.query(
    `select step, plan, cast(done_at as varchar) as "doneAt", done_by as "doneBy" from ${sql.table('steps')} order by number`,
  );
  return rows.map(({ step, plan: id, doneAt, doneBy }) => ({
    step: showValue(step),
    plan: showValue(id),
    doneAt: showValue(doneAt),
    doneBy: showValue(doneBy),
  }));
}

export async function hasTable(
  session: RepairSession,
  plan: RepairPlan,
  table: RepairTable,
): Promise<boolean> {
  const { repair, sql } = readPlan(plan);
  const query = countTables({ sql, schema: repair.target.schema }, [table]);
  const [row] = await session.query(query);
  return row?.['tables'] === 1;
}

/** Whether the corrected rows are in the table. */
export const isSwapped = (steps: readonly StepRecord[]): boolean =>
  steps.findLast(({ step }) => step === 'swap' || step === 'rollback')?.step === 'swap';

/** What must be done before a step; the swap also looks at it in its own transaction. */
const needed: Partial<Record<StepName, [step: StepName, message: string]>> = {
  sample: ['stage', 'Nothing is staged: debrief repair stage.'],
  swap: ['sample', 'No sample was drawn: debrief repair sample.'],
  rollback: ['swap', 'Nothing was swapped, so there is nothing to roll back.'],
};

/**
 * Runs a step of the plan. A step that is done is not done twice. Errors: `changed` if the world is
 * not as in the plan, `invalid` without the hash of the plan.
 */
export async function runStep(
  plan: RepairPlan,
  step: StepName,
  confirmation: string,
  options: RepairOptions,
): Promise<StepResult> {
  const { repair, sql } = readPlan(plan);
  if (step !== 'sample' && confirmation !== hashPlan(plan))
    throw new CheckError(
      'invalid',
      `Confirm the plan that you reviewed with its hash: --confirm ${hashPlan(plan)}.`,
    );
  return useSession(plan, options, 'write', async (session) => {
    const steps = await readSteps(session, plan);
    const own = steps.filter(({ plan: id }) => id === plan.id);
    if (steps.length > own.length && step !== 'drop')
      throw refuse('The tables of this repair are of another plan: debrief repair drop.');
    if (step === 'drop') {
      if (isSwapped(steps) && steps.at(-1)?.plan !== plan.id)
        throw refuse('Another plan of this repair was swapped. Drop it with that plan.');
      await runStatements(session, plan.steps.drop);
      return { isRepeated: steps.length === 0, record: null, checks: [] };
    }
    const last = own.findLast((record) => record.step === step);
    const isDone =
      step === 'swap' ? isSwapped(own) : step === 'rollback' ? last && !isSwapped(own) : last;
    if (isDone) return { isRepeated: true, record: last ?? null, checks: [] };
    const [before, message] = needed[step] ?? [];
    if (before !== undefined && own.every((record) => record.step !== before))
      throw refuse(message ?? '');
    const collision =
      step === 'swap' || step === 'rollback' ? findCollision(repair.schedule, options.now) : null;
    if (collision !== null) throw refuse(collision);
    const checks =
      step === 'swap' ? await checkTable(session, plan, sql.table('stage'), options) : [];
    refuseBrokenChecks(checks);
    await runStatements(session, plan.steps[step]);
    const after =
      step === 'stage' ? await checkTable(session, plan, sql.table('stage'), options) : checks;
    const record = (await readSteps(session, plan)).at(-1) ?? null;
    return { isRepeated: false, record, checks: after };
  });
}

/** Only checks that pass or warn let rows through. */
export const brokenChecks = (checks: readonly CheckResult[]): CheckResult[] =>
  checks.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'warned');

function refuseBrokenChecks(checks: readonly CheckResult[]): void {
  const [first] = brokenChecks(checks);
  if (first) throw refuse(`The check ${first.check} does not pass: ${first.text}`);
}

/** Runs the checks of the repair on a table, or on rows of it. */
export async function checkTable(
  session: RepairSession,
  plan: RepairPlan,
  from: string,
  { now, ...options }: RepairOptions,
): Promise<CheckResult[]> {
  const { repair } = readPlan(plan);
  await session.start();
  try {
    return await runRepairChecks(session, repair, plan.columns, from, { ...options, now });
  } finally {
    await session.rollback();
  }
}

/** Rows as texts. */
export const toTexts = (rows: readonly SourceRow[]): Record<string, string>[] =>
  rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, showValue(value)])),
  );
