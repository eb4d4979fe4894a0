import type { Incident, TimelineEvent } from '@debrief/contract';
import { maskEvent } from '@debrief/rules/known';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useUnsaved } from '../../data/open-writes.ts';
import { queries } from '../../data/queries.ts';
import { useMaskedItems } from '../../ui/known-time.tsx';
import { openTimeline, mergeUnsaved, type EventWrite } from './event-writes.ts';

export interface OpenTimeline extends Omit<ReturnType<typeof openTimeline>, 'undo'> {
  events: readonly TimelineEvent[] | null;
  /** As the server has them, without pending changes. */
  saved: readonly TimelineEvent[];
  error: unknown;
  unsaved: readonly EventWrite[];
  /**
   * Undoes one of the reader's changes (or the newest); returns a message, or null if there is
   * nothing to undo.
   */
  undo: (key?: string) => Promise<string | null>;
}

export function useTimeline({ ref }: Pick<Incident, 'ref'>): OpenTimeline {
  const { data, error } = useQuery(queries.timeline(ref));
  const open = openTimeline(ref);
  const unsaved = useUnsaved(open.writes);
  const saved = useMemo(() => data?.events ?? [], [data]);
  const all = useMemo(() => (data ? mergeUnsaved(data.events, unsaved) : null), [data, unsaved]);
  const events = useMaskedItems(all, maskEvent);
  const undo = async (key?: string) => {
    const change = await open.undo(key);
    if (change === null) return null;
    if (change === 'dropped') return 'It was not saved yet';
    const [event] = change.events;
    return event ? `Back to how “${event.title}” was` : 'The event is gone again';
  };
  return { ...open, events, saved, error, unsaved, undo };
}
