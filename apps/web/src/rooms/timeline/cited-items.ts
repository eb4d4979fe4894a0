import type { Citation, Finding, TimelineEvent } from '@debrief/contract';
import type { CitedMark } from '../evidence/record/index.ts';
import { listCitations } from '../investigation/index.ts';

interface Mark {
  number: number;
  events: CitedMark['events'][number][];
  findings: CitedMark['findings'][number][];
  quotes: { evidenceId: string; start: number; end: number }[];
}

/**
 * For each cited item its number, the quoted parts, and the events and findings that cite it, for
 * display in the record.
 */
export function mapCitedItems(
  events: readonly TimelineEvent[],
  findings: readonly Finding[],
  numbers: ReadonlyMap<string, number>,
): Map<string, CitedMark> {
  const marks = new Map<string, Mark>();
  const getMark = (itemId: string) => {
    const mark = marks.get(itemId) ?? {
      number: numbers.get(itemId) ?? 0,
      events: [],
      findings: [],
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
  for (const finding of findings) {
    for (const itemId of listItemIds(listCitations(finding)))
      getMark(itemId).findings.push({
        id: finding.id,
        title: finding.statement,
        type: finding.type,
      });
    quote(listCitations(finding));
  }
  return marks;
}

function listItemIds(citations: readonly Citation[]): Set<string> {
  return new Set(citations.map((citation) => citation.itemId));
}

/** The cited items in time order, for moving between them. */
export function listCitedPlaces(
  events: readonly TimelineEvent[],
  findings: readonly Finding[],
): { itemId: string; atMs: number }[] {
  const citations = [
    ...events.flatMap((event) => event.citations),
    ...findings.flatMap(listCitations),
  ];
  const places = new Map(
    citations.map((citation) => [citation.itemId, Date.parse(citation.occurredAt)] as const),
  );
  return [...places]
    .map(([itemId, atMs]) => ({ itemId, atMs }))
    .toSorted((a, b) => a.atMs - b.atMs);
}
