import { DomainError, type Timeline, type TimelineEvent } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { lastOwnChange, loadActiveItem, presentItems } from '../item/index.ts';
import { maskEvents } from '@debrief/rules/known';
import { eventItem } from './item.ts';

/** The timeline in time order, or what was known of it at a time. Errors: `not-found`. */
export async function listTimeline(
  ctx: Context,
  input: { incident: string; knownAt?: string | undefined },
): Promise<Timeline> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const events = await presentItems(ctx, incident, eventItem);
  if (input.knownAt !== undefined)
    return { events: maskEvents(events, Date.parse(input.knownAt)), lastChange: null };
  return {
    events,
    lastChange: await lastOwnChange(ctx, incident.id, eventItem),
  };
}

/** Errors: `not-found`. */
export async function getEvent(ctx: Context, input: { id: string }): Promise<TimelineEvent> {
  const { incident } = await authorize(
    ctx,
    'incident:read',
    loadActiveItem(ctx, eventItem, input.id),
  );
  const [event] = await presentItems(ctx, incident, eventItem, [input.id]);
  if (!event) throw new DomainError('not-found', 'This event was not found.');
  return event;
}
