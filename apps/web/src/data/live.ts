import type { Activity } from '@debrief/contract';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { openLive, type LiveState } from '../api.ts';
import { connection } from './connection.ts';
import { partsAnswered } from './echo.ts';
import { queries, queryClient } from './queries.ts';

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
  void partsAnswered(activity.id).then((parts) => invalidateFor(activity, parts));
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

/** Which parts of an incident an activity makes stale, by the first word of its kind. The desk patches its own timeline and record. */
const staleBy: Record<string, string[]> = {
  incident: ['itself', 'members', 'milestones', 'activity'],
  milestone: ['milestones', 'inquiry', 'activity'],
  'follow-up': ['follow-ups', 'activity'],
  import: ['itself', 'imports', 'scope', 'people', 'record', 'activity'],
  scope: ['scope', 'people', 'record', 'activity'],
  source: ['scope', 'people', 'record', 'timeline', 'inquiry', 'activity'],
  person: ['people', 'record', 'timeline', 'activity'],
  event: ['timeline', 'inquiry', 'activity'],
  report: ['report', 'activity'],
  proposal: ['proposals', 'activity'],
  ...Object.fromEntries(
    ['hypothesis', 'decision', 'question', 'factor', 'impact', 'inquiry'].map((subject) => [
      subject,
      ['inquiry', 'follow-ups', 'activity'],
    ]),
  ),
  edition: ['editions', 'activity'],
  'reader-question': ['editions', 'activity'],
};

/** Words that were redacted may stand in anything that was read: what is on screen is read again, what is not is forgotten. */
function forgetRead(): void {
  queryClient.removeQueries({ type: 'inactive' });
  void queryClient.invalidateQueries();
}

function invalidateFor(activity: Activity, answered: readonly string[]): void {
  if (activity.kind === 'evidence.redacted') return forgetRead();
  const [subject = ''] = activity.kind.split('.');
  if (activity.incidentId === null) {
    const about = subject === 'key' || subject === 'api-key' ? ['keys'] : ['accounts'];
    void queryClient.invalidateQueries({ queryKey: about });
    if (subject === 'account')
      void queryClient.invalidateQueries({ queryKey: queries.session().queryKey });
    return;
  }
  if (subject === 'incident' || subject === 'import')
    void queryClient.invalidateQueries({ queryKey: ['incidents'] });
  if (subject === 'follow-up') void queryClient.invalidateQueries({ queryKey: ['follow-ups'] });
  const parts = staleBy[subject] ?? ['itself', 'activity'];
  // A list of the library stays as it is while somebody reads it, and is read again when they come back.
  void queryClient.invalidateQueries({ queryKey: ['library'], refetchType: 'none' });
  for (const ref of refsOf(activity.incidentId)) {
    for (const part of parts.filter((name) => !answered.includes(name)))
      void queryClient.invalidateQueries({ queryKey: ['incident', ref, part] });
  }
}

/** The names under which this tab has read an incident. */
function refsOf(incidentId: string): string[] {
  const read = queryClient.getQueriesData<{ id?: string }>({
    queryKey: ['incident'],
    predicate: (query) => query.queryKey[2] === 'itself',
  });
  return read.flatMap(([key, data]) =>
    data?.id === incidentId && typeof key[1] === 'string' ? [key[1]] : [],
  );
}
