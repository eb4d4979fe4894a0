import {
  DomainError,
  FindInvitees,
  type DirectoryContact,
  type IncidentMeeting,
  type Meeting,
  type MeetingTotals,
} from '@debrief/contract';
import { renderInvitation } from '@debrief/render/calendar';
import { countLearned, countSurvey } from '@debrief/rules/meeting';
import { roundPeople } from '@debrief/rules/privacy';
import { accountsByIds } from '../account/index.ts';
import { authorize, mayIn } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { lastOwnChange, presentItems } from '../item/index.ts';
import { parse } from '../parse.ts';
import { searchDirectory } from '../people/index.ts';
import { judgePeople } from '../review/index.ts';
import { meetingItem } from './item.ts';
import { findOwnPart, partKey } from './own-part.ts';
import { loadParts, loadPosition } from './rows.ts';

/**
 * The directory completes names for an editor who invites people. Errors: `invalid` for less than two characters,
 * `not-found`, `forbidden`.
 */
export async function findInvitees(
  ctx: Context,
  raw: FindInvitees,
): Promise<{ items: DirectoryContact[] }> {
  const { incident, text } = parse(FindInvitees, raw);
  await authorize(ctx, 'incident:write', incidentByRef(ctx, incident));
  return { items: await searchDirectory(ctx, text) };
}

/** The meeting of an incident, with what is counted about it. Errors: `not-found`. */
export async function readMeeting(
  ctx: Context,
  input: { incident: string },
): Promise<IncidentMeeting> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const [meeting = null] = await presentItems(ctx, incident, meetingItem);
  const parts = meeting ? await loadParts(ctx, meeting.id) : [];
  const person = partKey(ctx.actor);
  return {
    meeting,
    position: meeting && (await loadPosition(ctx, meeting.id)),
    attendance: meeting ? await judgeAttendees(ctx, incident.id, meeting) : [],
    own: findOwnPart(parts, ctx.actor),
    totals: countParts(parts),
    lastChange: await lastOwnChange(ctx, incident.id, meetingItem),
    can: {
      change: mayIn(incident, ctx.actor, 'incident:write'),
      takePart: person !== null && mayIn(incident, ctx.actor, 'comment:write'),
    },
  };
}

/** Not only of the invited: a change of the invitations would show who it is. */
function countParts(parts: Awaited<ReturnType<typeof loadParts>>): MeetingTotals {
  return {
    read: roundPeople(parts.filter(({ shown }) => shown.hasRead).length),
    ...countLearned(parts.map(({ learned, shown }) => ({ now: learned, shown: shown.learned }))),
    survey: countSurvey(parts.map(({ survey, shown }) => ({ now: survey, shown: shown.survey }))),
  };
}

async function judgeAttendees(
  ctx: Context,
  incidentId: string,
  { attendees }: Meeting,
): Promise<IncidentMeeting['attendance']> {
  if (attendees.length === 0) return [];
  const accounts = new Map(
    (
      await accountsByIds(
        ctx,
        attendees.flatMap(({ accountId }) => accountId ?? []),
      )
    ).map((one) => [one.id, one]),
  );
  const judged = await judgePeople(
    ctx,
    incidentId,
    attendees.map(({ accountId, name }) => {
      const account = accountId === null ? undefined : accounts.get(accountId);
      return account ?? { name, email: '', team: null };
    }),
  );
  return attendees.map(({ id }, index) => ({
    id,
    independence: judged[index]?.independence ?? 'independent',
  }));
}

/**
 * The invitation as an iCalendar file; `origin` is the base URL of this installation. Errors:
 * `not-found`.
 */
export async function renderMeetingInvitation(
  ctx: Context,
  input: { incident: string },
  origin: string,
): Promise<{ name: string; text: string }> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const [meeting] = await presentItems(ctx, incident, meetingItem);
  if (!meeting) throw new DomainError('not-found', 'This incident has no meeting yet.');
  const { facilitator, invited, createdBy } = meeting;
  const hostId = facilitator?.type === 'account' ? facilitator.accountId : createdBy.id;
  const ids = [hostId, ...invited.map(({ accountId }) => accountId)];
  const accounts = await accountsByIds(ctx, [...new Set(ids.flatMap((id) => id ?? []))]);
  const host = accounts.find(({ id }) => id === hostId);
  const page = new URL(`/incidents/${meeting.incidentRef}/meeting`, origin).href;
  const startsAt = new Date(meeting.startsAt);
  const text = renderInvitation({
    uid: `meeting-${meeting.id}@debrief`,
    // Every saved change has a higher one, also an undo.
    sequence: meeting.version,
    changedAt: new Date(meeting.updatedAt),
    startsAt,
    endsAt: new Date(startsAt.getTime() + meeting.minutes * 60_000),
    title: `Learning review: ${meeting.incidentRef} ${incident.title}`,
    text: [
      ...meeting.agenda.map(({ title, minutes }) => `${minutes} min  ${title}`),
      '',
      `Read the report before: ${page}`,
    ].join('\n'),
    place: meeting.place,
    url: /^https?:\/\//i.test(meeting.place) ? meeting.place : page,
    organizer: host ?? null,
    attendees: invited.flatMap(({ accountId, name, email }) =>
      email === null ? accounts.filter(({ id }) => id === accountId) : [{ name, email }],
    ),
    isCanceled: meeting.state === 'canceled',
  });
  return { name: `${meeting.incidentRef}-meeting.ics`, text };
}
