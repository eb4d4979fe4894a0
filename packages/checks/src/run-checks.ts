import { compareDefinitions } from './definition-comparison.ts';
import type { Check, DataSafeguard, FileTarget, TableTarget, Target } from './definition.ts';
import { compareDrift, readSnapshot, writeSnapshot } from './drift.ts';
import { measureGroups, type GroupCheck } from './group-checks.ts';
import { judge, numberText } from './judge.ts';
import { openSource, type SourceOptions } from './open-source.ts';
import { toError, toFailure, toOutcome, toSampleRow, type Outcome } from './outcome.ts';
import { resolvePath } from './resolve-path.ts';
import type { CheckPart, CheckResult } from './result.ts';
import { runScan, type Task } from './scan.ts';
import { compareSchema } from './schema-check.ts';
import { runReconciliation } from './reconcile/run-reconciliation.ts';
import { CheckError, type Source, type SourceColumn } from './source.ts';
import { quoteName } from './sql.ts';
import { selectTable } from './tables/table-source.ts';

export interface RunOptions extends SourceOptions {
  now: Date;
}

/**
 * Runs all checks of these safeguards, those of one dataset in one scan. A check that cannot run is
 * a result with the verdict `error`; this never throws because of a dataset.
 */
export async function runChecks(
  safeguards: readonly DataSafeguard[],
  options: RunOptions,
): Promise<CheckResult[]> {
  const tasks = safeguards.flatMap((safeguard) =>
    safeguard.checks.map((check) => ({ safeguard, check })),
  );
  const outcomes = new Map<Task, Outcome>();
  const groups = Map.groupBy(tasks, ({ safeguard }) => JSON.stringify(safeguard.target));
  for (const group of groups.values()) {
    const [first] = group;
    if (first) await runGroup(first.safeguard.target, group, options, outcomes);
  }
  return tasks.map((task) => ({
    safeguard: task.safeguard.id,
    check: task.check.id,
    dataset: task.safeguard.target.dataset,
    type: task.check.type,
    place: task.check.place,
    ...(outcomes.get(task) ?? toError('The check did not run.')),
  }));
}

/** All checks of one dataset. */
async function runGroup(
  target: Target,
  tasks: readonly Task[],
  options: RunOptions,
  outcomes: Map<Task, Outcome>,
): Promise<void> {
  const { others, files } = nameFiles(target, tasks);
  let source: Source;
  try {
    source = await openSource(target, options, files);
  } catch (error) {
    for (const task of tasks) outcomes.set(task, toFailure(error));
    return;
  }
  for (const { check } of tasks)
    if (hasSameConnection(target, check))
      others.set(check.id, selectTable(source.dialect, check.target, 'other'));
  try {
    await runOnSource(source, tasks, options, outcomes, others);
  } finally {
    await source.close();
  }
}

/** All checks of a dataset that is open. */
export async function runOnSource(
  source: Source,
  tasks: readonly Task[],
  options: RunOptions,
  outcomes: Map<Task, Outcome>,
  others: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  try {
    let columns = await source.columns();
    await runScan(source, columns, tasks, options.now, outcomes);
    // Late values of a CSV file can change the type of a column, and so what is compiled for it.
    for (let changes = 0; changes < 2 * columns.length; changes += 1) {
      const now = await source.columns();
      if (JSON.stringify(now) === JSON.stringify(columns)) break;
      columns = now;
      await runScan(source, columns, tasks, options.now, outcomes);
    }
    for (const task of tasks)
      if (!outcomes.has(task))
        outcomes.set(task, await runOne(source, columns, task.check, others, options));
  } catch (error) {
    for (const task of tasks) outcomes.set(task, toFailure(error));
  }
}

/** Whether a reference points to another table of the same connection. */
function hasSameConnection(
  target: Target,
  check: Check,
): check is Extract<Check, { type: 'references' }> & { target: TableTarget } {
  return (
    check.type === 'references' &&
    check.target.kind === 'table' &&
    target.kind === 'table' &&
    target.connection === check.target.connection
  );
}

/** The files that references point to: they are read by the same process. */
function nameFiles(target: Target, tasks: readonly Task[]) {
  const others = new Map<string, string>();
  const files: Record<string, FileTarget> = {};
  for (const [index, { check }] of tasks.entries()) {
    if (check.type !== 'references') continue;
    const other = check.target;
    if (target.kind === 'files' && other.kind === 'files') {
      files[`other_${index}`] = other;
      others.set(check.id, `"other_${index}" as other`);
    }
  }
  return { others, files };
}

/** Checks that are questions of their own. */
async function runOne(
  source: Source,
  columns: readonly SourceColumn[],
  check: Check,
  others: ReadonlyMap<string, string>,
  options: RunOptions,
): Promise<Outcome> {
  try {
    if (check.type === 'schema')
      return judgeParts(check, compareSchema(columns, check.columns, check.exact));
    if (check.type === 'schemaDrift') {
      const { columns: accepted } = await readSnapshot(resolvePath(check.snapshot, options));
      return judgeParts(check, compareDrift(columns, accepted));
    }
    if (check.type === 'definitions') return await compareDefinitions(source, check);
    if (check.type === 'reconciliation') return await runReconciliation(check, options);
    const { sample, ...measurement } = await measureGroups(
      source,
      columns,
      check as GroupCheck & Check,
      others,
    );
    const outcome = toOutcome(check, measurement);
    if (sample === null || (measurement.value ?? 0) === 0 || check.sample.rows === 0)
      return outcome;
    const rows = await source.query(`${sample} limit ${check.sample.rows}`);
    return { ...outcome, sample: rows.map(toSampleRow) };
  } catch (error) {
    if (error instanceof CheckError && error.kind === 'changed') throw error;
    return toFailure(error);
  }
}

/** Writes the columns of today as the snapshot of each check of drift. Errors: `CheckError`. */
export async function acceptColumns(
  safeguards: readonly DataSafeguard[],
  options: RunOptions,
): Promise<string[]> {
  const written: string[] = [];
  for (const { target, checks } of safeguards) {
    const drifts = checks.filter((check) => check.type === 'schemaDrift');
    if (drifts.length === 0) continue;
    const source = await openSource(target, options);
    try {
      // Types of a CSV file are proven by reading all of it.
      const counts = (await source.columns()).map(
        ({ name }) => `count(${quoteName(source.dialect, name)})`,
      );
      if (target.kind === 'files' && target.format === 'csv')
        await source.query(`select ${counts.join(', ')} from ${source.from}`);
      for (const { snapshot } of drifts) {
        const path = resolvePath(snapshot, options);
        await writeSnapshot(path, target.dataset, await source.columns(), options.now);
        written.push(path);
      }
    } finally {
      await source.close();
    }
  }
  return written;
}

/** Differences of a schema count as rows. */
function judgeParts(check: Check, parts: CheckPart[]): Outcome {
  const { length: value } = parts;
  const says =
    value === 0
      ? 'The columns are as expected'
      : `${numberText(value)} ${value === 1 ? 'column differs' : 'columns differ'}: ${parts
          .slice(0, 3)
          .map(({ text }) => text.replace(/\.$/, ''))
          .join('; ')}`;
  const { verdict, text } = judge(check, { value, total: null, unit: 'failures', says });
  return {
    verdict,
    text,
    value,
    total: null,
    parts: parts.map((part) => ({ ...part, verdict })),
    sample: [],
  };
}
