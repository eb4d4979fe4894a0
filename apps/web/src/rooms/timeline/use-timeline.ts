import type { Incident, Timeline, TimelineChange, TimelineEvent } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { api, problemOf } from '../../api.ts';
import { useLiveState } from '../../data/live.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';
import { draftKey } from '../../data/draft.ts';
import { afterChange, withUnsaved, type Ask, type Unsaved } from './unsaved.ts';
import { UnsavedQueue } from './unsaved-queue.ts';

interface Open {
  queue: UnsavedQueue;
  /** Changes of this tab that can be undone, the newest last. */
  undoable: { key: string; activityId: string }[];
}

const open = new Map<string, Open>();

function openTimeline(ref: string): Open {
  const place = draftKey(`unsaved.${ref}`);
  const known = open.get(place);
  if (known) return known;
  const undoable: Open['undoable'] = [];
  const queue = new UnsavedQueue({
    send: sendAsk,
    problemOf,
    onSaved: (change, key) => {
      take(ref, change);
      if (change.activityId !== '') undoable.push({ key, activityId: change.activityId });
    },
    keep: {
      read: () => sessionStorage.getItem(place),
      write: (text) =>
        text === '[]' ? sessionStorage.removeItem(place) : sessionStorage.setItem(place, text),
    },
    later: (run, ms) => void setTimeout(run, ms),
  });
  const made = { queue, undoable };
  open.set(place, made);
  return made;
}

function sendAsk(ask: Ask): Promise<TimelineChange> {
  if (ask.verb === 'promote') return api.timeline.promote(ask.input);
  if (ask.verb === 'change') return api.timeline.change(ask.input);
  if (ask.verb === 'remove') return api.timeline.remove(ask.input);
  return ask.verb === 'merge' ? api.timeline.merge(ask.input) : api.timeline.split(ask.input);
}

/** Puts an answer into what was read, so that the screen has it before the server is asked again. */
function take(ref: string, change: Pick<TimelineChange, 'events' | 'removed'>): void {
  patchRead<Timeline>(
    queries.timeline(ref).queryKey,
    (timeline) => timeline && { ...timeline, events: afterChange(timeline.events, change) },
  );
}

export interface OpenTimeline {
  /** Null until the timeline was read. */
  events: readonly TimelineEvent[] | null;
  /** As the server has them, without what is on its way. */
  saved: readonly TimelineEvent[];
  error: unknown;
  unsaved: readonly Unsaved[];
  queue: UnsavedQueue;
  /** Undoes a change of one's own (or the newest); says in words what was undone, or null where there is nothing. */
  undo: (key?: string) => Promise<string | null>;
}

/** The timeline of an incident as the screen shows it: what is saved, what is on its way, and what others do. */
export function useTimeline(incident: Incident): OpenTimeline {
  const { ref } = incident;
  const { data, error } = useQuery(queries.timeline(ref));
  const { queue, undoable } = openTimeline(ref);
  const unsaved = useSyncExternalStore(queue.subscribe, queue.snapshot);
  const live = useLiveState();
  useEffect(() => {
    const again = () => void queue.send();
    if (live === 'open') again();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [live, queue]);
  const saved = useMemo(() => data?.events ?? [], [data]);
  const events = useMemo(() => (data ? withUnsaved(data.events, unsaved) : null), [data, unsaved]);
  const undo = async (key?: string) => {
    if (queue.takeBack(key)) return 'It was not saved yet';
    await queue.arrived();
    if (queue.takeBack(key)) return 'It was not saved yet';
    const entry = undoable.findLast((one) => key === undefined || one.key === key);
    const activityId =
      entry?.activityId ?? (key === undefined ? data?.lastChange?.activityId : undefined);
    if (activityId === undefined) return null;
    if (entry) undoable.splice(undoable.indexOf(entry), 1);
    const change = await api.timeline.undo({ activityId });
    take(ref, change);
    void queryClient.invalidateQueries({ queryKey: queries.timeline(ref).queryKey });
    const [event] = change.events;
    return event ? `Back to how “${event.title}” was` : 'The event is gone again';
  };
  return { events, saved, error, unsaved, queue, undo };
}
