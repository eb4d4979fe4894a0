import { EditionFormat, EditionVisibility, type Edition } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { Command } from 'commander';
import { createCall } from '../call.ts';
import { keepOldName } from '../old-name.ts';
import { example, createChoiceOption } from '../options.ts';
import { writeWhole } from '../write-whole.ts';
import type { World } from '../world.ts';

/** What is published of a report, below `debrief report`. */
export function addEditionCommands(program: Command, world: World): void {
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
        const { items } = await client.report.editions({ incident });
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
        EditionVisibility.options,
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
          const edition = await client.report.publish({
            incident,
            state,
            readers: reader,
            ...more,
          });
          const count = uncited.reduce((sum, one) => sum + one.count, 0);
          await call.show(
            edition,
            `Version ${edition.number} of ${edition.ref}: ${edition.path}\n${
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
        edition: number,
        { reason }: { reason: string },
        command: Command,
      ) => {
        const call = createCall(world, command);
        await call.withClient(async (client) => {
          const gone = await client.report.unpublish({ incident, number: edition, reason });
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
        EditionFormat.options,
      ),
    )
    .option('--edition <NUMBER>', 'version number (default: the newest)', number)
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
        { format, edition, output }: { format?: EditionFormat; edition?: number; output?: string },
        command: Command,
      ) => {
        const call = createCall(world, command);
        await call.withClient(async (client) => {
          const response = await client.report.exportEdition({
            incident,
            format: format ?? 'markdown',
            ...(edition !== undefined && { number: edition }),
          });
          const body = response.body ?? new Blob([]).stream();
          if (output === undefined) for await (const chunk of body) await world.stdout.write(chunk);
          else await writeWhole(output, body);
        });
      },
    );
}

interface PublishOptions {
  title?: string;
  summary?: string;
  visibility?: EditionVisibility;
  reader: string[];
}

const columns = [
  { name: 'edition', of: (edition: Edition) => String(edition.number), align: 'right' as const },
  { name: 'published', of: (edition: Edition) => utcText(edition.publishedAt) },
  { name: 'by', of: (edition: Edition) => edition.publishedBy.name },
  {
    name: 'for',
    of: (edition: Edition) => (edition.unpublished ? 'unpublished' : edition.visibility),
  },
  { name: 'path', of: (edition: Edition) => edition.path },
  { name: 'what changed', of: (edition: Edition) => edition.summary },
];
