import type { TimelineEvent } from '@debrief/contract';
import type { LiveAttrs } from '../schema/nodes.ts';

/** The rows of the timeline that a live block shows: chosen ones, or those of its window, or all. */
export function eventsOf(events: readonly TimelineEvent[], { from, until, ids }: Pick<LiveAttrs, 'from' | 'until' | 'ids'>): TimelineEvent[] {
  const chosen = ids === null ? null : new Set(ids);
  return events.filter(
    (event) =>
      (chosen === null || chosen.has(event.id)) &&
      (from === null || Date.parse(event.until ?? event.at) >= Date.parse(from)) &&
      (until === null || Date.parse(event.at) <= Date.parse(until)),
  );
}
