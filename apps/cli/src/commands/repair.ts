import { readFile, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { CheckResult, RepairPlan } from '@debrief/checks';
import type { Call } from '../call.ts';
import { readClock } from '../clock.ts';
import type { CliCommand } from '../command.ts';
import { CliError, Exit } from '../errors.ts';
import { oneLine } from '../text.ts';
import { collect, connectionFlag, connectionHelp, readOptions } from './data-checks.ts';
import { listDownstream } from './repair-downstream.ts';
import { markSteps, startRepairRun, type RepairRun } from './repair-run.ts';

interface RepairFlags {
  connection?: string[];
  timeout?: string;
  output?: string;
  confirm?: string;
  incident?: string;
}

type Step = 'stage' | 'sample' | 'swap' | 'rollback' | 'drop';

export function addRepairCommands(program: CliCommand): void {
  const repair = program.command('repair').description('Repair rows of a table, step by step');
  withConnection(
    repair
      .command('plan')
      .argument('<file>', 'the repair, in YAML')
      .description('Plan a repair without changing anything'),
  )
    .option('--output <FILE>', 'where to write the plan', 'plan.json')
    .option('--incident <INCIDENT>', 'record the plan and each step in this incident')
    .examples('debrief repair plan costs.yml', 'debrief repair plan costs.yml --incident INC-2')
    .act(makePlan);
  const addStep = (step: Step, description: string, use = runPlanStep(step)) =>
    withConnection(
      repair.command(step).argument('<plan>', 'file of the plan').description(description),
    )
      .option('--confirm <HASH>', 'hash of the plan that you reviewed')
      .examples(`debrief repair ${step} plan.json --confirm 0123456789abcdef`)
      .act(use);
  addStep('stage', 'Back up the rows and stage the corrected ones');
  withConnection(
    repair
      .command('sample')
      .argument('<plan>', 'file of the plan')
      .description('Draw rows to verify by hand, as CSV'),
  )
    .option('--output <FILE>', 'where to write the rows', 'samples.csv')
    .examples('debrief repair sample plan.json')
    .act(drawSample);
  withConnection(
    repair
      .command('verify')
      .argument('<plan>', 'file of the plan')
      .argument('<samples>', 'the rows with their verdicts, as CSV')
      .description('Record the verdicts on the sample'),
  )
    .examples('debrief repair verify plan.json samples.csv')
    .act(recordVerdicts);
  addStep('swap', 'Swap the corrected rows into the table');
  addStep('rollback', 'Restore the rows from the backup');
  withConnection(
    repair
      .command('monitor')
      .argument('<plan>', 'file of the plan')
      .description('Check the rows and print the report to the owner'),
  )
    .examples('debrief repair monitor plan.json > report.md')
    .act(printReport);
  addStep('drop', 'Drop the tables of a repair, with its backup');
}

const withConnection = (command: CliCommand) =>
  command
    .option(connectionFlag, connectionHelp, collect)
    .option('--timeout <SECONDS>', 'limit for each statement (default: 300)');

const readText = (file: string) =>
  readFile(file, 'utf8').catch(() => {
    throw new CliError('bad-file', `Can't read ${file}.`);
  });

/** Runs what can refuse, with its reason as an error of the CLI. */
async function useChecks<T>(
  use: (checks: typeof import('@debrief/checks')) => Promise<T>,
): Promise<T> {
  const checks = await import('@debrief/checks');
  try {
    return await use(checks);
  } catch (error) {
    if (!(error instanceof checks.CheckError)) throw error;
    const code = error.kind === 'changed' ? 'conflict' : 'invalid';
    throw new CliError(code, error.message);
  }
}

async function makePlan(call: Call, file: string, flags: RepairFlags): Promise<void> {
  const text = await readText(file);
  const { output = 'plan.json' } = flags;
  await useChecks(async ({ readRepairFile, planRepair, hashPlan, planMarkdown }) => {
    const { repair, problems } = readRepairFile(file, text);
    if (repair === null)
      throw new CliError(
        'invalid',
        'This repair cannot be used.',
        problems.map(({ place, message }) => ({
          at: `${place.file}:${place.line}:${place.column}`,
          message,
        })),
      );
    const options = await readOptions(call, file, flags);
    const plan = await planRepair(
      { repair, text, now: readClock(), ...(await listDownstream(call, repair.service)) },
      options,
    );
    const run =
      flags.incident === undefined
        ? undefined
        : await startRepairRun(call, flags.incident, repair.name, planMarkdown(plan, 45_000));
    const stored: StoredPlan = {
      hash: hashPlan(plan),
      file: relative(dirname(output), file),
      ...(run && { run }),
      plan,
    };
    await writeFile(output, `${JSON.stringify(stored, null, 2)}\n`);
    await call.show(stored, planMarkdown(plan));
    await call.note(
      `Wrote ${output}. Next: debrief repair stage ${output} --confirm ${stored.hash}`,
    );
  });
}

/** Errors: `conflict` if the plan or the file of the repair was changed since. */
async function readPlanFile(call: Call, path: string, flags: RepairFlags) {
  const { hashPlan } = await import('@debrief/checks');
  const stored = parseStored(path, await readText(path));
  if (stored.hash !== hashPlan(stored.plan))
    throw new CliError('conflict', 'The file of the plan was changed. Make a new plan.');
  const file = resolve(dirname(path), stored.file);
  if ((await readText(file)) !== stored.plan.text)
    throw new CliError('conflict', `${stored.file} changed since the plan. Make a new plan.`);
  return { ...stored, options: { ...(await readOptions(call, file, flags)), now: readClock() } };
}

interface StoredPlan {
  hash: string;
  /** The repair, from the folder of the plan. */
  file: string;
  /** Its record in an incident. */
  run?: RepairRun;
  plan: RepairPlan;
}

function parseStored(path: string, text: string): StoredPlan {
  const refusal = new CliError('bad-file', `${path} is not a plan of a repair.`);
  try {
    const stored: unknown = JSON.parse(text);
    if (!isStored(stored)) throw refusal;
    return stored;
  } catch {
    throw refusal;
  }
}

/** The hash, which is compared next, covers everything else. */
function isStored(value: unknown): value is StoredPlan {
  return (
    typeof value === 'object' &&
    value !== null &&
    'plan' in value &&
    typeof value.plan === 'object' &&
    value.plan !== null &&
    'file' in value &&
    typeof value.file === 'string' &&
    'hash' in value &&
    typeof value.hash === 'string'
  );
}

const doneTexts: Record<Step, [done: string, before: string, next: string]> = {
  stage: ['Staged, with a backup.', 'It was staged before.', 'debrief repair sample'],
  sample: ['Drew the sample.', 'The sample was drawn before.', 'debrief repair verify'],
  swap: ['Swapped.', 'It was swapped before.', 'debrief repair monitor'],
  rollback: ['Restored the rows.', 'It was rolled back before.', 'debrief repair drop'],
  drop: ['Dropped the tables.', 'There are no tables to drop.', ''],
};

const runPlanStep =
  (step: Step) =>
  async (call: Call, path: string, flags: RepairFlags): Promise<void> => {
    await useChecks(async ({ runStep, brokenChecks }) => {
      const { plan, run, options } = await readPlanFile(call, path, flags);
      const result = await runStep(plan, step, flags.confirm ?? '', options);
      const [done, before, next] = doneTexts[step];
      const says = result.isRepeated ? before : done;
      await call.show(result, [says, ...result.checks.map(checkText), ''].join('\n'));
      await markSteps(call, run, stepMarks(step, brokenChecks(result.checks).length));
      if (next !== '') await call.note(`Next: ${next} ${path}`);
      if (brokenChecks(result.checks).length > 0) throw new Exit(1);
    });
  };

/** What a step of the CLI is in the record of the incident. */
function stepMarks(step: Step, broken: number): Parameters<typeof markSteps>[2] {
  if (step === 'stage')
    return [
      { step: 'Backup' },
      { step: 'Stage' },
      broken === 0
        ? { step: 'Check' }
        : { step: 'Check', as: 'skipped', reason: `${broken} checks do not pass` },
    ];
  if (step === 'swap') return [{ step: 'Swap' }];
  return step === 'rollback'
    ? [{ step: 'Swap', as: 'rolled-back', reason: 'Restored from the backup' }]
    : [];
}

const checkText = ({ verdict, check, text }: CheckResult) =>
  oneLine(`${verdict}: ${check}. ${text}`);

async function drawSample(call: Call, path: string, flags: RepairFlags): Promise<void> {
  const { output = 'samples.csv' } = flags;
  await useChecks(async ({ runStep, readSample, writeSample }) => {
    const { plan, options } = await readPlanFile(call, path, flags);
    await runStep(plan, 'sample', '', options);
    const rows = await readSample(plan, options);
    // The verdicts of hours are not overwritten.
    await writeFile(output, writeSample(rows), { flag: 'wx' }).catch(() => {
      throw new CliError(
        'invalid',
        `Can't write ${output}, or it exists. Name a new file: --output.`,
      );
    });
    await call.show({ rows: rows.length, file: output }, `${rows.length} rows in ${output}.\n`);
    await call.note(
      `Write right or wrong into debrief_verdict and a name into debrief_verifier. Next: debrief repair verify ${path} ${output}`,
    );
  });
}

async function recordVerdicts(
  call: Call,
  path: string,
  samples: string,
  flags: RepairFlags,
): Promise<void> {
  await useChecks(async ({ verifySample }) => {
    const { plan, hash, run, options } = await readPlanFile(call, path, flags);
    const verification = await verifySample(plan, resolve(samples), options);
    const { right, wrong } = verification;
    await call.show(verification, `${right} rows are right, ${wrong} are wrong.\n`);
    const reason = `${right} of ${right + wrong} rows are right`;
    await markSteps(call, run, [
      wrong === 0 ? { step: 'Sample', reason } : { step: 'Sample', as: 'skipped', reason },
    ]);
    if (wrong > 0) throw new Exit(1);
    await call.note(`Next: debrief repair swap ${path} --confirm ${hash}`);
  });
}

async function printReport(call: Call, path: string, flags: RepairFlags): Promise<void> {
  await useChecks(async ({ readRepairState, ownerReport, stateText, brokenChecks }) => {
    const { plan, run, options } = await readPlanFile(call, path, flags);
    const state = await readRepairState(plan, options);
    await call.show(state, ownerReport(plan, state));
    if (state.isSwapped)
      await markSteps(call, run, [{ step: 'Monitor', reason: stateText(plan, state) }]);
    const broken = brokenChecks([...state.checks, ...state.newer]);
    if (broken.length > 0 || state.isUnchanged === false) throw new Exit(1);
  });
}
