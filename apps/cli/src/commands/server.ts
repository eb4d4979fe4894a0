import type { Command } from 'commander';
import { callOf } from '../call.ts';
import { flagsOf } from '../connect.ts';
import { example, wholeNumber } from '../options.ts';
import { Exit } from '../refusal.ts';
import type { World } from '../world.ts';

const signalNumbers = { SIGINT: 2, SIGTERM: 15 };

export function addServerCommands(program: Command, world: World): void {
  program
    .command('serve')
    .description('Run the server until it is told to stop')
    .option('--host <HOST>', 'listen on this address (default: 127.0.0.1)')
    .option('--port <PORT>', 'listen on this port (default: 4300; 0 takes a free one)', wholeNumber(0, 65_535))
    .addHelpText('after', example('debrief serve --data /var/lib/debrief --port 8080', 'debrief serve --database-url postgres://debrief@db/debrief'))
    .action(async (_: unknown, command: Command) => {
      const call = callOf(world, command);
      // Listening before the start: a signal that comes in between must not leave a half-open data folder.
      const asked = Promise.withResolvers<void>();
      let signals = 0;
      const stopListening = world.onInterrupt((signal) => {
        signals += 1;
        if (signals > 1) world.exitNow(128 + signalNumbers[signal]);
        else asked.resolve();
      });
      try {
        const server = await (await world.deploy(flagsOf(call.options))).serve();
        await call.show({ address: server.address }, `Debrief is ready at ${server.address}\n`);
        await Promise.race([asked.promise, server.closed]);
        await server.close();
        await server.closed;
      } finally {
        stopListening();
      }
      if (signals === 0) throw new Exit(70);
    });

  program
    .command('config')
    .description('Show every setting, its value and where it comes from')
    .addHelpText('after', example('debrief config --data /var/lib/debrief'))
    .action(async (_: unknown, command: Command) => {
      const call = callOf(world, command);
      const { settings } = await world.deploy(flagsOf(call.options));
      await call.list(settings, settingColumns, '');
    });
}

const settingColumns = [
  { name: 'setting', of: (setting: { name: string }) => setting.name },
  { name: 'from', of: (setting: { from: string }) => setting.from },
  { name: 'value', of: (setting: { value: string }) => setting.value },
];
