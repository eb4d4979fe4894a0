import { readFile } from 'node:fs/promises';
import type { Client } from '@debrief/client';
import { RedactionReason, type RedactionPreview } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import type { CliCommand } from '../command.ts';
import { UsageError, CliError } from '../errors.ts';
import { oneLine } from '../text.ts';

interface RedactOptions {
  kind: RedactionReason;
  reason: string;
  wordsFrom?: string;
  everywhere?: boolean;
  alsoWritten?: boolean;
  yes?: boolean;
}

export function addRedactCommand(program: CliCommand): void {
  program
    .command('redact')
    .argument('<incident>', 'such as INC-12')
    .argument('<evidence>', 'item ID from debrief record --json')
    .description('Redact evidence permanently')
    .choice('--kind <KIND>', 'why', RedactionReason.options, { isRequired: true })
    .requiredOption(
      '--reason <TEXT>',
      "reason, shown next to the item; don't repeat the redacted text",
    )
    .option(
      '--words-from <FILE>',
      'file with the text to redact, kept out of the shell history (default: the entire item)',
    )
    .option('--everywhere', "also redact the text in the incident's other items")
    .option(
      '--also-written',
      'also redact it in events, findings, follow-ups, the report and its versions',
    )
    .option('-y, --yes', "don't ask for confirmation")
    .examples(
      'debrief redact INC-12 0195… --kind secret --reason "A password was pasted" --words-from ./words.txt --everywhere',
      'debrief redact INC-12 0195… --kind personal-data --reason "A caller asked for it" --yes',
    )
    .run(async (call, client, incident: string, id: string, options: RedactOptions) => {
      const part =
        options.wordsFrom === undefined
          ? { id }
          : await findWords(client, incident, id, options.wordsFrom);
      if (!options.yes) {
        if (!call.world.canAsk)
          throw new UsageError("Redaction can't be undone. Add --yes to confirm.");
        const preview = await client.evidence.previewRedaction({ incident, ...part });
        await call.world.stderr.write(`${describePreview(preview, options)}
`);
        await call.confirm('Redact permanently?', 'Nothing redacted.');
      }
      const { kind, reason, everywhere = false, alsoWritten = false } = options;
      const done = await client.evidence.redact({
        incident,
        ...part,
        kind,
        reason,
        everywhere,
        alsoWritten,
      });
      await call.show(
        done,
        `Redacted in ${done.items === 1 ? '1 item' : `${numberText(done.items)} items`}: ${oneLine(done.evidence.text)}\n`,
      );
      await call.note(
        'Not redacted: the original tool, private stories, downloaded exports, database backups. Rotate the secret if it is one.',
      );
    });
}

async function findWords(
  client: Client,
  incident: string,
  id: string,
  file: string,
): Promise<{ id: string; start: number; end: number }> {
  const read = await readFile(file, 'utf8');
  const words = read.replace(/\r?\n$/, '');
  if (words.trim() === '') throw new UsageError(`${file} contains no text.`);
  const { revisions } = await client.evidence.get({ incident, id });
  for (const revision of revisions.toReversed()) {
    const start = revision.text.indexOf(words);
    if (start >= 0) return { id: revision.id, start, end: start + words.length };
  }
  throw new CliError('not-found', `The text in ${file} isn't in this item. It must match exactly.`);
}

function describePreview(preview: RedactionPreview, options: RedactOptions): string {
  const elsewhere = [
    [preview.otherItems, 'other items', options.everywhere, '--everywhere'],
    [preview.written, 'events, findings and follow-ups', options.alsoWritten, '--also-written'],
    [preview.reportSections, 'report sections', options.alsoWritten, '--also-written'],
  ] as const;
  const lines = elsewhere.flatMap(([held, what, isReached, flag]) =>
    held === 0
      ? []
      : [`  ${what}: ${numberText(held)}${isReached ? '' : ` (kept without ${flag})`}`],
  );
  return [
    `This removes the text from Debrief permanently, including the item's raw payload${preview.isLookedFor ? '' : '; it is too short to search for elsewhere'}.`,
    ...lines,
  ].join('\n');
}
