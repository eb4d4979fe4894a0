import { usePlaces, type UsePlace, type VersionUse } from '@debrief/contract';
import { CliError } from '../errors.ts';
import type { CliCommand } from '../command.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';

interface UseOptions {
  in?: UsePlace;
  on?: string;
  link?: string;
  note?: string;
  number?: number;
  remove?: string;
  restore?: string;
}

/** What a published report was used in: list, add, remove and restore. */
export function addVersionUseCommand(report: CliCommand): void {
  report
    .command('used')
    .argument('<incident>', 'such as INC-12')
    .description('List or add what a published report was used in')
    .choice('--in <KIND>', 'add what it was used in', usePlaces)
    .option('--on <DAY>', 'the day (default: today)')
    .option('--link <URL>', 'link to a page')
    .option('--note <TEXT>', 'note')
    .option('--number <NUMBER>', 'version (default: the newest)', Number)
    .option('--remove <ID>', 'remove an entry')
    .option('--restore <ID>', 'undo a removal')
    .examples(
      'debrief report used INC-12',
      'debrief report used INC-12 --in onboarding --note "For new on-call engineers"',
    )
    .run(async (call, client, incident: string, given: UseOptions) => {
      const { items } = await client.report.versions({ incident });
      const number = given.number ?? items.find((one) => one.unpublished === null)?.number;
      if (number === undefined) throw new CliError('not-found', `No version of ${incident} yet.`);
      const list = async () => (await client.report.readership({ incident, number })).usedIn;
      if (given.remove !== undefined) {
        const use = await client.report.removeUse({ id: given.remove });
        return call.show(
          use,
          `Removed. To undo: debrief report used ${incident} --restore ${use.id}\n`,
        );
      }
      if (given.restore !== undefined) {
        const use = await client.report.restoreUse({ id: given.restore });
        return call.show(use, 'Restored.\n');
      }
      if (given.in === undefined)
        return call.list(await list(), columns, `${incident} was used in nothing yet.`);
      const use = await client.report.addUse({
        incident,
        number,
        usedIn: given.in,
        usedOn: given.on,
        link: given.link,
        note: given.note,
      });
      return call.show(use, `Added. To undo: debrief report used ${incident} --remove ${use.id}\n`);
    });
}

const columns: readonly Column<VersionUse>[] = [
  { name: 'on', of: (use) => use.usedOn },
  { name: 'used in', of: (use) => use.usedIn },
  { name: 'version', of: (use) => use.number },
  { name: 'by', of: (use) => use.addedBy.name },
  { name: 'note', of: (use) => oneLine(use.note) },
  { name: 'link', of: (use) => use.link ?? '' },
  { name: 'id', of: (use) => use.id },
];
