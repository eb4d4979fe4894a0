import type { ActorRef, Entry, EntryType, Evidence } from '@debrief/contract';
import { asInputs, toCitation, toEventTitle, type Quote } from '../evidence/cite/index.ts';
import { keepDraft } from '../../data/draft.ts';
import { blankEntry } from './blank.ts';
import { listFields } from './fields.ts';
import { toForm } from './form.ts';
import { draftPlace } from './use-entry-draft.ts';

/** Who writes down, when and where: passed in, so that what the screen guesses can be tested. */
interface Writer {
  incident: { id: string };
  actor: ActorRef;
  nowMs: number;
  newId: () => string;
}

/** What one key makes of items of the record (in order of time), or of quoted words: an entry with their first words, and what to send for it. */
export function entryFrom(
  type: EntryType,
  items: readonly Evidence[],
  quote: Quote | null,
  by: Writer,
): { guess: Entry; given: Record<string, unknown> } | null {
  const [first] = items;
  if (!first) return null;
  const citations = items.map((item) => toCitation(item, quote, by.newId));
  const statement = toEventTitle(
    quote ? first.text.slice(quote.start, quote.end) : first.text,
    `Untitled ${type}`,
  );
  const nowIso = new Date(by.nowMs).toISOString();
  const { id: incidentId } = by.incident;
  const { occurredAt: at, precision } = first;
  const guess = blankEntry(type, {
    id: by.newId(),
    incidentId,
    actor: by.actor,
    nowIso,
    at,
    precision,
    statement,
    citations,
  });
  return { guess, given: { statement, citations: asInputs({ citations }) } };
}

/** What could not be saved is kept as the draft of a new entry, which the editor opens with. */
export function keepAsDraft(
  ref: string,
  guess: Entry,
  items: readonly Evidence[],
  zone: string,
): void {
  const form = toForm(
    { ...guess, citations: items.map((item) => toCitation(item, null, () => crypto.randomUUID())) },
    zone,
  );
  const base = {
    text: Object.fromEntries(
      listFields(guess.type).map((field) => [field.name, form.text[field.name] ?? '']),
    ),
    citations: [],
  };
  keepDraft(draftPlace(ref, `new-${guess.type}`), { base, version: 0, form });
}
