import { StoryPart, type PasteQuestion, type Story } from '@debrief/contract';
import type { CliCommand } from '../command.ts';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError, CliError } from '../errors.ts';
import { needWord } from '../find-word.ts';
import { oneLine } from '../text.ts';
import { formatStory } from './story-show.ts';

export function addStoryWritingCommands(story: CliCommand): void {
  story
    .command('new')
    .argument('<title>')
    .description('Create a story')
    .option('--incident <INCIDENT>', 'such as INC-12')
    .examples('debrief story new "The alias that lacked three days" --incident INC-12')
    .run(async (call, client, title: string, { incident }: { incident?: string }) => {
      const change = await client.story.add({
        title,
        incident,
      });
      await call.show(change.story, formatStory(change.story));
    });
  story
    .command('add')
    .argument('<story>')
    .argument('<part>', StoryPart.options.join(', '))
    .argument('<sentence>')
    .description('Add a sentence to a story')
    .option('--evidence <INCIDENT:ID>', 'evidence to cite, such as INC-12:0195…')
    .option('--recollection', 'mark it as from memory')
    .examples(
      'debrief story add 0195… action "I ruled out the broker by its lag" --evidence INC-12:0195…',
    )
    .act(
      async (
        call,
        id: string,
        part: string,
        text: string,
        options: { evidence?: string; recollection?: boolean },
      ) => {
        const known = needWord(StoryPart.options, part, 'part');
        const citations = options.evidence === undefined ? [] : [parseCitation(options.evidence)];
        await call.withClient(async (client) => {
          const change = await client.story.addClaim({
            id,
            part: known,
            text,
            citations,
            isRecollection: options.recollection,
          });
          await call.show(change.story, formatStory(change.story));
        });
      },
    );
  story
    .command('paste')
    .argument('<file>', 'text file in any order, language or encoding')
    .description('Create a story from each answer in a file')
    .option('--incident <INCIDENT>', 'such as INC-12')
    .option('--recollection', 'mark the sentences as from memory')
    .examples('debrief story paste my-answers.md')
    .act(
      async (
        call,
        file: string,
        { incident, recollection }: { incident?: string; recollection?: boolean },
      ) => {
        const bytes = await readFile(file).catch(() => {
          throw new CliError('bad-file', `Can't read ${file}. Name a text file with your story.`);
        });
        await call.withClient(async (client) => {
          const pasted = await client.story.paste({
            bytes: bytes.toString('base64'),
            title: basename(file),
            incident,
            isRecollection: recollection,
          });
          if (pasted.isMended)
            await call.note(
              `The text used another encoding (${pasted.encoding ?? 'an unknown one'}) and was converted. The original is kept.`,
            );
          await call.show(
            pasted,
            pasted.stories
              .map(
                ({ story, questions }) =>
                  `${formatStory(story)}${formatQuestions(story, questions)}`,
              )
              .join('\n'),
          );
        });
      },
    );
}

function formatQuestions(story: Story, questions: readonly PasteQuestion[]): string {
  const sentence = (id: string) => story.claims.find((claim) => claim.id === id)?.text ?? '';
  return questions
    .map(
      ({ question, claimIds }) =>
        `? ${[oneLine(question), ...claimIds.map((id) => `“${oneLine(sentence(id))}”`)].join('\n    ')}\n`,
    )
    .join('');
}

function parseCitation(text: string) {
  const [, incident, targetId] = /^([^:\s]+):([0-9a-f-]{36})$/i.exec(text) ?? [];
  if (!incident || !targetId)
    throw new UsageError(
      `"${text}" isn't an item. Give the incident and the item's ID, such as INC-12:0195….`,
    );
  return { incident, target: 'evidence' as const, targetId };
}
