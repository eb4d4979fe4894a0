import type { ActorRef, Entry, EntryType, Incident } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { nowMs } from '../../clock.ts';
import { queries } from '../../data/queries.ts';
import { citationNumbers } from '../evidence/cite/index.ts';
import { blankEntry, listCitations } from './blank.ts';
import type { EntryPlace } from './entry-place.ts';
import { useInvestigation } from './use-investigation.ts';

/** One numbering for the timeline and the investigation: events first, so that theirs do not move when an entry comes. */
export function claimNumbers(
  events: readonly { citations: Entry['citations'] }[],
  entries: readonly Entry[],
): Map<string, number> {
  return citationNumbers([
    ...events,
    ...entries.map((entry) => ({ citations: listCitations(entry) })),
  ]);
}

/** The place of the entries on a page of their own, where the record is a page away. */
export function useEntryPlace(incident: Incident) {
  const investigation = useInvestigation(incident);
  const navigate = useNavigate();
  const { data: timeline } = useQuery(queries.timeline(incident.ref));
  const { data: session } = useQuery(queries.session());
  const events = timeline?.events;
  const numbers = useMemo(
    () => claimNumbers(events ?? [], investigation.entries ?? []),
    [events, investigation.entries],
  );
  const place: EntryPlace = {
    incident,
    investigation,
    numbers,
    onShowItem: (item) =>
      void navigate({ to: '/incidents/$ref', params: { ref: incident.ref }, search: { item } }),
  };
  const began = events?.[0]?.at;
  const blank = (type: EntryType): Entry =>
    newEntry(type, incident, session?.actor ?? { type: 'account', id: null, name: 'You' }, began);
  return { place, blank };
}

/** An empty entry, at the time at which the incident began as far as that is known. */
export function newEntry(
  type: EntryType,
  incident: Incident,
  actor: ActorRef,
  at: string | undefined,
): Entry {
  const nowIso = new Date(nowMs()).toISOString();
  return blankEntry(type, {
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
