import type { TimelineEvent } from '@debrief/contract';
import { timeText } from '@debrief/rules/time';
import { eventTypeLooks, EventTypeShape } from '../../ui/event-type.tsx';
import { cx } from '../../ui/cx.ts';
import type { LaneMark } from './lane-layout.ts';

/** The title of a mark with its time, as precise as it is. */
export function describeMark({ title, at, precision }: TimelineEvent, zone: string): string {
  return precision === 'unknown'
    ? `${title}, time unknown`
    : `${title}, ${timeText(at, zone, 'both', precision)}`;
}

/**
 * An interval is a bar, an exact time a mark. A time that is only about right is a soft mark, and an
 * unknown one floats at the edge of the lane.
 */
export function LaneMarkShape({ mark, isCurrent }: { mark: LaneMark; isCurrent: boolean }) {
  const { event, from, to } = mark;
  const { color } = eventTypeLooks[event.type];
  return (
    <>
      {to > from && (
        <span
          className="absolute inset-x-0 h-1.5 rounded-sm opacity-60"
          style={{ background: color }}
        />
      )}
      {event.precision === 'about' && (
        <span
          className="absolute -left-3 h-3 w-6 rounded-full opacity-35"
          style={{ background: `radial-gradient(closest-side, ${color}, transparent)` }}
        />
      )}
      <span
        className={cx(
          'relative -ml-1.5 rounded-full p-px',
          isCurrent && 'bg-accent-wash outline-2 outline-accent',
          event.precision === 'unknown' && 'border border-dashed border-ink-faint',
          event.precision === 'about' && 'opacity-70',
        )}
      >
        <EventTypeShape type={event.type} size={10} />
      </span>
    </>
  );
}
