import { readFile } from 'node:fs/promises';
import type { LensNote } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import type { CliCommand } from '../command.ts';
import { CliError, UsageError } from '../errors.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';

type Note = Pick<LensNote, 'rule' | 'name' | 'question' | 'source' | 'precision' | 'quoted'>;
interface FileNote extends Note {
  line: number;
  column: number;
  sentence: string;
}

export function addLensCommand(program: CliCommand): void {
  program
    .command('lens')
    .argument('[file]', 'a report in Markdown')
    .description('Ask about wording with hindsight or blame')
    .option('--incident <REF>', "an incident's events, findings and report instead of a file")
    .option('--kept', 'with --incident: also notes that were kept as they are')
    .examples(
      'debrief lens report.md',
      'debrief lens report.md --json',
      'debrief lens --incident INC-12',
    )
    .act(async (call, file: string | undefined, options: { incident?: string; kept?: boolean }) => {
      const { incident } = options;
      if ((file === undefined) === (incident === undefined))
        throw new UsageError('Name a file, or an incident with --incident.');
      if (file !== undefined) {
        const { notes, isRead } = await readFileNotes(file);
        if (!isRead) await call.note(`${file} is not in English: the lens reads English only.`);
        await call.list(
          notes,
          [{ name: 'line', of: ({ line }) => String(line) }, ...columns],
          isRead ? `No questions about ${file}.` : 'Nothing was read.',
        );
      } else if (incident !== undefined)
        await call.withClient(async (client) => {
          const { items, notRead } = await client.lens.notes({ incident });
          if (notRead > 0)
            await call.note(`${countText(notRead, 'text')} not read: the lens reads English only.`);
          await call.list(
            items.filter((one) => options.kept === true || !one.isKept),
            [
              { name: 'in', of: ({ targetKind }) => targetKind },
              { name: 'id', of: ({ targetId }) => targetId },
              ...columns,
            ],
            `No questions about ${incident}.`,
          );
        });
    });
}

const columns: readonly Column<Note>[] = [
  { name: 'rule', of: ({ name }) => name },
  { name: 'right', of: ({ precision: { right, of } }) => `${right} of ${of}` },
  { name: 'words', of: ({ quoted }) => oneLine(quoted) },
  { name: 'question', of: ({ question }) => question },
];

async function readFileNotes(file: string): Promise<{ isRead: boolean; notes: FileNote[] }> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CliError('bad-file', `Can't read ${file}. Name a report in Markdown.`);
  });
  if (text.length > largest)
    throw new CliError('bad-file', `${file} is larger than ${largest / 1_000_000} MB.`);
  const [{ loadGrammar }, { readMarkdown }] = await Promise.all([
    import('@debrief/prose/lens'),
    import('@debrief/prose/lens-markdown'),
  ]);
  const { isRead, notes } = readMarkdown(text, await loadGrammar());
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return {
    isRead,
    notes: notes.map(({ start, key, ...note }) => {
      const line = starts.findLastIndex((at) => at <= start);
      return { line: line + 1, column: start - (starts[line] ?? 0) + 1, ...note, sentence: key };
    }),
  };
}

/** In UTF-16 units; the longest report that the importer accepts is as long. */
const largest = 2_000_000;
