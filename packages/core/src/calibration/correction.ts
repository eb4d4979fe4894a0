import { createHash } from 'node:crypto';
import type { CitationRow } from '@debrief/rules/citation';
import { finish } from '@debrief/readers';
import type { Context } from '../context.ts';
import { checkCitations, importDelivery, listImportedItems } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import type { Proposal } from './proposals.ts';
import type { AnswerRow } from './rows.ts';

const source = { kind: 'calibration', key: 'calibration', name: 'Calibration, confirmed' };

/**
 * Adds what someone said about an entry to the record, as theirs and at the time of their answer, so
 * that the entry can cite who said so. It is a document: written afterwards, it changes nothing of
 * what was known when. A correction keeps the words before and after.
 */
export async function citeAnswer(
  ctx: Context,
  incident: IncidentRow,
  person: { personId: string; name: string },
  answer: AnswerRow,
  proposal: Proposal,
): Promise<CitationRow> {
  const { text } = answer;
  const author = { key: person.personId, name: person.name, email: null, isBot: false };
  const fields = { before: answer.title, after: proposal.title };
  const record = finish({
    place: 'calibration',
    stream: { key: incident.id, name: 'Calibration' },
    key: answer.id,
    kind: 'document',
    occurredAt: answer.answered_at,
    untilAt: null,
    precision: 'exact',
    zoneOffset: null,
    author,
    text,
    repliesTo: null,
    reactions: [],
    details: answer.verdict === 'corrected' ? { fields } : {},
    marks: [],
    payload: text,
    change: 'present',
  });
  const { id } = await importDelivery(ctx, {
    incidentId: incident.id,
    name: `Calibration by ${person.name}`,
    source,
    contentHash: createHash('sha256').update(text).digest('hex'),
    bytes: Buffer.byteLength(text),
    format: 'text-log',
    reads: [{ type: 'record', record }],
    writer: { key: author.key, name: person.name, personId: person.personId },
  });
  const [item] = await listImportedItems(ctx, id);
  const evidenceId = item?.evidenceId ?? '';
  const [row] = (await checkCitations(ctx, incident.id, [{ evidenceId }])).rows;
  if (!row) throw new Error('A correction was not stored.');
  return row;
}
