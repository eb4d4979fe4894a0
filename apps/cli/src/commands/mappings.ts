import type { Client } from '@debrief/client';
import type { ReadOptionsInput, SavedMapping } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import { findByName } from '../find-by-name.ts';
import type { Column } from '../output.ts';
import { oneLine } from '../text.ts';

export function addMappings(program: CliCommand): void {
  const mappings = program
    .command('mappings')
    .description('List saved mappings of columns')
    .helpCommand(false)
    .examples('debrief mappings')
    .run(async (call, client) =>
      call.list(
        (await client.evidence.mappings({})).items,
        columns,
        'No saved mappings. Save one with debrief import --save-mapping NAME.',
      ),
    );
  mappings
    .command('remove')
    .argument('<name>', 'name or ID')
    .description('Remove a saved mapping')
    .examples('debrief mappings remove "Pump log"')
    .run(async (call, client, name: string) => {
      const { id } = findByName(name, (await client.evidence.mappings({})).items, 'mapping');
      await client.evidence.removeMapping({ id });
      await call.show({ id }, 'Removed.\n');
    });
}

/** The options that were saved under a name. Errors: `not-found`. */
export async function findMapping(client: Client, name: string): Promise<ReadOptionsInput> {
  const { items } = await client.evidence.mappings({});
  const { id } = findByName(name, items, 'mapping');
  return items.find((one) => one.id === id)?.options ?? {};
}

const columns: readonly Column<SavedMapping>[] = [
  { name: 'name', of: (one) => oneLine(one.name) },
  { name: 'mapping', of: (one) => oneLine(one.options.map ?? '') },
  { name: 'columns', of: (one) => oneLine(one.columns.join(', ')) },
  { name: 'saved', of: (one) => utcText(one.updatedAt) },
  { name: 'by', of: (one) => oneLine(one.updatedBy.name) },
];
