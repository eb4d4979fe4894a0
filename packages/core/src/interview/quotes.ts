import {
  AnswerQuote,
  DomainError,
  OfQuote,
  SendQuote,
  type Interview,
  type InterviewQuote,
  type OwnInterview,
} from '@debrief/contract';
import { refusePromoted, sendableForm } from '@debrief/rules/interview';
import type { z } from 'zod';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { verb } from '../verb.ts';
import { findLine, authorizeNotes } from './lines.ts';
import { presentInterview, presentQuotes, presentSummaries } from './present.ts';
import {
  findQuotedSelf,
  interviewsShownTo,
  interviewsWith,
  loadQuotes,
  noQuote,
  refuseStale,
  type InterviewRow,
  type QuotedPerson,
  type QuoteRow,
} from './rows.ts';

/** Sends the words of a line to the person. Errors: `invalid` for one off the record, `not-found`. */
export const sendQuote = verb(SendQuote, async (ctx, { id, lineId }): Promise<Interview> => {
  const row = await authorizeNotes(ctx, id);
  const line = await findLine(ctx, row.id, lineId);
  if (!line) throw new DomainError('not-found', 'Line not found.');
  const form = sendableForm(line.kind);
  if (row.person_id === null && row.account_id === null)
    throw new DomainError(
      'invalid',
      `${row.name} is not a person of the record, so they can't approve words here.`,
    );
  await ctx.db
    .insertInto('interview_quote')
    .values({
      id: ctx.ids.next(),
      interview_id: row.id,
      line_id: line.id,
      form,
      text: line.text,
      state: 'sent',
      sent_at: ctx.clock.now(),
      answered_at: null,
      evidence_id: null,
    })
    .onConflict((conflict) => conflict.column('line_id').doNothing())
    .execute();
  return presentInterview(ctx, row);
});

/** Removes a quote that was sent. Errors: `invalid` for one in the record, `not-found`. */
export const removeQuote = verb(OfQuote, async (ctx, { id, quoteId }): Promise<Interview> => {
  const row = await authorizeNotes(ctx, id);
  const { quote } = await findQuote(ctx, row, quoteId);
  refusePromoted(quote);
  await ctx.db.deleteFrom('interview_quote').where('id', '=', quoteId).execute();
  return presentInterview(ctx, row);
});

/** Errors: `not-found`. */
export async function findQuote(
  ctx: Context,
  interview: InterviewRow,
  quoteId: string,
): Promise<{ row: QuoteRow; quote: InterviewQuote }> {
  const rows = (await loadQuotes(ctx, [interview.id])).filter(({ id }) => id === quoteId);
  const [found] = await presentQuotes(ctx, interview.incident_id, rows);
  if (!found) throw noQuote();
  return found;
}

/** What was not promoted is deleted, and its lines are off the record from now on. */
export async function dropUnpromoted(
  ctx: Context,
  interviewId: string,
  quoteId?: string,
): Promise<void> {
  const dropped = await ctx.db
    .deleteFrom('interview_quote')
    .where('interview_id', '=', interviewId)
    .where('evidence_id', 'is', null)
    .$if(quoteId !== undefined, (query) => query.where('id', '=', quoteId ?? ''))
    .returning('line_id')
    .execute();
  if (dropped.length > 0)
    await ctx.db
      .updateTable('interview_line')
      .set((eb) => ({ kind: 'off-record', version: eb('version', '+', 1) }))
      .where(
        'id',
        'in',
        dropped.map(({ line_id }) => line_id),
      )
      .execute();
}

/** The interviews with the actor, with their quotes. Errors: none. */
export async function listOwnInterviews(ctx: Context): Promise<{ items: OwnInterview[] }> {
  const self = await findQuotedSelf(ctx);
  if (!self) return { items: [] };
  const rows = await interviewsShownTo(ctx, self)
    .orderBy('interview.starts_at', (order) => order.desc().nullsLast())
    .orderBy('interview.id')
    .limit(mostOwn)
    .execute();
  const quotes = await loadQuotes(
    ctx,
    rows.map(({ id }) => id),
  );
  const items: OwnInterview[] = [];
  for (const { person: _, ...summary } of await presentSummaries(ctx, rows)) {
    const row = rows.find(({ id }) => id === summary.id);
    if (!row) continue;
    const own = quotes.filter(({ interview_id }) => interview_id === row.id);
    const shown = await presentQuotes(ctx, row.incident_id, own);
    items.push({ ...summary, consent: row.consent, quotes: shown.map(({ quote }) => quote) });
  }
  return { items };
}

const mostOwn = 200;

/** The quotes of a person. The caller has checked that the actor is this person. */
export async function listQuotesFrom(
  ctx: Context,
  person: QuotedPerson,
): Promise<{ items: InterviewQuote[] }> {
  const interviews = await interviewsWith(ctx, person).execute();
  const rows = await loadQuotes(
    ctx,
    interviews.map(({ id }) => id),
  );
  const items: InterviewQuote[] = [];
  for (const { id, incident_id } of interviews) {
    const own = rows.filter(({ interview_id }) => interview_id === id);
    items.push(...(await presentQuotes(ctx, incident_id, own)).map(({ quote }) => quote));
  }
  return { items };
}

/** Approves, changes or withdraws a quote of the actor. Errors: as `answerQuoteFor`. */
export const answerQuote = verb(
  AnswerQuote,
  async (ctx, input): Promise<{ items: OwnInterview[] }> => {
    const self = await findQuotedSelf(ctx);
    if (!self) throw noQuote();
    const { incident_id } = await answerQuoteFor(ctx, self, input);
    await authorize(ctx, 'comment:write', incidentByRef(ctx, incident_id));
    return listOwnInterviews(ctx);
  },
);

/**
 * Approves, changes or withdraws a quote of a person, in the caller's transaction. The caller has
 * checked that the actor is this person. A withdrawn quote is deleted and its line is off the record.
 * Errors: `not-found` for a quote of someone else, `invalid` for words that are in the record,
 * `conflict` for another version.
 */
export async function answerQuoteFor(
  ctx: Context,
  person: QuotedPerson,
  { id, version, answer, text }: z.output<typeof AnswerQuote>,
): Promise<InterviewRow> {
  const interview = await interviewsWith(ctx, person)
    .innerJoin('interview_quote', 'interview_quote.interview_id', 'interview.id')
    .where('interview_quote.id', '=', id)
    .forUpdate('interview')
    .executeTakeFirst();
  if (!interview) throw noQuote();
  const { row, quote } = await findQuote(ctx, interview, id);
  refusePromoted(quote);
  refuseStale(row, version);
  if (answer === 'withdraw') await dropUnpromoted(ctx, interview.id, id);
  else
    await ctx.db
      .updateTable('interview_quote')
      .set({
        ...(answer === 'change'
          ? { text: needText(text), state: 'changed' }
          : { state: 'approved' }),
        answered_at: ctx.clock.now(),
        version: row.version + 1,
      })
      .where('id', '=', id)
      .execute();
  return interview;
}

function needText(text: string | undefined): string {
  if (text !== undefined) return text;
  const message = 'Write what you would like to say.';
  throw new DomainError('invalid', message, { issues: [{ at: 'text', message }] });
}
