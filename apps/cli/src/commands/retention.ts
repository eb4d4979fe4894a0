import type { Client } from '@debrief/client';
import type { RetentionPreview, SourceRetention } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { findByName } from '../find-by-name.ts';
import type { Column } from '../output.ts';

export function addRetentionCommands(program: CliCommand): void {
  const retention = program
    .command('retention')
    .description('List and set how long evidence is kept')
    .helpCommand(false)
    .examples('debrief retention', 'debrief retention set "Alertmanager" 90')
    .run(async (call, client) =>
      call.list((await client.evidence.retentions(undefined)).items, columns, 'No sources yet.'),
    );
  retention
    .command('preview')
    .argument('<source>', 'name or ID')
    .argument('<days>', 'number of days')
    .description('Show what the next run would remove')
    .examples('debrief retention preview "Alertmanager" 90')
    .run(async (call, client, name: string, days: string) => {
      const { sourceId: id } = await findSource(client, name);
      const preview = await client.evidence.previewRetention({ id, days: readDays(days) });
      await call.show(preview, describePreview(preview));
    });
  retention
    .command('set')
    .argument('<source>', 'name or ID')
    .argument('<days>', 'number of days after the import, or forever')
    .description('Set how long evidence of a source is kept')
    .option('-y, --yes', "don't ask for confirmation")
    .examples(
      'debrief retention set "Alertmanager" 90',
      'debrief retention set "inc-search" forever',
    )
    .run(
      async (
        call,
        client,
        name: string,
        days: string,
        options: { yes?: boolean },
      ): Promise<void> => {
        const { sourceId: id } = await findSource(client, name);
        if (days === 'forever') {
          const saved = await client.evidence.setRetention({ id, days: null });
          return call.show(saved, `${saved.name} is kept forever\n`);
        }
        const count = readDays(days);
        if (options.yes !== true) {
          const preview = await client.evidence.previewRetention({ id, days: count });
          await call.world.stderr.write(describePreview(preview));
          if (!call.world.canAsk) throw new UsageError('Add --yes to set this retention.');
          await call.confirm(`Keep it for ${countText(count, 'day')}?`, 'Nothing changed.');
        }
        const saved = await client.evidence.setRetention({ id, days: count });
        await call.show(saved, `${saved.name} is kept for ${countText(count, 'day')}\n`);
      },
    );
}

async function findSource(client: Client, name: string): Promise<SourceRetention> {
  const { items } = await client.evidence.retentions(undefined);
  return findByName(
    name,
    items.map((one) => ({ ...one, id: one.sourceId })),
    'source',
    'here',
  );
}

function readDays(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new UsageError(`Not a number of days: ${text}`);
  return Number(text);
}

function describePreview({ removes, keeps, before, nextRunAt }: RetentionPreview): string {
  const lines = [
    `The run at ${utcText(nextRunAt)} removes ${countText(removes, 'item')} that were imported before ${utcText(before)}.`,
    ...keptReasons(keeps).map(([count, why]) => `  ${numberText(count)} older ones stay: ${why}`),
  ];
  return `${lines.join('\n')}\n`;
}

function keptReasons({ open, cited, redacted }: RetentionPreview['keeps']): [number, string][] {
  const reasons: [number, string][] = [
    [open, 'in an incident that is not closed'],
    [cited, 'cited, commented on or named in a report'],
    [redacted, 'redacted or removed'],
  ];
  return reasons.filter(([count]) => count > 0);
}

const columns: readonly Column<SourceRetention>[] = [
  { name: 'source', of: (one) => one.name },
  { name: 'kept', of: (one) => (one.days === null ? 'forever' : countText(one.days, 'day')) },
  { name: 'items', of: (one) => one.items },
  { name: 'oldest import', of: (one) => (one.oldestAt === null ? '' : utcText(one.oldestAt)) },
  { name: 'incidents', of: (one) => one.incidents.join(', ') },
  { name: 'id', of: (one) => one.sourceId },
];
