import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { countText } from '@debrief/rules/numbers';
import type { CheckResult, DataSafeguard } from '@debrief/checks';
import type { Call } from '../call.ts';
import { readClock } from '../clock.ts';
import type { CliCommand } from '../command.ts';
import { CliError, Exit, UsageError } from '../errors.ts';
import { json, type Column } from '../output.ts';
import { readInstant } from '../read-instant.ts';
import { oneLine } from '../text.ts';
import { addCheckFormatCommands } from './check-formats.ts';

export interface RunFlags {
  gate?: boolean;
  connection?: string[];
  at?: string;
  timeout?: string;
  format?: string;
}

export const connectionFlag = '--connection <NAME=URL>';
export const connectionHelp = 'database of a connection (or set DEBRIEF_CONNECTION_NAME)';
export const collect = (text: string, before: string[] = []) => [...before, text];

export function addDataCheckCommands(program: CliCommand): void {
  const checks = program.command('checks').description('Check data in files and tables');
  checks
    .command('run')
    .argument('<files...>', 'files of checks, in YAML')
    .description('Run data checks, without a server')
    .option('--gate', 'end with exit code 1 if a check halts, 3 if one could not be judged')
    .choice('--format <FORMAT>', 'output format', ['table', 'junit', 'sarif'])
    .option(connectionFlag, connectionHelp, collect)
    .option('--at <TIME>', 'run as of this time, such as 2026-11-30T06:00:00Z')
    .option('--timeout <SECONDS>', 'limit for each query (default: 300)')
    .examples(
      'debrief checks run checks/*.yml --gate',
      'debrief checks run checks/*.yml --gate --format junit > checks.xml',
      'debrief checks run orders.yml --connection warehouse=postgres://reader@db/shop',
    )
    .act(runFiles);
  checks
    .command('check')
    .argument('<files...>', 'files of checks, in YAML')
    .description('Check that files of checks can be read')
    .examples('debrief checks check checks/*.yml')
    .act(checkFiles);
  checks
    .command('accept')
    .argument('<files...>', 'files of checks, in YAML')
    .description('Accept the present columns for checks of drift')
    .option(connectionFlag, connectionHelp, collect)
    .examples('debrief checks accept orders.yml')
    .act(acceptFiles);
  addCheckFormatCommands(checks);
}

interface ReadFile {
  file: string;
  safeguards: DataSafeguard[];
}

/** Errors: `invalid` with all problems of all files. */
async function readFiles(files: readonly string[]): Promise<ReadFile[]> {
  const { readCheckFile } = await import('@debrief/checks');
  const issues: { at: string; message: string }[] = [];
  const read: ReadFile[] = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => {
      throw new CliError('bad-file', `Can't read ${file}.`);
    });
    const { safeguards, problems } = readCheckFile(file, text);
    for (const { place, message } of problems)
      issues.push({ at: `${place.file}:${place.line}:${place.column}`, message });
    read.push({ file, safeguards });
  }
  if (issues.length > 0)
    throw new CliError('invalid', 'These files of checks cannot be used.', issues);
  return read;
}

async function checkFiles(call: Call, files: string[]): Promise<void> {
  const read = await readFiles(files);
  await call.list(
    read.flatMap(({ file, safeguards }) =>
      safeguards.map(({ id, target, checks }) => ({
        file,
        id,
        dataset: target.dataset,
        checks: checks.length,
      })),
    ),
    [
      { name: 'file', of: ({ file }) => file },
      { name: 'safeguard', of: ({ id }) => id },
      { name: 'dataset', of: ({ dataset }) => dataset },
      { name: 'checks', of: ({ checks }) => String(checks) },
    ],
    'No checks.',
  );
}

/** Options of a run of the checks in `file`; paths start from its folder. */
export async function readOptions(
  call: Call,
  file: string,
  { connection = [], at, timeout }: RunFlags,
) {
  const connections = new Map<string, string>();
  for (const [name, url] of Object.entries(call.world.env)) {
    const own = /^DEBRIEF_CONNECTION_(\w+)$/.exec(name)?.[1];
    if (own !== undefined && url !== undefined) connections.set(own.toLowerCase(), url);
  }
  for (const given of connection) {
    const [, name, url] = /^([\w.-]+)=(.+)$/s.exec(given) ?? [];
    if (name === undefined || url === undefined)
      throw new UsageError('Write a connection as NAME=URL.');
    connections.set(name, url);
  }
  const seconds = timeout === undefined ? null : Number(timeout);
  if (seconds !== null && !(seconds > 0 && seconds <= 86_400))
    throw new UsageError('The timeout is a number of seconds up to 86400.');
  return {
    folder: dirname(file),
    root: null,
    connections,
    now: at === undefined ? readClock() : new Date(await readInstant(at, '--at')),
    limits: seconds === null ? {} : { timeoutMs: seconds * 1_000 },
  };
}

interface FileResult extends CheckResult {
  file: string;
}

const columns: readonly Column<FileResult>[] = [
  { name: 'result', of: ({ verdict }) => verdict },
  { name: 'dataset', of: ({ dataset }) => dataset },
  { name: 'check', of: ({ check }) => check },
  { name: 'text', of: ({ text }) => oneLine(text) },
];

async function runFiles(call: Call, files: string[], flags: RunFlags): Promise<void> {
  const { runChecks } = await import('@debrief/checks');
  const results: FileResult[] = [];
  for (const { file, safeguards } of await readFiles(files))
    for (const result of await runChecks(safeguards, await readOptions(call, file, flags)))
      results.push({ file, ...result });
  await print(call, results, flags.format);
  const count = (verdict: CheckResult['verdict']) =>
    results.filter((result) => result.verdict === verdict).length;
  await call.note(
    `${countText(results.length, 'check')}: ${count('passed')} passed, ${count('warned')} warned, ${count('halted')} halted, ${count('skipped')} skipped, ${count('error')} could not run.`,
  );
  if (flags.gate !== true) return;
  if (count('halted') > 0) throw new Exit(1);
  if (count('skipped') + count('error') > 0 || results.length === 0) throw new Exit(3);
}

async function print(call: Call, results: FileResult[], format = 'table'): Promise<void> {
  const { stdout } = call.world;
  const { resultsAsJunit, resultsAsSarif } = await import('../check/data-check-reports.ts');
  if (format === 'junit') return stdout.write(resultsAsJunit(results));
  if (format === 'sarif') return stdout.write(json(resultsAsSarif(results)));
  return call.list(results, columns, 'No checks.');
}

async function acceptFiles(call: Call, files: string[], flags: RunFlags): Promise<void> {
  const { acceptColumns, CheckError } = await import('@debrief/checks');
  for (const { file, safeguards } of await readFiles(files))
    try {
      const written = await acceptColumns(safeguards, await readOptions(call, file, flags));
      for (const path of written) await call.note(`Wrote ${path}.`);
      if (written.length === 0) await call.note(`${file} has no check of drift.`);
    } catch (error) {
      if (error instanceof CheckError) throw new CliError('bad-file', error.message);
      throw error;
    }
}
