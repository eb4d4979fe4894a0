import type { Evidence } from '@debrief/contract';
import { LiveKind } from '@debrief/contract';
import { findingLooks } from '../../ui/finding-shape.tsx';
import { eventTypeLooks } from '../../ui/event-type.tsx';
import type { CiteAttrs } from './schema/nodes.ts';
import { shortenText, type Targets } from './use-targets.ts';
import { liveBlockTexts } from './live/live-block-texts.ts';

export interface Found {
  key: string;
  what: string;
  words: string;
  at: string | null;
  by: string;
  insert: { type: 'cite'; attrs: CiteAttrs } | { type: 'live'; kind: LiveKind };
  /** For citing words of it. */
  evidence?: Evidence;
}

const mostClaims = 6;

function has(text: string, words: readonly string[]): boolean {
  const plain = text.toLocaleLowerCase('en');
  return words.every((word) => plain.includes(word));
}

export function findClaims(
  targets: Targets,
  query: string,
  numbered: (attrs: CiteAttrs) => number,
): Found[] {
  const words = query.toLocaleLowerCase('en').split(/\s+/).filter(Boolean);
  const cite = (target: CiteAttrs['target'], targetId: string): CiteAttrs => ({
    target,
    targetId,
    quoteStart: null,
    quoteEnd: null,
  });
  const events = [...targets.events.values()]
    .filter((event) =>
      has(`${eventTypeLooks[event.type].label} ${event.title} ${event.text}`, words),
    )
    .map((event): Found => ({
      key: event.id,
      what: `Event, ${eventTypeLooks[event.type].label.toLowerCase()}`,
      words: shortenText(event.title),
      at: event.at,
      by: '',
      insert: { type: 'cite', attrs: cite('event', event.id) },
    }));
  const findings = [...targets.findings.values()]
    .filter((finding) => has(`${findingLooks[finding.type].label} ${finding.statement}`, words))
    .map((finding): Found => ({
      key: finding.id,
      what: findingLooks[finding.type].label,
      words: shortenText(finding.statement),
      at: finding.at,
      by: '',
      insert: { type: 'cite', attrs: cite('finding', finding.id) },
    }));
  // Already cited evidence comes last: people more often cite something new.
  const isUsed = ({ insert }: Found) =>
    insert.type === 'cite' && numbered(insert.attrs) > 0 ? 1 : 0;
  const most = words.length === 0 ? 4 : mostClaims;
  return [
    ...events
      .slice(0, most * 2)
      .toSorted((a, b) => isUsed(a) - isUsed(b))
      .slice(0, most),
    ...findings.slice(0, most),
  ];
}

export function toEvidenceItems(items: readonly Evidence[]): Found[] {
  return items.map((item) => ({
    key: item.id,
    what: 'Evidence',
    words: shortenText(item.text) || '(no text)',
    at: item.occurredAt,
    by: item.author?.name ?? item.streamName,
    insert: {
      type: 'cite',
      attrs: { target: 'evidence', targetId: item.id, quoteStart: null, quoteEnd: null },
    },
    evidence: item,
  }));
}

export function findBlocks(query: string): Found[] {
  const words = query.toLocaleLowerCase('en').split(/\s+/).filter(Boolean);
  return LiveKind.options
    .filter((kind) =>
      has(`${kind} ${liveBlockTexts[kind].name} ${liveBlockTexts[kind].hint}`, words),
    )
    .map((kind) => ({
      key: kind,
      what: 'Live block',
      words: liveBlockTexts[kind].name,
      at: null,
      by: liveBlockTexts[kind].hint,
      insert: { type: 'live', kind },
    }));
}

/**
 * Converts offsets in a text field, which counts every line break as one, to offsets in the raw
 * text.
 */
export function rawOffset(raw: string, offset: number): number {
  let seen = 0;
  let at = 0;
  while (at < raw.length && seen < offset) {
    at += raw[at] === '\r' && raw[at + 1] === '\n' ? 2 : 1;
    seen += 1;
  }
  return at;
}
