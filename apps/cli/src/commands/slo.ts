import { readFile } from 'node:fs/promises';
import { countText } from '@debrief/rules/numbers';
import { shareText, sloCountText, sloVerdictNames } from '@debrief/rules/slo';
import type { SloResult } from '@debrief/contract';
import type { Burn, ObjectiveReport, SeriesStore, SloFiles } from '@debrief/promql';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { CliError, Exit } from '../errors.ts';
import { readInstant } from '../read-instant.ts';
import { oneLine } from '../text.ts';
import { findService } from './find-service.ts';

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
    .option('--service <name>', 'also store the report at this service of the catalog')
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
  service?: string;
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
      { name: 'result', of: ({ verdict }) => sloVerdictNames[verdict] },
      { name: 'goal', of: ({ target }) => shareText(target), align: 'right' },
      { name: 'reached', of: ({ reached }) => shareText(reached), align: 'right' },
      { name: 'n', of: sloCountText, align: 'right' },
      {
        name: 'budget left',
        of: ({ budget }) => shareText(budget?.leftShare ?? null),
        align: 'right',
      },
      { name: 'window covered', of: ({ covered }) => shareText(covered), align: 'right' },
      { name: 'burning', of: ({ burns }) => burns.flatMap(burnText).join('; ') },
      { name: 'reason', of: ({ why, notes }) => oneLine(why || notes.join('; ')) },
    ],
    'No objectives.',
  );
  const { service } = options;
  if (service !== undefined) await storeReports(call, service, reports, atMs);
  if (reports.some(({ verdict }) => verdict === 'missed' || verdict === 'failed'))
    throw new Exit(1);
  if (reports.some(({ verdict }) => verdict !== 'met')) throw new Exit(3);
}

async function storeReports(
  call: Call,
  name: string,
  reports: readonly ObjectiveReport[],
  atMs: number,
): Promise<void> {
  await call.withClient(async (client) => {
    const { service } = await findService(client, name);
    const results = reports.map((report) => toResult(report, atMs));
    await client.catalog.reportSlos({ id: service.id, results });
    await call.note(`Stored at ${oneLine(service.name)}.`);
  });
}

function toResult(report: ObjectiveReport, atMs: number): SloResult {
  const { slo, objective, verdict, target, reached, n, unit, budget, window, covered, why } =
    report;
  const instant = (ms: number) => new Date(ms).toISOString();
  return {
    slo,
    objective,
    verdict,
    goal: target,
    reached,
    n,
    unit,
    budgetLeft: budget?.leftShare ?? null,
    from: instant(window.startMs),
    until: instant(window.endMs),
    at: instant(atMs),
    covered,
    why: why.slice(0, 1_000),
  };
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
