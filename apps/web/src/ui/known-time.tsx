import type { Incident } from '@debrief/contract';
import { createMask } from '@debrief/rules/known';
import {
  createContext,
  startTransition,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';

/**
 * The time of the mask while someone moves it, outside of React: only what changes at a time renders
 * again. Null shows everything.
 */
export class KnownTime {
  ms: number | null;
  private readonly listeners = new Set<() => void>();

  constructor(ms: number | null) {
    this.ms = ms;
  }

  set(ms: number | null): void {
    if (ms === this.ms) return;
    this.ms = ms;
    for (const listener of this.listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

interface Known {
  time: KnownTime;
  /** Where the handle rests, as in the URL; null without a mask. */
  at: string | null;
  /** Moves the mask; the URL follows when it rests. Null shows everything. */
  move: (ms: number | null, isResting?: boolean) => void;
}

const off: Known = { time: new KnownTime(null), at: null, move: () => undefined };
const Context = createContext<Known>(off);
const restMs = 200;

interface KnownTimeProviderProps {
  /** The parameter of the URL. */
  known: string | undefined;
  onRest: (known: string | undefined) => void;
  children: ReactNode;
}

/** Gives all parts of an incident the time whose knowledge they show. */
export function KnownTimeProvider({ known, onRest, children }: KnownTimeProviderProps) {
  const parsed = known === undefined ? Number.NaN : Date.parse(known);
  const at = Number.isNaN(parsed) ? null : new Date(parsed).toISOString();
  const [time] = useState(() => new KnownTime(at === null ? null : parsed));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(timer.current);
    time.set(at === null ? null : Date.parse(at));
  }, [time, at]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const rest = useRef(onRest);
  useEffect(() => void (rest.current = onRest), [onRest]);
  const value = useMemo((): Known => {
    const settle = () =>
      rest.current(time.ms === null ? undefined : new Date(time.ms).toISOString());
    return {
      time,
      at,
      move: (ms, isResting = false) => {
        time.set(ms);
        clearTimeout(timer.current);
        if (isResting) settle();
        else timer.current = setTimeout(settle, restMs);
      },
    };
  }, [time, at]);
  return <Context value={value}>{children}</Context>;
}

export function useKnown(): Known {
  return use(Context);
}

/** The time of the mask at this moment, also while it moves; null without one. */
export function useKnownMs(): number | null {
  const { time } = use(Context);
  return useSyncExternalStore(time.subscribe, () => time.ms);
}

const minuteMs = 60_000;

/** The time of the mask to the last minute, so that it changes rarely while it moves. */
export function useKnownMinute(): number | null {
  const { time } = use(Context);
  const read = useCallback(
    () => (time.ms === null ? null : Math.floor(time.ms / minuteMs) * minuteMs),
    [time],
  );
  return useFollowing(read);
}

/**
 * What `read` returns at the time of the mask. While it moves, React renders this when it has time:
 * the handle never waits for a list.
 */
function useFollowing<T>(read: () => T): T {
  const { time } = use(Context);
  const [last, setLast] = useState(() => ({ read, value: read() }));
  useEffect(() => {
    const follow = () =>
      startTransition(() => {
        const value = read();
        setLast((before) =>
          before.read === read && before.value === value ? before : { read, value },
        );
      });
    follow();
    return time.subscribe(follow);
  }, [time, read]);
  return last.read === read ? last.value : read();
}

/** Whether something that became known at this time is shown at this moment. */
export function useIsKnown(knownAt: string): boolean {
  const { time } = use(Context);
  const ms = Date.parse(knownAt);
  return useSyncExternalStore(time.subscribe, () => time.ms === null || ms <= time.ms);
}

/** These items as they were known at this moment. Renders again only when one of them changes. */
export function useMaskedItems<T>(
  items: readonly T[] | null,
  mask: (item: T, t: number) => T | null,
): readonly T[] | null {
  const { time } = use(Context);
  const read = useMemo(() => {
    const masked = createMask<T>(items ?? [], mask);
    return () => (items === null || time.ms === null ? items : masked(time.ms));
  }, [items, mask, time]);
  return useFollowing(read);
}

/** What can be changed: nothing while a mask hides a part of it. */
export function useMaskedIncident(incident: Incident): Incident {
  const { at } = use(Context);
  return useMemo(
    () =>
      at === null
        ? incident
        : { ...incident, can: { ...incident.can, change: false, import: false } },
    [incident, at],
  );
}
