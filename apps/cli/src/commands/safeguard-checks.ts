import { basename, join } from 'node:path';
import type { Client } from '@debrief/client';
import type { CheckOutcome, CheckProof, CheckRun, Safeguard } from '@debrief/contract';
import { opensGate, outcomeText, sortOutcomes, worstVerdict } from '@debrief/rules/safeguard';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError, Exit } from '../errors.ts';
import { openZip, packZip } from '../import/pack-zip.ts';
import { oneLine } from '../text.ts';
import {
  collect,
  connectionFlag,
  connectionHelp,
  readOptions,
  type RunFlags,
} from './data-checks.ts';

type Find = (client: Client, incident: string, name: string) => Promise<Safeguard>;

const folders = ['incident', 'healthy'] as const;

/** The files of both windows in one archive, as the server reads them. */
export async function* packWindows(files: Record<'incident' | 'healthy', readonly string[]>) {
  const zip = await openZip();
  for (const folder of folders)
    for (const file of files[folder]) zip.addFile(file, `${folder}/${basename(file)}`);
  yield* packZip(zip);
}

/** Runs the checks of a safeguard where the data is, and asks what the last run said. */
export function addGateCommands(safeguards: CliCommand, find: Find): void {
  safeguards
    .command('run')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'its name, or the start of it')
    .description(
      'Run its data checks here and report the result; exit code 1 if the gate is closed',
    )
    .option('--folder <DIR>', 'what the paths of files start from (default: this folder)')
    .option(connectionFlag, connectionHelp, collect)
    .option('--timeout <SECONDS>', 'limit for each query (default: 300)')
    .examples('debrief safeguards run INC-12 "Orders" --folder /data/silver')
    .run(async (call, client, incident: string, name: string, options: RunOptions) => {
      const { id, checks } = await find(client, incident, name);
      if (checks === null)
        throw new CliError('invalid', 'This safeguard is an alert. Only data checks can run.');
      const outcomes = sortOutcomes(await runHere(call, checks, options)).slice(0, 100);
      const run = await client.safeguard.report({ id, outcomes });
      await showRun(call, run);
    });
  safeguards
    .command('gate')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'its name, or the start of it')
    .description('Ask whether a pipeline can continue; exit code 1 if it cannot')
    .option('--max-age <SECONDS>', 'how old the newest run can be', Number)
    .examples('debrief safeguards gate INC-12 "Orders" --max-age 3600')
    .run(async (call, client, incident: string, name: string, { maxAge }: { maxAge?: number }) => {
      const { id } = await find(client, incident, name);
      const { run } = await client.safeguard.gate({ id, ...(maxAge !== undefined && { maxAge }) });
      await showRun(call, run);
    });
}

interface RunOptions extends RunFlags {
  folder?: string;
}

async function runHere(
  call: Call,
  text: string,
  { folder = '.', ...flags }: RunOptions,
): Promise<CheckOutcome[]> {
  const { readCheckFile, runChecks } = await import('@debrief/checks');
  const { safeguards } = readCheckFile('checks', text);
  const options = await readOptions(call, join(folder, 'checks'), flags);
  const results = await runChecks(safeguards, options);
  return results.map(({ check, verdict, text }) => ({ check, verdict, text }));
}

async function showRun(call: Call, run: { outcomes: CheckOutcome[] }): Promise<void> {
  const verdict = worstVerdict(run.outcomes);
  await call.show(run, [...outcomeLines(run.outcomes), ''].join('\n'));
  if (!opensGate(verdict)) throw new Exit(verdict === 'halted' ? 1 : 3);
}

export function describeCheckProof({ incident, healthy }: CheckProof): string[] {
  const describe = (title: string, { files, outcomes }: CheckRun) => [
    `${title} (${files.map(({ name }) => name).join(', ')}):`,
    ...outcomeLines(outcomes).map((line) => `  ${line}`),
  ];
  return [...describe('Incident', incident), ...describe('Healthy window', healthy)];
}

const outcomeLines = (outcomes: readonly CheckOutcome[]) =>
  sortOutcomes(outcomes).map((one) => oneLine(outcomeText(one)));
