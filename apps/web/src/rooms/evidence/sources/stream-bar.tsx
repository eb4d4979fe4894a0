import type { SourceStream } from '@debrief/contract';
import { cx } from '../../../ui/cx.ts';
import { AxisTicks } from '../../../ui/axis-ticks.tsx';
import { findTicks } from '../../../ui/time-axis.ts';
import { useShownZone } from '../../../ui/time-zone.tsx';
import { stretchOn, toTimeAxis, type Extent } from './time-range.ts';

/** The dates and colors of all bars below. */
export function StreamAxis({ extent }: { extent: Extent }) {
  const ticks = findTicks(toTimeAxis(extent), useShownZone());
  return (
    <div className="mb-2 grid items-end gap-x-4 gap-y-1 text-xs text-ink-soft lg:grid-cols-[minmax(0,16rem)_minmax(0,1fr)_11rem]">
      <p className="flex flex-wrap gap-x-3">
        <Swatch className="bg-accent">In the time range</Swatch>
        <Swatch className="border border-line-strong bg-wash-strong">Outside it</Swatch>
      </p>
      <AxisTicks ticks={ticks} />
    </div>
  );
}

function Swatch({ className, children }: { className: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className={cx('h-2 w-4 rounded-sm', className)} />
      {children}
    </span>
  );
}

/**
 * Where the stream has items (gray), and what the time range includes (accent), on the shared axis.
 */
export function StreamBar({ stream, extent }: { stream: SourceStream; extent: Extent }) {
  if (stream.firstAt === null) return null;
  const whole = stretchOn(extent, stream.firstAt, stream.lastAt);
  const from = stream.from !== null && stream.from > stream.firstAt ? stream.from : stream.firstAt;
  const until =
    stream.until !== null && stream.lastAt !== null && stream.until < stream.lastAt
      ? stream.until
      : stream.lastAt;
  const inside = stretchOn(extent, from, until);
  return (
    <div aria-hidden="true" className="relative mb-1 h-2 rounded-sm bg-wash">
      <span
        className="absolute inset-y-0 rounded-sm bg-wash-strong"
        style={{ left: `${whole.left}%`, width: `${whole.width}%` }}
      />
      {stream.inTimeRange > 0 && (
        <span
          className="absolute inset-y-0 rounded-sm bg-accent"
          style={{ left: `${inside.left}%`, width: `${inside.width}%` }}
        />
      )}
    </div>
  );
}
