import type { TimelineEvent } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import type { Column } from '../output.ts';

export function addTimelineCommands(program: CliCommand): void {
  program
    .command('timeline')
    .argument('<incident>', 'such as INC-12')
    .description('List the timeline with its citations')
    .examples('debrief timeline INC-12')
    .run(async (call, client, incident: string) => {
      const { events } = await client.timeline.list({ incident });
      await call.list(events, columns, `The timeline of ${incident} is empty.`);
    });
}

const columns: readonly Column<TimelineEvent>[] = [
  { name: 'at', of: (event) => utcText(event.at, event.precision) },
  { name: 'until', of: (event) => utcText(event.until, event.precision) },
  { name: 'type', of: (event) => event.type },
  { name: 'view', of: (event) => event.perspectiveName ?? event.perspective.type },
  { name: 'evidence', of: describeEvidence },
  { name: 'event', of: (event) => event.title },
];

/** A claim without evidence is allowed, and marked. */
function describeEvidence(event: TimelineEvent): string {
  if (event.isRecollection)
    return event.recollectionOf ? `from memory: ${event.recollectionOf}` : 'from memory';
  return event.citations.length === 1 ? '1 citation' : `${event.citations.length} citations`;
}
