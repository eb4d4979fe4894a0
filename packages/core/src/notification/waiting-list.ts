import {
  waitingKindNames,
  waitingKinds,
  type Review,
  type Meeting,
  type WaitingComment,
  type WaitingItem,
  type WaitingKind,
} from '@debrief/contract';
import { may, refuseUnless } from '../access/index.ts';
import { incidentsChangedBy } from '../activity/index.ts';
import { listWaitingCalibrations } from '../calibration/index.ts';
import { listWaitingComments } from '../comment/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { incidentsByIds } from '../incident/index.ts';
import {
  listOwnAppointments,
  listScheduledInterviews,
  listUnansweredQuotes,
} from '../interview/index.ts';
import { countOpenQuestions, countOpenSuggestions, type WorkCount } from '../report/index.ts';
import { listMeetingsToAnswer, listOwnMeetings } from '../meeting/index.ts';
import { listReviews } from '../review/index.ts';
import { listOwnRecurrences } from '../safeguard/index.ts';
import { listOpenAsks } from '../story/index.ts';
import { listDueFollowUps } from './due-follow-ups.ts';

/** At most this many of each kind. */
export const mostOfKind = 20;
/** Only this many of the incidents that an account worked on last are checked for open work. */
export const mostWorkedOn = 50;

/** What a query returns: the kind, the link and whether it is overdue follow from it. */
export type Found = Omit<WaitingItem, 'kind' | 'link' | 'isOverdue'>;

/**
 * One query for each kind: what waits for the account that acts, only of what it can see now.
 * The caller has checked that there is an account.
 */
const queries: Record<WaitingKind, (ctx: Context) => Promise<Found[]>> = {
  sentence: async (ctx) =>
    (await listOpenAsks(ctx)).map(({ id, sentence, by, askedAt }) => ({
      id,
      incidentRef: null,
      title: sentence,
      from: by,
      at: askedAt,
      due: null,
    })),
  calibration: async (ctx) =>
    (await listWaitingCalibrations(ctx)).map(({ id, incident, sentBy, sentAt, entries }) => ({
      id,
      incidentRef: `INC-${incident.number}`,
      title: `Confirm ${entries} ${entries === 1 ? 'entry' : 'entries'} about you`,
      from: sentBy,
      at: sentAt.toISOString(),
      due: null,
    })),
  mention: (ctx) => findComments(ctx, 'mentioned'),
  reply: (ctx) => findComments(ctx, 'replied'),
  review: async (ctx) =>
    (await listReviews(ctx, { investigator: 'me', limit: mostOfKind })).items.map((review) => ({
      id: review.id,
      incidentRef: review.incidentRef,
      title: review.incidentTitle,
      from: review.decidedBy ?? '',
      at: askedAt(ctx, review),
      due: review.dueOn,
    })),
  meeting: async (ctx) =>
    (await listOwnMeetings(ctx)).map((meeting) => ({
      ...toMeetingPlace(meeting),
      at: meeting.createdAt,
      from: meeting.facilitator?.name ?? '',
      due: meeting.state === 'running' ? null : meeting.startsAt,
    })),
  'meeting-question': async (ctx) =>
    (await listMeetingsToAnswer(ctx)).map((meeting) => {
      const open = meeting.questions.filter(({ state }) => state === 'open');
      const from = `${open.length} question${open.length === 1 ? '' : 's'}`;
      const at = open[0]?.at ?? meeting.createdAt;
      return { ...toMeetingPlace(meeting), at, from, due: null };
    }),
  'follow-up': (ctx) => listDueFollowUps(ctx, mostOfKind),
  // From the first alert, so that the ones after it are not sent again.
  recurrence: async (ctx) =>
    (await listOwnRecurrences(ctx)).slice(0, mostOfKind).map(({ followUp, matches }) => ({
      id: followUp.id,
      incidentRef: followUp.incidentRef,
      title: followUp.text,
      from: '',
      at: matches.at(-1)?.at ?? followUp.stateAt,
      due: null,
    })),
  question: (ctx) => findInOwnWork(ctx, countOpenQuestions, 'question'),
  suggestion: (ctx) => findInOwnWork(ctx, countOpenSuggestions, 'suggestion'),
  interview: async (ctx) =>
    (await listScheduledInterviews(ctx)).map((one) => toAppointment(one, one.summary.person.name)),
  interviewed: async (ctx) =>
    (await listOwnAppointments(ctx)).map((one) =>
      toAppointment(one, one.summary.interviewers.map(({ name }) => name).join(', ')),
    ),
  quote: async (ctx) =>
    (await listUnansweredQuotes(ctx)).map((one) => ({ ...toAppointment(one, ''), due: null })),
};

