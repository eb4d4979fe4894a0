import { readFile } from 'node:fs/promises';
import type { Client } from '@debrief/client';
import { RedactionKind, type RedactionPreview } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import type { Command } from 'commander';
import { callOf } from '../call.ts';
import { example, oneOf } from '../options.ts';
import { Misuse, Refusal } from '../refusal.ts';
import { oneLine } from '../text.ts';
import type { World } from '../world.ts';

interface RedactOptions {
  kind: RedactionKind;
  reason: string;
  wordsFrom?: string;
  everywhere?: boolean;
  alsoWritten?: boolean;
  yes?: boolean;
}

export function addRedactCommand(program: Command, world: World): void {
  program
    .command('redact')
    .argument('<incident>', 'such as INC-12')
    .argument('<evidence>', 'the id of the item, as debrief record --json prints it')
    .description('Take words out of the record for good')
    .addOption(oneOf('--kind <KIND>', 'why', RedactionKind.options).makeOptionMandatory())
    .requiredOption(
      '--reason <TEXT>',
      'stands beside the item for all who see it; without the words themselves',
    )
    .option(
      '--words-from <FILE>',
      'only the words that this file holds, which then stand in no history of commands (default: the whole item)',
    )
    .option('--everywhere', 'also from the other items of the record that hold the same words')
    .option(
      '--also-written',
      'also where people wrote them: in events, entries, follow-ups, the report and its editions',
    )
    .option('-y, --yes', 'do not ask again')
    .addHelpText(
      'after',
      example(
        'debrief redact INC-12 0195… --kind secret --reason "A password was pasted" --words-from ./words.txt --everywhere',
        'debrief redact INC-12 0195… --kind personal-data --reason "A caller asked for it" --yes',
      ),
    )
    .action(async (incident: string, id: string, options: RedactOptions, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const part =
          options.wordsFrom === undefined
            ? { id }
            : await placeOf(client, incident, id, options.wordsFrom);
        if (!options.yes) {
          if (!world.canAsk)
            throw new Misuse(
              'Words that are redacted never come back. Nobody can be asked here: add --yes.',
            );
          const preview = await client.evidence.previewRedaction({ incident, ...part });
          await world.stderr.write(`${told(preview, options)}\n`);
          const answer = await world.ask('Redact for good? [y/N] ');
          if (!/^y(es)?$/i.test(answer.trim()))
            throw new Refusal('invalid', 'Nothing was redacted.');
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
          'Not reached: the tool that it came from, stories that people wrote, exports that were downloaded, backups of the database. Change a secret that was seen.',
        );
      });
    });
}

/** The first place of the words in what the item says now, else in an earlier revision. */
async function placeOf(
  client: Client,
  incident: string,
  id: string,
  file: string,
): Promise<{ id: string; start: number; end: number }> {
  const read = await readFile(file, 'utf8');
  const words = read.replace(/\r?\n$/, '');
  if (words.trim() === '') throw new Misuse(`${file} holds no words.`);
  const { revisions } = await client.evidence.get({ incident, id });
  for (const revision of revisions.toReversed()) {
    const start = revision.text.indexOf(words);
    if (start >= 0) return { id: revision.id, start, end: start + words.length };
  }
  throw new Refusal(
    'not-found',
    `The words of ${file} do not stand in this item. They must be written exactly as there.`,
  );
}

function told(preview: RedactionPreview, options: RedactOptions): string {
  const elsewhere = [
    [preview.otherItems, 'of the other items of the record', options.everywhere, '--everywhere'],
    [
      preview.written,
      'of the events, entries and follow-ups',
      options.alsoWritten,
      '--also-written',
    ],
    [
      preview.reportSections,
      'of the sections of the report',
      options.alsoWritten,
      '--also-written',
    ],
  ] as const;
  const lines = elsewhere.flatMap(([held, what, isReached, flag]) =>
    held === 0
      ? []
      : [`  ${numberText(held)} ${what}${isReached ? ' lose them' : ` keep them without ${flag}`}`],
  );
  return [
    `The words leave Debrief for good, with the original of the item${preview.isLookedFor ? '' : '; they are too short to be looked for elsewhere'}.`,
    ...lines,
  ].join('\n');
}
