import {
  ChangeInterview,
  DomainError,
  PlanInterview,
  type Interview,
  type InterviewSummary,
} from '@debrief/contract';
import { changeState, defaultConsent } from '@debrief/rules/interview';
import type { z } from 'zod';
import { authorize } from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import { checkOwner } from '../follow-up/index.ts';
import { incidentByRef, lockIncident, type IncidentRow } from '../incident/index.ts';
import { loadParticipants } from '../people/index.ts';
import { verb } from '../verb.ts';
import { presentInterview, presentSummaries } from './present.ts';
import { prepareKept } from './questions.ts';
import { dropUnpromoted } from './quotes.ts';
import {
  findQuotedSelf,
  interviewById,
  interviewsShownTo,
  lockInterview,
  noInterview,
  readableInterviews,
  refuseStale,
  type InterviewRow,
} from './rows.ts';

const mostInterviews = 500;

/** The interviews of an incident that the actor leads or takes notes in. Errors: `not-found`. */
export async function listInterviews(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: InterviewSummary[] }> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const rows = await readableInterviews(ctx)
    .where('interview.incident_id', '=', incident.id)
    .orderBy('interview.starts_at', (order) => order.asc().nullsLast())
    .orderBy('interview.id')
    .execute();
  return { items: await presentSummaries(ctx, rows) };
}

/** Errors: `not-found`, also for interviews of others. */
export async function getInterview(ctx: Context, input: { id: string }): Promise<Interview> {
  return presentInterview(ctx, await interviewById(ctx, input.id));
}

/**
 * Plans an interview, which the actor leads unless others are named. Planning again with the same
 * id changes nothing. Errors: `invalid`, `not-found`, `forbidden`, `conflict` for a taken id.
 */
export const planInterview = verb(PlanInterview, async (ctx, input): Promise<Interview> => {
  const incident = await authorize(ctx, 'incident:write', lockIncident(ctx, input.incident));
  const id = input.id ?? ctx.ids.next();
  const known = await readableInterviews(ctx).where('interview.id', '=', id).executeTakeFirst();
  if (known) return presentInterview(ctx, known);
  const accountId = getAccountId(ctx.actor);
  if (accountId === null)
    throw new DomainError('forbidden', 'Interviews belong to people. Sign in with your account.');
  await refuseTooMany(ctx, incident.id);
  const interviewers = input.interviewers ?? [accountId];
  await checkAccounts(ctx, incident, [...interviewers, ...(input.scribe ? [input.scribe] : [])]);
  const person = await readPerson(ctx, incident, input.person);
  const now = ctx.clock.now();
  const { state, startsAt } = changeState({ state: 'proposed', startsAt: null }, input);
  const row = await ctx.db
    .insertInto('interview')
    .values({
      id,
      incident_id: incident.id,
      ...person,
      interviewers,
      scribe: input.scribe ?? null,
      state,
      starts_at: startsAt === null ? null : new Date(startsAt),
      minutes: input.minutes ?? 45,
      place: input.place ?? '',
      consent: input.consent ?? defaultConsent,
      questions: jsonb(await prepareKept(ctx, incident.id, person.person_id)),
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new DomainError('conflict', 'Use another ID for this interview.');
  return presentInterview(ctx, row);
});

async function refuseTooMany(ctx: Context, incidentId: string): Promise<void> {
  const { count } = await ctx.db
    .selectFrom('interview')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('incident_id', '=', incidentId)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostInterviews)
    throw new DomainError('invalid', `An incident can have ${mostInterviews} interviews at most.`);
}

async function readPerson(
  ctx: Context,
  incident: IncidentRow,
  person: z.output<typeof PlanInterview>['person'],
): Promise<Pick<InterviewRow, 'person_id' | 'account_id' | 'name'>> {
  if ('personId' in person) {
    const participants = await loadParticipants(ctx, incident.id);
    const known = participants.find(({ personId }) => personId === person.personId);
    if (!known) throw new DomainError('not-found', 'Person not found in this incident.');
    return { person_id: known.personId, account_id: null, name: known.name };
  }
  if ('name' in person) return { person_id: null, account_id: null, name: person.name };
  const owner = await checkOwner(ctx, incident, { type: 'account', accountId: person.accountId });
  return { person_id: null, account_id: person.accountId, name: owner?.name ?? '' };
}

/** Errors: `invalid` for an account that can't see the incident. */
async function checkAccounts(ctx: Context, incident: IncidentRow, accountIds: readonly string[]) {
  for (const accountId of new Set(accountIds))
    await checkOwner(ctx, incident, { type: 'account', accountId });
}

/** Changes the time, the place and who asks. Errors: `invalid`, `not-found`, `conflict` for another version. */
export const changeInterview = verb(ChangeInterview, async (ctx, input): Promise<Interview> => {
  const row = await lockInterview(ctx, input.id);
  const incident = await authorize(ctx, 'comment:write', incidentByRef(ctx, row.incident_id));
  refuseStale(row, input.version);
  await checkAccounts(ctx, incident, [
    ...(input.interviewers ?? []),
    ...(input.scribe ? [input.scribe] : []),
  ]);
  const before = { state: row.state, startsAt: row.starts_at?.toISOString() ?? null };
  const { state, startsAt } = changeState(before, input);
  const after = await ctx.db
    .updateTable('interview')
    .set({
      state,
      starts_at: startsAt === null ? null : new Date(startsAt),
      minutes: input.minutes ?? row.minutes,
      place: input.place ?? row.place,
      consent: input.consent ?? row.consent,
      interviewers: input.interviewers ?? row.interviewers,
      scribe: input.scribe === undefined ? row.scribe : input.scribe,
      updated_at: ctx.clock.now(),
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return presentInterview(ctx, after);
});

/**
 * Declines an interview: the person themselves, or who leads it for them. What was not promoted is
 * not sent anymore. Errors: `not-found` for everyone else.
 */
export async function declineInterview(ctx: Context, input: { id: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const self = await findQuotedSelf(ctx);
    const own = self && interviewsShownTo(ctx, self);
    const row =
      (await readableInterviews(ctx).where('interview.id', '=', input.id).executeTakeFirst()) ??
      (await own?.where('interview.id', '=', input.id).executeTakeFirst());
    if (!row) throw noInterview();
    await authorize(ctx, 'comment:write', incidentByRef(ctx, row.incident_id));
    await ctx.db
      .updateTable('interview')
      .set((eb) => ({
        state: 'declined',
        updated_at: ctx.clock.now(),
        version: eb('version', '+', 1),
      }))
      .where('id', '=', row.id)
      .execute();
    await dropUnpromoted(ctx, row.id);
  });
}

/** Deletes an interview with its notes. What is in the record stays. Errors: `not-found`. */
export async function removeInterview(ctx: Context, input: { id: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const row = await lockInterview(ctx, input.id);
    await authorize(ctx, 'comment:write', incidentByRef(ctx, row.incident_id));
    await ctx.db.deleteFrom('interview').where('id', '=', row.id).execute();
  });
}
