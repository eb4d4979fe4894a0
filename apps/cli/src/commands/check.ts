import { Verdict, type CheckedClaim, type ReportCheck } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import type { Call } from '../call.ts';
import { checkAsMarkdown } from '../check/markdown.ts';
import { toUri } from '../check/sarif-log.ts';
import { checkAsSarif } from '../check/sarif.ts';
import { nearestText, verdictWords } from '../check/verdict-words.ts';
import type { CliCommand } from '../command.ts';
import { Exit, UsageError } from '../errors.ts';
import { openUploads } from '../import/open-uploads.ts';
import { json, type Column } from '../output.ts';
import { knownAtFlag, readKnownAt } from '../read-known-at.ts';
import { oneLine } from '../text.ts';
import { toBlob } from './import-report.ts';

const formats = ['table', 'markdown', 'json', 'sarif'];
const usualFailures = 'differs,later,not-found';

interface CheckOptions {
  incident: string;
  format: string;
  failOn: string;
  zone?: string;
  knownAt?: string;
  published?: string;
  all?: boolean;
}

export function addCheckCommand(program: CliCommand): void {
  program
    .command('check')
    .argument('[report]', 'a report in Markdown, HTML or plain text; - reads standard input')
    .description('Check a written report against the record')
    .requiredOption('--incident <INCIDENT>', 'such as INC-12')
    .choice('--format <FORMAT>', 'output format', formats)
    .option(
      '--fail-on <RESULTS>',
      `results that end with exit code 1, or none (default: ${usualFailures})`,
      usualFailures,
    )
    .option('--zone <ZONE>', 'time zone for times without one')
    .option(knownAtFlag, 'compare with what was known at this time, such as 14:34')
    .option('--published <NUMBER>', 'check this published version')
    .option('--all', 'also list what was found')
    .examples(
      'debrief check post-mortem.md --incident INC-12',
      'debrief check --incident INC-12',
      'debrief check post-mortem.md --incident INC-12 --format sarif > check.sarif',
    )
    .run(async (call, client, path: string | undefined, options: CheckOptions) => {
      const failOn = readFailures(options.failOn);
      const { incident, zone } = options;
      const mask = await readKnownAt(client, incident, options.knownAt);
      const version = options.published === undefined ? undefined : Number(options.published);
      if (path !== undefined && version !== undefined)
        throw new UsageError('Name a file or a published version, not both.');
      const [upload] = path === undefined ? [] : await openUploads(path);
      const name = path === '-' ? 'standard-input.md' : (upload?.name ?? '');
      const check =
        upload === undefined
          ? await client.report.check({ incident, version, zone, ...mask })
          : await client.report.checkFile(
              { incident, name, zone, ...mask },
              { file: await toBlob(upload) },
            );
      await print(call, check, { ...options, path: path ?? check.name }, failOn);
      if (check.claims.some(({ verdict }) => failOn.has(verdict))) throw new Exit(1);
    });
}

function readFailures(given: string): Set<Verdict> {
  const words = given
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '' && word !== 'none');
  const known = words.flatMap((word) => Verdict.options.find((one) => one === word) ?? []);
  if (known.length < words.length)
    throw new UsageError(
      `Use some of ${Verdict.options.join(', ')}, separated by commas, or none.`,
    );
  return new Set(known);
}

async function print(
  call: Call,
  check: ReportCheck,
  { format, all, path }: CheckOptions & { path: string },
  failOn: ReadonlySet<Verdict>,
): Promise<void> {
  const { stdout } = call.world;
  if (format === 'json' || call.isJson) return stdout.write(json(check));
  if (format === 'markdown') return stdout.write(checkAsMarkdown(check));
  if (format === 'sarif') {
    const log = checkAsSarif(check, {
      uri: toUri(path),
      hasPlaces: !/\.html?$/i.test(path),
      failOn,
    });
    return stdout.write(`${JSON.stringify(log, null, 2)}\n`);
  }
  const listed = check.claims.filter(({ verdict }) => all === true || verdict !== 'found');
  await call.list(listed, columns, 'Every claim was found in the record.');
  await call.note(
    `${countText(check.claims.length, 'claim')}: ${Verdict.options
      .map((verdict) => `${numberText(check.counts[verdict])} ${verdictWords[verdict]}`)
      .join(', ')}.`,
  );
  for (const note of check.notes) await call.note(note);
}

const columns: readonly Column<CheckedClaim>[] = [
  { name: 'line', of: ({ line }) => line },
  { name: 'kind', of: ({ kind }) => kind },
  { name: 'claim', of: ({ text }) => oneLine(text) },
  {
    name: 'result',
    of: ({ message, verdict }) => (verdict === 'unclear' ? `unclear: ${message}` : message),
  },
  { name: 'nearest evidence', of: nearestText },
];
