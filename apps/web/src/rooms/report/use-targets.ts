import type { Citation, Entry, TimelineEvent } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queries } from '../../data/queries.ts';
import { entryLooks } from '../../ui/entry-shape.tsx';
import { markers } from '../../ui/marker.tsx';
import { listCitations } from '../investigation/index.ts';
import type { CiteAttrs } from './schema/nodes.ts';
import type { CiteWords } from './writing/cite-view.ts';

/** What a report can point to, as far as the reader may see it. */
export interface Targets {
  events: ReadonlyMap<string, TimelineEvent>;
  entries: ReadonlyMap<string, Entry>;
  /** Evidence that an event or entry cites, by its id. */
  cited: ReadonlyMap<string, Citation>;
  isRead: boolean;
}

export function useTargets(ref: string): Targets {
  const { data: timeline } = useQuery(queries.timeline(ref));
  const { data: investigation } = useQuery(queries.investigation(ref));
  return useMemo(() => {
    const [events, entries] = [timeline?.events ?? [], investigation?.entries ?? []];
    const citations = [
      ...events.flatMap((event) => event.citations),
      ...entries.flatMap(listCitations),
    ];
    return {
      events: new Map(events.map((event) => [event.id, event])),
      entries: new Map(entries.map((entry) => [entry.id, entry])),
      cited: new Map(citations.map((citation) => [citation.evidenceId, citation])),
      isRead: timeline !== undefined && investigation !== undefined,
    };
  }, [timeline, investigation]);
}

const shortest = 90;
export function shortenText(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > shortest ? `${line.slice(0, shortest - 1).toWellFormed()}…` : line;
}

/** The words of a chip for those who hear it; whether what it points to is there for the reader. */
export function describeTarget(targets: Targets, { target, targetId }: CiteAttrs): CiteWords {
  if (target === 'event') {
    const event = targets.events.get(targetId);
    return event
      ? { label: `${markers[event.marker].label}, ${shortenText(event.title)}`, isGone: false }
      : describeMissing(targets, 'an event');
  }
  if (target === 'entry') {
    const entry = targets.entries.get(targetId);
    return entry
      ? { label: `${entryLooks[entry.type].label}, ${shortenText(entry.statement)}`, isGone: false }
      : describeMissing(targets, 'an entry');
  }
  const citation = targets.cited.get(targetId);
  return {
    label: citation
      ? `${citation.authorName ?? citation.streamName}: ${shortenText(citation.quote)}`
      : 'evidence',
    isGone: false,
  };
}

function describeMissing({ isRead }: Targets, what: string): CiteWords {
  return isRead
    ? { label: `${what} that was removed, or that you may not see`, isGone: true }
    : { label: '', isGone: false };
}
