import type { TimelineEvent } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import type { CliCommand } from '../command.ts';
import type { Column } from '../output.ts';
import { knownAtFlag, knownAtHelp, readKnownAt } from '../read-known-at.ts';

export function addTimelineCommands(program: CliCommand): void {
  program
    .command('timeline')
    .argument('<incident>', 'such as INC-12')
    .description('List the timeline with its citations')
    .option(knownAtFlag, knownAtHelp)
    .examples('debrief timeline INC-12', 'debrief timeline INC-12 --known-at 14:34')
    .run(async (call, client, incident: string, options: { knownAt?: string }) => {
      const mask = await readKnownAt(client, incident, options.knownAt);
      const { events } = await client.timeline.list({ incident, ...mask });
      await call.list(events, columns, `The timeline of ${incident} is empty.`);
    });
}

const columns: readonly Column<TimelineEvent>[] = [
  { name: 'at', of: (event) => utcText(event.at, event.precision) },
  { name: 'until', of: (event) => utcText(event.until, event.precision) },
  { name: 'known', of: describeKnown },
  { name: 'type', of: (event) => event.type },
  { name: 'view', of: (event) => event.perspectiveName ?? event.perspective.type },
  { name: 'evidence', of: describeEvidence },
  { name: 'event', of: (event) => event.title },
];

/** A question mark for a proposal that no one has confirmed. */
function describeKnown({ knownSince: { at, basis } }: TimelineEvent): string {
  return basis === 'own-time' ? '-' : `${utcText(at)}${basis === 'confirmed' ? '' : '?'}`;
}

/** A claim without evidence is allowed, and marked. */
function describeEvidence(event: TimelineEvent): string {
  if (event.isRecollection)
    return event.recollectionOf ? `from memory: ${event.recollectionOf}` : 'from memory';
  return event.citations.length === 1 ? '1 citation' : `${event.citations.length} citations`;
}
