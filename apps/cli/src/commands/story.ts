import type { StorySummary } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { Command } from 'commander';
import { createCall } from '../call.ts';
import { example } from '../options.ts';
import { pages } from '../pages.ts';
import type { World } from '../world.ts';
import { addStoryRemovalCommands } from './story-removal.ts';
import { addStoryShowCommands } from './story-show.ts';
import { addStoryOutputCommands } from './story-output.ts';
import { addStoryWritingCommands } from './story-writing.ts';
import type { Column } from '../output.ts';

export function addStoryCommands(program: Command, world: World): void {
  const story = program
    .command('story')
    .description('Write, check and rehearse your stories')
    .helpCommand(false)
    .option('--text <WORDS>', 'only stories with these words')
    .option('--removed', 'only removed stories')
    .addHelpText(
      'after',
      example(
        'debrief story --text alias',
        'debrief story evidence INC-12',
        'debrief story paste answers.txt',
      ),
    )
    .action(async ({ text, removed }: { text?: string; removed?: boolean }, command: Command) => {
      const call = createCall(world, command);
      await call.withClient(async (client) => {
        const found = pages((place) =>
          client.story.list({
            ...place,
            ...(text !== undefined && { text }),
            ...(removed && { removed: 'true' as const }),
          }),
        );
        const none = removed
          ? 'No removed stories.'
          : 'No stories yet. Start one: debrief story new TITLE --incident INC-12';
        await call.list(found, storyColumns, none);
      });
    });
  addStoryWritingCommands(story, world);
  addStoryShowCommands(story, world);
  addStoryOutputCommands(story, world);
  addStoryRemovalCommands(story, world);
}

const storyColumns: readonly Column<StorySummary>[] = [
  { name: 'id', of: (one) => one.id },
  { name: 'incident', of: (one) => one.incident?.ref ?? '-' },
  { name: 'state', of: (one) => describeState(one) },
  {
    name: 'sentences',
    of: (one) =>
      `${one.grades.documented} documented, ${one.grades.confirmed} confirmed, ${one.grades['from-memory']} from memory, ${one.grades['no-evidence']} no evidence`,
  },
  { name: 'title', of: (one) => one.title },
];

function describeState(one: StorySummary): string {
  if (one.removal !== null) return `removed ${utcText(one.removal.at, 'minute')}`;
  if (!one.isMine) return `by ${one.ownerName}`;
  return one.isDraft ? 'draft' : 'yours';
}
