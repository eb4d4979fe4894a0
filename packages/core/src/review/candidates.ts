import type { Account, Candidate, Participant } from '@debrief/contract';
import { judgeIndependence, sortCandidates } from '@debrief/rules/review';
import { authorize } from '../access/index.ts';
import { listActiveAccounts } from '../account/index.ts';
import type { Context } from '../context.ts';
import { listCitedChanges } from '../evidence/index.ts';
import { incidentByRef, listMembers, type IncidentRow } from '../incident/index.ts';
import { loadParticipants, loadProfiles, plainName, readInvolvement } from '../people/index.ts';
import { listTeams } from './facts.ts';
import { readLoad } from './investigator-load.ts';

const mostAccounts = 1_000;

/**
 * Accounts that can see the incident, the most independent first, with why, and how many reviews
 * they do. Errors: `not-found`.
 */
export async function listCandidates(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: Candidate[] }> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const known = await readPeople(ctx, incident);
  const load = await readLoad(ctx, incident.id);
  const members =
    incident.visibility === 'everyone'
      ? null
      : new Set((await listMembers(ctx, input)).items.map(({ accountId }) => accountId));
  const accounts = await listActiveAccounts(ctx, mostAccounts);
  const items = accounts
    .filter(({ id }) => members === null || members.has(id))
    .map((account): Candidate => {
      const { ownTeam, ...described } = describeCandidate(account, known);
      const { doing, done, training } = load(account.id);
      return {
        accountId: account.id,
        name: account.name,
        team: ownTeam,
        ...judgeIndependence(described),
        doing,
        done,
        training,
      };
    });
  return { items: sortCandidates(items) };
}

/** How close people are to an incident that the actor can see, in their order. */
export async function judgePeople(
  ctx: Context,
  incidentId: string,
  people: readonly Pick<Account, 'name' | 'email' | 'team'>[],
): Promise<Pick<Candidate, 'independence' | 'reasons'>[]> {
  const known = await readPeople(ctx, await incidentByRef(ctx, incidentId));
  return people.map((one) => judgeIndependence(describeCandidate(one, known)));
}

type KnownPeople = Awaited<ReturnType<typeof readPeople>>;

async function readPeople(ctx: Context, incident: IncidentRow) {
  const participants = (await loadParticipants(ctx, incident.id)).filter(({ isBot }) => !isBot);
  const { profiles } = await loadProfiles(ctx, participants);
  const writers = participants.filter(({ written }) => written > 0);
  const { people } = await readInvolvement(ctx, { incident: incident.id });
  return {
    participants,
    profiles: new Map(profiles.map((profile) => [profile.personId, profile])),
    involvement: new Map(people.map((person) => [person.personId, person])),
    teams: listTeams(incident, writers, profiles),
    managed: profiles.filter(({ personId }) =>
      writers.some((writer) => writer.personId === personId),
    ),
    changes: await listCitedChanges(ctx, incident.id),
  };
}

function describeCandidate(
  { name, email, team }: Pick<Account, 'name' | 'email' | 'team'>,
  known: KnownPeople,
) {
  const found = findPerson(known.participants, { name, email });
  const person = found?.person ?? null;
  const profile = person ? known.profiles.get(person.personId) : undefined;
  const own = new Set(person?.identities.map(({ id }) => id));
  const ownTeam = team ?? profile?.team ?? null;
  const plain = plainName(name);
  const involvement = person ? known.involvement.get(person.personId) : undefined;
  return {
    ownTeam,
    wrote: person && { items: person.written, isCertain: found?.isCertain === true },
    changes: known.changes
      .filter(({ identityId }) => own.has(identityId))
      .map(({ title, evidenceId, itemId, at }) => ({ title, place: { evidenceId, itemId, at } })),
    reacted: person?.reactions ?? 0,
    called: involvement?.called
      ? {
          evidenceId: involvement.called.evidenceId,
          itemId: involvement.called.itemId,
          at: involvement.called.at,
        }
      : null,
    mentions: involvement?.mentions ?? 0,
    team:
      known.teams.find((one) => ownTeam !== null && plainName(one) === plainName(ownTeam)) ?? null,
    reports: known.managed.flatMap((one) =>
      one.manager !== null && plainName(one.manager) === plain ? [one.name] : [],
    ),
  };
}

/** The person with the account's email address, else one with its name, which is not certain. */
function findPerson(
  participants: readonly Participant[],
  { name, email }: { name: string; email: string },
): { person: Participant; isCertain: boolean } | null {
  const address = email.toLowerCase();
  const certain = participants.find(({ identities }) =>
    identities.some((one) => one.email?.toLowerCase() === address),
  );
  if (certain) return { person: certain, isCertain: true };
  const plain = plainName(name);
  const named = participants.find((one) =>
    [one.name, ...one.identities.map((identity) => identity.name)].some(
      (other) => plainName(other) === plain,
    ),
  );
  return named ? { person: named, isCertain: false } : null;
}
