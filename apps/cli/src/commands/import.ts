import {
  DateOrder,
  EvidenceKind,
  Format,
  TimeUnit,
  type ReadOptionsInput,
} from '@debrief/contract';
import { Option } from 'commander';
import type { CliCommand } from '../command.ts';
import type { Call } from '../call.ts';
import { commitLog, openRepository, type GitTimeRange } from '../import/git-log.ts';
import { importUploads, type ImportTarget } from '../import/import-uploads.ts';
import type { Upload } from '../import/upload.ts';
import { openUploads } from '../import/open-uploads.ts';
import { collectValues } from '../options.ts';
import { UsageError, CliError } from '../errors.ts';
import { addMappings, findMapping } from './mappings.ts';

interface ImportOptions extends ImportTarget {
  format?: NonNullable<ReadOptionsInput['format']>;
  map?: string[];
  timeOrigin?: string;
  timeUnit?: NonNullable<ReadOptionsInput['timeUnit']>;
  zone?: string;
  dateOrder?: NonNullable<ReadOptionsInput['dateOrder']>;
  encoding?: string;
  kind?: NonNullable<ReadOptionsInput['kind']>;
  source?: string;
  stream?: string;
  mapping?: string;
  saveMapping?: string;
}

export function addImportCommands(program: CliCommand): void {
  const into = program
    .command('import')
    .argument('<path...>', 'files, folders or - for standard input')
    .description('Import evidence into an incident, or a bundle')
    .helpCommand(false)
    .optionsGroup('Destination:')
    .addOption(
      new Option('-i, --incident <INCIDENT>', 'import into this incident').conflicts('new'),
    )
    .option('-n, --new <TITLE>', 'import into a new incident with this title')
    .optionsGroup('Format (detected automatically by default):')
    .choice(
      '--format <FORMAT>',
      'one of',
      Format.options.filter((format) => format !== 'bundle'),
    )
    .option('--map <FIELD=COLUMN>', 'field to read from this column (repeatable)', collectValues)
    .option('--mapping <NAME>', 'saved mapping (see debrief mappings)')
    .option('--save-mapping <NAME>', 'save how the columns are read under this name')
    .option('--time-origin <TIME>', 'time that numbers in the time column count from')
    .choice('--time-unit <UNIT>', 'unit of the numbers', TimeUnit.options)
    .option('--zone <ZONE>', 'time zone for times without one')
    .choice('--date-order <PART>', 'what dates start with', DateOrder.options)
    .option('--encoding <NAME>', 'encoding of the text, such as shift_jis')
    .choice('--kind <KIND>', 'type of evidence', EvidenceKind.options)
    .option('--source <NAME>', 'tool that recorded the data')
    .option('--stream <NAME>', 'channel, service or call')
    .option('-y, --yes', 'accept guessed columns without asking')
    .examples(
      'debrief import export.zip alerts.csv --incident INC-12',
      'debrief import loop.json --map at=start --map text=message --time-unit s --time-origin 1970-04-11T19:13:00Z --new "Apollo 13"',
    )
    .act(async (call, paths: string[], options: ImportOptions) => {
      const read = await toReadOptions(options);
      const uploads = (await Promise.all(paths.map(openUploads))).flat();
      // Only a bundle needs no incident: anything else is rejected before the data folder is
      // opened.
      if (!(await mayBeBundle(uploads))) needTarget(options);
      await call.withClient(
        async (client) => {
          const saved = options.mapping ? await findMapping(client, options.mapping) : {};
          const given = { ...saved, ...dropUndefined(read) };
          await importUploads(call, client, uploads, options, given);
        },
        { isLong: true },
      );
    });
  addMappings(program);

  into
    .command('git')
    .argument('<path>', 'repository (for a file with this name, use ./git)')
    .description('Import commits, merges and tags from a Git repository')
    .option('--since <WHEN>', 'only commits since this time: 2022-12-01, "2 weeks ago"')
    .option('--until <WHEN>', 'only commits until this time')
    .option('--branch <NAME>', 'branch or tag (default: the current branch)')
    .examples(
      'debrief import git ../deploys --since "2022-11-29" --until "2022-12-07" --incident INC-12',
    )
    .act(async (call, path: string) => {
      const options = call.command.optsWithGlobals<ImportOptions & GitTimeRange>();
      await importGit(call, path, options);
    });
}

/** Options that were given, over those of a saved mapping. */
function dropUndefined(read: ReadOptionsInput): ReadOptionsInput {
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

async function mayBeBundle(uploads: readonly Upload[]): Promise<boolean> {
  const heads = await Promise.all(uploads.map((upload) => upload.head()));
  return heads.some(
    (head) =>
      head !== null &&
      Buffer.from(head.subarray(0, 64)).toString('latin1').startsWith('{"debrief":"bundle"'),
  );
}

async function importGit(
  call: Call,
  path: string,
  options: ImportOptions & GitTimeRange,
): Promise<void> {
  const { env } = call.world;
  needTarget(options);
  const read = await toReadOptions(options);
  const repository = await openRepository(path, options, env);
  if (!repository.hasCommits)
    throw new CliError(
      'not-found',
      `No commits in ${path} in this time range. Set an earlier --since or a later --until.`,
    );
  if (repository.isShallow)
    await call.note(`${path} is a shallow clone, so older history is missing.`);
  const upload = {
    name: `${repository.name} (git log)`,
    size: null,
    format: 'git-log' as const,
    isFromFolder: false,
    head: async () => null,
    chunks: () => commitLog(repository, options, env),
  };
  await call.withClient((client) => importUploads(call, client, [upload], options, read), {
    isLong: true,
  });
}

function needTarget(target: ImportTarget): void {
  if (target.incident === undefined && target.new === undefined) {
    throw new UsageError('Select an incident: --incident INC-12, or --new "title" to create one.');
  }
}

/** What the options say about reading. Errors: `invalid` with every option that cannot be right, before anything is opened. */
async function toReadOptions({
  format,
  map,
  timeOrigin,
  timeUnit,
  zone,
  dateOrder,
  encoding,
  kind,
  source,
  stream,
}: ImportOptions): Promise<ReadOptionsInput> {
  const times = { timeOrigin, timeUnit, zone, dateOrder };
  const read = { format, map: map?.join(','), ...times, encoding, kind, source, stream };
  if (Object.values(read).every((value) => value === undefined)) return read;
  const { ReadOptions } = await import('../schemas.ts');
  const parsed = ReadOptions.safeParse(read);
  if (!parsed.success) {
    throw new CliError(
      'invalid',
      'Invalid options.',
      parsed.error.issues.map((issue) => ({
        at: toFlag(String(issue.path[0] ?? '')),
        message: issue.message,
      })),
    );
  }
  return read;
}

function toFlag(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
