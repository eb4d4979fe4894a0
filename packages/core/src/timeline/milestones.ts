import {
  ClearMilestone,
  DomainError,
  SetMilestone,
  type MilestoneKind,
  type Milestones,
  type Precision,
} from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { maskMilestones } from '@debrief/rules/known';
import { presentItems } from '../item/index.ts';
import { eventItem } from './item.ts';
import { getEvent } from './list.ts';
import { eventTime } from './rows.ts';
import {
  deleteMilestone,
  enqueueRouting,
  lockMilestone,
  loadMilestones,
  saveMilestone,
  incidentByRef,
} from '../incident/index.ts';
import { verb } from '../verb.ts';

/**
 * The milestones of an incident and the durations between them, or those at a time. Errors:
 * `not-found`.
 */
export async function listMilestones(
  ctx: Context,
  input: { incident: string; knownAt?: string | undefined },
): Promise<Milestones> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const milestones = await loadMilestones(ctx, incident);
  if (input.knownAt === undefined) return milestones;
  const events = await presentItems(ctx, incident, eventItem);
  return maskMilestones(milestones, events, Date.parse(input.knownAt));
}

/**
 * Sets a milestone, by hand or from a timeline event. Any order is accepted: a duration that ends
 * before it starts is reported as such. Errors: `invalid` without a time or with an event of
 * another incident, `not-found`, `forbidden`, `conflict` with the current milestone.
 */
export const setMilestone = verb(SetMilestone, async (ctx, input): Promise<Milestones> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const before = await lockMilestone(ctx, incident.id, input.kind);
  const event = input.eventId ? await readTime(ctx, incident.id, input.kind, input.eventId) : null;
  if (input.eventId && !event)
    throw invalidField('eventId', "Select an event from this incident's timeline.");
  const at = input.at ?? event?.at.toISOString() ?? before?.at;
  if (!at) throw invalidField('at', 'Enter a time, or select an event from the timeline.');
  // A different time, set by hand, removes the link to the event.
  const kept =
    input.eventId === undefined && input.at === undefined ? (before?.eventId ?? null) : null;
  const milestone = {
    kind: input.kind,
    at: new Date(at).toISOString(),
    precision:
      input.precision ?? (input.at ? 'exact' : (event?.precision ?? before?.precision ?? 'exact')),
    eventId: input.eventId ?? kept,
    note: input.note ?? before?.note ?? '',
  };
  const after = await saveMilestone(ctx, incident, milestone, input.version ?? null);
  if (incident.services.length > 0) await enqueueRouting(ctx, incident.id);
  await record(ctx, {
    kind: 'milestone.set',
    incidentId: incident.id,
    subjectId: incident.id,
    before,
    after,
  });
  return loadMilestones(ctx, incident);
});

/**
 * Clears a milestone; the activity keeps its value. Errors: `not-found`, `forbidden`, `conflict`
 * with the current milestone.
 */
export const clearMilestone = verb(ClearMilestone, async (ctx, input): Promise<Milestones> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const before = await lockMilestone(ctx, incident.id, input.kind);
  if (!before) throw new DomainError('not-found', "This milestone isn't set.");
  await deleteMilestone(ctx, incident, input.kind, input.version);
  if (incident.services.length > 0) await enqueueRouting(ctx, incident.id);
  await record(ctx, {
    kind: 'milestone.cleared',
    incidentId: incident.id,
    subjectId: incident.id,
    before,
    after: null,
  });
  return loadMilestones(ctx, incident);
});

/** People became aware when an event was known, not when it happened. */
async function readTime(
  ctx: Context,
  incidentId: string,
  kind: MilestoneKind,
  eventId: string,
): Promise<{ at: Date; precision: Precision } | null> {
  const time = await eventTime(ctx, incidentId, eventId);
  if (kind !== 'aware' || !time) return time;
  const { knownSince, precision } = await getEvent(ctx, { id: eventId });
  return {
    at: new Date(knownSince.at),
    precision: knownSince.basis === 'own-time' ? precision : 'exact',
  };
}

function invalidField(at: string, message: string): DomainError {
  return new DomainError('invalid', message, { issues: [{ at, message }] });
}
