import type { CliCommand } from '../command.ts';
import { pages } from '../pages.ts';
import { UsageError } from '../errors.ts';
import { oneLine } from '../text.ts';

export function addStoryRemovalCommands(story: CliCommand): void {
  story
    .command('remove')
    .argument('<story>')
    .description('Remove a story (restore it with story restore)')
    .run(async (call, client, id: string) => {
      const { title, version } = await client.story.get({ id });
      const removed = await client.story.remove({ id, version });
      await call.show(
        removed,
        `Removed “${oneLine(title)}”. To restore it: debrief story restore ${id}\n`,
      );
    });
  story
    .command('restore')
    .argument('<story>')
    .description('Restore a removed story')
    .run(async (call, client, id: string) => {
      for await (const found of pages((place) =>
        client.story.list({ ...place, removed: 'true' }),
      )) {
        if (found.id !== id || found.removal === null) continue;
        const { story } = await client.story.undo({ id, revisionId: found.removal.revisionId });
        return call.show(story, `Restored “${oneLine(story.title)}”.\n`);
      }
      throw new UsageError(
        'No removed story has this ID. Run debrief story --removed to list them.',
      );
    });
  story
    .command('erase')
    .argument('<story>')
    .description('Erase a story permanently')
    .option('--title <TITLE>', "title of the story, to confirm if it isn't removed")
    .examples(
      'debrief story erase 0195…',
      'debrief story erase 0195… --title "The alias that lacked three days"',
    )
    .run(async (call, client, id: string, { title }: { title?: string }) => {
      const erased = await client.story.erase({ id, title });
      await call.show(erased, 'Erased permanently.\n');
      if (erased.pasteKeptFor > 0)
        await call.note(
          `Kept the pasted text: ${erased.pasteKeptFor} of your other stories came from it.`,
        );
      await call.note('Database backups and files that you exported still contain it.');
    });
}
