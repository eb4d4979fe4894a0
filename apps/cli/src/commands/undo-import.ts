import type { Client } from '@debrief/client';
import type { Import, UndoPreview } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import type { CliCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { oneLine } from '../text.ts';
import type { World } from '../world.ts';

export function addUndoImport(imports: CliCommand): void {
  imports
    .command('undo')
    .argument('<id>', 'import ID')
    .description('Undo an import (what is cited stays)')
    .option('-y, --yes', "don't ask for confirmation")
    .examples('debrief imports undo 01890a5d-ac96-774b-bcce-b302099a8057')
    .run(async (call, client, id: string, { yes = false }: { yes?: boolean }) => {
      const preview = await client.evidence.previewUndo({ id });
      const { world } = call;
      await world.stderr.write(describeUndo(preview));
      if (!yes) {
        if (!world.canAsk) throw new UsageError('Add --yes to undo this import.');
        await call.confirm('Undo this import?', 'Nothing undone.');
      }
      const undone = await followUndo(world, client, await client.evidence.undoImport({ id }));
      await call.show(
        undone,
        `${oneLine(undone.name)}: ${countText(undone.removed, 'item')} removed, ${countText(undone.imported + undone.vanished - undone.removed, 'item')} kept\n`,
      );
    });
}

function describeUndo({ removes, stays, citedBy, alsoIn }: UndoPreview): string {
  const lines = [`Removes ${countText(removes, 'item')}.`];
  if (stays > 0)
    lines.push(
      `${countText(stays, 'item')} stay: cited, commented on, redacted, or part of another import.`,
      ...citedBy.map((one) => `  ${one.incident} ${one.kind}: ${oneLine(one.title)}`),
    );
  if (alsoIn.length > 0) lines.push(`They also go from ${alsoIn.join(', ')}.`);
  return `${lines.join('\n')}\n`;
}

async function followUndo(world: World, client: Client, started: Import): Promise<Import> {
  let now = started;
  let pauseMs = 30;
  while (now.state === 'undoing') {
    await world.sleep(pauseMs);
    pauseMs = Math.min(400, pauseMs * 1.5);
    now = await client.evidence.getImport({ id: started.id });
  }
  return now;
}
