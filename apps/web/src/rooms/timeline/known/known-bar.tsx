import type { Incident } from '@debrief/contract';
import { countUntil, stepMoment, type MarkedMoment } from '@debrief/rules/known';
import { timeText } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, Eye } from 'lucide-react';
import { memo, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { queries } from '../../../data/queries.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { useActions } from '../../../ui/keys.ts';
import { useKnown, useKnownMs } from '../../../ui/known-time.tsx';
import { useShownZone } from '../../../ui/time-zone.tsx';
import { makeKnownAxis, type KnownAxis } from './known-axis.ts';
import { useMoments } from './use-moments.ts';

/**
 * Says that only what was known at a time is shown, and moves that time: along the axis, or from one
 * marked moment to the next.
 */
export function KnownBar({ incident }: { incident: Incident }) {
  const { at, time, move } = useKnown();
  const moments = useMoments(incident.ref);
  const { data: outline } = useQuery({
    ...queries.outline(incident.ref, {}),
    enabled: moments !== null && moments.length < 2,
  });
  const axis = useMemo(() => {
    const edges = [outline?.from, outline?.until].flatMap((time) =>
      time ? [Date.parse(time)] : [],
    );
    return makeKnownAxis([...(moments ?? []).map(({ atMs }) => atMs), ...edges]);
  }, [moments, outline]);
  const step = (by: 1 | -1) => {
    const next = time.ms === null ? null : stepMoment(moments ?? [], time.ms, by);
    if (next) move(next.atMs, true);
  };
  useActions('Known at', [
    { label: 'Next marked moment', keys: ']', run: () => step(1) },
    { label: 'Previous marked moment', keys: '[', run: () => step(-1) },
    { label: 'Show everything', keys: 'shift+k', run: () => move(null, true) },
  ]);
  if (at === null) return null;
  return (
    <section
      aria-label="Known at"
      className="no-print flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-accent bg-accent-wash px-4 py-1 sm:flex-nowrap sm:px-6"
    >
      <KnownLabel />
      <span className="flex items-center">
        <IconButton
          small
          label="Previous marked moment"
          icon={<ChevronLeft size={14} />}
          onClick={() => step(-1)}
        />
        <IconButton
          small
          label="Next marked moment"
          icon={<ChevronRight size={14} />}
          onClick={() => step(1)}
        />
      </span>
      <KnownSlider axis={axis} moments={moments ?? []} />
      <Button small look="quiet" icon={<Eye size={14} />} onClick={() => move(null, true)}>
        Show everything
      </Button>
    </section>
  );
}

function KnownLabel() {
  const zone = useShownZone();
  const ms = useKnownMs();
  if (ms === null) return null;
  const iso = new Date(ms).toISOString();
  return (
    <p className="text-sm whitespace-nowrap">
      Showing what was known at{' '}
      <time dateTime={iso} className="tabular font-semibold">
        {timeText(iso, zone, 'both')}
      </time>
    </p>
  );
}

/** Arrow keys move by a minute, with Page keys by an hour; Home and End to the ends. */
function KnownSlider({ axis, moments }: { axis: KnownAxis; moments: readonly MarkedMoment[] }) {
  const zone = useShownZone();
  const { move } = useKnown();
  const ms = useKnownMs() ?? axis.fromMs;
  const track = useRef<HTMLDivElement>(null);
  const times = useMemo(() => moments.map(({ atMs }) => atMs), [moments]);
  const within = (time: number) => Math.max(axis.fromMs, Math.min(axis.untilMs, time));
  const left = axis.toPosition(within(ms));
  const drag = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    const part = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
    move(axis.toTime(part));
  };
  const press = (event: KeyboardEvent) => {
    const next = readKey(event, ms, axis);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    move(within(next));
  };
  const passed = moments[countUntil(times, ms) - 1];
  return (
    <div
      ref={track}
      role="slider"
      tabIndex={0}
      aria-label="Known at"
      aria-valuemin={axis.fromMs}
      aria-valuemax={axis.untilMs}
      aria-valuenow={within(ms)}
      aria-valuetext={`${timeText(new Date(ms).toISOString(), zone, 'both')}${passed ? `, after: ${passed.label}` : ''}`}
      className="fine relative order-last h-7 min-w-40 flex-1 basis-full cursor-ew-resize touch-none select-none sm:order-none sm:basis-0 pointer-coarse:h-11"
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && drag(event)}
    >
      <span className="absolute inset-x-0 top-1/2 h-px bg-line-strong" />
      <span
        className="absolute top-1/2 left-0 h-0.5 -translate-y-1/2 bg-accent"
        style={{ width: `${left * 100}%` }}
      />
      <Marks axis={axis} times={times} />
      <span
        className="absolute top-1/2 size-4 -translate-1/2 rounded-full border-2 border-sheet bg-accent shadow-float"
        style={{ left: `${left * 100}%` }}
      />
    </div>
  );
}

/** Only the handle moves. */
const Marks = memo(function Marks({ axis, times }: { axis: KnownAxis; times: readonly number[] }) {
  return times.map((time) => (
    <span
      key={time}
      className="absolute top-1/2 h-2 w-px -translate-y-1/2 bg-ink-faint"
      style={{ left: `${axis.toPosition(time) * 100}%` }}
    />
  ));
});

const minute = 60_000;

function readKey({ key }: KeyboardEvent, ms: number, axis: KnownAxis): number | null {
  const by = {
    ArrowRight: minute,
    ArrowUp: minute,
    ArrowLeft: -minute,
    ArrowDown: -minute,
    PageUp: 60 * minute,
    PageDown: -60 * minute,
  }[key];
  if (by !== undefined) return ms + by;
  if (key === 'Home') return axis.fromMs;
  return key === 'End' ? axis.untilMs : null;
}
