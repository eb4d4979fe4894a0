import { StoryForm, type Rehearsal } from '@debrief/contract';
import type { CliCommand } from '../command.ts';
import { pages } from '../pages.ts';
import { needWord } from '../find-word.ts';
import { cleanControls } from '../text.ts';
import type { Column } from '../output.ts';

export function addStoryOutputCommands(story: CliCommand): void {
  story
    .command('suggestions')
    .oldName('checks')
    .argument('<story>')
    .description('List suggestions for a story')
    .run(async (call, client, id: string) => {
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
  story
    .command('preview')
    .oldName('tell')
    .argument('<story>')
    .argument('<form>', StoryForm.options.join(', '))
    .description('Preview a story in one format')
    .examples('debrief story preview 0195… spoken-90')
    .act(async (call, id: string, form: string) => {
      const known = needWord(StoryForm.options, form, 'format');
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
    .choice('--format <FORMAT>', 'file format (default: markdown)', ['markdown', 'html'])
    .choice('--for <READERS>', 'readers (default: internal)', ['internal', 'shareable'], {
      oldWords: { outside: 'shareable' },
    })
    .choice('--form <FORM>', 'story format', StoryForm.options)
    .option('-o, --output <FILE>', 'output file (default: standard output)')
    .run(
      async (
        call,
        client,
        id: string,
        options: {
          format?: 'markdown' | 'html';
          for?: 'internal' | 'shareable';
          form?: StoryForm;
          output?: string;
        },
      ) => {
        const { format = 'markdown', for: readers = 'internal', form } = options;
        const answer = await client.story.export({
          id,
          format,
          for: readers,
          form,
        });
        await call.saveFile(answer, options.output);
      },
    );
  story
    .command('due')
    .description('List rehearsals that are due for review')
    .run(async (call, client) => {
      const due = pages((place) => client.story.rehearsals({ ...place, due: 'true' }));
      await call.list(due, rehearsalColumns, 'Nothing is due today.');
    });
}

const rehearsalColumns: readonly Column<Rehearsal>[] = [
  { name: 'due', of: (one) => one.againOn ?? '-' },
  { name: 'story', of: (one) => one.storyId },
  { name: 'question', of: (one) => (one.question === '' ? '-' : one.question) },
  { name: 'title', of: (one) => one.storyTitle },
];
