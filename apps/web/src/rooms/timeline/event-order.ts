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

/** A perspective as it is in the URL. */
export type PerspectiveKey =
  | 'shared'
  | `person:${string}`
  | `team:${string}`
  | `customer:${string}`;

/** Which perspective a timeline shows, or all of them. */
export type View = 'all' | PerspectiveKey;

export function toPerspectiveKey({
  perspective,
}: Pick<TimelineEvent, 'perspective'>): PerspectiveKey {
  switch (perspective.type) {
    case 'shared':
      return 'shared';
    case 'person':
      return `person:${perspective.personId}`;
    case 'team':
      return `team:${perspective.team}`;
    case 'customer':
      return `customer:${perspective.customer}`;
  }
}

/** The perspective in the URL; null if there is none. */
export function parsePerspective(text: string | undefined): PerspectiveKey | null {
  const isKey = (key: string): key is PerspectiveKey =>
    key === 'shared' || /^(person|team|customer):./s.test(key);
  return text !== undefined && isKey(text) ? text : null;
}

/** The perspectives of these events with their names, `shared` first. */
export function listPerspectives(
  events: readonly TimelineEvent[],
): { key: PerspectiveKey; name: string }[] {
  const named = new Map<PerspectiveKey, string>();
  for (const event of events)
    if (event.perspective.type !== 'shared')
      named.set(toPerspectiveKey(event), perspectiveTitle(event));
  const others = [...named].map(([key, name]) => ({ key, name }));
  return [
    { key: 'shared', name: 'Shared' },
    ...others.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
  ];
}

/** The name of an event's perspective, with what it is: `team Search`. */
export function perspectiveTitle({
  perspective,
  perspectiveName,
}: Pick<TimelineEvent, 'perspective' | 'perspectiveName'>): string {
  if (perspective.type === 'shared') return 'Shared';
  if (perspective.type === 'person') return perspectiveName ?? 'one person';
  return `${perspective.type} ${perspectiveName ?? ''}`.trim();
}

/** A person's, team's or customer's view also shows the shared events. */
export function filterByView(
  events: readonly TimelineEvent[],
  view: View,
  types: readonly EventType[],
): TimelineEvent[] {
  if (view === 'all') return filterByTypes(events, types);
  return filterByTypes(filterByPerspectives(events, ['shared', view]), types);
}

export function filterByPerspectives(
  events: readonly TimelineEvent[],
  perspectives: readonly PerspectiveKey[],
): TimelineEvent[] {
  return events.filter((event) => perspectives.includes(toPerspectiveKey(event)));
}

/** No types means all. */
export function filterByTypes(
  events: readonly TimelineEvent[],
  types: readonly EventType[],
): TimelineEvent[] {
  return types.length === 0 ? [...events] : events.filter(({ type }) => types.includes(type));
}
