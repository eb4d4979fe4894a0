import type { Citation, Entry, TimelineEvent } from '@debrief/contract';
import type { CitedMark } from '../evidence/record/index.ts';
import { listCitations } from '../investigation/index.ts';

interface Mark {
  number: number;
  events: CitedMark['events'][number][];
  entries: CitedMark['entries'][number][];
  quotes: { evidenceId: string; start: number; end: number }[];
}

/** For each cited item its number, what of it is quoted, and the events and entries that cite it: what the record shows beside the item. */
export function citedByItem(
  events: readonly TimelineEvent[],
  entries: readonly Entry[],
  numbers: ReadonlyMap<string, number>,
): Map<string, CitedMark> {
  const marks = new Map<string, Mark>();
  const getMark = (itemId: string) => {
    const mark = marks.get(itemId) ?? {
      number: numbers.get(itemId) ?? 0,
      events: [],
      entries: [],
      quotes: [],
    };
    marks.set(itemId, mark);
    return mark;
  };
  const quote = (citations: readonly Citation[]) => {
    for (const { itemId, evidenceId, quoteStart, quoteEnd } of citations) {
      if (quoteStart !== null && quoteEnd !== null)
        getMark(itemId).quotes.push({ evidenceId, start: quoteStart, end: quoteEnd });
    }
  };
  for (const event of events) {
    for (const itemId of listItemIds(event.citations))
      getMark(itemId).events.push({ id: event.id, title: event.title });
    quote(event.citations);
  }
  for (const entry of entries) {
    for (const itemId of listItemIds(listCitations(entry)))
      getMark(itemId).entries.push({ id: entry.id, title: entry.statement, type: entry.type });
    quote(listCitations(entry));
  }
  return marks;
}

function listItemIds(citations: readonly Citation[]): Set<string> {
  return new Set(citations.map((citation) => citation.itemId));
}

/** The cited items in order of their time, for going from one to the next. */
export function citedPlaces(
  events: readonly TimelineEvent[],
  entries: readonly Entry[],
): { itemId: string; atMs: number }[] {
  const citations = [
    ...events.flatMap((event) => event.citations),
    ...entries.flatMap(listCitations),
  ];
  const places = new Map(
    citations.map((citation) => [citation.itemId, Date.parse(citation.occurredAt)] as const),
  );
  return [...places]
    .map(([itemId, atMs]) => ({ itemId, atMs }))
    .toSorted((a, b) => a.atMs - b.atMs);
}
