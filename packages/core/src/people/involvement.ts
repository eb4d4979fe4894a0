import type { Involvement, Participant, Profile } from '@debrief/contract';
import { isNight } from '@debrief/rules/on-call';
import { plainName } from '@debrief/rules/people';
import { authorize, may } from '../access/index.ts';
import type { Context } from '../context.ts';
import { countServices, listWrittenTimes, type TimeRange } from '../evidence/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { loadProfiles } from './directory/profiles.ts';
import { listQuestions } from './on-call/people-on-call.ts';
import { loadParticipants } from './participants.ts';
import { describeInvolvement, findRange, loadTraces } from './traces.ts';

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
  const { profiles } = await loadProfiles(ctx, participants);
  const teams = countTeams(incident, participants, profiles);
  if (!range) return { ...nothing, teams };
  const traces = await loadTraces(ctx, incident.id, { participants, profiles }, range);
  const { mentions, onCall } = traces;
  const named = new Set(incident.services.map((name) => name.toLowerCase()));
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
    people: participants
      .filter(({ isBot }) => !isBot)
      .map((person) => describeInvolvement(person, traces)),
    onCallQuestions: may(ctx.actor, 'people:write') ? listQuestions(onCall, participants) : [],
    schedules: onCall.schedules,
    nights: await countNights(ctx, incident.id, { participants, profiles }, range),
    absent: absent.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    services: services.map((one) => ({ ...one, isNamed: named.has(one.name.toLowerCase()) })),
    teams,
  };
}

const nothing = {
  from: null,
  until: null,
  people: [],
  absent: [],
  services: [],
  onCallQuestions: [],
  schedules: 0,
  nights: { people: 0, known: 0 },
};

/** How many people wrote something at night, of those whose time zone is known. */
async function countNights(
  ctx: Context,
  incidentId: string,
  {
    participants,
    profiles,
  }: { participants: readonly Participant[]; profiles: readonly Profile[] },
  range: TimeRange,
): Promise<Involvement['nights']> {
  const zones = new Map(profiles.map(({ personId, zone }) => [personId, zone]));
  const zoneOfIdentity = new Map(
    participants.flatMap(({ personId, identities }) => {
      const zone = zones.get(personId) ?? null;
      return zone === null ? [] : identities.map(({ id }) => [id, { personId, zone }] as const);
    }),
  );
  const known = new Set<string>();
  const atNight = new Set<string>();
  for (const { identityId, at } of await listWrittenTimes(ctx, incidentId, range)) {
    const person = zoneOfIdentity.get(identityId);
    if (!person) continue;
    known.add(person.personId);
    if (isNight(at, person.zone)) atNight.add(person.personId);
  }
  return { people: atNight.size, known: known.size };
}

function countTeams(
  { teams }: IncidentRow,
  participants: readonly Participant[],
  profiles: readonly Profile[],
): Involvement['teams'] {
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
