import type { TimelineEvent } from '@debrief/contract';
import { isInPart, type LivePart } from '@debrief/rules/report';

export function filterEvents(events: readonly TimelineEvent[], part: LivePart): TimelineEvent[] {
  return events.filter((event) => isInPart(part, event));
}
