import type { Involvement, Participant, PersonInvolvement } from '@debrief/contract';
import { findMentioned, mentionKey, namesPerson, plainName } from '@debrief/rules/people';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import {
  countServices,
  countWrittenParts,
  listMentionTexts,
  listShifts,
  listSourceNames,
  type MentionText,
  type TimeRange,
} from '../evidence/index.ts';
import { incidentByRef, loadMilestones, type IncidentRow } from '../incident/index.ts';
import { loadProfiles } from './directory/profiles.ts';
import { loadParticipants } from './participants.ts';

const parts = 24;

/**
 * What the record says about who was there: when people wrote, who was called in or on call, who is
 * mentioned but wrote nothing, and which services and teams it touched. Errors: `not-found`.
 */
export async function readInvolvement(
  ctx: Context,
  input: { incident: string },
): Promise<Involvement> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const participants = await loadParticipants(ctx, incident.id);
  const range = await findRange(ctx, incident, participants);
  const teams = await countTeams(ctx, incident, participants);
  if (!range) return { from: null, until: null, people: [], absent: [], services: [], teams };
  const written = await countWrittenParts(ctx, incident.id, range, parts);
  const mentions = await loadMentions(ctx, incident.id, participants, range);
  const shifts = await listShifts(ctx, incident.id, range);
  const named = new Set(incident.services.map((name) => name.toLowerCase()));
  const people = participants
    .filter(({ isBot }) => !isBot)
    .map((person): PersonInvolvement => {
      const own = new Set(person.identities.map(({ id }) => id));
      const wrote = written.filter(({ identityId }) => own.has(identityId));
      const counts = Array.from({ length: parts }, () => 0);
      for (const { part, count } of wrote) counts[part] = (counts[part] ?? 0) + count;
      const first = wrote.map(({ firstAt }) => firstAt.getTime()).toSorted((a, b) => a - b)[0];
      const byOthers = mentions.byPerson.get(person.personId) ?? [];
      const [call] = byOthers;
      const shift = shifts.find(({ text }) => namesPerson(text, person.name));
      return {
        personId: person.personId,
        counts,
        mentions: byOthers.length,
        called:
          call && first !== undefined && call.at.getTime() < first ? mentions.place(call) : null,
        onCall: shift ? { ...toPlace(shift), by: null } : null,
      };
    });
  const silent = participants.filter(({ isBot, written: count }) => !isBot && count === 0);
  const absent = [
    ...silent.map(({ personId, name }) => ({ name, found: mentions.byPerson.get(personId) ?? [] })),
    ...[...mentions.byName].map(([name, found]) => ({ name, found })),
  ].flatMap(({ name, found: [first, ...more] }) =>
    first ? [{ name, mentions: more.length + 1, first: mentions.place(first) }] : [],
  );
  const services = await countServices(ctx, incident.id, range);
  return {
    from: range.from.toISOString(),
    until: range.until.toISOString(),
    people,
    absent: absent.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    services: services.map((one) => ({ ...one, isNamed: named.has(one.name.toLowerCase()) })),
    teams,
  };
}

/** From detection (or the start of impact) to resolution or mitigation, else what people wrote. */
async function findRange(
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
) {
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

function toPlace({ evidenceId, itemId, at }: { evidenceId: string; itemId: string; at: Date }) {
  return { evidenceId, itemId, at: at.toISOString() };
}

async function countTeams(
  ctx: Context,
  { teams }: IncidentRow,
  participants: readonly Participant[],
): Promise<Involvement['teams']> {
  const { profiles } = await loadProfiles(ctx, participants);
  const wrote = new Set(
    participants.filter(({ written }) => written > 0).map(({ personId }) => personId),
  );
  const known = profiles.filter(({ team }) => team !== null);
  return teams.map((name) => ({
    name,
    people:
      known.length === 0
        ? null
        : known.filter(
            ({ personId, team }) =>
              wrote.has(personId) && team !== null && plainName(team) === plainName(name),
          ).length,
  }));
}
