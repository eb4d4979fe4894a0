import type { InterviewSummary } from '@debrief/contract';
import { archivedIncidentIds } from '../access/index.ts';
import type { Context } from '../context.ts';
import { presentSummaries } from './present.ts';
import { findQuotedSelf, interviewsWith, loadQuotes, readableInterviews } from './rows.ts';

interface Waits {
  summary: InterviewSummary;
  since: Date;
}

const most = 20;

/** The interviews that the actor leads or takes notes in and that were not held, the next one first. */
export async function listScheduledInterviews(ctx: Context): Promise<Waits[]> {
  return toWaits(ctx, readableInterviews(ctx).where('interview.state', '=', 'scheduled'));
}

/** The interviews with the actor that are still to come. */
export async function listOwnAppointments(ctx: Context): Promise<Waits[]> {
  const self = await findQuotedSelf(ctx);
  if (!self) return [];
  const query = interviewsWith(ctx, self)
    .where('interview.state', '=', 'scheduled')
    .where('interview.starts_at', '>', ctx.clock.now());
  return toWaits(ctx, query);
}

/** The interviews with the actor in which words wait for their answer. */
export async function listUnansweredQuotes(ctx: Context): Promise<Waits[]> {
  const self = await findQuotedSelf(ctx);
  if (!self) return [];
  const query = interviewsWith(ctx, self).where((eb) =>
    eb.exists(
      eb
        .selectFrom('interview_quote')
        .select('interview_quote.id')
        .whereRef('interview_quote.interview_id', '=', 'interview.id')
        .where('interview_quote.state', '=', 'sent'),
    ),
  );
  const waits = await toWaits(ctx, query);
  const quotes = await loadQuotes(
    ctx,
    waits.map(({ summary }) => summary.id),
  );
  const sent = quotes.filter(({ state }) => state === 'sent');
  return waits.map(({ summary }) => ({
    summary,
    since: sent
      .filter(({ interview_id }) => interview_id === summary.id)
      .reduce((last, { sent_at }) => (sent_at > last ? sent_at : last), new Date(0)),
  }));
}

async function toWaits(
  ctx: Context,
  query: ReturnType<typeof readableInterviews>,
): Promise<Waits[]> {
  const rows = await query
    .where('interview.incident_id', 'not in', archivedIncidentIds(ctx))
    .orderBy('interview.starts_at')
    .limit(most)
    .execute();
  const since = new Map(rows.map((row) => [row.id, row.updated_at]));
  return (await presentSummaries(ctx, rows)).flatMap((summary) => {
    const at = since.get(summary.id);
    return at ? [{ summary, since: at }] : [];
  });
}
