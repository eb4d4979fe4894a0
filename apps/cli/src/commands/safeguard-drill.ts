import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@debrief/client';
import type { AlertDrill, Safeguard } from '@debrief/contract';
import type { CliCommand } from '../command.ts';
import { CliError, Exit } from '../errors.ts';
import { oneLine } from '../text.ts';

const askEveryMs = 1_000;

interface DrillOptions {
  alertmanager?: string;
  minutes?: number;
}

/** Sends a test alert of a safeguard, and waits until it arrives. */
export function addDrillCommand(
  safeguards: CliCommand,
  find: (client: Client, incident: string, name: string) => Promise<Safeguard>,
): void {
  safeguards
    .command('drill')
    .argument('<incident>', 'such as INC-12')
    .argument('<name>', 'its name, or the start of it')
    .description('Send a test alert and wait for it; exit code 1 if it does not arrive')
    .option('--alertmanager <URL>', 'address of Alertmanager (default: that of the last drill)')
    .option('--minutes <N>', 'how long to wait (default: 10)', Number)
    .examples(
      'debrief safeguards drill INC-12 "Search finds" --alertmanager https://am.example.com',
    )
    .run(async (call, client, incident: string, name: string, options: DrillOptions) => {
      const { id, lastDrill } = await find(client, incident, name);
      const { alertmanager = lastDrill?.address, minutes } = options;
      if (alertmanager === undefined)
        throw new CliError('invalid', 'Name the address of Alertmanager (--alertmanager).');
      const input = { id, alertmanager, ...(minutes !== undefined && { minutes }) };
      let drill: AlertDrill = await client.safeguard.drill(input);
      if (drill.state === 'waiting') await call.note(drill.text);
      while (drill.state === 'waiting') {
        await pause(askEveryMs);
        const { lastDrill: newest } = await find(client, incident, id);
        if (newest?.id !== drill.id) break;
        drill = newest;
      }
      await call.show(drill, `${oneLine(drill.text)}\n`);
      if (drill.state !== 'arrived') throw new Exit(1);
    });
}
