import { DomainError } from '@debrief/contract';
import { sql, type Selectable } from 'kysely';
import { incidentIdsSeenBy } from '../access/index.ts';
import { accountById } from '../account/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { listPersonIds } from '../identity/index.ts';
import type { InterviewTables } from './tables.ts';

export type InterviewRow = Selectable<InterviewTables['interview']>;
export type LineRow = Selectable<InterviewTables['interview_line']>;
export type QuoteRow = Selectable<InterviewTables['interview_quote']>;

export const noInterview = () => new DomainError('not-found', 'Interview not found.');
export const noQuote = () => new DomainError('not-found', 'Quote not found.');

const noAccountId = '00000000-0000-0000-0000-000000000000';

/**
 * The interviews that the actor reads: those that they lead or take notes in, of incidents that they
 * can see. The only place that decides this; the operator, jobs and the system read none.
 */
export function readableInterviews(ctx: Context) {
  const accountId = getAccountId(ctx.actor) ?? noAccountId;
  return ctx.db
    .selectFrom('interview')
    .selectAll('interview')
    .where('interview.incident_id', 'in', incidentIdsSeenBy(ctx))
    .where((eb) =>
      eb.or([
        eb('interview.scribe', '=', accountId),
        sql<boolean>`${accountId}::uuid = any(interview.interviewers)`,
      ]),
    );
}

/** Errors: `not-found`, also for interviews of others. */
export async function interviewById(ctx: Context, id: string): Promise<InterviewRow> {
  const row = await readableInterviews(ctx).where('interview.id', '=', id).executeTakeFirst();
  if (!row) throw noInterview();
  return row;
}

/** Like `interviewById`, locked to the end of the transaction: its verbs wait for each other. */
export async function lockInterview(ctx: Context, id: string): Promise<InterviewRow> {
  const row = await readableInterviews(ctx)
    .where('interview.id', '=', id)
    .forUpdate('interview')
    .executeTakeFirst();
  if (!row) throw noInterview();
  return row;
}

/**
 * Who is interviewed and quoted, as the caller has checked: an account has the people with its email
 * address, a guest link has one person. Null is every incident that the actor can see.
 */
export interface QuotedPerson {
  personIds: readonly string[];
  accountId: string | null;
  incidentId: string | null;
}

/** The actor as someone who is interviewed; null for one without an account. */
export async function findQuotedSelf(ctx: Context): Promise<QuotedPerson | null> {
  const accountId = getAccountId(ctx.actor);
  if (accountId === null) return null;
  const { email } = await accountById(ctx, accountId);
  return { personIds: await listPersonIds(ctx, email), accountId, incidentId: null };
}

/** The interviews with a person. */
export function interviewsWith(ctx: Context, { personIds, accountId, incidentId }: QuotedPerson) {
  return ctx.db
    .selectFrom('interview')
    .selectAll('interview')
    .where((eb) =>
      eb.or([
        eb('interview.account_id', '=', accountId ?? noAccountId),
        eb('interview.person_id', 'in', [noAccountId, ...personIds]),
      ]),
    )
    .where(
      'interview.incident_id',
      'in',
      incidentId === null ? incidentIdsSeenBy(ctx) : [incidentId],
    );
}

/** The people of the record that the actor quoted in interviews. */
export async function listPersonIdsQuoted(ctx: Context, incidentId: string): Promise<string[]> {
  const rows = await readableInterviews(ctx)
    .innerJoin('interview_quote', 'interview_quote.interview_id', 'interview.id')
    .where('interview.incident_id', '=', incidentId)
    .execute();
  return rows.flatMap(({ person_id: id }) => id ?? []);
}

/** Those that the person sees: they have a time, or words were sent. */
export function interviewsShownTo(ctx: Context, person: QuotedPerson) {
  return interviewsWith(ctx, person).where((eb) =>
    eb.or([
      eb('interview.state', '<>', 'proposed'),
      eb.exists(
        eb
          .selectFrom('interview_quote')
          .select('interview_quote.id')
          .whereRef('interview_quote.interview_id', '=', 'interview.id'),
      ),
    ]),
  );
}

export async function loadLines(ctx: Context, interviewId: string): Promise<LineRow[]> {
  return ctx.db
    .selectFrom('interview_line')
    .selectAll()
    .where('interview_id', '=', interviewId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

export async function loadQuotes(
  ctx: Context,
  interviewIds: readonly string[],
): Promise<QuoteRow[]> {
  if (interviewIds.length === 0) return [];
  return ctx.db
    .selectFrom('interview_quote')
    .selectAll()
    .where('interview_id', 'in', [...interviewIds])
    .orderBy('id')
    .execute();
}

/** Errors: `conflict` for another version. */
export function refuseStale(row: { version: number }, version: number): void {
  if (row.version !== version)
    throw new DomainError('conflict', 'It changed while you were editing. Load it again.');
}
