import type { CliCommand } from '../command.ts';
import { oneLine } from '../text.ts';

export function addIncidentRemovalCommands(incidents: CliCommand): void {
  incidents
    .command('archive')
    .argument('<incident>', 'such as INC-12')
    .description('Make an incident read-only and hide it from lists')
    .examples('debrief incidents archive INC-12')
    .run(async (call, client, incident: string) => {
      const { version } = await client.incident.get({ incident });
      const archived = await client.incident.archive({ incident, version });
      await call.show(archived, `Archived ${archived.ref}.\n`);
    });
  incidents
    .command('unarchive')
    .argument('<incident>', 'such as INC-12')
    .description('Make an archived incident editable again')
    .run(async (call, client, incident: string) => {
      const { version } = await client.incident.get({ incident });
      const back = await client.incident.unarchive({ incident, version });
      await call.show(back, `Unarchived ${back.ref}.\n`);
    });
  incidents
    .command('delete')
    .argument('<incident>', 'such as INC-12')
    .description('Delete an incident and its evidence permanently')
    .requiredOption('--title <TITLE>', 'title of the incident, to confirm')
    .examples('debrief incidents delete INC-12 --title "Search shows no results"')
    .run(async (call, client, incident: string, { title }: { title: string }) => {
      await client.incident.delete({ incident, title });
      await call.show({ incident, isDeleted: true }, `Deleted ${oneLine(incident)}.\n`);
      await call.note('Database backups and files that you exported still contain it.');
    });
  incidents
    .command('reset-samples')
    .description('Delete the sample incidents and add them again')
    .run(async (call, client) => {
      const { items } = await client.incident.resetDemo(undefined);
      await call.show(items, `Added ${items.map((one) => one.ref).join(' and ')} again.\n`);
    });
}
