import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { EventType } from '@debrief/contract';
import { timeText } from '@debrief/rules/time';
import { AxisTicks } from '../../../ui/axis-ticks.tsx';
import { findTicks } from '../../../ui/time-axis.ts';
import { eventTypeLooks } from '../../../ui/event-type.tsx';
import { useShownZone } from '../../../ui/time-zone.tsx';
import {
  bars,
  toIndex,
  toPosition,
  timeToPosition,
  positionToTime,
  type Strip,
} from './density.ts';
import type { Range } from './page-range.ts';

export interface Moment {
  id: string;
  at: string;
  type: EventType;
}

interface DensityStripProps {
  strip: Strip;
  visible: Range;
  moments: readonly Moment[];
  /** The time at the top of the screen, for screen readers. */
  topAt: string | null;
  onGo: (index: number) => void;
}

const columns = 240;
const height = 32;

/**
 * The record's density over time with a scroll bar: click or drag to go there. Busy minutes are
 * drawn wider than quiet days.
 */
export function DensityStrip({ strip, visible, moments, topAt, onGo }: DensityStripProps) {
  const zone = useShownZone();
  const track = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<number | null>(null);
  const shape = useMemo(() => drawArea(bars(strip, columns)), [strip]);
  const { total } = strip.density;
  const ticks = useMemo(() => {
    const { edgesMs } = strip.density;
    const [fromMs = 0, untilMs = 0] = [edgesMs[0], edgesMs.at(-1)];
    return findTicks({ fromMs, untilMs, toPosition: (ms) => timeToPosition(strip, ms) }, zone);
  }, [strip, zone]);
  const place = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    return box && box.width > 0
      ? Math.max(0, Math.min(1, (event.clientX - box.left) / box.width))
      : 0;
  };
  const left = toPosition(strip, visible.first);
  const right = Math.max(left + 0.004, toPosition(strip, Math.min(total, visible.last + 1)));
  return (
    <div className="relative px-2 pt-1.5 pb-0.5">
      <div
        ref={track}
        role="slider"
        tabIndex={0}
        aria-label="Place in the record"
        aria-orientation="horizontal"
        aria-valuemin={1}
        aria-valuemax={Math.max(1, total)}
        aria-valuenow={Math.min(total, visible.first + 1)}
        aria-valuetext={`Item ${visible.first + 1} of ${total}${topAt === null ? '' : `, ${timeText(topAt, zone, 'both')}`}`}
        className="relative h-14 cursor-pointer touch-none select-none"
        onKeyDown={(event) => stepBy(event, visible, total, onGo)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          onGo(toIndex(strip, place(event)));
        }}
        onPointerMove={(event) => {
          setHover(place(event));
          if (event.buttons === 1) onGo(toIndex(strip, place(event)));
        }}
        onPointerLeave={() => setHover(null)}
      >
        <svg
          viewBox={`0 0 ${columns} ${height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          className="absolute inset-x-0 top-0 h-8 w-full"
        >
          <path d={shape} fill="var(--line-strong)" opacity="0.75" />
        </svg>
        <div className="absolute inset-x-0 top-8 h-px bg-line" />
        {moments.map((moment) => (
          <svg
            key={moment.id}
            viewBox="0 0 16 16"
            aria-hidden="true"
            className="absolute top-8 size-2 -translate-x-1/2"
            style={{ left: `${timeToPosition(strip, Date.parse(moment.at)) * 100}%` }}
          >
            <path
              d={eventTypeLooks[moment.type].shape}
              fill={eventTypeLooks[moment.type].color}
              fillRule="evenodd"
            />
          </svg>
        ))}
        <div
          className="pointer-events-none absolute top-0 h-8 min-w-1.5 rounded-sm border border-accent bg-accent/20"
          style={{ left: `${left * 100}%`, width: `${Math.min(1 - left, right - left) * 100}%` }}
        />
        <div className="absolute inset-x-0 top-[2.6rem]">
          <AxisTicks ticks={ticks} />
        </div>
        {hover !== null && (
          <span
            className="pointer-events-none absolute top-full z-10 -mt-1 rounded-sm border border-line bg-sheet px-1.5 text-2xs whitespace-nowrap shadow-float"
            style={hover < 0.5 ? { left: `${hover * 100}%` } : { right: `${(1 - hover) * 100}%` }}
          >
            {timeText(new Date(positionToTime(strip, hover)).toISOString(), zone, 'both')}
          </span>
        )}
      </div>
    </div>
  );
}

function drawArea(heights: readonly number[]): string {
  const steps = heights.map((part, x) => `V${(height - part * (height - 2)).toFixed(1)}H${x + 1}`);
  return `M0 ${height}${steps.join('')}V${height}Z`;
}

function stepBy(
  event: KeyboardEvent,
  visible: Range,
  total: number,
  onGo: (index: number) => void,
): void {
  const page = Math.max(1, visible.last - visible.first);
  const steps: Record<string, number> = {
    ArrowLeft: -page,
    ArrowDown: -page,
    ArrowRight: page,
    ArrowUp: page,
    PageDown: -10 * page,
    PageUp: 10 * page,
    Home: -total,
    End: total,
  };
  const by = steps[event.key];
  if (by === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  onGo(Math.max(0, Math.min(total - 1, visible.first + by)));
}
