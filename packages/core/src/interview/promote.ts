import { createHash } from 'node:crypto';
import { OfQuote, type Interview, type InterviewQuote } from '@debrief/contract';
import { finish } from '@debrief/readers';
import { refuseUnapproved } from '@debrief/rules/interview';
import { authorize } from '../access/index.ts';
import { accountById } from '../account/index.ts';
import type { Context } from '../context.ts';
import { importDelivery, listImportedItems } from '../evidence/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { verb } from '../verb.ts';
import { authorizeNotes } from './lines.ts';
import { presentInterview } from './present.ts';
import { findQuote } from './quotes.ts';
import type { InterviewRow } from './rows.ts';

const source = { kind: 'interview', key: 'interview', name: 'Interview, confirmed' };

/**
 * Adds words that the person approved to the record, as theirs, at the time of the interview. From
 * then on they are in the record only. Errors: `invalid` before they are approved, `not-found`,
 * `forbidden`.
 */
export const promoteQuote = verb(OfQuote, async (ctx, { id, quoteId }): Promise<Interview> => {
  const row = await authorizeNotes(ctx, id);
  const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, row.incident_id));
  const { quote } = await findQuote(ctx, row, quoteId);
  refuseUnapproved(quote);
  const { id: importId } = await importDelivery(ctx, await toDelivery(ctx, incident, row, quote));
  const [item] = await listImportedItems(ctx, importId);
  if (!item) throw new Error('Promoted words were not stored.');
  await ctx.db
    .updateTable('interview_quote')
    .set({ text: '', evidence_id: item.evidenceId })
    .where('id', '=', quoteId)
    .execute();
  return presentInterview(ctx, row);
});

async function toDelivery(
  ctx: Context,
  incident: IncidentRow,
  row: InterviewRow,
  { id, form, text }: InterviewQuote,
) {
  const account = row.account_id === null ? null : await accountById(ctx, row.account_id);
  const author = {
    key: row.person_id ?? row.account_id ?? row.id,
    name: row.name,
    email: account?.email ?? null,
    isBot: false,
  };
  const now = ctx.clock.now();
  const record = finish({
    place: 'interview',
    stream: { key: incident.id, name: 'Interviews' },
    key: id,
    kind: form === 'quote' ? 'utterance' : 'note',
    occurredAt: row.starts_at !== null && row.starts_at < now ? row.starts_at : now,
    untilAt: null,
    precision: 'minute',
    zoneOffset: null,
    author,
    text,
    repliesTo: null,
    reactions: [],
    details: {},
    marks: [],
    payload: text,
    change: 'present',
  });
  return {
    incidentId: incident.id,
    name: `Interview with ${row.name}`,
    source,
    contentHash: createHash('sha256').update(text).digest('hex'),
    bytes: Buffer.byteLength(text),
    format: 'text-log' as const,
    reads: [{ type: 'record' as const, record }],
    ...(row.person_id !== null && {
      writer: { key: author.key, name: row.name, personId: row.person_id },
    }),
  };
}
