import type { TimelineEvent } from '@debrief/contract';
import { isInPart, type LivePart } from '@debrief/rules/report';

/** The rows of the timeline that a live block shows: chosen ones, or those of its window, or all. */
export function filterEvents(events: readonly TimelineEvent[], part: LivePart): TimelineEvent[] {
  return events.filter((event) => isInPart(part, event));
}
