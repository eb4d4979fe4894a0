import { ChangeOwnPart, DomainError, MovePosition, type OwnPart } from '@debrief/contract';
import type { KeptMeeting } from '@debrief/rules/meeting';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { getAccountId, type Actor, type Context } from '../context.ts';
import { lockIncident, type IncidentRow } from '../incident/index.ts';
import { verb } from '../verb.ts';
import { findMeeting, loadParts, loadPosition, savePart, savePosition } from './rows.ts';

/** Who a part belongs to; null for the operator, jobs and others who are not a person. */
export function partKey(actor: Actor): string | null {
  if (actor.type === 'guest') return `guest:${actor.sessionId}`;
  const accountId = getAccountId(actor);
  return accountId === null ? null : `account:${accountId}`;
}

const emptyPart: OwnPart = { hasRead: false, learned: [], survey: null };

/** What someone did, of the parts of a meeting. */
export function findOwnPart(
  parts: readonly (OwnPart & { person: string })[],
  actor: Actor,
): OwnPart {
  const key = partKey(actor);
  const { hasRead, learned, survey } = parts.find(({ person }) => person === key) ?? emptyPart;
  return { hasRead, learned, survey };
}

/** Errors: `not-found`. */
export async function loadMeeting(ctx: Context, incident: IncidentRow): Promise<KeptMeeting> {
  const meeting = await findMeeting(ctx, incident.id);
  if (!meeting || meeting.isRemoved)
    throw new DomainError('not-found', 'This incident has no meeting yet. Plan one first.');
  return meeting;
}

/** The context in which a part is recorded: its activity doesn't say who it was. */
export const hideActor = (ctx: Context): Context => ({
  ...ctx,
  actor: { type: 'system', name: 'Someone' },
  requestId: null,
});

/**
 * Sets what the actor read, learned and answers. The activity doesn't name them. Errors: `invalid`,
 * `not-found`, `forbidden`.
 */
export const changeOwnPart = verb(ChangeOwnPart, async (ctx, { incident: ref, ...change }) => {
  const incident = await authorize(ctx, 'comment:write', lockIncident(ctx, ref));
  const meeting = await loadMeeting(ctx, incident);
  const person = partKey(ctx.actor);
  if (person === null)
    throw new DomainError('invalid', 'Sign in with an account to take part in a meeting.');
  const parts = await loadParts(ctx, meeting.id);
  const known = findOwnPart(parts, ctx.actor);
  const { hasRead = known.hasRead, learned = known.learned, survey = known.survey } = change;
  await savePart(ctx, incident, {
    meetingId: meeting.id,
    person,
    part: { hasRead, learned, survey },
  });
  await record(hideActor(ctx), {
    kind: 'meeting.counted',
    incidentId: incident.id,
    subjectId: meeting.id,
  });
});

/** Shows a section and step of the agenda on every screen. Errors: `invalid`, `not-found`, `forbidden`. */
export const movePosition = verb(MovePosition, async (ctx, { incident: ref, sectionId, step }) => {
  const incident = await authorize(ctx, 'incident:write', lockIncident(ctx, ref));
  const meeting = await loadMeeting(ctx, incident);
  if (!meeting.agenda.some(({ id }) => id === sectionId))
    throw new DomainError('not-found', 'This section is no longer in the agenda.');
  const known = await loadPosition(ctx, meeting.id);
  const sectionAt =
    known?.sectionId === sectionId ? known.sectionAt : ctx.clock.now().toISOString();
  await savePosition(ctx, incident, meeting.id, { sectionId, step, sectionAt });
  await record(ctx, { kind: 'meeting.moved', incidentId: incident.id, subjectId: meeting.id });
});
