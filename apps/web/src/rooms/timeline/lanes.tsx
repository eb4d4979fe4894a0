import type { EventType, TimelineEvent } from '@debrief/contract';
import { Rows3, UserRound } from 'lucide-react';
import { useMemo, type KeyboardEvent } from 'react';
import { AxisLines, AxisTicks } from '../../ui/axis-ticks.tsx';
import { cx } from '../../ui/cx.ts';
import { findTicks, type Tick, type TimeAxis } from '../../ui/time-axis.ts';
import { useShownZone } from '../../ui/time-zone.tsx';
import { PersonName } from '../people/card/index.ts';
import type { PerspectiveKey } from './event-order.ts';
import { KnownLine } from './known/known-line.tsx';
import { describeMark, LaneMarkShape } from './lane-mark.tsx';
import { laneRows, type Lane, type LaneGrouping, type LaneRow } from './lane-layout.ts';

interface LanesProps {
  events: readonly TimelineEvent[];
  /** Shared with the milestones above. */
  axis: TimeAxis;
  /** The visible types; empty means all. */
  shown: readonly EventType[];
  /** The visible perspectives; empty means all. */
  perspectives: readonly PerspectiveKey[];
  by: LaneGrouping;
  current: string | null;
  onLane: (lane: Lane) => void;
  onGroup: (by: LaneGrouping) => void;
  onEvent: (eventId: string) => void;
}

/** Opens the card of the person whose lane this is. */
function LanePerson({ row: { perspective, label } }: { row: LaneRow }) {
  if (perspective?.startsWith('person:') !== true) return null;
  return (
    <PersonName personId={perspective.slice('person:'.length)} name={label}>
      <UserRound size={12} className="text-ink-faint" />
    </PersonName>
  );
}

/**
 * The shape of the incident: one lane per group of types. A lane's name filters by its events; a
 * mark goes to its event.
 */
export function Lanes({
  events,
  axis,
  shown,
  perspectives,
  by,
  current,
  onLane,
  onGroup,
  onEvent,
}: LanesProps) {
  const rows = useMemo(() => laneRows(events, axis, by), [events, axis, by]);
  const hasPerspectives = events.some(({ perspective }) => perspective.type !== 'shared');
  const zone = useShownZone();
  const ticks = useMemo(() => findTicks(axis, zone), [axis, zone]);
  if (rows.length === 0) return null;
  return (
    <div
      role="group"
      aria-label="Lanes of the timeline"
      className="grid grid-cols-[11rem_minmax(0,1fr)] items-center gap-x-3 border-b border-line px-3 py-1.5"
    >
      {rows.map((row) => {
        const isOn =
          row.perspective === undefined
            ? row.types.some((type) => shown.includes(type))
            : perspectives.includes(row.perspective);
        return (
          <div key={row.perspective ?? row.label} className="contents">
            <span className="flex min-w-0 items-center gap-1">
              <button
                type="button"
                aria-pressed={isOn}
                onClick={() => onLane(row)}
                className={cx(
                  'flex min-h-6 min-w-0 items-center gap-1.5 rounded-sm px-1 text-left text-2xs whitespace-nowrap',
                  isOn ? 'bg-accent-wash font-medium text-ink' : 'text-ink-soft hover:text-ink',
                )}
              >
                <span className="truncate">{row.label}</span>{' '}
                <span className="tabular text-ink-faint">{row.marks.length}</span>
              </button>
              <LanePerson row={row} />
            </span>
            <Track row={row} axis={axis} ticks={ticks} current={current} onEvent={onEvent} />
          </div>
        );
      })}
      {(hasPerspectives || by === 'perspective') && (
        <button
          type="button"
          aria-pressed={by === 'perspective'}
          onClick={() => onGroup(by === 'type' ? 'perspective' : 'type')}
          className="flex min-h-6 cursor-pointer items-center gap-1 rounded-sm px-1 text-left text-2xs text-ink-soft hover:text-ink aria-pressed:bg-accent-wash aria-pressed:font-medium aria-pressed:text-ink"
        >
          <Rows3 size={12} aria-hidden="true" />
          Lanes by perspective
        </button>
      )}
      <div className="col-start-2 mr-2">
        <AxisTicks ticks={ticks} />
      </div>
    </div>
  );
}

/** Arrow keys move along the lane; Enter goes to the event in the list below. */
function Track({
  row,
  axis,
  ticks,
  current,
  onEvent,
}: {
  row: LaneRow;
  axis: TimeAxis;
  ticks: readonly Tick[];
  current: string | null;
  onEvent: (eventId: string) => void;
}) {
  const zone = useShownZone();
  const first = row.marks.find(({ event }) => event.id === current) ?? row.marks[0];
  const step = (press: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[press.key];
    if (by === undefined) return;
    press.preventDefault();
    const marks = [...press.currentTarget.querySelectorAll('button')];
    const at = marks.findIndex((mark) => mark === document.activeElement);
    marks[Math.max(0, Math.min(marks.length - 1, at + by))]?.focus();
  };
  return (
    <div
      role="group"
      aria-label={row.label}
      onKeyDown={step}
      className="fine relative mr-2 h-5 border-b border-line pointer-coarse:h-11"
    >
      <AxisLines ticks={ticks} />
      <KnownLine axis={axis} />
      {row.marks.map((mark) => {
        const { event, from, to } = mark;
        return (
          <button
            key={event.id}
            type="button"
            tabIndex={event === first?.event ? 0 : -1}
            title={describeMark(event, zone)}
            aria-label={event.title}
            onClick={() => onEvent(event.id)}
            className="absolute top-1/2 flex min-w-2.5 -translate-y-1/2 cursor-pointer items-center pointer-coarse:after:absolute pointer-coarse:after:-inset-4"
            style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
          >
            <LaneMarkShape mark={mark} isCurrent={event.id === current} />
          </button>
        );
      })}
    </div>
  );
}
