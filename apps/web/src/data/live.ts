import { describeKind, type Activity } from '@debrief/contract';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { openLive, type LiveState } from '../api.ts';
import { connection } from './connection.ts';
import { findUpdatedParts } from './own-changes.ts';
import { queryClient } from './queries.ts';

type Subscriber = (activity: Activity) => void;
const subscribers = new Set<Subscriber>();
const watchers = new Set<() => void>();
let state: LiveState = 'connecting';
let close: (() => void) | null = null;

/** Opens the tab's one stream of changes; called once somebody is signed in. */
export function startLive(): void {
  globalThis.addEventListener('online', connection.tryNow);
  close ??= openLive(dispatch, (next) => {
    // A stream that was away for long may have lost its place: read everything again rather than trust it.
    if (state === 'lost' && next === 'open') void queryClient.invalidateQueries();
    state = next;
    if (next === 'open') connection.tryNow();
    for (const watcher of watchers) watcher();
  });
}
export function stopLive(): void {
  close?.();
  close = null;
}

function dispatch(activity: Activity): void {
  for (const subscriber of subscribers) subscriber(activity);
  void findUpdatedParts(activity.id).then((parts) => invalidateFor(activity, parts));
}

/** Hears every activity that the reader may see; `activity.kind` is past-tense, such as `event.changed`. */
export function useLive(hear: Subscriber): void {
  const latest = useEffectEvent(hear);
  useEffect(() => {
    const subscriber: Subscriber = (activity) => latest(activity);
    subscribers.add(subscriber);
    return () => void subscribers.delete(subscriber);
  }, []);
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}

/** Words that were redacted may stand in anything that was read: what is on screen is read again, what is not is forgotten. */
function forgetRead(): void {
  queryClient.removeQueries({ type: 'inactive' });
  void queryClient.invalidateQueries();
}

function invalidateFor(activity: Activity, answered: readonly string[]): void {
  const { stale } = describeKind(activity.kind);
  if (stale === 'everything') return forgetRead();
  const invalidate = (queryKey: string[]) => void queryClient.invalidateQueries({ queryKey });
  for (const family of stale) invalidate([family]);
  if (activity.incidentId === null) return;
  // A list of the library stays as it is while somebody reads it, and is read again when they come back.
  void queryClient.invalidateQueries({ queryKey: ['library'], refetchType: 'none' });
  for (const ref of findReadRefs(activity.incidentId))
    for (const family of [...stale, 'activity'])
      if (!answered.includes(family)) invalidate(['incident', ref, family]);
}

function findReadRefs(incidentId: string): string[] {
  const read = queryClient.getQueriesData<{ id?: string }>({
    queryKey: ['incident'],
    predicate: (query) => query.queryKey[2] === 'itself',
  });
  return read.flatMap(([key, data]) =>
    data?.id === incidentId && typeof key[1] === 'string' ? [key[1]] : [],
  );
}
