import {
  DomainError,
  MatchOnCall,
  type OnCallQuestion,
  type Participant,
  type PersonShift,
  type Profile,
} from '@debrief/contract';
import type { Span } from '@debrief/rules/on-call';
import { sql } from 'kysely';
import { authorize } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { incidentByRef } from '../../incident/index.ts';
import { verb } from '../../verb.ts';
import { listEmails, listNames } from '../directory/names.ts';
import { loadProfiles } from '../directory/profiles.ts';
import { participantById } from '../participants.ts';
import { toSpans } from './rows.ts';

export interface OnCallShiftRow {
  onCallPersonId: string;
  onCallName: string;
  schedule: string;
  team: string | null;
  role: string;
  isOverride: boolean;
  from: Date;
  until: Date;
}

/** What imported schedules say about the people of an incident. */
export interface OnCall {
  /** Time that a schedule covers, and how many schedules cover a part of the range. */
  covered: Span[];
  schedules: number;
  /** By person: matched shifts, and those of a name that is still a question. */
  shifts: Map<string, PersonShift[]>;
  open: Map<string, OnCallShiftRow[]>;
}

/**
 * The shifts in a time range of these people. An email address that they, or their entry in the
 * directory, have is a match; a name is always a question. The caller has checked that the actor can
 * see the participants.
 */
export async function loadOnCall(
  ctx: Context,
  participants: readonly Participant[],
  profiles: readonly Profile[],
  range: Span,
): Promise<OnCall> {
  const schedules = await ctx.db.selectFrom('on_call_schedule').select('covered').execute();
  const covering = schedules
    .map(({ covered }) => toSpans(covered))
    .filter((spans) => spans.some(({ from, until }) => from <= range.until && until > range.from));
  const found: OnCall = {
    covered: covering.flat(),
    schedules: covering.length,
    shifts: new Map(),
    open: new Map(),
  };
  if (covering.length === 0) return found;
  const candidates = await findCandidates(ctx, participants, profiles);
  const byOnCallPerson = Map.groupBy(
    await listShiftsInRange(
      ctx,
      candidates.map(({ id }) => id),
      range,
    ),
    (one) => one.onCallPersonId,
  );
  for (const { personId, id, matchedBy } of candidates) {
    const shifts = byOnCallPerson.get(id) ?? [];
    if (shifts.length === 0) continue;
    if (matchedBy === null)
      found.open.set(personId, [...(found.open.get(personId) ?? []), ...shifts]);
    else
      found.shifts.set(personId, [
        ...(found.shifts.get(personId) ?? []),
        ...shifts.map((shift) => presentShift(shift, matchedBy)),
      ]);
  }
  return found;
}

function presentShift(
  { schedule, team, role, isOverride, from, until }: OnCallShiftRow,
  matchedBy: PersonShift['matchedBy'],
): PersonShift {
  const times = { from: from.toISOString(), until: until.toISOString() };
  return { schedule, team, role, isOverride, ...times, matchedBy };
}

interface Candidate {
  personId: string;
  /** In schedules. */
  id: string;
  /** Null: a question. */
  matchedBy: PersonShift['matchedBy'] | null;
}

async function findCandidates(
  ctx: Context,
  participants: readonly Participant[],
  profiles: readonly Profile[],
): Promise<Candidate[]> {
  const people = participants.filter(({ isBot }) => !isBot);
  if (people.length === 0) return [];
  const entries = await ctx.db
    .selectFrom('directory_entry')
    .select(['id', 'email'])
    .where(sql<boolean>`id = any(${profiles.map(({ entryId }) => entryId)}::uuid[])`)
    .execute();
  const emailOfEntry = new Map(entries.map(({ id, email }) => [id, email]));
  const entryOfPerson = new Map(profiles.map((one) => [one.personId, one.entryId]));
  const emails = new Map(
    people.map((person) => {
      const entryId = entryOfPerson.get(person.personId);
      const email = entryId === undefined ? null : emailOfEntry.get(entryId);
      return [person.personId, new Set([...listEmails(person), ...(email ? [email] : [])])];
    }),
  );
  const ids = people.map(({ personId }) => personId);
  const rows = await ctx.db
    .selectFrom('on_call_person')
    .selectAll()
    .where(
      sql<boolean>`(email = any(${[...emails.values()].flatMap((one) => [...one])}::text[]) or plain_names && ${people.flatMap((one) => [...listNames(one)])}::text[]
        or id in (select on_call_person_id from on_call_match where person_id = any(${ids}::uuid[]) and is_same))`,
    )
    .execute();
  const answers = await ctx.db
    .selectFrom('on_call_match')
    .selectAll()
    .where('person_id', 'in', ids)
    .execute();
  const said = new Map(
    answers.map((one) => [`${one.person_id} ${one.on_call_person_id}`, one.is_same]),
  );
  return people.flatMap((person) => {
    const names = listNames(person);
    return rows.flatMap((row): Candidate[] => {
      const answer = said.get(`${person.personId} ${row.id}`);
      const isSameEmail = row.email !== null && emails.get(person.personId)?.has(row.email);
      const candidate = { personId: person.personId, id: row.id };
      if (answer === false) return [];
      if (answer === true) return [{ ...candidate, matchedBy: 'confirmed' }];
      if (isSameEmail) return [{ ...candidate, matchedBy: 'email' }];
      return row.plain_names.some((name) => names.has(name))
        ? [{ ...candidate, matchedBy: null }]
        : [];
    });
  });
}

