import {
  type ChangeEvent,
  type EventType,
  type Perspective,
  type Precision,
  type AddEvent,
  DomainError,
} from '@debrief/contract';
import type { z } from 'zod';
import type { CitationRow } from '../citation.ts';
import { readKnownAt } from '../known/confirm.ts';

/**
 * A timeline event with its citations, as stored in its table and in activity; undo restores an
 * earlier one.
 */
export interface EventState {
  id: string;
  title: string;
  text: string;
  at: string;
  until: string | null;
  precision: Precision;
  type: EventType;
  perspective: Perspective;
  recollectionOf: string | null;
  knownAt: string | null;
  citations: CitationRow[];
  isRemoved: boolean;
  version: number;
}

/** What a new event takes from the evidence: its corrected times and its words. */
export interface Cited {
  id: string;
  text: string;
  precision: Precision;
  at: Date;
  until: Date | null;
}

type NewEvent = z.output<typeof AddEvent>;
type Change = z.output<typeof ChangeEvent>;

const titleLength = 120;

/** The first line of a text, as a title of at most 120 characters. */
export function toEventTitle(text: string): string {
  const line = text.trim().split('\n', 1)[0]?.trim() ?? '';
  if (line.length <= titleLength) return line;
  const cut = line.slice(0, titleLength - 1).toWellFormed();
  const space = cut.lastIndexOf(' ');
  return `${space > titleLength / 2 ? cut.slice(0, space) : cut}…`;
}

/**
 * A new event: the given fields, and the rest from the earliest evidence that it cites. Errors:
 * `invalid` without evidence if the time or title is missing.
 */
export function buildEvent(
  input: NewEvent,
  evidence: { rows: CitationRow[]; cited: Cited[] },
  by: { id: string; name: string },
): EventState {
  const [first] = evidence.cited.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const at = input.at ?? first?.at.toISOString();
  const quote = evidence.rows.find(
    (row) => row.evidenceId === first?.id && row.quoteStart !== null,
  );
  const words =
    first && quote
      ? first.text.slice(quote.quoteStart ?? 0, quote.quoteEnd ?? 0)
      : (first?.text ?? '');
  const title = input.title ?? (toEventTitle(words) || (first ? 'Untitled event' : undefined));
  if (!at || !title) {
    const issues = [
      ...(at ? [] : [{ at: 'at', message: 'Enter a time' }]),
      ...(title ? [] : [{ at: 'title', message: 'Enter a title' }]),
    ];
    throw new DomainError('invalid', 'An event without evidence needs a title and a time.', {
      issues,
    });
  }
  return normalizeEvent(
    {
      id: by.id,
      title,
      text: input.text ?? '',
      at: utc(at),
      until: input.until ? utc(input.until) : null,
      precision: input.precision ?? (input.at ? 'exact' : (first?.precision ?? 'exact')),
      type: input.type ?? 'context',
      perspective: input.perspective ?? { type: 'shared' },
      recollectionOf: input.recollectionOf ?? null,
      knownAt: readKnownAt(input.knownAt ?? null, utc(at)),
      citations: evidence.rows,
      isRemoved: false,
      version: 1,
    },
    by.name,
  );
}

/** The event with the changed fields; citations only if they are given. Errors: `invalid`. */
export function applyEventChange(
  event: EventState,
  input: Change,
  citations: CitationRow[] | null,
  byName: string,
): EventState {
  const at = input.at ? utc(input.at) : event.at;
  return normalizeEvent(
    {
      ...event,
      title: input.title ?? event.title,
      text: input.text ?? event.text,
      at,
      until: input.until === undefined ? event.until : input.until && utc(input.until),
      precision: input.precision ?? event.precision,
      type: input.type ?? event.type,
      perspective: input.perspective ?? event.perspective,
      recollectionOf:
        input.recollectionOf === undefined ? event.recollectionOf : input.recollectionOf,
      knownAt: input.knownAt === undefined ? event.knownAt : readKnownAt(input.knownAt, at),
      citations: citations ? keepIds(event.citations, citations) : event.citations,
    },
    byName,
  );
}

/**
 * The first event with everything in the others: earliest start, latest end, every text and
 * citation once.
 */
export function mergeEventStates(events: EventState[], byName: string): EventState {
  const [first, ...others] = events;
  if (!first) throw new DomainError('invalid', 'Select at least two events.');
  const perspectives = new Set(events.map(({ perspective }) => JSON.stringify(perspective)));
  if (perspectives.size > 1)
    throw new DomainError(
      'invalid',
      'These events are different perspectives. Keep them, and add conflicting accounts if they differ.',
    );
  const ends = events.map((event) => event.until ?? event.at);
  const at = events.map((event) => event.at).toSorted()[0] ?? first.at;
  const end = ends.toSorted().at(-1) ?? first.at;
  const texts = [first.text, ...others.flatMap((event) => [event.title, event.text])]
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const citations = events.flatMap((event) => event.citations);
  return normalizeEvent(
    {
      ...first,
      at,
      until: end > at ? end : null,
      text: [...new Set(texts)].join('\n\n'),
      citations: citations.filter(
        (one, index) => citations.findIndex((other) => isSame(one, other)) === index,
      ),
    },
    byName,
  );
}

/**
 * Moves citations into a new event that starts at the first of them. Errors: `invalid` if they are
 * not the event's, or none would be left.
 */
export function split(
  event: EventState,
  part: { id: string; citationIds: readonly string[]; cited: Cited[]; title: string | undefined },
  byName: string,
): [EventState, EventState] {
  const moved = event.citations.filter((one) => part.citationIds.includes(one.id));
  const kept = event.citations.filter((one) => !part.citationIds.includes(one.id));
  if (moved.length !== new Set(part.citationIds).size)
    throw new DomainError('invalid', 'Select citations of this event.', {
      issues: [{ at: 'citationIds', message: 'Not a citation of this event' }],
    });
  if (kept.length === 0)
    throw new DomainError(
      'invalid',
      'Keep at least one citation with the event. You selected all of them.',
    );
  const [first] = part.cited
    .filter((item) => moved.some((one) => one.evidenceId === item.id))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const fresh: EventState = {
    ...event,
    id: part.id,
    title: part.title ?? (toEventTitle(first?.text ?? '') || event.title),
    text: '',
    at: first?.at.toISOString() ?? event.at,
    until: null,
    precision: first?.precision ?? event.precision,
    citations: moved,
    version: 1,
  };
  return [normalizeEvent({ ...event, citations: kept }, byName), normalizeEvent(fresh, byName)];
}

/** An event without evidence says who remembers it. An end never comes before its start. */
function normalizeEvent(event: EventState, byName: string): EventState {
  if (event.until !== null && event.until < event.at) {
    throw new DomainError('invalid', 'The event ends before it starts.', {
      issues: [{ at: 'until', message: 'Enter a time after the start' }],
    });
  }
  const until = event.until === event.at ? null : event.until;
  return {
    ...event,
    until,
    recollectionOf:
      event.citations.length > 0 ? event.recollectionOf : event.recollectionOf || byName,
  };
}

function keepIds(before: CitationRow[], after: CitationRow[]): CitationRow[] {
  return after.map((row) => ({ ...row, id: before.find((one) => isSame(one, row))?.id ?? row.id }));
}

function isSame(one: CitationRow, other: CitationRow): boolean {
  return (
    one.evidenceId === other.evidenceId &&
    one.quoteStart === other.quoteStart &&
    one.quoteEnd === other.quoteEnd &&
    one.stance === other.stance
  );
}

function utc(instant: string): string {
  return new Date(instant).toISOString();
}
