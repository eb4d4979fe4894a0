import { DomainError, type AnswerQuote, type CalibrationEntry } from '@debrief/contract';
import type { Context } from '../context.ts';
import { personIdsNow } from '../identity/index.ts';
import { answerQuoteFor, listQuotesFrom, type QuotedPerson } from '../interview/index.ts';
import type { OwnRequest } from './rows.ts';

const prefix = 'quote:';
const answers: Record<string, AnswerQuote['answer']> = {
  confirmed: 'approve',
  corrected: 'change',
  withdrawn: 'withdraw',
};

export const isQuoteEntry = (entry: string): boolean => entry.startsWith(prefix);

/**
 * The person of a request, in its incident only. Their answers are the interview's: no list or count
 * of calibration has them.
 */
async function findQuoted({ request, reader }: OwnRequest): Promise<QuotedPerson> {
  const id = request.person_id;
  return {
    personIds: [id, (await personIdsNow(reader, [id])).get(id) ?? id],
    accountId: request.account_id,
    incidentId: request.incident_id,
  };
}

/**
 * What interviewers sent to the person of a request to approve; never their notes. Words that are in
 * the record are not answered again.
 */
export async function listQuoteEntries(own: OwnRequest): Promise<CalibrationEntry[]> {
  const { items } = await listQuotesFrom(own.reader, await findQuoted(own));
  const open = items.filter(({ promoted }) => promoted === null);
  return open.map(({ id, form, text, state, version }) => ({
    id: `${prefix}${id}`,
    kind: 'quote',
    label: form === 'quote' ? 'Your words in the interview' : 'Fact from your interview',
    title: text,
    text: '',
    at: null,
    precision: null,
    quotes: [],
    seen: String(version),
    answer:
      state === 'sent'
        ? null
        : {
            verdict: state === 'approved' ? 'confirmed' : 'corrected',
            text: '',
            version,
            isStale: false,
            isDecided: false,
          },
  }));
}

/**
 * Approves, changes or withdraws words of an interview. Errors: `not-found` for words of someone
 * else, `invalid` for another answer, `conflict` if they changed.
 */
export async function answerQuoteEntry(
  ctx: Context,
  own: OwnRequest,
  input: { entry: string; seen: string; verdict: string; text: string },
): Promise<CalibrationEntry> {
  const find = async () =>
    (await listQuoteEntries(own)).find(({ id }) => id === input.entry) ?? null;
  const entry = await find();
  if (!entry)
    throw new DomainError('not-found', 'This quote was changed or removed. Reload the page.');
  if (entry.seen !== input.seen)
    throw new DomainError('conflict', 'This quote changed while you were reading it.', {
      current: entry,
    });
  const answer = answers[input.verdict];
  if (!answer) throw new DomainError('invalid', 'Approve, change or withdraw the quote.');
  await answerQuoteFor(ctx, await findQuoted(own), {
    id: input.entry.slice(prefix.length),
    version: Number(entry.seen),
    answer,
    text: input.text === '' ? undefined : input.text,
  });
  const withdrawn = { verdict: 'withdrawn', text: '', version: 0, isStale: false } as const;
  return (await find()) ?? { ...entry, answer: { ...withdrawn, isDecided: true } };
}
