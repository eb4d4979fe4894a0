import type { ActorRef, Finding, FindingType, Incident } from '@debrief/contract';
import { maskEvent } from '@debrief/rules/known';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { nowMs } from '../../clock.ts';
import { queries } from '../../data/queries.ts';
import { citationNumbers } from '../evidence/cite/index.ts';
import { useMaskedItems } from '../../ui/known-time.tsx';
import { blankFinding, listCitations } from './blank-finding.ts';
import type { FindingPlace } from './finding-place.ts';
import { useInvestigation } from './use-investigation.ts';

/**
 * One numbering for the timeline and the investigation: events first, so that their numbers do not
 * change when a finding is added.
 */
export function claimNumbers(
  events: readonly { citations: Finding['citations'] }[],
  findings: readonly Finding[],
): Map<string, number> {
  return citationNumbers([
    ...events,
    ...findings.map((finding) => ({ citations: listCitations(finding) })),
  ]);
}

export function useFindingPlace(incident: Incident) {
  const investigation = useInvestigation(incident);
  const navigate = useNavigate();
  const { data: timeline } = useQuery(queries.timeline(incident.ref));
  const { data: session } = useQuery(queries.session());
  const events = useMaskedItems(timeline?.events ?? null, maskEvent);
  const numbers = useMemo(
    () => claimNumbers(events ?? [], investigation.findings ?? []),
    [events, investigation.findings],
  );
  const place: FindingPlace = {
    incident,
    investigation,
    numbers,
    onShowItem: (item) =>
      void navigate({ to: '/incidents/$ref', params: { ref: incident.ref }, search: { item } }),
  };
  const began = events?.[0]?.at;
  const blank = (type: FindingType): Finding =>
    newFinding(type, incident, session?.actor ?? { type: 'account', id: null, name: 'You' }, began);
  return { place, blank };
}

/** An empty finding, with the incident's start time if that is known. */
export function newFinding(
  type: FindingType,
  incident: Incident,
  actor: ActorRef,
  at: string | undefined,
): Finding {
  const nowIso = new Date(nowMs()).toISOString();
  return blankFinding(type, {
    id: 'new',
    incidentId: incident.id,
    actor,
    nowIso,
    at: at ?? nowIso,
    precision: 'about',
    statement: '',
    citations: [],
  });
}
