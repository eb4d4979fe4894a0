import { type Milestone, type MilestoneKind } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { queries } from '../../data/queries.ts';
import { useActions } from '../../ui/keys.ts';
import { useMaskedMilestones } from '../../ui/masked-milestones.ts';
import { useLatest, type RecordPlace } from '../evidence/record/index.ts';
import type { DeskSearch } from './desk-search.ts';

const labels: Partial<Record<MilestoneKind, string>> = {
  'impact-started': 'Start',
  detected: 'Detected',
  mitigated: 'Mitigated',
};
const noMilestones: readonly Milestone[] = [];

/** The milestones worth a jump, in order of time: the record opens at the first. */
export function listPlaces(milestones: readonly Milestone[]): RecordPlace[] {
  return milestones
    .flatMap(({ kind, at }) => (labels[kind] === undefined ? [] : [{ label: labels[kind], at }]))
    .toSorted((a, b) => a.at.localeCompare(b.at));
}

/**
 * Opens the record where the incident starts, once, unless the address names a place or a search.
 * Returns the places to jump to.
 */
export function useOpening(
  incident: string,
  search: DeskSearch,
  onOpen: (at: string) => void,
  onJump: (to: { at: string }) => void,
): readonly RecordPlace[] {
  const { data } = useQuery(queries.milestones(incident));
  const { data: timeline } = useQuery(queries.timeline(incident));
  const milestones = useMaskedMilestones(data, timeline)?.milestones ?? noMilestones;
  const places = useMemo(() => listPlaces(milestones), [milestones]);
  const isOpened = useRef(
    [search.item, search.at, search.text, search.author].some((part) => part !== undefined),
  );
  const open = useLatest(onOpen);
  useEffect(() => {
    if (!data || isOpened.current) return;
    isOpened.current = true;
    if (places[0]) open(places[0].at);
  }, [data, places, open]);
  useActions(
    'Record',
    places.map(({ label, at }) => ({
      label: `Jump to: ${label.toLowerCase()}`,
      run: () => onJump({ at }),
    })),
  );
  return places;
}
