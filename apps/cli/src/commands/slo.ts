import { readFile } from 'node:fs/promises';
import { countText, numberText } from '@debrief/rules/numbers';
import type { Burn, ObjectiveReport, SeriesStore, SloFiles } from '@debrief/promql';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError, Exit } from '../errors.ts';
import { readInstant } from '../read-instant.ts';
import { oneLine } from '../text.ts';

export function addSloCommands(program: CliCommand): void {
  const slo = program.command('slo').description('Check SLOs, and report what they reached');
  slo
    .command('check')
    .argument('<files...>', 'OpenSLO files (YAML or JSON)')
    .description('Check that SLOs can be read')
    .examples('debrief slo check slos/*.yml')
    .act(checkFiles);
  slo
    .command('report')
    .argument('<files...>', 'OpenSLO files (YAML or JSON)')
    .description('Report the error budget and burn rates of SLOs over series')
    .requiredOption('--series <file>', 'series in the notation of promtool, or JSON of Prometheus')
    .option('--at <time>', 'end of a rolling window; default: the last value')
    .option('--start <time>', 'time of the first value in the notation of promtool')
    .option('--every <duration>', 'time between these values; default: 1m')
    .examples('debrief slo report slos/checkout.yml --series range.json')
    .act(reportFiles);
}

async function readFiles(files: readonly string[]): Promise<SloFiles> {
  const { readSloFiles } = await import('@debrief/promql');
  const texts: { name: string; text: string }[] = [];
  for (const file of files) texts.push({ name: file, text: await readText(file) });
  return readSloFiles(texts);
}

/** Exit code 1 if a file is refused, 3 if there is only something that is not supported. */
async function checkFiles(call: Call, files: string[]): Promise<void> {
  const { problems, objects } = await readFiles(files);
  await call.list(
    problems,
    [
      { name: 'file', of: ({ file, line }) => `${file}:${line}` },
      { name: 'result', of: ({ kind }) => kind },
      { name: 'object', of: ({ object }) => oneLine(object) },
      { name: 'field', of: ({ path }) => oneLine(path) },
      { name: 'reason', of: ({ message }) => oneLine(message) },
    ],
    `${countText(objects.length, 'object')}, no problems.`,
  );
  if (problems.some(({ kind }) => kind !== 'unsupported')) throw new Exit(1);
  if (problems.length > 0) throw new Exit(3);
}

interface Series {
  series: string;
  at?: string;
  start?: string;
  every?: string;
}

/** Exit code 1 if a goal is missed, 3 if none is and not all could be measured. */
async function reportFiles(call: Call, files: string[], options: Series): Promise<void> {
  const { slos, problems } = await readFiles(files);
  const [problem] = problems;
  if (problem)
    throw new CliError(
      'bad-file',
      `${problem.file}:${problem.line}: ${problem.message}${problem.path && ` (${problem.path})`}. debrief slo check lists all problems.`,
    );
  if (slos.length === 0) throw new CliError('bad-file', 'There is no SLO in these files.');
  const { evaluateSlo } = await import('@debrief/promql');
  const store = await readSeries(options);
  const last = store.all().reduce((most, { times }) => Math.max(most, times.at(-1) ?? 0), 0);
  const atMs = options.at === undefined ? last : Date.parse(await readInstant(options.at, '--at'));
  const reports = slos.flatMap((one) => evaluateSlo(one, store, atMs));
  await call.list(
    reports,
    [
      { name: 'service', of: ({ service }) => oneLine(service) },
      { name: 'slo', of: ({ slo, objective }) => oneLine(`${slo}, ${objective}`) },
      { name: 'result', of: ({ verdict }) => verdictNames[verdict] },
      { name: 'goal', of: ({ target }) => percentText(target), align: 'right' },
      { name: 'reached', of: ({ reached }) => percentText(reached), align: 'right' },
      { name: 'n', of: countedText, align: 'right' },
      {
        name: 'budget left',
        of: ({ budget }) => percentText(budget?.leftShare ?? null),
        align: 'right',
      },
      { name: 'window covered', of: ({ covered }) => percentText(covered), align: 'right' },
      { name: 'burning', of: ({ burns }) => burns.flatMap(burnText).join('; ') },
      { name: 'reason', of: ({ why, notes }) => oneLine(why || notes.join('; ')) },
    ],
    'No objectives.',
  );
  if (reports.some(({ verdict }) => verdict === 'missed' || verdict === 'failed'))
    throw new Exit(1);
  if (reports.some(({ verdict }) => verdict !== 'met')) throw new Exit(3);
}

const verdictNames: Readonly<Record<ObjectiveReport['verdict'], string>> = {
  met: 'met',
  missed: 'missed',
  'no-data': 'no data',
  unsupported: 'not supported',
  failed: 'failed',
};

function countedText({ n, unit }: ObjectiveReport): string {
  return n === null ? 'not known' : `${numberText(Math.round(n))} ${unit}`;
}

/** Cut, not rounded: 99.9999 % is not 100 %. */
function percentText(share: number | null): string {
  if (share === null) return 'no data';
  return `${Math.floor(Number((share * 100_000).toPrecision(12))) / 1_000}%`;
}

function burnText({ severity, alerts, short, long, longMs }: Burn): string[] {
  if (alerts !== true || short === null || long === null) return [];
  const rate = Math.round(Math.min(short, long) * 10) / 10;
  return [`${severity}: ${rate} times as fast over ${longMs / 3_600_000} h`];
}

async function readSeries({ series, start, every = '1m' }: Series): Promise<SeriesStore> {
  const {
    loadPrometheusJson,
    loadSeries,
    parseDuration,
    parseSeriesLines,
    QueryError,
    SeriesStore,
  } = await import('@debrief/promql');
  const text = await readText(series);
  const startMs = start === undefined ? 0 : Date.parse(await readInstant(start, '--start'));
  const store = new SeriesStore();
  try {
    const everyMs = parseDuration(every);
    if (everyMs === 0) throw new QueryError('syntax', '--every 0');
    if (/^\s*\{\s*"/.test(text)) loadPrometheusJson(store, text);
    else loadSeries(store, everyMs, parseSeriesLines(text), startMs);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new CliError('bad-file', `${series}: ${error.message}`);
  }
  return store;
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new CliError('bad-file', `Can't read ${file}.`);
  });
}
