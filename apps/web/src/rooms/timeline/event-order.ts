import type { EventType, TimelineEvent } from '@debrief/contract';

export interface Day<T> {
  /** In the reader's calendar, `2022-12-06`. */
  date: string;
  events: T[];
}

export function groupByDay<T extends { at: string }>(
  events: readonly T[],
  dateOf: (at: string) => string,
): Day<T>[] {
  const days: Day<T>[] = [];
  for (const event of events) {
    const date = dateOf(event.at);
    const today = days.at(-1);
    if (today?.date === date) today.events.push(event);
    else days.push({ date, events: [event] });
  }
  return days;
}

export interface EventMove {
  at: string;
  until: string | null;
  precision: 'about';
}

/**
 * Moves an event one place earlier (-1) or later (1): halfway between its new neighbors, and
 * therefore only `about`.
 */
export function moveEvent(
  events: readonly TimelineEvent[],
  id: string,
  by: -1 | 1,
): EventMove | null {
  const from = events.findIndex((event) => event.id === id);
  const event = events[from];
  const passed = events[from + by];
  if (!event || !passed) return null;
  const passedMs = Date.parse(passed.at);
  const beyond = events[from + 2 * by];
  const beyondMs = beyond ? Date.parse(beyond.at) : passedMs + by * 120_000;
  const middle = Math.round((passedMs + beyondMs) / 2);
  const atMs = middle === passedMs ? passedMs + by : middle;
  const shift = atMs - Date.parse(event.at);
  return {
    at: new Date(atMs).toISOString(),
    until: event.until === null ? null : new Date(Date.parse(event.until) + shift).toISOString(),
    precision: 'about',
  };
}

/**
 * Which perspective a timeline shows: everyone's, one person's, one team's, or all next to each
 * other.
 */
export type View = 'all' | 'shared' | `person:${string}` | `team:${string}`;

export function toPerspectiveKey(event: TimelineEvent): View {
  const { perspective } = event;
  if (perspective.type === 'person') return `person:${perspective.personId}`;
  return perspective.type === 'team' ? `team:${perspective.team}` : 'shared';
}

/** A person's or team's view also shows the shared events. */
export function filterByView(
  events: readonly TimelineEvent[],
  view: View,
  types: readonly EventType[],
): TimelineEvent[] {
  const inView = (event: TimelineEvent) =>
    view === 'all' ||
    toPerspectiveKey(event) === view ||
    (view !== 'shared' && toPerspectiveKey(event) === 'shared');
  return events.filter(
    (event) => inView(event) && (types.length === 0 || types.includes(event.type)),
  );
}
