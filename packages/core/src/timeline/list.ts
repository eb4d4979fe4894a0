import { activityText, type Timeline, type TimelineEvent, DomainError } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { newestOwnActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { presentEvents, standingEvent } from './rows.ts';

/** The timeline in order of time. Errors: `not-found`. */
export async function listTimeline(ctx: Context, input: { incident: string }): Promise<Timeline> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const last = await newestOwnActivity(ctx, incident.id, 'event');
  return {
    events: await presentEvents(ctx, incident),
    lastChange: last && { activityId: last.id, what: activityText(last) },
  };
}

/** Errors: `not-found`. */
export async function getEvent(ctx: Context, input: { id: string }): Promise<TimelineEvent> {
  const { incident } = await authorize(ctx, 'incident:read', standingEvent(ctx, input.id));
  const [event] = await presentEvents(ctx, incident, [input.id]);
  if (!event) throw new DomainError('not-found', 'Event not found.');
  return event;
}
