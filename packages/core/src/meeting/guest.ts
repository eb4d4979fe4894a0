import {
  AskAsGuest,
  ChangeGuestLink,
  ChangePartAsGuest,
  DomainError,
  OfMeetingGuest,
  type ActivityKind,
  type GuestMeeting,
} from '@debrief/contract';
import { addEntry, type KeptMeeting } from '@debrief/rules/meeting';
import type { z } from 'zod';
import { countAttempt } from '../account/index.ts';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { createGuestLink, guestFor, revokeGuestLinks, type GuestActor } from '../guest/index.ts';
import { incidentByRef, lockIncident, type IncidentRow } from '../incident/index.ts';
import { recordChange, saveItem } from '../item/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { verb } from '../verb.ts';
import { meetingItem } from './item.ts';
import { findOwnPart, loadMeeting, partKey, hideActor } from './own-part.ts';
import { loadParts, loadPosition, savePart } from './rows.ts';

const dayMs = 86_400_000;
/** People answer the survey in the days after the meeting. */
const daysAfter = 7;

/** Makes the link for guests of the meeting; the one before stops working. Errors: `not-found`, `forbidden`. */
export const createMeetingLink = verb(ChangeGuestLink, async (ctx, { incident: ref }) => {
  const incident = await authorize(ctx, 'incident:write', lockIncident(ctx, ref));
  const { id, startsAt, minutes } = await loadMeeting(ctx, incident);
  const endMs = Date.parse(startsAt) + minutes * 60_000;
  const link = await createGuestLink(ctx, {
    incidentId: incident.id,
    purpose: 'meeting',
    subjectId: id,
    name: null,
    expiresAt: new Date(Math.max(endMs, ctx.clock.now().getTime()) + daysAfter * dayMs),
  });
  await record(ctx, { kind: 'meeting.link-created', incidentId: incident.id, subjectId: id });
  return link;
});

/** Ends the link for guests. Errors: `not-found`, `forbidden`. */
export const removeMeetingLink = verb(ChangeGuestLink, async (ctx, { incident: ref }) => {
  const incident = await authorize(ctx, 'incident:write', lockIncident(ctx, ref));
  const { id } = await loadMeeting(ctx, incident);
  await revokeGuestLinks(ctx, [id]);
  await record(ctx, { kind: 'meeting.link-removed', incidentId: incident.id, subjectId: id });
});

/** A guest sees no incident: the link opens this one for the meeting, and nothing else of it. */
const trust = (ctx: Context): Context => ({
  ...ctx,
  actor: { type: 'system', name: 'Link for guests' },
});

/** Errors: `not-found` if the meeting of the link was removed. */
async function loadGuestMeeting(
  ctx: Context,
  incident: IncidentRow,
  guest: GuestActor,
): Promise<KeptMeeting> {
  const meeting = await loadMeeting(trust(ctx), incident);
  if (meeting.id === guest.subjectId) return meeting;
  throw new DomainError('not-found', 'This meeting was removed.');
}

/** The meeting as its guests see it: no report, no record, and no one's email address. */
export async function readAsGuest(
  ctx: Context,
  raw: Parsable<typeof OfMeetingGuest>,
): Promise<GuestMeeting> {
  parse(OfMeetingGuest, raw);
  const guest = guestFor(ctx, 'meeting');
  const trusted = trust(ctx);
  const incident = await authorize(
    trusted,
    'incident:read',
    incidentByRef(trusted, guest.incidentId),
  );
  const meeting = await loadGuestMeeting(ctx, incident, guest);
  const position = await loadPosition(ctx, meeting.id);
  const parts = await loadParts(ctx, meeting.id);
  return {
    title: incident.title,
    startsAt: meeting.startsAt,
    minutes: meeting.minutes,
    zone: meeting.zone,
    place: meeting.place,
    state: meeting.state,
    section: meeting.agenda.find(({ id }) => id === position?.sectionId)?.title ?? null,
    questions: meeting.questions.map(({ id, text, state, answer }) => ({
      id,
      text,
      state,
      answer,
    })),
    isPresent: meeting.attendees.some(({ id }) => id === guest.sessionId),
    own: findOwnPart(parts, guest),
  };
}

/** A change by a guest. Errors: `not-signed-in` without a link for this meeting, `conflict` in an archived incident. */
function guestVerb<Schema extends z.ZodType>(
  schema: Schema,
  activity: ActivityKind,
  edit: (
    ctx: Context,
    guest: GuestActor,
    meeting: KeptMeeting,
    input: z.output<Schema>,
  ) => Promise<KeptMeeting>,
): (ctx: Context, raw: Parsable<Schema>) => Promise<void> {
  return verb(schema, async (ctx, input) => {
    const guest = guestFor(ctx, 'meeting');
    const trusted = trust(ctx);
    const incident = await authorize(
      trusted,
      'comment:write',
      lockIncident(trusted, guest.incidentId),
    );
    const meeting = await loadGuestMeeting(ctx, incident, guest);
    const next = await edit(ctx, guest, meeting, input);
    const after = [await saveItem(ctx, incident, meetingItem, next, meeting.version)];
    await recordChange(ctx, meetingItem, incident, activity, meeting.id, {
      before: [meeting],
      after,
    });
  });
}

/** Asks a question: at most 30 in 15 minutes from one guest. */
export const askAsGuest = guestVerb(
  AskAsGuest,
  'meeting.question-asked',
  async (ctx, guest, meeting, { text }) => {
    const key = `meeting ${guest.sessionId}`;
    await countAttempt(ctx, [{ key, most: 30, forMs: 15 * 60_000 }]);
    return addEntry(meeting, 'questions', {
      id: ctx.ids.next(),
      text,
      by: guest.name,
      accountId: null,
      at: ctx.clock.now().toISOString(),
      state: 'open',
      answer: '',
    });
  },
);

/** Says that the guest is there. */
export const attendAsGuest = guestVerb(
  OfMeetingGuest,
  'meeting.attended',
  async (ctx, guest, meeting) =>
    addEntry(meeting, 'attendees', {
      id: guest.sessionId,
      accountId: null,
      name: guest.name,
      at: ctx.clock.now().toISOString(),
    }),
);

/** Sets what the guest learned and answers, as `changeOwnPart`. */
export const changePartAsGuest = verb(ChangePartAsGuest, async (ctx, { link: _, ...change }) => {
  const guest = guestFor(ctx, 'meeting');
  const trusted = trust(ctx);
  const incident = await authorize(
    trusted,
    'comment:write',
    lockIncident(trusted, guest.incidentId),
  );
  const { id: meetingId } = await loadGuestMeeting(ctx, incident, guest);
  const person = partKey(guest) ?? '';
  const parts = await loadParts(ctx, meetingId);
  const known = findOwnPart(parts, guest);
  const { learned = known.learned, survey = known.survey } = change;
  await savePart(ctx, incident, {
    meetingId,
    person,
    part: { hasRead: known.hasRead, learned, survey },
  });
  await record(hideActor(ctx), {
    kind: 'meeting.counted',
    incidentId: incident.id,
    subjectId: meetingId,
  });
});
