import type { StorySummary } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { pages } from '../pages.ts';
import { addStoryRemovalCommands } from './story-removal.ts';
import { addStoryShowCommands } from './story-show.ts';
import { addStoryOutputCommands } from './story-output.ts';
import { addStoryWritingCommands } from './story-writing.ts';
import type { Column } from '../output.ts';

export function addStoryCommands(program: CliCommand): void {
  const story = program
    .command('story')
    .description('Write, check and rehearse your stories')
    .helpCommand(false)
    .option('--text <WORDS>', 'only stories with these words')
    .option('--removed', 'only removed stories')
    .examples(
      'debrief story --text alias',
      'debrief story evidence INC-12',
      'debrief story paste answers.txt',
    )
    .run(async (call, client, { text, removed }: { text?: string; removed?: boolean }) => {
      const found = pages((place) =>
        client.story.list({
          ...place,
          text,
          removed: removed ? 'true' : undefined,
        }),
      );
      const none = removed
        ? 'No removed stories.'
        : 'No stories yet. Start one: debrief story new TITLE --incident INC-12';
      await call.list(found, storyColumns, none);
    });
  addStoryWritingCommands(story);
  addStoryShowCommands(story);
  addStoryOutputCommands(story);
  addStoryRemovalCommands(story);
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
