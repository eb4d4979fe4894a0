import type { TimelineEvent } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { Command } from 'commander';
import { createCall } from '../call.ts';
import { example } from '../options.ts';
import type { World } from '../world.ts';

export function addTimelineCommands(program: Command, world: World): void {
  program
    .command('timeline')
    .argument('<incident>', 'such as INC-12')
    .description('List the timeline with its citations')
    .addHelpText('after', example('debrief timeline INC-12'))
    .action(async (incident: string, _: unknown, command: Command) => {
      const call = createCall(world, command);
      await call.withClient(async (client) => {
        const { events } = await client.timeline.list({ incident });
        await call.list(events, columns, `The timeline of ${incident} is empty.`);
      });
    });
}

const columns = [
  { name: 'at', of: (event: TimelineEvent) => utcText(event.at, event.precision) },
  { name: 'until', of: (event: TimelineEvent) => utcText(event.until, event.precision) },
  { name: 'type', of: (event: TimelineEvent) => event.type },
  { name: 'view', of: (event: TimelineEvent) => event.perspectiveName ?? event.perspective.type },
  { name: 'evidence', of: describeEvidence },
  { name: 'event', of: (event: TimelineEvent) => event.title },
];

/** A claim without evidence is allowed, and marked. */
function describeEvidence(event: TimelineEvent): string {
  if (event.isRecollection)
    return event.recollectionOf ? `from memory: ${event.recollectionOf}` : 'from memory';
  return event.citations.length === 1 ? '1 citation' : `${event.citations.length} citations`;
}
