import type { CliCommand } from '../command.ts';
import { pickFlags } from '../connect.ts';
import { wholeNumber } from '../options.ts';
import { Exit } from '../errors.ts';
import type { Setting } from '../world.ts';
import type { Column } from '../output.ts';

const signalNumbers = { SIGINT: 2, SIGTERM: 15 };

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'];

export function addServerCommands(program: CliCommand): void {
  withSettings(program.command('serve'))
    .description('Run the server')
    .examples(
      'debrief serve --data /var/lib/debrief --port 8080',
      'debrief serve --database-url postgres://debrief@db/debrief',
    )
    .act(async (call) => {
      const { world } = call;
      // Listens before the start: a signal in between must not leave a half-open data folder.
      const asked = Promise.withResolvers<void>();
      let signals = 0;
      const stopListening = world.onInterrupt((signal) => {
        signals += 1;
        if (signals > 1) world.exitNow(128 + signalNumbers[signal]);
        else asked.resolve();
      });
      try {
        const server = await (await world.deploy(pickFlags(call.options))).serve();
        await call.show({ address: server.address }, `Debrief is ready at ${server.address}\n`);
        await Promise.race([asked.promise, server.closed]);
        await server.close();
        await server.closed;
      } finally {
        stopListening();
      }
      if (signals === 0) throw new Exit(70);
    });

  withSettings(program.command('config'))
    .description('Show all settings, their values and sources')
    .examples('debrief config --data /var/lib/debrief')
    .act(async (call) => {
      const { settings } = await call.world.deploy(pickFlags(call.options));
      await call.list(settings, settingColumns, '');
    });
}

function withSettings(command: CliCommand): CliCommand {
  return command
    .option('--host <HOST>', 'address to listen on (default: 127.0.0.1)')
    .option(
      '--port <PORT>',
      'port to listen on (default: 4300; 0 picks a free one)',
      wholeNumber(0, 65_535),
    )
    .option('--public-url <URL>', 'public address, if a proxy is in front of Debrief')
    .choice('--log-level <LEVEL>', 'log level for standard error', logLevels)
    .option(
      '--max-upload-mb <MB>',
      'largest file to import, in MB (default: 8192)',
      wholeNumber(1, 1_000_000),
    )
    .choice('--demo <KIND>', 'sample data of an empty database', ['finished', 'raw', 'none'])
    .option('--no-demo', 'start an empty database without sample data');
}

const settingColumns: readonly Column<Setting>[] = [
  { name: 'setting', of: (setting) => setting.name },
  { name: 'from', of: (setting) => setting.from },
  { name: 'value', of: (setting) => setting.value || '-' },
  { name: 'description', of: (setting) => setting.about },
];
