import type { EventType, TimelineEvent } from '@debrief/contract';
import { useMemo } from 'react';
import { cx } from '../../ui/cx.ts';
import { eventTypeLooks, EventTypeShape } from '../../ui/event-type.tsx';
import { laneRows, type LaneRow } from './lane-layout.ts';

interface LanesProps {
  events: readonly TimelineEvent[];
  /** The visible types; empty means all. */
  shown: readonly EventType[];
  current: string | null;
  onLane: (types: readonly EventType[]) => void;
  onEvent: (eventId: string) => void;
}

/**
 * The shape of the incident: one lane per group of types. A lane's name filters by its events; a
 * mark goes to its event.
 */
export function Lanes({ events, shown, current, onLane, onEvent }: LanesProps) {
  const rows = useMemo(() => laneRows(events), [events]);
  if (rows.length === 0) return null;
  return (
    <div
      role="group"
      aria-label="Lanes of the timeline"
      className="grid grid-cols-[auto_1fr] items-center gap-x-3 border-b border-line px-3 py-1.5"
    >
      {rows.map((row) => {
        const isOn = row.types.some((type) => shown.includes(type));
        return (
          <div key={row.label} className="contents">
            <button
              type="button"
              aria-pressed={isOn}
              onClick={() => onLane(row.types)}
              className={cx(
                'flex min-h-6 items-center gap-1.5 rounded-sm px-1 text-left text-2xs whitespace-nowrap',
                isOn ? 'bg-accent-wash font-medium text-ink' : 'text-ink-soft hover:text-ink',
                shown.length > 0 && !isOn && 'opacity-70',
              )}
            >
              {row.label} <span className="tabular text-ink-faint">{row.marks.length}</span>
            </button>
            <Track row={row} current={current} onEvent={onEvent} />
          </div>
        );
      })}
    </div>
  );
}

/** For the mouse; the list below has the same events for the keyboard and screen readers. */
function Track({
  row,
  current,
  onEvent,
}: {
  row: LaneRow;
  current: string | null;
  onEvent: (eventId: string) => void;
}) {
  return (
    <div aria-hidden="true" className="relative mr-2 h-5 border-b border-line">
      {row.marks.map(({ event, from, to }) => (
        <span
          key={event.id}
          title={event.title}
          onClick={() => onEvent(event.id)}
          className="absolute top-1/2 flex -translate-y-1/2 cursor-pointer items-center"
          style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
        >
          {to > from && (
            <span
              className="absolute inset-x-0 h-1.5 rounded-sm opacity-60"
              style={{ background: eventTypeLooks[event.type].color }}
            />
          )}
          <span
            className={cx(
              'relative -ml-1.5 rounded-full p-px',
              event.id === current && 'bg-accent-wash outline-2 outline-accent',
            )}
          >
            <EventTypeShape type={event.type} size={10} />
          </span>
        </span>
      ))}
    </div>
  );
}
