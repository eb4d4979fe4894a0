import {
  AskInMeeting,
  AttendMeeting,
  ChangeIdea,
  ChangeMeetingQuestion,
  ChangeMeetingState,
  DomainError,
  ParkIdea,
  PlanMeeting,
  RemoveAttendee,
  RemoveMeeting,
  type ActivityKind,
  type Invited,
  type MeetingChange,
  type UndoChange,
} from '@debrief/contract';
import {
  addAttendee,
  addEntry,
  changeIdea,
  changePlan,
  changeQuestion,
  changeState,
  findIdea,
  findQuestion,
  newMeeting,
  removeAttendee,
  type KeptMeeting,
  type MeetingPlan,
} from '@debrief/rules/meeting';
import type { z } from 'zod';
import { accountByEmail } from '../account/index.ts';
import { authorize, mayIn, type Permission } from '../access/index.ts';
import { actorRef, getAccountId, type Context } from '../context.ts';
import { addFollowUp, checkOwner } from '../follow-up/index.ts';
import { isSeenBy, lockIncident, type IncidentRow } from '../incident/index.ts';
import { insertItem, recordChange, refuseStale, saveItem, undoItemChange } from '../item/index.ts';
import type { Parsable } from '../parse.ts';
import { verb } from '../verb.ts';
import { meetingItem } from './item.ts';
import { clearParts, findMeeting } from './rows.ts';

/** `version` is null for an incident without a meeting; undefined changes whatever is there. */
interface InMeeting {
  incident: string;
  version?: number | null;
}

interface Edit {
  activity: ActivityKind;
  next: KeptMeeting;
}

/**
 * A change of the meeting of an incident. The lock on the incident lets changes from many screens
 * follow one another instead of refusing all but one. Errors: `invalid`, `not-found`, `forbidden`,
 * `conflict` with the current meeting if it is another version.
 */
function meetingVerb<Schema extends z.ZodType<InMeeting>>(
  schema: Schema,
  permission: Permission,
  prepare: (
    ctx: Context,
    incident: IncidentRow,
    input: z.output<Schema>,
    meeting: KeptMeeting | null,
  ) => Promise<Edit>,
): (ctx: Context, raw: Parsable<Schema>) => Promise<MeetingChange> {
  return verb(schema, async (ctx, input) => {
    const incident = await authorize(ctx, permission, lockIncident(ctx, input.incident));
    const { version } = input;
    const known = await findMeeting(ctx, incident.id);
    const meeting = known === null || known.isRemoved ? null : known;
    if (meeting && version !== undefined && version !== meeting.version)
      await refuseStale(ctx, incident, meetingItem, meeting.id);
    if (!meeting && version !== null)
      throw new DomainError('not-found', 'This incident has no meeting yet. Plan one first.');
    const { activity, next } = await prepare(ctx, incident, input, meeting);
    if (known?.isRemoved) await clearParts(ctx, incident, known.id);
    // The row of a removed meeting stays, so that its removal can be undone.
    const own = { ...next, id: known?.id ?? next.id };
    const after = known
      ? await saveItem(ctx, incident, meetingItem, own, known.version)
      : await insertItem(ctx, incident, meetingItem, own);
    const change = { before: known ? [known] : [], after: [after] };
    return recordChange(ctx, meetingItem, incident, activity, after.id, change);
  });
}

function needMeeting(meeting: KeptMeeting | null): KeptMeeting {
  if (!meeting)
    throw new DomainError('not-found', 'This incident has no meeting yet. Plan one first.');
  return meeting;
}

/** Plans the meeting, or changes what is named. Errors: also `invalid` for an account that can't see the incident. */
export const planMeeting = meetingVerb(
  PlanMeeting,
  'incident:write',
  async (ctx, incident, input, meeting) => {
    const { startsAt, facilitator, noteTaker, invited } = input;
    const { incident: _, version: __, ...simple } = input;
    const plan: MeetingPlan = Object.fromEntries(
      Object.entries({
        ...simple,
        startsAt: startsAt === undefined ? undefined : new Date(startsAt).toISOString(),
        facilitator: await checkOwner(ctx, incident, facilitator),
        noteTaker: await checkOwner(ctx, incident, noteTaker),
        invited: invited && (await checkInvited(ctx, incident, invited)),
      }).filter(([, value]) => value !== undefined),
    );
    const nextId = () => ctx.ids.next();
    return {
      activity: 'meeting.planned',
      next: meeting ? changePlan(meeting, plan) : newMeeting(nextId(), plan, nextId),
    };
  },
);

type InvitedInput = NonNullable<z.output<typeof PlanMeeting>['invited']>;

/** An email address of an account that can see the incident invites the account. */
async function checkInvited(
  ctx: Context,
  incident: IncidentRow,
  invited: InvitedInput,
): Promise<Invited[]> {
  const found = new Map<string, Invited>();
  const invite = (one: Invited) => found.set(one.accountId ?? (one.email ?? '').toLowerCase(), one);
  for (const one of invited) {
    if (one.type === 'account') {
      const owner = await checkOwner(ctx, incident, one);
      invite({ accountId: one.accountId, name: owner?.name ?? '', email: null });
      continue;
    }
    const account = await accountByEmail(ctx, one.email.toLowerCase());
    const isAccount =
      account && !account.is_disabled && (await isSeenBy(ctx, incident, account.id));
    invite(
      isAccount
        ? { accountId: account.id, name: account.name, email: null }
        : { accountId: null, name: one.name, email: one.email },
    );
  }
  return [...found.values()];
}

