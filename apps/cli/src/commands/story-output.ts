import { StoryForm, type Rehearsal } from '@debrief/contract';
import type { Command } from 'commander';
import { createCall } from '../call.ts';
import { keepOldName } from '../old-name.ts';
import { example, createChoiceOption } from '../options.ts';
import { pages } from '../pages.ts';
import { UsageError } from '../errors.ts';
import { findWord } from '../find-word.ts';
import { cleanControls } from '../text.ts';
import type { World } from '../world.ts';
import type { Column } from '../output.ts';

export function addStoryOutputCommands(story: Command, world: World): void {
  keepOldName(story.command('suggestions'), 'checks', world)
    .argument('<story>')
    .description('List suggestions for a story')
    .action(async (id: string, _: unknown, command: Command) => {
      const call = createCall(world, command);
      await call.withClient(async (client) => {
        const checks = await client.story.checks({ id });
        const columns = [
          { name: 'asks', of: (one: (typeof checks.findings)[number]) => one.title },
          {
            name: 'about',
            of: (one: (typeof checks.findings)[number]) =>
              one.quoted === '' ? 'the story' : `“${one.quoted}”`,
          },
          { name: 'question', of: (one: (typeof checks.findings)[number]) => one.question },
          {
            name: 'answer',
            of: (one: (typeof checks.findings)[number]) => (one.isMeant ? 'kept as is' : '-'),
          },
        ];
        await call.list(checks.findings, columns, 'No suggestions.');
      });
    });
  keepOldName(story.command('preview'), 'tell', world)
    .argument('<story>')
    .argument('<form>', StoryForm.options.join(', '))
    .description('Preview a story in one format')
    .addHelpText('after', example('debrief story preview 0195… spoken-90'))
    .action(async (id: string, form: string, _: unknown, command: Command) => {
      const call = createCall(world, command);
      const known = findWord(StoryForm.options, form);
      if (!known)
        throw new UsageError(
          `Unknown format "${form}". Use one of ${StoryForm.options.join(', ')}.`,
        );
      await call.withClient(async (client) => {
        const told = await client.story.form({ id, form: known });
        await call.show(told, `${cleanControls(told.text)}\n`);
        await call.note(
          `${told.words} of ${told.budget.words} words, about ${told.seconds.usual} s; ${told.leftOut.length} sentences left out.`,
        );
      });
    });
  story
    .command('export')
    .argument('<story>')
    .description('Export a story, internal or shareable')
    .addOption(
      createChoiceOption('--format <FORMAT>', 'file format (default: markdown)', [
        'markdown',
        'html',
      ]),
    )
    .addOption(
      createChoiceOption(
        '--for <READERS>',
        'readers (default: internal)',
        ['internal', 'shareable'],
        {
          outside: 'shareable',
        },
      ),
    )
    .addOption(createChoiceOption('--form <FORM>', 'story format', StoryForm.options))
    .option('-o, --output <FILE>', 'output file (default: standard output)')
    .action(
      async (
        id: string,
        options: {
          format?: 'markdown' | 'html';
          for?: 'internal' | 'shareable';
          form?: StoryForm;
          output?: string;
        },
        command: Command,
      ) => {
        const call = createCall(world, command);
        await call.withClient(async (client) => {
          const { format = 'markdown', for: readers = 'internal', form } = options;
          const answer = await client.story.export({
            id,
            format,
            for: readers,
            ...(form && { form }),
          });
          await call.saveFile(answer, options.output);
        });
      },
    );
  story
    .command('due')
    .description('List rehearsals that are due for review')
    .action(async (_: unknown, command: Command) => {
      const call = createCall(world, command);
      await call.withClient(async (client) => {
        const due = pages((place) => client.story.rehearsals({ ...place, due: 'true' }));
        await call.list(due, rehearsalColumns, 'Nothing is due today.');
      });
    });
}

const rehearsalColumns: readonly Column<Rehearsal>[] = [
  { name: 'due', of: (one) => one.againOn ?? '-' },
  { name: 'story', of: (one) => one.storyId },
  { name: 'question', of: (one) => (one.question === '' ? '-' : one.question) },
  { name: 'title', of: (one) => one.storyTitle },
];
