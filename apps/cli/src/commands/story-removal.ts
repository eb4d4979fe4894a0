import type { Command } from 'commander';
import { callOf } from '../call.ts';
import { example } from '../options.ts';
import { pages } from '../pages.ts';
import { Misuse } from '../refusal.ts';
import { oneLine } from '../text.ts';
import type { World } from '../world.ts';

/** Removing a story, bringing it back, and erasing it for good. */
export function addStoryRemovalCommands(story: Command, world: World): void {
  story
    .command('remove')
    .argument('<story>')
    .description('Remove a story; “debrief story restore” brings it back')
    .action(async (id: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const { title, version } = await client.story.get({ id });
        const removed = await client.story.remove({ id, version });
        await call.show(
          removed,
          `Removed “${oneLine(title)}”. “debrief story restore ${id}” brings it back.\n`,
        );
      });
    });
  story
    .command('restore')
    .argument('<story>')
    .description('Bring a removed story back, as it was')
    .action(async (id: string, _: unknown, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        for await (const found of pages((place) =>
          client.story.list({ ...place, removed: 'true' }),
        )) {
          if (found.id !== id || found.removal === null) continue;
          const { story } = await client.story.undo({ id, revisionId: found.removal.revisionId });
          return call.show(story, `“${oneLine(story.title)}” is back.\n`);
        }
        throw new Misuse(
          'No story that you removed has this id. “debrief story --removed” lists them.',
        );
      });
    });
  story
    .command('erase')
    .argument('<story>')
    .description('Erase a story for good: a removed one, or one that you name by its title')
    .option('--title <TITLE>', 'the title of a story that is not removed, to say that it is meant')
    .addHelpText(
      'after',
      example(
        'debrief story erase 0195…',
        'debrief story erase 0195… --title "The alias that lacked three days"',
      ),
    )
    .action(async (id: string, { title }: { title?: string }, command: Command) => {
      const call = callOf(world, command);
      await call.withClient(async (client) => {
        const erased = await client.story.erase({ id, ...(title !== undefined && { title }) });
        await call.show(erased, 'Erased. Nothing brings it back.\n');
        if (erased.pasteKeptFor > 0)
          await call.note(
            `What it was pasted from stays: ${erased.pasteKeptFor} of your other stories came from it too. Erase them as well, or change nothing.`,
          );
        await call.note(
          'Copies of the database that were made before, and files that you exported, still hold it.',
        );
      });
    });
}
