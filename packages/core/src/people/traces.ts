import type { Participant, PersonInvolvement, Presence, Profile } from '@debrief/contract';
import { findMentioned, mentionKey, namesPerson } from '@debrief/rules/people';
import type { Context } from '../context.ts';
import {
  countWrittenParts,
  listMentionTexts,
  listShifts,
  listSourceNames,
  type MentionText,
  type ShiftNote,
  type TimeRange,
  type WrittenPart,
} from '../evidence/index.ts';
import { loadMilestones, type IncidentRow } from '../incident/index.ts';
import { loadOnCall, type OnCall } from './on-call/people-on-call.ts';

export const parts = 24;

/** What the record and the schedules say about the people of an incident in a time range. */
export interface Traces {
  written: WrittenPart[];
  mentions: Mentions;
  /** Shifts in calendars of the record. */
  notes: ShiftNote[];
  onCall: OnCall;
}

export interface Mentions {
  byPerson: Map<string, MentionText[]>;
  byName: Map<string, MentionText[]>;
  place: (mention: MentionText) => NonNullable<PersonInvolvement['called']>;
}

/** The caller has checked that the actor can see the incident. */
export async function loadTraces(
  ctx: Context,
  incidentId: string,
  {
    participants,
    profiles,
  }: { participants: readonly Participant[]; profiles: readonly Profile[] },
  range: TimeRange,
): Promise<Traces> {
  const span = { from: range.from.getTime(), until: range.until.getTime() };
  const notes = await listShifts(ctx, incidentId, range);
  return {
    written: await countWrittenParts(ctx, incidentId, range, parts),
    mentions: await loadMentions(ctx, incidentId, participants, range),
    notes: notes.filter(({ text, streamName }) => isOnCallNote(`${text} ${streamName}`)),
    onCall: await loadOnCall(ctx, participants, profiles, span),
  };
}

/** Not a meeting with someone. */
const isOnCallNote = (text: string) =>
  /\bon[- ]?call\b|\bpager\b|\bshifts?\b|\brota(?:tion)?\b|\b(?:primary|secondary)\b/i.test(text);

/** How a person took part. */
export function describeInvolvement(person: Participant, traces: Traces): PersonInvolvement {
  const own = new Set(person.identities.map(({ id }) => id));
  const wrote = traces.written.filter(({ identityId }) => own.has(identityId));
  const counts = Array.from({ length: parts }, () => 0);
  for (const { part, count } of wrote) counts[part] = (counts[part] ?? 0) + count;
  const first = wrote.map(({ firstAt }) => firstAt.getTime()).toSorted((a, b) => a - b)[0];
  const byOthers = traces.mentions.byPerson.get(person.personId) ?? [];
  const [call] = byOthers;
  const called = call && first !== undefined && call.at.getTime() < first ? call : null;
  const came = called?.at.getTime() ?? first;
  const notes = traces.notes.filter(({ text }) => namesPerson(text, person.name));
  const note = notes.find((one) => came !== undefined && isDuring(one, came)) ?? notes[0];
  return {
    personId: person.personId,
    counts,
    mentions: byOthers.length,
    called: called ? traces.mentions.place(called) : null,
    onCall: note ? { ...toPlace(note), by: null } : null,
    presence: findPresence(person, traces, came),
    shifts: traces.onCall.shifts.get(person.personId) ?? [],
  };
}

function findPresence(person: Participant, traces: Traces, came: number | undefined): Presence {
  if (person.isBot) return null;
  if (person.written === 0) return 'observer';
  const isOnCall = came === undefined ? null : isOnCallAt(person, traces, came);
  return isOnCall === null ? null : isOnCall ? 'on-call' : 'off-call';
}

/** Whether a person is on call at a time; null if no schedule covers it or their name is a question. */
export function isOnCallAt(
  { personId, name }: Pick<Participant, 'personId' | 'name'>,
  { notes, onCall }: Traces,
  at: number,
): boolean | null {
  const own = onCall.shifts.get(personId) ?? [];
  const present = notes.filter((one) => isDuring(one, at));
  if (own.some(({ from, until }) => Date.parse(from) <= at && at < Date.parse(until))) return true;
  if (present.some(({ text }) => namesPerson(text, name))) return true;
  const open = onCall.open.get(personId) ?? [];
  if (open.some(({ from, until }) => from.getTime() <= at && at < until.getTime())) return null;
  const isCovered =
    present.length > 0 || onCall.covered.some(({ from, until }) => from <= at && at < until);
  return isCovered ? false : null;
}

const isDuring = ({ at, until }: ShiftNote, time: number) =>
  at.getTime() <= time && time < until.getTime();

/** From detection (or the start of impact) to resolution or mitigation, else what people wrote. */
export async function findRange(
  ctx: Context,
  incident: IncidentRow,
  participants: readonly Participant[],
): Promise<TimeRange | null> {
  const { milestones } = await loadMilestones(ctx, incident);
  const set = new Map(milestones.map(({ kind, at }) => [kind, at]));
  const humans = participants.filter(({ isBot }) => !isBot);
  const first = humans.flatMap(({ firstAt }) => firstAt ?? []).toSorted()[0];
  const last = humans
    .flatMap(({ lastAt }) => lastAt ?? [])
    .toSorted()
    .at(-1);
  const from = set.get('detected') ?? set.get('impact-started') ?? first;
  const until = set.get('resolved') ?? set.get('mitigated') ?? last;
  if (from !== undefined && until !== undefined && from < until)
    return { from: new Date(from), until: new Date(until) };
  return first !== undefined && last !== undefined && first < last
    ? { from: new Date(first), until: new Date(last) }
    : null;
}

/** Mentions by others, by the person who is in the record, and by the name of someone who is not. */
async function loadMentions(
  ctx: Context,
  incidentId: string,
  participants: readonly Participant[],
  range: TimeRange,
): Promise<Mentions> {
  const persons = new Map<string, { personId: string } | { name: string }>();
  for (const name of await listSourceNames(ctx, incidentId))
    persons.set(mentionKey(name), { name });
  const writers = new Map<string, Participant>();
  for (const person of participants)
    for (const identity of person.identities) {
      writers.set(identity.id, person);
      persons.set(mentionKey(identity.name), { personId: person.personId });
      persons.set(mentionKey(person.name), { personId: person.personId });
    }
  persons.delete('');
  const byPerson = new Map<string, MentionText[]>();
  const byName = new Map<string, MentionText[]>();
  const bots = new Set(participants.filter(({ isBot }) => isBot).map(({ personId }) => personId));
  for (const mention of await listMentionTexts(ctx, incidentId, range)) {
    const found = findMentioned(mention.text, persons);
    if (!found) continue;
    const writer = mention.identityId === null ? undefined : writers.get(mention.identityId);
    if ('name' in found) byName.set(found.name, [...(byName.get(found.name) ?? []), mention]);
    else if (writer?.personId !== found.personId && !bots.has(found.personId))
      byPerson.set(found.personId, [...(byPerson.get(found.personId) ?? []), mention]);
  }
  const place = (mention: MentionText) => ({
    ...toPlace(mention),
    by: (mention.identityId === null ? undefined : writers.get(mention.identityId)?.name) ?? null,
  });
  return { byPerson, byName, place };
}

export function toPlace({
  evidenceId,
  itemId,
  at,
}: {
  evidenceId: string;
  itemId: string;
  at: Date;
}) {
  return { evidenceId, itemId, at: at.toISOString() };
}
