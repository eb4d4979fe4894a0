import {
  DomainError,
  MatchProfile,
  type Participant,
  type Profile,
  type ProfileQuestion,
} from '@debrief/contract';
import { sql, type Selectable } from 'kysely';
import { authorize } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { incidentByRef } from '../../incident/index.ts';
import { parse } from '../../parse.ts';
import { participantById } from '../participants.ts';
import type { PeopleTables } from '../tables.ts';
import { listEmails, listNames } from './names.ts';
import { comparableNames, withStates, type KnownEntry } from './rows.ts';
import { findWorkOn, pickWork } from './work-states.ts';

/** Who someone could be in the directory. */
interface Candidates {
  person: Participant;
  matched: { entry: KnownEntry; by: Profile['matchedBy'] } | null;
  /** To be asked about. */
  possible: KnownEntry[];
  reason: string;
}

export interface Profiles {
  profiles: Profile[];
  profileQuestions: ProfileQuestion[];
}

/**
 * What the directory says about these people at the time of the incident. An email address in one
 * entry is a match; a name is always a question. The caller has checked that the actor can see the
 * participants.
 */
export async function loadProfiles(
  ctx: Context,
  participants: readonly Participant[],
): Promise<Profiles> {
  const found = await findCandidates(ctx, participants);
  const [start] = participants.flatMap((one) => one.firstAt ?? []).toSorted();
  return {
    profiles: found.flatMap(({ person, matched }) => {
      const at = person.firstAt ?? start ?? ctx.clock.now().toISOString();
      return matched ? [toProfile(person, matched.entry, matched.by, at.slice(0, 10))] : [];
    }),
    profileQuestions: found.flatMap(({ person, possible, reason }) =>
      possible.length === 0
        ? []
        : [
            {
              personId: person.personId,
              name: person.name,
              reason,
              entries: possible.map((entry) => ({
                id: entry.id,
                name: entry.name,
                title: entry.states.at(-1)?.title ?? null,
                team: entry.states.at(-1)?.team ?? null,
                location: entry.states.at(-1)?.location ?? null,
              })),
            },
          ],
    ),
  };
}

function toProfile(
  person: Participant,
  entry: KnownEntry,
  matchedBy: Profile['matchedBy'],
  day: string,
): Profile {
  const found = findWorkOn(entry.states, day);
  const none = { title: null, team: null, manager: null, location: null, zone: null };
  return {
    personId: person.personId,
    entryId: entry.id,
    name: entry.name,
    matchedBy,
    ...(found ? pickWork(found.state) : none),
    startedOn: entry.startedOn,
    leftOn: entry.leftOn,
    asOf: found?.asOf ?? null,
  };
}

async function findCandidates(
  ctx: Context,
  participants: readonly Participant[],
): Promise<Candidates[]> {
  const people = participants.filter((one) => !one.isBot);
  const entries = await findEntries(ctx, people);
  const answers = await loadAnswers(
    ctx,
    people.map((one) => one.personId),
  );
  return people.map((person) => {
    const said = answers.get(person.personId) ?? new Map<string, boolean>();
    const emails = listEmails(person);
    const open = entries.filter((one) => said.get(one.id) !== false);
    const confirmed = open.filter((one) => said.get(one.id) === true);
    const byEmail = open.filter((one) => one.email !== null && emails.has(one.email));
    const names = listNames(person);
    const byName = open.filter((one) =>
      comparableNames(one.name, one.email).some((name) => names.has(name)),
    );
    const ask = (possible: KnownEntry[], reason: string): Candidates => ({
      person,
      matched: null,
      possible,
      reason,
    });
    const [only, another] = confirmed.length > 0 ? confirmed : byEmail;
    if (only && another)
      return ask(confirmed.length > 0 ? confirmed : byEmail, 'several people in the directory');
    if (only)
      return {
        person,
        matched: { entry: only, by: confirmed.length > 0 ? 'confirmed' : 'email' },
        possible: [],
        reason: '',
      };
    return ask(byName, byName.length > 1 ? 'several people with this name' : 'same name');
  });
}

async function findEntries(ctx: Context, people: readonly Participant[]): Promise<KnownEntry[]> {
  const emails = people.flatMap((person) => [...listEmails(person)]);
  const names = people.flatMap((person) => [...listNames(person)]);
  const ids = people.map((person) => person.personId);
  if (ids.length === 0) return [];
  const { rows } = await sql<Selectable<PeopleTables['directory_entry']>>`
    select * from directory_entry where email = any(${emails}::text[]) or plain_names && ${names}::text[]
      or id in (select entry_id from directory_match where person_id = any(${ids}::uuid[]) and is_same)
    order by name, id`.execute(ctx.db);
  return withStates(ctx, rows);
}

/** What people answered about these people, by person and entry. */
async function loadAnswers(
  ctx: Context,
  personIds: readonly string[],
): Promise<Map<string, Map<string, boolean>>> {
  if (personIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('directory_match')
    .selectAll()
    .where('person_id', 'in', [...personIds])
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.person_id)].map(([id, list]) => [
      id,
      new Map(list.map((row) => [row.entry_id, row.is_same])),
    ]),
  );
}

/**
 * Answers whether a person of an incident is someone in the directory. Errors: `not-found`, also for
 * an entry that has neither their name nor their address; `forbidden`.
 */
export async function matchProfile(ctx: Context, raw: MatchProfile): Promise<void> {
  const input = parse(MatchProfile, raw);
  await inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'people:write', incidentByRef(ctx, input.incident));
    const person = await participantById(ctx, incident.id, input.personId);
    const [found] = await findCandidates(ctx, [person]);
    const known = [...(found?.possible ?? []), ...(found?.matched ? [found.matched.entry] : [])];
    if (!known.some((one) => one.id === input.entryId))
      throw new DomainError('not-found', 'Person not found in the directory.');
    if (input.isSame)
      await ctx.db
        .deleteFrom('directory_match')
        .where('person_id', '=', input.personId)
        .where('is_same', '=', true)
        .execute();
    const answer = { is_same: input.isSame };
    await ctx.db
      .insertInto('directory_match')
      .values({ person_id: input.personId, entry_id: input.entryId, ...answer })
      .onConflict((conflict) => conflict.columns(['person_id', 'entry_id']).doUpdateSet(answer))
      .execute();
    await record(ctx, {
      kind: input.isSame ? 'person.profile-set' : 'person.profile-declined',
      incidentId: incident.id,
      subjectId: input.personId,
      after: { personIds: [input.personId], names: [person.name] },
    });
  });
}

/** The answers about merged people are kept. */
export async function joinProfileAnswers(
  ctx: Context,
  { into, from }: { into: string; from: string },
): Promise<void> {
  const rows = await ctx.db
    .deleteFrom('directory_match')
    .where('person_id', '=', from)
    .returningAll()
    .execute();
  if (rows.length === 0) return;
  await ctx.db
    .insertInto('directory_match')
    .values(rows.map((row) => ({ ...row, person_id: into })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
