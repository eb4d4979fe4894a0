import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type Incident, type RecordFilterInput, type RecordOutline } from '@debrief/contract';
import { api } from '../../../api.ts';
import { useLive } from '../../../data/live.ts';
import {
  findCrowdedPart,
  evenDensity,
  makeStrip,
  refineDensity,
  type Density,
  type Strip,
} from './density.ts';
import { RecordStore } from './record-store.ts';
import { OpenThreads } from './threads.ts';
import { useLatest } from './use-latest.ts';

export interface OpenRecord {
  store: RecordStore;
  threads: OpenThreads;
  /** With the outline's counts, for finding rows. */
  strip: Strip | null;
  /** With finer counts where it is crowded, for drawing. */
  drawn: Strip | null;
  /** Increases with every change of what is shown. */
  version: number;
}

/** The cast holds because the key is written from a filter, two lines below. */
function parseFilterKey(key: string): RecordFilterInput {
  return JSON.parse(key) as RecordFilterInput;
}

export function useRecord(incident: Incident, filter: RecordFilterInput): OpenRecord {
  const filterKey = JSON.stringify(filter);
  const { ref } = incident;
  const { knownAt } = filter;
  const store = useMemo(() => {
    const given = parseFilterKey(filterKey);
    return new RecordStore({
      page: (cursor, limit, signal) =>
        api.evidence.record(
          { incident: ref, ...given, limit, ...(cursor === '' ? {} : { cursor }) },
          { signal },
        ),
      outline: (pageSize, signal) =>
        api.evidence.outline({ incident: ref, ...given, pageSize }, { signal }),
    });
  }, [ref, filterKey]);
  const threads = useMemo(
    () =>
      new OpenThreads(
        async (id) =>
          (
            await api.evidence.thread({
              incident: ref,
              id,
              ...(knownAt !== undefined && { knownAt }),
            })
          ).items,
      ),
    [ref, knownAt],
  );
  useEffect(() => {
    store.start();
    return () => store.stop();
  }, [store]);
  const version =
    useSyncExternalStore(store.subscribe, store.snapshot) +
    useSyncExternalStore(threads.subscribe, threads.snapshot);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive((activity, stale) => {
    if (activity.incidentId !== incident.id) return;
    // Tags change which items a record that is filtered by one has.
    const isTagged = filter.tag !== undefined && stale.includes('tags');
    if (stale !== 'everything' && !stale.includes('record') && !isTagged) return;
    clearTimeout(timer.current);
    if (stale === 'everything') {
      store.refresh(true);
      return threads.refresh();
    }
    timer.current = setTimeout(() => store.refresh(), 400);
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const { strip, drawn } = useStrip(store.outline, (part) =>
    api.evidence.outline({ incident: ref, ...parseFilterKey(filterKey), ...part }),
  );
  return useMemo(
    () => ({ store, threads, strip, drawn, version }),
    [store, threads, strip, drawn, version],
  );
}

/** Hours in a month, minutes in such an hour, seconds in such a minute. */
const mostLooks = 3;

/** The strip of an outline, with finer counts where most items are crowded together. */
function useStrip(
  outline: RecordOutline | null,
  read: (part: { from: string; until: string }) => Promise<RecordOutline>,
): Pick<OpenRecord, 'strip' | 'drawn'> {
  const coarse = useMemo(() => outline && toDensity(outline), [outline]);
  const [closer, setCloser] = useState<{ of: Density; density: Density } | null>(null);
  const look = useLatest(async (of: Density) => {
    let density = of;
    for (let times = 0; times < mostLooks; times += 1) {
      const part = findCrowdedPart(density);
      if (!part) return;
      const closer = refineDensity(
        density,
        part,
        toDensity(
          await read({
            from: new Date(part.fromMs).toISOString(),
            until: new Date(part.untilMs).toISOString(),
          }),
        ),
      );
      if (closer.counts.length <= density.counts.length) return;
      density = closer;
      setCloser({ of, density });
    }
  });
  useEffect(() => {
    // Without the finer counts the strip is only coarser.
    if (coarse) look(coarse).catch(() => undefined);
  }, [coarse, look]);
  const strip = useMemo(() => coarse && makeStrip(coarse), [coarse]);
  const drawn = useMemo(
    () => (closer && closer.of === coarse ? makeStrip(closer.density) : strip),
    [coarse, closer, strip],
  );
  return { strip, drawn };
}

function toDensity(outline: RecordOutline): Density {
  return evenDensity({
    total: outline.total,
    fromMs: outline.from === null ? 0 : Date.parse(outline.from),
    bucketMs: outline.bucketMs,
    buckets: outline.buckets,
  });
}
