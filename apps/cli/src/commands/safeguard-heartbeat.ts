import type { Client } from '@debrief/client';
import type { Heartbeat, Safeguard } from '@debrief/contract';
import type { CliCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { oneLine } from '../text.ts';

interface ExpectOptions {
  every?: number;
  grace?: number;
  alert?: string;
  off?: boolean;
}

/** What a safeguard sends to show that it still works. */
export function addHeartbeatCommands(
  safeguards: CliCommand,
  find: (client: Client, incident: string, name: string) => Promise<Safeguard>,
): void {
  safeguards
    .command('expect')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'its name, or the start of it')
    .description('Expect heartbeats of a safeguard, and notice silence')
    .option('--every <MINUTES>', 'how often one has to come', Number)
    .option('--grace <MINUTES>', 'how late it can be (default: 1)', Number)
    .option('--alert <NAME>', 'an alert that always fires, such as Watchdog')
    .option('--off', 'expect none')
    .examples('debrief safeguards expect INC-12 "Search finds" --every 60 --alert Watchdog')
    .run(async (call, client, incident: string, name: string, options: ExpectOptions) => {
      const { every, grace, alert, off } = options;
      if (every === undefined && off !== true)
        throw new CliError('invalid', 'Say how often (--every), or --off.');
      const { id } = await find(client, incident, name);
      const expected = await client.safeguard.expect({
        id,
        heartbeat:
          off === true || every === undefined
            ? null
            : {
                everyMinutes: every,
                ...(grace !== undefined && { graceMinutes: grace }),
                ...(alert !== undefined && { alert }),
              },
      });
      await call.show(expected, describeExpected(expected.heartbeat));
    });
  safeguards
    .command('beat')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'its name, or the start of it')
    .description('Send a heartbeat of a safeguard, such as from a cron job')
    .examples('debrief safeguards beat INC-12 "Search finds"')
    .run(async (call, client, incident: string, name: string) => {
      const { id } = await find(client, incident, name);
      const expected = await client.safeguard.beat({ id });
      await call.show(expected, describeExpected(expected.heartbeat));
    });
}

function describeExpected(heartbeat: Heartbeat | null): string {
  return heartbeat
    ? `${oneLine(heartbeat.alert || 'A heartbeat')} is expected by ${heartbeat.lateAt}.\n`
    : 'No heartbeat is expected.\n';
}
