import type { Activity, ActivityDefinition } from '@debrief/contract';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { openLive, type LiveState } from '../api.ts';
import { connection } from './connection.ts';
import { findUpdatedParts } from './own-changes.ts';
import { queries, queryClient } from './queries.ts';

type Stale = ActivityDefinition['stale'];
type Subscriber = (activity: Activity, stale: Stale) => void;
const subscribers = new Set<Subscriber>();
const watchers = new Set<() => void>();
let state: LiveState = 'connecting';
let close: (() => void) | null = null;

/** Opens the tab's only stream of changes; called after sign-in. */
export function startLive(): void {
  globalThis.addEventListener('online', connection.tryNow);
  const session = queryClient.getQueryData(queries.session().queryKey);
  close ??= openLive(
    session?.newestActivityId ?? null,
    (activity) => void dispatch(activity),
    (next) => {
      // A stream that was disconnected for long can have missed changes, so everything is read again.
      if (state === 'lost' && next === 'open') void queryClient.invalidateQueries();
      state = next;
      if (next === 'open') connection.tryNow();
      for (const watcher of watchers) watcher();
    },
  );
}
export function stopLive(): void {
  close?.();
  close = null;
}

/**
 * What a kind of activity makes stale. The table of kinds is fetched with the first change; if that
 * fails, everything is read again.
 */
const findStale = async (kind: string): Promise<Stale> =>
  import('./activity-kinds.ts').then(
    ({ describeKind }) => describeKind(kind).stale,
    () => 'everything' as const,
  );

async function dispatch(activity: Activity): Promise<void> {
  const stale = await findStale(activity.kind);
  for (const subscriber of subscribers) subscriber(activity, stale);
  invalidateFor(activity, stale, await findUpdatedParts(activity.id));
}

/**
 * Calls back for every activity that the reader can see, with the queries that it makes stale;
 * `activity.kind` is in the past tense, for example `event.changed`.
 */
export function useLive(hear: Subscriber): void {
  const latest = useEffectEvent(hear);
  useEffect(() => {
    const subscriber: Subscriber = (...heard) => latest(...heard);
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

/**
 * Redacted words can be in anything that was read: visible queries are read again, others are
 * dropped.
 */
function forgetRead(): void {
  queryClient.removeQueries({ type: 'inactive' });
  void queryClient.invalidateQueries();
}

function invalidateFor(activity: Activity, stale: Stale, answered: readonly string[]): void {
  if (stale === 'everything') return forgetRead();
  const invalidate = (queryKey: string[]) => void queryClient.invalidateQueries({ queryKey });
  for (const family of stale) invalidate([family]);
  if (activity.incidentId === null) return;
  // A library list does not change while someone reads it; it is read again when they return.
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
