import type { ReportPreview } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import type { CliCommand } from '../command.ts';
import { openUploads } from '../import/open-uploads.ts';
import { isAboutTheFile } from '../import/plan.ts';
import type { Upload } from '../import/upload.ts';
import { Exit } from '../errors.ts';
import { oneLine } from '../text.ts';
import type { Column } from '../output.ts';

interface ImportReportOptions {
  zone?: string;
  incident: string;
}

export function addImportReportCommands(report: CliCommand): void {
  report
    .command('preview')
    .argument('<file...>', 'reports in Markdown, HTML or plain text, or folders of them')
    .description('Preview how reports would be imported')
    .option('--zone <ZONE>', 'time zone for times without one')
    .examples(
      'debrief report preview post-mortem.md',
      'debrief report preview incident-reports --zone Europe/Berlin',
    )
    .act(async (call, paths: string[], { zone }: { zone?: string }) => {
      const uploads = (await Promise.all(paths.map(openUploads)))
        .flat()
        .filter((upload) => !upload.isFromFolder || isReport(upload));
      await call.withClient(async (client) => {
        const previews: ReportPreview[] = [];
        for (const upload of uploads) {
          const query = { name: upload.name, zone };
          try {
            previews.push(await client.report.preview(query, { file: await toBlob(upload) }));
          } catch (error) {
            if (!upload.isFromFolder || !isAboutTheFile(error)) throw error;
            await call.note(`Skipped ${oneLine(upload.name)}: ${oneLine(error.message)}`);
          }
        }
        await call.list(
          previews,
          columns,
          'No reports found. Name a file in Markdown, HTML or plain text.',
        );
        const [whole, rows] = [previews.filter(isWhole), previews.flatMap((one) => one.rows)];
        await call.note(
          `${numberText(whole.length)} of ${numberText(previews.length)} reports keep every word. ${numberText(rows.filter((row) => row.at !== null).length)} of ${numberText(rows.length)} rows have a time.`,
        );
        for (const one of previews)
          if (!isWhole(one))
            await call.note(
              `${one.name}: words that differ: ${one.words.lost.slice(0, 20).join(' ')}`,
            );
        if (whole.length < previews.length) throw new Exit(1);
      });
    });

  report
    .command('import')
    .oldName('bring-in')
    .argument('<file>', 'a report in Markdown, HTML or plain text')
    .description('Import a report into an incident')
    .requiredOption('--incident <INCIDENT>', 'such as INC-12')
    .option('--zone <ZONE>', 'time zone for times without one')
    .examples('debrief report import post-mortem.md --incident INC-12')
    .run(async (call, client, path: string, { incident, zone }: ImportReportOptions) => {
      for (const upload of await openUploads(path)) {
        const imported = await client.report.import(
          { incident, name: upload.name, zone },
          { file: await toBlob(upload) },
        );
        await call.show(imported, [
          ['Report', imported.preview.title],
          ['Evidence', imported.evidenceId],
          [
            'Sections',
            imported.isDuplicate
              ? 'none: this file was already imported'
              : numberText(imported.sections),
          ],
          ['Suggestions', numberText(imported.suggestions)],
          [
            'Words',
            `${numberText(imported.preview.words.in)} in, ${numberText(imported.preview.words.out)} out`,
          ],
        ]);
      }
    });
}

/** Other files in a folder of reports are skipped. */
function isReport(upload: Upload): boolean {
  return /\.(md|markdown|html?|txt)$/i.test(upload.name) || !/\.[a-z0-9]{1,5}$/i.test(upload.name);
}

export async function toBlob(upload: Upload): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of upload.chunks()) chunks.push(new Uint8Array(chunk));
  return new Blob(chunks);
}

function isWhole({ words }: ReportPreview): boolean {
  return words.in === words.out && words.lost.length === 0;
}

const columns: readonly Column<ReportPreview>[] = [
  { name: 'sections', of: (one) => one.sections.length },
  { name: 'rows', of: (one) => one.rows.length },
  { name: 'with time', of: (one) => one.rows.filter((row) => row.at !== null).length },
  { name: 'actions', of: (one) => one.actions.length },
  { name: 'causes', of: (one) => one.causes.length },
  { name: 'words in', of: (one) => one.words.in },
  { name: 'words out', of: (one) => one.words.out },
  { name: 'report', of: (one) => one.name },
];
