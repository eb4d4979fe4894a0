import { VersionFormat, VersionVisibility, type PublishedVersion } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import { Option, type Command } from 'commander';
import { createCall } from '../call.ts';
import { keepOldName } from '../old-name.ts';
import { example, createChoiceOption } from '../options.ts';
import type { World } from '../world.ts';
import type { Column } from '../output.ts';

export function addPublishedVersionCommands(program: Command, world: World): void {
  const report =
    program.commands.find((one) => one.name() === 'report') ??
    program.command('report').description('Publish and export the report of an incident');
  const number = (value: string) => Number(value);

  keepOldName(report.command('versions'), 'editions', world)
    .argument('<incident>', 'such as INC-12')
    .description('List published versions, newest first')
    .addHelpText('after', example('debrief report versions INC-12'))
    .action(async (incident: string, _: unknown, command: Command) => {
      const call = createCall(world, command);
      await call.withClient(async (client) => {
        const { items } = await client.report.versions({ incident });
        await call.list(items, columns, `No published version of ${incident} yet.`);
      });
    });

  report
    .command('publish')
    .argument('<incident>', 'such as INC-12')
    .description('Publish the current report')
    .option('--title <TEXT>', "title (default: the last version's, else the incident's)")
    .option('--summary <TEXT>', 'what changed since the last version')
    .addOption(
      createChoiceOption(
        '--visibility <WHO>',
        'who can read it (default: internal)',
        VersionVisibility.options,
      ),
    )
    .option(
      '--reader <ACCOUNT>',
      'account ID of a reader of a restricted version (repeatable)',
      (id: string, ids: string[]) => [...ids, id],
      [] as string[],
    )
    .addHelpText(
      'after',
      example('debrief report publish INC-12 --summary "After the review meeting"'),
    )
    .action(
      async (
        incident: string,
        { title, summary, visibility, reader }: PublishOptions,
        command: Command,
      ) => {
        const call = createCall(world, command);
        await call.withClient(async (client) => {
          const { state, uncited } = await client.report.readiness({ incident });
          const more = {
            ...(title && { title }),
            ...(summary && { summary }),
            ...(visibility && { visibility }),
          };
          const version = await client.report.publish({
            incident,
            state,
            readers: reader,
            ...more,
          });
          const count = uncited.reduce((sum, one) => sum + one.count, 0);
          await call.show(
            version,
            `Version ${version.number} of ${version.ref}: ${version.path}\n${
              count > 0 ? `${count} sentences cite no evidence.\n` : ''
            }`,
          );
        });
      },
    );

  report
    .command('unpublish')
    .argument('<incident>', 'such as INC-12')
    .argument('<number>', 'version number', number)
    .description('Unpublish a version (its number is not reused)')
    .requiredOption('--reason <TEXT>', 'reason, shown to people with the link')
    .addHelpText('after', example('debrief report unpublish INC-12 1 --reason "A name slipped in"'))
    .action(
      async (
        incident: string,
        version: number,
        { reason }: { reason: string },
        command: Command,
      ) => {
        const call = createCall(world, command);
        await call.withClient(async (client) => {
          const gone = await client.report.unpublish({ incident, number: version, reason });
          await call.show(gone, `Unpublished version ${gone.number} of ${gone.ref}.\n`);
        });
      },
    );

  report
    .command('export')
    .argument('<incident>', 'such as INC-12')
    .description('Export a published version as Markdown, HTML or PDF')
    .addOption(
      createChoiceOption(
        '--format <FORMAT>',
        'file format (default: markdown)',
        VersionFormat.options,
      ),
    )
    .option('--number <NUMBER>', 'version number (default: the newest)', number)
    .addOption(new Option('--edition <NUMBER>').argParser(number).hideHelp())
    .option('-o, --output <FILE>', 'output file (default: standard output)')
    .addHelpText(
      'after',
      example(
        'debrief report export INC-12 --format html -o INC-12.html',
        'debrief report export INC-12 --format pdf -o INC-12.pdf',
      ),
    )
    .action(
      async (
        incident: string,
        { format, edition, number: chosen = edition, output }: ExportOptions,
        command: Command,
      ) => {
        const call = createCall(world, command);
        await call.withClient(async (client) => {
          const answer = await client.report.exportVersion({
            incident,
            format: format ?? 'markdown',
            ...(chosen !== undefined && { number: chosen }),
          });
          await call.saveFile(answer, output);
        });
      },
    );
}

interface PublishOptions {
  title?: string;
  summary?: string;
  visibility?: VersionVisibility;
  reader: string[];
}

interface ExportOptions {
  format?: VersionFormat;
  number?: number;
  /** The option's name in the last release. */
  edition?: number;
  output?: string;
}

const columns: readonly Column<PublishedVersion>[] = [
  { name: 'version', of: (version) => version.number },
  { name: 'published', of: (version) => utcText(version.publishedAt) },
  { name: 'by', of: (version) => version.publishedBy.name },
  { name: 'for', of: (version) => (version.unpublished ? 'unpublished' : version.visibility) },
  { name: 'path', of: (version) => version.path },
  { name: 'what changed', of: (version) => version.summary },
];