const stateActivity = {
  planned: 'meeting.planned',
  running: 'meeting.started',
  ended: 'meeting.ended',
  canceled: 'meeting.canceled',
} as const;

/** Starts, ends or cancels the meeting. Errors: also `invalid` for a state that can't follow. */
export const changeMeetingState = meetingVerb(
  ChangeMeetingState,
  'incident:write',
  async (ctx, _incident, { to }, meeting) => ({
    activity: stateActivity[to],
    next: changeState(needMeeting(meeting), to, ctx.clock.now()),
  }),
);

/** Removes the meeting; undo restores it. */
export const removeMeeting = meetingVerb(
  RemoveMeeting,
  'incident:write',
  async (_ctx, _incident, _input, meeting) => ({
    activity: 'meeting.removed',
    next: { ...needMeeting(meeting), isRemoved: true },
  }),
);

/** Asks a question. Repeating the request with the same `id` does not add another one. */
export const askInMeeting = meetingVerb(
  AskInMeeting,
  'comment:write',
  async (ctx, _incident, { id, text }, meeting) => ({
    activity: 'meeting.question-asked',
    next: addEntry(needMeeting(meeting), 'questions', {
      id: id ?? ctx.ids.next(),
      text,
      by: actorRef(ctx.actor).name,
      accountId: getAccountId(ctx.actor),
      at: ctx.clock.now().toISOString(),
      state: 'open',
      answer: '',
    }),
  }),
);

/** Answers, parks or opens a question: its author, and everyone with edit access. */
export const changeMeetingQuestion = meetingVerb(
  ChangeMeetingQuestion,
  'comment:write',
  async (ctx, incident, { id, state, answer }, meeting) => {
    const { accountId } = findQuestion(needMeeting(meeting), id);
    const isOwn = accountId !== null && accountId === getAccountId(ctx.actor);
    if (!isOwn && !mayIn(incident, ctx.actor, 'incident:write'))
      throw new DomainError('forbidden', 'Only who asked this, or an editor, can change it.');
    return {
      activity: 'meeting.question-changed',
      next: changeQuestion(needMeeting(meeting), id, { state, answer }),
    };
  },
);

/** Parks an idea for an action item. */
export const parkIdea = meetingVerb(
  ParkIdea,
  'comment:write',
  async (ctx, _incident, { id, text }, meeting) => ({
    activity: 'meeting.idea-parked',
    next: addEntry(needMeeting(meeting), 'ideas', {
      id: id ?? ctx.ids.next(),
      text,
      by: actorRef(ctx.actor).name,
      at: ctx.clock.now().toISOString(),
      state: 'parked',
      reason: '',
      followUpId: null,
    }),
  }),
);

/** Makes an idea a follow-up, drops it with a reason, or parks it again. */
export const changeMeetingIdea = meetingVerb(
  ChangeIdea,
  'incident:write',
  async (ctx, incident, { id, state, intent = 'learn', reason = '' }, meeting) => {
    const kept = needMeeting(meeting);
    const followUpId = state === 'follow-up' ? ctx.ids.next() : null;
    const next = changeIdea(kept, id, {
      state,
      reason: state === 'dropped' ? reason : '',
      followUpId,
    });
    if (followUpId !== null) {
      const { text } = findIdea(kept, id);
      await addFollowUp(ctx, { incident: incident.id, id: followUpId, text, intent });
    }
    return { activity: 'meeting.idea-changed', next };
  },
);

/** Says that the actor is there; with edit access also that someone else is. */
export const attendMeeting = meetingVerb(
  AttendMeeting,
  'comment:write',
  async (ctx, incident, { accountId, name }, meeting) => {
    const self = getAccountId(ctx.actor);
    const isOther = name !== undefined || (accountId !== undefined && accountId !== self);
    if (isOther && !mayIn(incident, ctx.actor, 'incident:write'))
      throw new DomainError('forbidden', 'You need editor access to add someone else.');
    const account =
      accountId === undefined
        ? null
        : await checkOwner(ctx, incident, { type: 'account', accountId });
    return {
      activity: 'meeting.attended',
      next: addAttendee(needMeeting(meeting), {
        id: ctx.ids.next(),
        accountId: name === undefined ? (accountId ?? self) : null,
        name: name ?? account?.name ?? actorRef(ctx.actor).name,
        at: ctx.clock.now().toISOString(),
      }),
    };
  },
);

/** Removes an attendee: themselves, or with edit access anyone. */
export const removeMeetingAttendee = meetingVerb(
  RemoveAttendee,
  'comment:write',
  async (ctx, incident, { id }, meeting) => {
    const kept = needMeeting(meeting);
    const own = kept.attendees.find((one) => one.id === id)?.accountId;
    const isOwn = typeof own === 'string' && own === getAccountId(ctx.actor);
    if (!isOwn && !mayIn(incident, ctx.actor, 'incident:write'))
      throw new DomainError('forbidden', 'You need editor access to remove someone else.');
    return { activity: 'meeting.attendee-removed', next: removeAttendee(kept, id) };
  },
);

/** Undoes the actor's own change of a meeting. Errors: as `undoItemChange`. */
export async function undoMeetingChange(ctx: Context, raw: UndoChange): Promise<MeetingChange> {
  return undoItemChange(ctx, meetingItem, raw);
}