function askedAt(ctx: Context, { investigators, updatedAt }: Review): string {
  const self = getAccountId(ctx.actor);
  return investigators.find(({ accountId }) => accountId === self)?.at ?? updatedAt;
}

const toMeetingPlace = ({ id, incidentRef, incidentTitle }: Meeting) => ({
  id,
  incidentRef,
  title: incidentTitle,
});

/** No words of the interview: lists and emails show only that there is one, to its people. */
function toAppointment(
  { summary, since }: Awaited<ReturnType<typeof listScheduledInterviews>>[number],
  from: string,
): Found {
  const { id, incidentRef, incidentTitle, startsAt } = summary;
  return { id, incidentRef, title: incidentTitle, from, at: since.toISOString(), due: startsAt };
}

async function findComments(ctx: Context, reason: WaitingComment['reason']): Promise<Found[]> {
  const { items } = await listWaitingComments(ctx, { reason, limit: mostOfKind });
  return items.map((comment) => ({
    id: comment.id,
    incidentRef: comment.incidentRef,
    title: comment.text,
    from: comment.createdBy.name,
    at: comment.createdAt,
    due: null,
  }));
}

/** Work that waits in the incidents that the account worked on last, for those who can do it. */
async function findInOwnWork(
  ctx: Context,
  count: (ctx: Context, incidentIds: readonly string[]) => Promise<WorkCount[]>,
  noun: string,
): Promise<Found[]> {
  const accountId = getAccountId(ctx.actor);
  if (accountId === null || !may(ctx.actor, 'incident:write')) return [];
  const workedOn = await incidentsChangedBy(ctx, accountId, mostWorkedOn);
  const counts = await count(ctx, workedOn);
  const incidents = await incidentsByIds(
    ctx,
    counts.map((one) => one.incidentId),
  );
  return counts.flatMap((one) => {
    const incident = incidents.get(one.incidentId);
    if (!incident || incident.archived_at !== null) return [];
    return [
      {
        id: incident.id,
        incidentRef: `INC-${incident.number}`,
        title: incident.title,
        from: `${one.count} ${noun}${one.count === 1 ? '' : 's'}`,
        at: one.oldestAt.toISOString(),
        due: null,
      },
    ];
  });
}

/**
 * What waits for the account, at most 20 of each kind: what is due first, then the newest. Nothing
 * waits for an actor without an account. Errors: `not-signed-in`, `forbidden`.
 */
export async function listWaiting(ctx: Context): Promise<WaitingItem[]> {
  refuseUnless(ctx, 'incident:read');
  if (getAccountId(ctx.actor) === null) return [];
  const now = ctx.clock.now().toISOString();
  const items: WaitingItem[] = [];
  for (const kind of waitingKindNames)
    for (const found of (await queries[kind](ctx)).slice(0, mostOfKind))
      items.push({
        kind,
        ...found,
        isOverdue: found.due !== null && isPast(found.due, now),
        link: waitingKinds[kind].link(found.incidentRef ?? '', found.id),
      });
  return items.toSorted(compareByDue);
}

/** A day is over when the next one starts, in UTC. */
function isPast(due: string, now: string): boolean {
  return due < now.slice(0, due.length);
}

type Ordered = Pick<WaitingItem, 'due' | 'at'>;

export function compareByDue(a: Ordered, b: Ordered): number {
  if (a.due !== b.due) return (a.due ?? '9999') < (b.due ?? '9999') ? -1 : 1;
  return a.at === b.at ? 0 : a.at > b.at ? -1 : 1;
}
