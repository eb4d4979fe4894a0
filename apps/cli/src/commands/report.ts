import { sectionWords, type Report, type Uncited, type WriteSections } from '@debrief/contract';
import type { CliCommand } from '../command.ts';
import { readFile } from 'node:fs/promises';
import { addImportReportCommands } from './import-report.ts';
import { addPublishedVersionCommands } from './published-version.ts';
import { CliError } from '../errors.ts';
import { reportAsText } from '../report-text.ts';
import { oneLine } from '../text.ts';

export function addReportCommands(program: CliCommand): void {
  const report = program.command('report').description('Read and write the report of an incident');
  addImportReportCommands(report);
  report
    .command('show')
    .argument('<incident>', 'such as INC-12')
    .description('Show the current report')
    .examples('debrief report show INC-12', 'debrief report show INC-12 --json > report.json')
    .run(async (call, client, incident: string) => {
      const shown = await client.report.read({ incident });
      if (!shown.isBegun)
        await call.note(
          `${incident} has no report yet. Start it: debrief report write ${incident} FILE.json`,
        );
      if (shown.isBegun || call.isJson) await call.show(shown, reportAsText(shown.document));
    });
  report
    .command('write')
    .argument('<incident>', 'such as INC-12')
    .argument(
      '<file>',
      'JSON: {"sections": [{"how": "replace", "kind": "summary", "blocks": […]}]}',
    )
    .description('Add or replace sections of the report')
    .examples('debrief report write INC-12 summary.json')
    .act(async (call, incident: string, file: string) => {
      const given = await sectionsIn(file, incident);
      await call.withClient(async (client) => {
        const written = await client.report.write(given);
        await call.show(written, `${whatStands(written)}\n`);
      });
    });
  report
    .command('uncited')
    .argument('<incident>', 'such as INC-12')
    .description('List sentences without evidence')
    .examples('debrief report uncited INC-12')
    .run(async (call, client, incident: string) => {
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
      await call.list(uncited, columns, `Every factual sentence of ${incident} cites evidence.`);
    });
  addPublishedVersionCommands(report);
}

function whatStands({ document, words, uncited }: Report): string {
  const sections = document.content.filter((section) => !section.attrs.isRemoved).length;
  return `${sections === 1 ? '1 section' : `${sections} sections`}, ${words} words; ${uncited.length === 1 ? '1 factual sentence cites' : `${uncited.length} factual sentences cite`} no evidence.`;
}

/** Errors: `bad-file` with the position of the error. */
async function sectionsIn(file: string, incident: string): Promise<WriteSections> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CliError('bad-file', `Can't read ${file}. Name a JSON file with sections.`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CliError('bad-file', `${file} isn't valid JSON.`);
  }
  const content =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? value
      : { sections: value };
  const { WriteSections } = await import('../schemas.ts');
  const given = WriteSections.safeParse({ ...content, incident });
  if (given.success) return given.data;
  const issues = given.error.issues.map((issue) => ({
    at: issue.path.join('.'),
    message: issue.message,
  }));
  throw new CliError(
    'bad-file',
    `${file}: ${issues[0]?.at ?? ''}: ${issues[0]?.message ?? "these aren't sections"}.`,
    issues,
  );
}
