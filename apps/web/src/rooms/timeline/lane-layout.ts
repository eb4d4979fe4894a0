import type { EventType, TimelineEvent } from '@debrief/contract';
import { makeTimeAxis } from '../../ui/time-axis.ts';

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

export function listEventTimes(events: readonly TimelineEvent[]): number[] {
  return events.flatMap(({ at, until }) =>
    [at, ...(until === null ? [] : [until])].map((time) => Date.parse(time)),
  );
}

/** The lanes with events, with the position of each event on the axis. */
export function laneRows(
  events: readonly TimelineEvent[],
  axis = makeTimeAxis(listEventTimes(events)),
): LaneRow[] {
  const rows = lanes.map((lane) => ({
    ...lane,
    marks: events
      .filter((event) => lane.types.includes(event.type))
      .map((event) => ({
        event,
        from: axis.toPosition(Date.parse(event.at)),
        to: axis.toPosition(Date.parse(event.until ?? event.at)),
      })),
  }));
  return rows.filter((row) => row.marks.length > 0);
}
