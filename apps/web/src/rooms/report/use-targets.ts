import type { Citation, Finding, TimelineEvent } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queries } from '../../data/queries.ts';
import { findingLooks } from '../../ui/finding-shape.tsx';
import { eventTypeLooks } from '../../ui/event-type.tsx';
import { listCitations } from '../investigation/index.ts';
import type { CiteAttrs } from './schema/nodes.ts';
import type { CiteWords } from './writing/cite-view.ts';

export interface Targets {
  events: ReadonlyMap<string, TimelineEvent>;
  findings: ReadonlyMap<string, Finding>;
  /** Evidence that an event or finding cites, by its id. */
  cited: ReadonlyMap<string, Citation>;
  isRead: boolean;
}

export function useTargets(ref: string): Targets {
  const { data: timeline } = useQuery(queries.timeline(ref));
  const { data: investigation } = useQuery(queries.investigation(ref));
  return useMemo(() => {
    const [events, findings] = [timeline?.events ?? [], investigation?.findings ?? []];
    const citations = [
      ...events.flatMap((event) => event.citations),
      ...findings.flatMap(listCitations),
    ];
    return {
      events: new Map(events.map((event) => [event.id, event])),
      findings: new Map(findings.map((finding) => [finding.id, finding])),
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

/** The label of a chip for screen readers; says whether the reader can see what it cites. */
export function describeTarget(targets: Targets, { target, targetId }: CiteAttrs): CiteWords {
  if (target === 'event') {
    const event = targets.events.get(targetId);
    return event
      ? { label: `${eventTypeLooks[event.type].label}, ${shortenText(event.title)}`, isGone: false }
      : describeMissing(targets, 'an event');
  }
  if (target === 'finding') {
    const finding = targets.findings.get(targetId);
    return finding
      ? {
          label: `${findingLooks[finding.type].label}, ${shortenText(finding.statement)}`,
          isGone: false,
        }
      : describeMissing(targets, 'a finding');
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
    ? { label: `${what} that was removed, or that you can’t see`, isGone: true }
    : { label: '', isGone: false };
}
