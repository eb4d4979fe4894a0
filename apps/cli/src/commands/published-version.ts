import { VersionFormat, VersionVisibility, type PublishedVersion } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import { Option } from 'commander';
import { CliError } from '../errors.ts';
import type { CliCommand } from '../command.ts';
import type { Column } from '../output.ts';
import { addVersionUseCommand } from './version-use.ts';
import { knownAtFlag, knownAtHelp, readKnownAt } from '../read-known-at.ts';

export function addPublishedVersionCommands(report: CliCommand): void {
  const number = (value: string) => Number(value);

  report
    .command('versions')
    .oldName('editions')
    .argument('<incident>', 'such as INC-12')
    .description('List published versions, newest first')
    .examples('debrief report versions INC-12')
    .run(async (call, client, incident: string) => {
      const { items } = await client.report.versions({ incident });
      await call.list(items, columns, `No published version of ${incident} yet.`);
    });

  report
    .command('readers')
    .argument('<incident>', 'such as INC-12')
    .option('--number <NUMBER>', 'version (default: the newest)', number)
    .description('Count the readers of a version, without names')
    .examples('debrief report readers INC-12')
    .run(async (call, client, incident: string, given: { number?: number }) => {
      const { items } = await client.report.versions({ incident });
      const version = given.number ?? items.find((one) => one.unpublished === null)?.number;
      if (version === undefined) throw new CliError('not-found', `No version of ${incident} yet.`);
      const found = await client.report.readership({ incident, number: version });
      await call.show(found, [
        ['version', String(version)],
        ['readers', found.readers.words],
        ['from outside', found.outside.words],
        ...found.roles.map(({ role, readers }) => [`in ${role}`, readers.words] as const),
        ['to the middle', found.depth.half.words],
        ['to the end', found.depth.end.words],
        ...found.later.map(
          (one) => [`after ${one.days} days`, one.readers?.words ?? 'not yet'] as const,
        ),
        ['questions', String(found.questions)],
        ['cited by', found.citedBy.map((one) => one.incident).join(', ') || '-'],
        ['used in', found.usedIn.map((one) => one.usedIn).join(', ') || '-'],
        ['learned something', found.learned.words],
      ]);
    });

  addVersionUseCommand(report);

  report
    .command('publish')
    .argument('<incident>', 'such as INC-12')
    .description('Publish the current report')
    .option('--title <TEXT>', "title (default: the last version's, else the incident's)")
    .option('--summary <TEXT>', 'what changed since the last version')
    .option(knownAtFlag, knownAtHelp)
    .choice('--visibility <WHO>', 'who can read it (default: internal)', VersionVisibility.options)
    .option(
      '--reader <ACCOUNT>',
      'account ID of a reader of a restricted version (repeatable)',
      (id: string, ids: string[]) => [...ids, id],
      [] as string[],
    )
    .examples('debrief report publish INC-12 --summary "After the review meeting"')
    .run(
      async (
        call,
        client,
        incident: string,
        { title, summary, visibility, reader, knownAt }: PublishOptions,
      ) => {
        const mask = await readKnownAt(client, incident, knownAt);
        const { state, uncited } = await client.report.readiness({ incident, ...mask });
        const version = await client.report.publish({
          incident,
          state,
          readers: reader,
          title,
          summary,
          visibility,
          ...mask,
        });
        const count = uncited.reduce((sum, one) => sum + one.count, 0);
        await call.show(
          version,
          `Version ${version.number} of ${version.ref}: ${version.path}\n${
            count > 0 ? `${count} sentences cite no evidence.\n` : ''
          }`,
        );
      },
    );

  report
    .command('unpublish')
    .argument('<incident>', 'such as INC-12')
    .argument('<number>', 'version number', number)
    .description('Unpublish a version (its number is not reused)')
    .requiredOption('--reason <TEXT>', 'reason, shown to people with the link')
    .examples('debrief report unpublish INC-12 1 --reason "A name slipped in"')
    .run(
      async (call, client, incident: string, version: number, { reason }: { reason: string }) => {
        const gone = await client.report.unpublish({ incident, number: version, reason });
        await call.show(gone, `Unpublished version ${gone.number} of ${gone.ref}.\n`);
      },
    );

  report
    .command('export')
    .argument('<incident>', 'such as INC-12')
    .description('Export a published version as Markdown, HTML or PDF')
    .choice('--format <FORMAT>', 'file format (default: markdown)', VersionFormat.options)
    .option('--number <NUMBER>', 'version number (default: the newest)', number)
    .option(knownAtFlag, knownAtHelp)
    .addOption(new Option('--edition <NUMBER>').argParser(number).hideHelp())
    .option('-o, --output <FILE>', 'output file (default: standard output)')
    .examples(
      'debrief report export INC-12 --format html -o INC-12.html',
      'debrief report export INC-12 --format pdf -o INC-12.pdf',
    )
    .run(
      async (
        call,
        client,
        incident: string,
        { format, edition, number: chosen = edition, knownAt, output }: ExportOptions,
      ) => {
        const answer = await client.report.exportVersion({
          incident,
          format: format ?? 'markdown',
          number: chosen,
          ...(await readKnownAt(client, incident, knownAt)),
        });
        await call.saveFile(answer, output);
      },
    );
}

interface PublishOptions {
  knownAt?: string;
  title?: string;
  summary?: string;
  visibility?: VersionVisibility;
  reader: string[];
}

interface ExportOptions {
  knownAt?: string;
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
