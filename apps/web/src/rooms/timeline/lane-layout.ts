import type { EventType, TimelineEvent } from '@debrief/contract';

export interface Lane {
  label: string;
  types: readonly EventType[];
}

export const lanes: readonly Lane[] = [
  { label: 'Impact', types: ['impact'] },
  { label: 'Detection', types: ['detection'] },
  { label: 'Diagnosis', types: ['diagnosis'] },
  { label: 'Repair', types: ['repair'] },
  { label: 'Key moment · Decision', types: ['key-moment', 'decision'] },
  { label: 'Communication · Context', types: ['communication', 'context'] },
];

export interface LaneMark {
  event: TimelineEvent;
  /** 0 to 1 over the window; equal for a point in time. */
  from: number;
  to: number;
}

export interface LaneRow extends Lane {
  marks: LaneMark[];
}

/**
 * The position of each event in the timeline's window. Half of the width follows the clock and half
 * the order of events, so that a deploy last week does not squeeze an hour of repair into one
 * point.
 */
export function laneRows(events: readonly TimelineEvent[]): LaneRow[] {
  const times = [
    ...new Set(
      events.flatMap((event) => [
        Date.parse(event.at),
        ...(event.until === null ? [] : [Date.parse(event.until)]),
      ]),
    ),
  ].toSorted((a, b) => a - b);
  const first = times[0] ?? 0;
  const span = Math.max(1, (times.at(-1) ?? 0) - first);
  const ranks = new Map(
    times.map((ms, rank) => [ms, times.length < 2 ? 0.5 : rank / (times.length - 1)]),
  );
  const toPosition = (at: string) => {
    const ms = Date.parse(at);
    return times.length < 2 ? 0.5 : 0.5 * ((ms - first) / span) + 0.5 * (ranks.get(ms) ?? 0);
  };
  const rows = lanes.map((lane) => ({
    ...lane,
    marks: events
      .filter((event) => lane.types.includes(event.type))
      .map((event) => ({
        event,
        from: toPosition(event.at),
        to: toPosition(event.until ?? event.at),
      })),
  }));
  return rows.filter((row) => row.marks.length > 0);
}
