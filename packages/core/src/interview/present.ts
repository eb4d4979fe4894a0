import type { EvidencePlace, Interview, InterviewQuote, InterviewSummary } from '@debrief/contract';
import { mayIn } from '../access/index.ts';
import { accountsByIds } from '../account/index.ts';
import type { Context } from '../context.ts';
import { loadIncidentEvidence } from '../evidence/index.ts';
import { incidentsByIds } from '../incident/index.ts';
import { presentQuestions } from './questions.ts';
import { loadLines, loadQuotes, type InterviewRow, type QuoteRow } from './rows.ts';

/** The caller has loaded the interview with `readableInterviews`. */
export async function presentInterview(ctx: Context, row: InterviewRow): Promise<Interview> {
  const [summary] = await presentSummaries(ctx, [row]);
  const incident = (await incidentsByIds(ctx, [row.incident_id])).get(row.incident_id);
  if (!summary || !incident)
    throw new Error('An interview that can be read has a visible incident.');
  const quotes = await presentQuotes(ctx, row.incident_id, await loadQuotes(ctx, [row.id]));
  return {
    ...summary,
    incidentId: row.incident_id,
    consent: row.consent,
    questions: await presentQuestions(ctx, row.incident_id, row.questions),
    lines: (await loadLines(ctx, row.id)).map(({ id, kind, text, at, by_name, version }) => ({
      id,
      kind,
      text,
      at: at.toISOString(),
      by: by_name,
      version,
    })),
    quotes: quotes.map(({ row: { line_id }, quote }) => ({ ...quote, lineId: line_id })),
    version: row.version,
    can: {
      write: row.state !== 'declined' && mayIn(incident, ctx.actor, 'comment:write'),
      promote: mayIn(incident, ctx.actor, 'evidence:import'),
    },
  };
}

/** The caller has loaded them with `readableInterviews` or `interviewsWith`. */
export async function presentSummaries(
  ctx: Context,
  rows: readonly InterviewRow[],
): Promise<InterviewSummary[]> {
  const incidents = await incidentsByIds(
    ctx,
    rows.map(({ incident_id }) => incident_id),
  );
  const ids = rows.flatMap(({ interviewers, scribe }) => [
    ...interviewers,
    ...(scribe ? [scribe] : []),
  ]);
  const names = new Map(
    (await accountsByIds(ctx, [...new Set(ids)])).map(({ id, name }) => [id, name]),
  );
  const toNamed = (accountId: string) => ({ accountId, name: names.get(accountId) ?? '' });
  return rows.flatMap((row): InterviewSummary[] => {
    const incident = incidents.get(row.incident_id);
    if (!incident) return [];
    return [
      {
        id: row.id,
        incidentRef: `INC-${incident.number}`,
        incidentTitle: incident.title,
        person: { personId: row.person_id, accountId: row.account_id, name: row.name },
        state: row.state,
        interviewers: row.interviewers.map(toNamed),
        scribe: row.scribe === null ? null : toNamed(row.scribe),
        startsAt: row.starts_at?.toISOString() ?? null,
        minutes: row.minutes,
        place: row.place,
      },
    ];
  });
}

/** Quotes of interviews about one incident. The words of promoted ones are those of the record. */
export async function presentQuotes(
  ctx: Context,
  incidentId: string,
  rows: readonly QuoteRow[],
): Promise<{ row: QuoteRow; quote: InterviewQuote }[]> {
  const promoted = new Map(
    (
      await loadIncidentEvidence(
        ctx,
        incidentId,
        rows.flatMap(({ evidence_id }) => evidence_id ?? []),
      )
    ).map((item) => [item.id, item]),
  );
  return rows.map((row) => {
    const item = row.evidence_id === null ? undefined : promoted.get(row.evidence_id);
    const place: EvidencePlace | null = item
      ? { evidenceId: item.id, itemId: item.itemId, at: item.at.toISOString() }
      : null;
    return {
      row,
      quote: {
        id: row.id,
        form: row.form,
        text: item?.text ?? row.text,
        state: row.state,
        answeredAt: row.answered_at?.toISOString() ?? null,
        promoted: place,
        version: row.version,
      },
    };
  });
}
