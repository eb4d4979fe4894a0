import type { TimelineEvent } from '@debrief/contract';
import type { CitedMark } from '../evidence/record/index.ts';

/** For each cited item its number and the events that cite it: what the record shows beside the item. */
export function citedByItem(events: readonly TimelineEvent[], numbers: ReadonlyMap<string, number>): Map<string, CitedMark> {
  const marks = new Map<string, { number: number; events: { id: string; title: string }[]; quotes: { evidenceId: string; start: number; end: number }[] }>();
  for (const event of events) {
    for (const itemId of new Set(event.citations.map((citation) => citation.itemId))) {
      const mark = marks.get(itemId) ?? { number: numbers.get(itemId) ?? 0, events: [], quotes: [] };
      mark.events.push({ id: event.id, title: event.title });
      for (const { itemId: of, evidenceId, quoteStart, quoteEnd } of event.citations) {
        if (of === itemId && quoteStart !== null && quoteEnd !== null) mark.quotes.push({ evidenceId, start: quoteStart, end: quoteEnd });
      }
      marks.set(itemId, mark);
    }
  }
  return marks;
}

/** The cited items in order of their time, for going from one to the next. */
export function citedPlaces(events: readonly TimelineEvent[]): { itemId: string; atMs: number }[] {
  const places = new Map(events.flatMap((event) => event.citations.map((citation) => [citation.itemId, Date.parse(citation.occurredAt)] as const)));
  return [...places].map(([itemId, atMs]) => ({ itemId, atMs })).toSorted((a, b) => a.atMs - b.atMs);
}