async function listShiftsInRange(
  ctx: Context,
  onCallPersonIds: readonly string[],
  range: Span,
): Promise<OnCallShiftRow[]> {
  if (onCallPersonIds.length === 0) return [];
  return ctx.db
    .selectFrom('on_call_shift')
    .innerJoin('on_call_schedule', 'on_call_schedule.id', 'on_call_shift.schedule_id')
    .innerJoin('on_call_person', 'on_call_person.id', 'on_call_shift.person_id')
    .select([
      'on_call_person.id as onCallPersonId',
      'on_call_person.name as onCallName',
      'on_call_schedule.name as schedule',
      'on_call_schedule.team',
      'on_call_shift.role',
      'on_call_shift.is_override as isOverride',
      'on_call_shift.from_at as from',
      'on_call_shift.until_at as until',
    ])
    .where('on_call_shift.person_id', 'in', [...new Set(onCallPersonIds)])
    .where('on_call_shift.from_at', '<=', new Date(range.until))
    .where('on_call_shift.until_at', '>', new Date(range.from))
    .orderBy('on_call_shift.from_at')
    .orderBy('on_call_schedule.name')
    .execute();
}

export function listQuestions(
  { open }: OnCall,
  participants: readonly Participant[],
): OnCallQuestion[] {
  return participants.flatMap(({ personId, name }) =>
    [...Map.groupBy(open.get(personId) ?? [], (one) => one.onCallPersonId)].map(
      ([onCallPersonId, shifts]) => ({
        personId,
        name,
        onCallPersonId,
        schedules: [...new Set(shifts.map(({ schedule }) => schedule))],
      }),
    ),
  );
}

/**
 * Answers whether a person of an incident is someone in a schedule. Errors: `not-found`, also for
 * someone who has neither their name nor their address; `forbidden`.
 */
export const matchOnCall = verb(MatchOnCall, async (ctx, input): Promise<void> => {
  const incident = await authorize(ctx, 'people:write', incidentByRef(ctx, input.incident));
  const person = await participantById(ctx, incident.id, input.personId);
  const { profiles } = await loadProfiles(ctx, [person]);
  const known = await findCandidates(ctx, [person], profiles);
  const wasDeclined = await ctx.db
    .selectFrom('on_call_match')
    .select('person_id')
    .where('person_id', '=', input.personId)
    .where('on_call_person_id', '=', input.onCallPersonId)
    .executeTakeFirst();
  if (!wasDeclined && !known.some(({ id }) => id === input.onCallPersonId))
    throw new DomainError('not-found', 'Person not found in the on-call schedules.');
  const answer = { is_same: input.isSame };
  await ctx.db
    .insertInto('on_call_match')
    .values({
      person_id: input.personId,
      on_call_person_id: input.onCallPersonId,
      ...answer,
    })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'on_call_person_id']).doUpdateSet(answer),
    )
    .execute();
  await record(ctx, {
    kind: input.isSame ? 'person.on-call-set' : 'person.on-call-declined',
    incidentId: incident.id,
    subjectId: input.personId,
    after: { personIds: [input.personId], names: [person.name] },
  });
});

/** The answers about merged people are kept. */
export async function joinOnCallAnswers(
  ctx: Context,
  { into, from }: { into: string; from: string },
): Promise<void> {
  const rows = await ctx.db
    .deleteFrom('on_call_match')
    .where('person_id', '=', from)
    .returningAll()
    .execute();
  if (rows.length === 0) return;
  await ctx.db
    .insertInto('on_call_match')
    .values(rows.map((row) => ({ ...row, person_id: into })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
