import type { EventType, TimelineEvent } from '@debrief/contract';
import { asTitle } from '@debrief/rules/people';
import { makeTimeAxis, type TimeAxis } from '../../ui/time-axis.ts';
import { listPerspectives, toPerspectiveKey, type PerspectiveKey } from './event-order.ts';

export interface Lane {
  label: string;
  types: readonly EventType[];
  /** Only in lanes by perspective, which have events of all types. */
  perspective?: PerspectiveKey;
}

export type LaneGrouping = 'type' | 'perspective';

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

/** An unknown time says nothing about the axis. */
export function listEventTimes(events: readonly TimelineEvent[]): number[] {
  const timed = events.filter(({ precision }) => precision !== 'unknown');
  return (timed.length > 0 ? timed : events).flatMap(({ at, until }) =>
    [at, ...(until === null ? [] : [until])].map((time) => Date.parse(time)),
  );
}

/** The lanes with events, with the position of each event on the axis. */
export function laneRows(
  events: readonly TimelineEvent[],
  axis = makeTimeAxis(listEventTimes(events)),
  by: LaneGrouping = 'type',
): LaneRow[] {
  const own: readonly Lane[] =
    by === 'type'
      ? lanes
      : listPerspectives(events).map(({ key, name }) => ({
          label: asTitle(name),
          types: [],
          perspective: key,
        }));
  const rows = own.map((lane) => ({
    ...lane,
    marks: events
      .filter((event) =>
        lane.perspective === undefined
          ? lane.types.includes(event.type)
          : toPerspectiveKey(event) === lane.perspective,
      )
      .map((event) => placeEvent(event, axis)),
  }));
  return rows.filter((row) => row.marks.length > 0);
}

/** An event whose time is unknown floats at the right edge. */
function placeEvent(event: TimelineEvent, axis: TimeAxis): LaneMark {
  if (event.precision === 'unknown') return { event, from: 1, to: 1 };
  return {
    event,
    from: axis.toPosition(Date.parse(event.at)),
    to: axis.toPosition(Date.parse(event.until ?? event.at)),
  };
}
