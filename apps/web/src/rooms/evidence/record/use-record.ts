import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Incident, RecordFilterInput } from '@debrief/contract';
import { api } from '../../../api.ts';
import { useLive } from '../../../live.ts';
import { makeStrip, type Strip } from './density.ts';
import { RecordStore } from './record-store.ts';
import { OpenThreads } from './threads.ts';

export interface OpenRecord {
  store: RecordStore;
  threads: OpenThreads;
  strip: Strip | null;
  /** Rises with everything that changes what is shown. */
  version: number;
}

/** The record of an incident under a filter, kept up with what others import. */
export function useRecord(incident: Incident, filter: RecordFilterInput): OpenRecord {
  const filterKey = JSON.stringify(filter);
  const { ref } = incident;
  const store = useMemo(() => {
    const given: RecordFilterInput = JSON.parse(filterKey);
    return new RecordStore({
      page: (cursor, limit, signal) => api.evidence.record({ incident: ref, ...given, limit, ...(cursor === '' ? {} : { cursor }) }, { signal }),
      outline: (pageSize, signal) => api.evidence.outline({ incident: ref, ...given, pageSize }, { signal }),
    });
  }, [ref, filterKey]);
  const threads = useMemo(() => new OpenThreads(async (id) => (await api.evidence.thread({ incident: ref, id })).items), [ref]);
  useEffect(() => {
    store.start();
    return () => store.stop();
  }, [store]);
  const version = useSyncExternalStore(store.subscribe, store.snapshot) + useSyncExternalStore(threads.subscribe, threads.snapshot);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive((activity) => {
    if (activity.incidentId !== incident.id || !/^(import|evidence|scope|source|person)\./.test(activity.kind)) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => store.refresh(), 400);
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const { outline } = store;
  const strip = useMemo(
    () =>
      outline &&
      makeStrip({ total: outline.total, fromMs: outline.from === null ? 0 : Date.parse(outline.from), bucketMs: outline.bucketMs, buckets: outline.buckets }),
    [outline],
  );
  return useMemo(() => ({ store, threads, strip, version }), [store, threads, strip, version]);
}
