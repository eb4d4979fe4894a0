import type { Milestone, Milestones, TimelineEvent } from '@debrief/contract';
import { calculateDurations, listDeadlines, listPhases } from '../incident/index.ts';
import { isKnown, readOnly } from './mask.ts';

/** When the events of an incident became known. */
export type EventTimes = readonly Pick<TimelineEvent, 'id' | 'knownSince'>[];

/** A milestone that was set from an event was known with the event; any other one from its time. */
export function resolveMilestoneKnown(
  { at, eventId }: Pick<Milestone, 'at' | 'eventId'>,
  events: EventTimes,
): string {
  const event = eventId === null ? undefined : events.find(({ id }) => id === eventId);
  return event && Date.parse(event.knownSince.at) > Date.parse(at) ? event.knownSince.at : at;
}

/** Milestones that were not known are not there yet, and a duration that waits for one is running. */
export function maskMilestones(all: Milestones, events: EventTimes, t: number): Milestones {
  const milestones = all.milestones.filter((milestone) =>
    isKnown(resolveMilestoneKnown(milestone, events), t),
  );
  const state = { status: 'active' as const, now: new Date(t) };
  const obligations = [...new Set(all.deadlines.map(({ obligation }) => obligation))];
  return {
    milestones,
    durations: calculateDurations(milestones, state),
    phases: listPhases(milestones, state),
    deadlines: listDeadlines(obligations, milestones, state.now),
    ...readOnly,
  };
}
