import type { CheckResult } from '../result.ts';
import type { Outcome } from '../outcome.ts';
import { toError } from '../outcome.ts';
import { runOnSource, type RunOptions } from '../run-checks.ts';
import type { Task } from '../scan.ts';
import type { SourceColumn } from '../source.ts';
import type { Repair } from './definition.ts';
import type { RepairSession } from './session.ts';

/** The checks of a repair on rows of its own database; `from` is a table or a query. */
export async function runRepairChecks(
  session: RepairSession,
  repair: Repair,
  columns: readonly SourceColumn[],
  from: string,
  options: RunOptions,
): Promise<CheckResult[]> {
  const { schema, table } = repair.target;
  const dataset = `${schema}.${table}`;
  const place = { file: '', line: 1, column: 1 };
  const target = { kind: 'table', dataset, connection: '', table: dataset, filter: '' } as const;
  const { id, name, owner, incident, checks } = repair;
  const safeguard = { id, name, owner, incident, target, checks, place };
  const tasks: Task[] = checks.map((check) => ({ safeguard, check }));
  const outcomes = new Map<Task, Outcome>();
  const source = {
    dialect: session.dialect,
    from: `(select * from ${from}) as data`,
    columns: async () => [...columns],
    async query(sql: string) {
      try {
        return await session.query(sql);
      } catch (error) {
        // PostgreSQL refuses everything after an error in a transaction.
        await session.rollback();
        await session.start();
        throw error;
      }
    },
    close: async () => {},
  };
  await runOnSource(source, tasks, options, outcomes);
  return tasks.map((task) => ({
    safeguard: id,
    check: task.check.id,
    dataset,
    type: task.check.type,
    place: task.check.place,
    ...(outcomes.get(task) ?? toError('The check did not run.')),
  }));
}
