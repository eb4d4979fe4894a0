import { sectionWords, WriteSections, type Report, type Uncited } from '@debrief/contract';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { callOf } from '../call.ts';
import { addBringInCommands } from './bring-in.ts';
import { example } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { reportAsText } from '../report-text.ts';
import { oneLine } from '../text.ts';
import type { World } from '../world.ts';

export function addReportCommands(program: Command, world: World): void {
  const report = program
    .command('report')
    .description('Read and write the living report of an incident');
  addBringInCommands(report, world);
  report
    .command('show')
    .argument('<incident>', 'such as INC-12')
    .description('Print the report as it is written now')
    .addHelpText(
      'after',
      example('debrief report show INC-12', 'debrief report show INC-12 --json > report.json'),
    )
    .action(async (incident: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const shown = await client.report.read({ incident });
        if (!shown.isBegun)
          await call.note(
            `The report of ${incident} was not begun yet. “debrief report write ${incident} FILE.json” begins it.`,
          );
        if (shown.isBegun || call.isJson) await call.show(shown, reportAsText(shown.document));
      });
    });
  report
    .command('write')
    .argument('<incident>', 'such as INC-12')
    .argument(
      '<file>',
      'JSON: {"sections": [{"how": "replace", "kind": "summary", "blocks": […]}]}',
    )
    .description(
      'Add sections to the report or put them in the place of others, while people write in it',
    )
    .addHelpText('after', example('debrief report write INC-12 summary.json'))
    .action(async (incident: string, file: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      const given = await sectionsIn(file, incident);
      await call.withClient(async (client) => {
        const written = await client.report.write(given);
        await call.show(written, `${whatStands(written)}\n`);
      });
    });
  report
    .command('uncited')
    .argument('<incident>', 'such as INC-12')
    .description('List the sentences that state a fact and cite nothing')
    .addHelpText('after', example('debrief report uncited INC-12'))
    .action(async (incident: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const { uncited, document } = await client.report.read({ incident });
        const names = new Map(
          document.content.map(({ attrs, content: [title] }) => [
            attrs.id,
            title.content?.[0]?.text ?? sectionWords[attrs.kind].name,
          ]),
        );
        const columns = [
          { name: 'section', of: (one: Uncited) => oneLine(names.get(one.sectionId) ?? '') },
          { name: 'sentence', of: (one: Uncited) => oneLine(one.text) },
        ];
        await call.list(
          uncited,
          columns,
          `Every sentence of ${incident} that states a fact cites something.`,
        );
      });
    });
}

function whatStands({ document, words, uncited }: Report): string {
  const sections = document.content.filter((section) => !section.attrs.isRemoved).length;
  return `The report has ${sections === 1 ? '1 section' : `${sections} sections`} and ${words} words; ${uncited.length === 1 ? '1 sentence states a fact and cites' : `${uncited.length} sentences state a fact and cite`} nothing.`;
}

/** Errors: `bad-file`, with the place of what is wrong. */
async function sectionsIn(file: string, incident: string): Promise<WriteSections> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Refusal('bad-file', `${file} cannot be read. Give a JSON file of sections.`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('bad-file', `${file} is not JSON.`);
  }
  const content =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? value
      : { sections: value };
  const given = WriteSections.safeParse({ ...content, incident });
  if (given.success) return given.data;
  const issues = given.error.issues.map((issue) => ({
    at: issue.path.join('.'),
    message: issue.message,
  }));
  throw new Refusal(
    'bad-file',
    `${file}: ${issues[0]?.at ?? ''}: ${issues[0]?.message ?? 'these are no sections'}.`,
    issues,
  );
}
