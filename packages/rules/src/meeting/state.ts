import {
  agendaKinds,
  DomainError,
  type AgendaSection,
  type Attendee,
  type Meeting,
  type MeetingIdea,
  type MeetingQuestion,
  type MeetingState,
} from '@debrief/contract';
import type { CitationRow } from '../citation.ts';
import { agendaTitles, scaleAgenda } from './agenda.ts';

type Fields = Omit<
  Meeting,
  | 'incidentId'
  | 'incidentRef'
  | 'incidentTitle'
  | 'createdAt'
  | 'createdBy'
  | 'updatedAt'
  | 'updatedBy'
  | 'can'
>;

/** A meeting as stored in its table and in activity; it has no citations. */
export interface KeptMeeting extends Fields {
  citations: CitationRow[];
  isRemoved: boolean;
}

export type MeetingPlan = Partial<
  Pick<
    KeptMeeting,
    'startsAt' | 'minutes' | 'zone' | 'place' | 'facilitator' | 'noteTaker' | 'invited' | 'agenda'
  >
>;

export function defaultAgenda(minutes: number, nextId: () => string): AgendaSection[] {
  const scaled = scaleAgenda(minutes);
  return agendaKinds.map((kind) => ({
    id: nextId(),
    kind,
    title: agendaTitles[kind],
    minutes: scaled[kind],
  }));
}

/** A new meeting. Errors: `invalid` without a time. */
export function newMeeting(
  id: string,
  { startsAt, minutes = 60, ...plan }: MeetingPlan,
  nextId: () => string,
): KeptMeeting {
  if (startsAt === undefined)
    throw new DomainError('invalid', 'Enter when the meeting starts.', {
      issues: [{ at: 'startsAt', message: 'Enter when it starts' }],
    });
  return {
    id,
    startsAt,
    minutes,
    zone: 'UTC',
    place: '',
    facilitator: null,
    noteTaker: null,
    invited: [],
    agenda: defaultAgenda(minutes, nextId),
    ...plan,
    state: 'planned',
    startedAt: null,
    endedAt: null,
    questions: [],
    ideas: [],
    attendees: [],
    citations: [],
    isRemoved: false,
    version: 1,
  };
}

/** Another length scales an agenda whose times no one has edited. */
export function changePlan(meeting: KeptMeeting, plan: MeetingPlan): KeptMeeting {
  const { minutes = meeting.minutes } = plan;
  const before = scaleAgenda(meeting.minutes);
  const isDefault = meeting.agenda.every((one) => one.minutes === before[one.kind]);
  const agenda =
    minutes !== meeting.minutes && isDefault
      ? meeting.agenda.map((one) => ({ ...one, minutes: scaleAgenda(minutes)[one.kind] }))
      : meeting.agenda;
  return { ...meeting, agenda, ...plan };
}

const transitions: Record<MeetingState, readonly MeetingState[]> = {
  planned: ['running', 'canceled'],
  running: ['ended'],
  ended: ['running'],
  canceled: ['planned'],
};

/** Errors: `invalid` for a state that can't follow. */
export function changeState(meeting: KeptMeeting, to: MeetingState, now: Date): KeptMeeting {
  if (!transitions[meeting.state].includes(to))
    throw new DomainError('invalid', `This meeting is ${meeting.state}: it can't become ${to}.`);
  return {
    ...meeting,
    state: to,
    startedAt: to === 'running' ? (meeting.startedAt ?? now.toISOString()) : meeting.startedAt,
    endedAt: to === 'ended' ? now.toISOString() : null,
  };
}

const most = { questions: 200, ideas: 100, attendees: 300 } as const;

/** Adds an entry to a list of the meeting, unless one with its id is there. */
export function addEntry<Name extends keyof typeof most>(
  meeting: KeptMeeting,
  name: Name,
  entry: KeptMeeting[Name][number],
): KeptMeeting {
  const entries: readonly { id: string }[] = meeting[name];
  if (entries.some(({ id }) => id === entry.id)) return meeting;
  if (entries.length >= most[name])
    throw new DomainError('invalid', `A meeting can have at most ${most[name]} ${name}.`);
  return { ...meeting, [name]: [...entries, entry] };
}

function findEntry<Entry extends { id: string }>(entries: readonly Entry[], id: string): Entry {
  const found = entries.find((one) => one.id === id);
  if (!found) throw new DomainError('not-found', 'This is no longer in the meeting.');
  return found;
}

const replace = <Entry extends { id: string }>(entries: readonly Entry[], next: Entry) =>
  entries.map((one) => (one.id === next.id ? next : one));

/** Errors: `not-found`. */
export const findQuestion = (meeting: KeptMeeting, id: string) => findEntry(meeting.questions, id);
export const findIdea = (meeting: KeptMeeting, id: string) => findEntry(meeting.ideas, id);

export function changeQuestion(
  meeting: KeptMeeting,
  id: string,
  { state, answer }: { state: MeetingQuestion['state']; answer?: string | undefined },
): KeptMeeting {
  const question = findQuestion(meeting, id);
  const next = { ...question, state, answer: answer ?? question.answer };
  return { ...meeting, questions: replace(meeting.questions, next) };
}

/** Errors: `not-found`; `invalid` for one that is a follow-up, and to drop one without a reason. */
export function changeIdea(
  meeting: KeptMeeting,
  id: string,
  change: Pick<MeetingIdea, 'state' | 'reason' | 'followUpId'>,
): KeptMeeting {
  const idea = findIdea(meeting, id);
  if (idea.state === 'follow-up')
    throw new DomainError('invalid', 'This idea is a follow-up. Change the follow-up.');
  if (change.state === 'dropped' && change.reason === '')
    throw new DomainError('invalid', 'Write why it is dropped.', {
      issues: [{ at: 'reason', message: 'Write why it is dropped' }],
    });
  return { ...meeting, ideas: replace(meeting.ideas, { ...idea, ...change }) };
}

/** Adds an attendee, unless they are there: the same account, else the same name. */
export function addAttendee(meeting: KeptMeeting, attendee: Attendee): KeptMeeting {
  const isThere = meeting.attendees.some((one) =>
    attendee.accountId === null
      ? one.accountId === null && one.name.toLowerCase() === attendee.name.toLowerCase()
      : one.accountId === attendee.accountId,
  );
  return isThere ? meeting : addEntry(meeting, 'attendees', attendee);
}

/** Errors: `not-found`. */
export function removeAttendee(meeting: KeptMeeting, id: string): KeptMeeting {
  findEntry(meeting.attendees, id);
  return { ...meeting, attendees: meeting.attendees.filter((one) => one.id !== id) };
}
