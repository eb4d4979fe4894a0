import type { Citation, CitationInput, Evidence } from '@debrief/contract';

/** A range of an item's raw text, in UTF-16 units. */
export interface Quote {
  start: number;
  end: number;
}

/** A citation as the server will return it after saving. */
export function toCitation(item: Evidence, quote: Quote | null, newId: () => string): Citation {
  return {
    id: newId(),
    evidenceId: item.id,
    itemId: item.itemId,
    quoteStart: quote?.start ?? null,
    quoteEnd: quote?.end ?? null,
    stance: 'supports',
    quote: quote ? item.text.slice(quote.start, quote.end) : item.text.slice(0, 280),
    kind: item.kind,
    streamName: item.streamName,
    authorName: item.author?.name ?? null,
    occurredAt: item.occurredAt,
    clockOffsetMs: item.clockOffsetMs,
    knownAt: item.knownAt ?? item.occurredAt,
    revisedAt: item.revision > 1 ? item.recordedAt : null,
    precision: item.precision,
    zoneOffset: item.zoneOffset,
    hasChangedSince: false,
    redacted: item.redactions.at(-1)?.kind ?? null,
  };
}

const titleLength = 120;

/** The title that the server will give an event, so that it does not change on screen. */
export function toEventTitle(words: string, otherwise = 'Untitled event'): string {
  const line = words.trim().split('\n', 1)[0]?.trim() ?? '';
  if (line.length <= titleLength) return line || otherwise;
  const cut = line.slice(0, titleLength - 1).toWellFormed();
  const space = cut.lastIndexOf(' ');
  return `${space > titleLength / 2 ? cut.slice(0, space) : cut}…`;
}

export function uniqueCitations(citations: readonly Citation[]): Citation[] {
  const toCitationKey = (one: CitationInput) =>
    [one.evidenceId, one.quoteStart, one.quoteEnd, one.stance].join(' ');
  return [...new Map(citations.map((one) => [toCitationKey(one), one])).values()];
}

export function toCitationInputs({
  citations,
}: {
  citations: readonly Citation[];
}): CitationInput[] {
  return citations.map(({ evidenceId, quoteStart, quoteEnd, stance }) => ({
    evidenceId,
    quoteStart,
    quoteEnd,
    stance,
  }));
}

/**
 * Numbers the cited evidence across all claims, in order of first citation. An item keeps one
 * number however often it is cited, so that the record can show the same number.
 */
export function citationNumbers(
  claims: readonly { citations: readonly Citation[] }[],
): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const claim of claims)
    for (const citation of claim.citations)
      if (!numbers.has(citation.itemId)) numbers.set(citation.itemId, numbers.size + 1);
  return numbers;
}

/** The order of claims: by time, then by creation. */
export function sortByTime<T extends { at: string; createdAt: string; id: string }>(
  claims: readonly T[],
): T[] {
  return claims.toSorted(
    (a, b) =>
      Date.parse(a.at) - Date.parse(b.at) ||
      a.createdAt.localeCompare(b.createdAt) ||
      a.id.localeCompare(b.id),
  );
}
