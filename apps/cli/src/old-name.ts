import type { Command } from 'commander';
import type { World } from './world.ts';

/** Keeps a command's old name for one more release. Using it prints the new name to stderr. */
export function keepOldName(command: Command, old: string, world: Pick<World, 'stderr'>): Command {
  return command.alias(old).hook('preAction', async (called) => {
    if (called.parent?.args[0] !== old) return;
    const path = called.parent.parent ? `debrief ${called.parent.name()}` : 'debrief';
    await world.stderr.write(`"${path} ${old}" is now "${path} ${called.name()}".\n`);
  });
}
