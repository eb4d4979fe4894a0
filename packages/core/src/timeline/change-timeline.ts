import { type TimelineChange, DomainError } from '@debrief/contract';
import type { EventState } from '@debrief/rules/timeline';
import type { Authorized } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { identityIdsOfPersons } from '../identity/index.ts';
import { areInScope } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { presentEvents } from './rows.ts';

/** The events that a change touched, as it found and as it left them: what the activity record keeps and undoing reads. */
export interface EventsChange {
  before: EventState[];
  after: EventState[];
}

export function actorName(ctx: Context): string {
  return actorRef(ctx.actor).name;
}

/** What the caller sees of a change. */
export async function presentChange(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  change: EventsChange,
  activityId: string,
): Promise<TimelineChange> {
  const standing = change.after.filter((event) => !event.isRemoved).map((event) => event.id);
  return {
    events: await presentEvents(ctx, incident, standing),
    removed: change.after.filter((event) => event.isRemoved).map((event) => event.id),
    activityId,
  };
}

/** Errors: `invalid` for the perspective of a person who is not behind this incident's record. */
export async function checkPerspective(
  ctx: Context,
  incident: IncidentRow,
  event: EventState,
): Promise<void> {
  if (event.perspective.type !== 'person') return;
  const identities = await identityIdsOfPersons(ctx, [event.perspective.personId]);
  if (await areInScope(ctx, incident.id, identities)) return;
  throw new DomainError('invalid', "This person isn't part of the incident.", {
    issues: [{ at: 'perspective.personId', message: 'Select a person from the incident' }],
  });
}
