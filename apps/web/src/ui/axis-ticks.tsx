import { cx } from './cx.ts';
import type { Tick } from './time-axis.ts';

/** The labels of a time axis, below or above its contents. */
export function AxisTicks({ ticks }: { ticks: readonly Tick[] }) {
  return (
    <div aria-hidden="true" className="relative h-4 text-2xs text-ink-soft overflow-x-clip">
      {ticks.map(({ at, label }, index) => (
        <span
          key={at}
          className={cx(
            'tabular absolute -translate-x-1/2 whitespace-nowrap',
            // A phone has room for half of them.
            index % 2 === 1 && 'max-sm:hidden',
          )}
          style={{ left: keepWithin(at, label) }}
        >
          {label}
        </span>
      ))}
    </div>
  );
}

/** Half of a label has room at both ends; a character is about 0.6 em wide. */
function keepWithin(at: number, label: string): string {
  const half = `${(label.length * 0.3).toFixed(1)}em`;
  return `clamp(${half}, ${at * 100}%, calc(100% - ${half}))`;
}

/** A faint line at each tick, behind the contents of the axis. */
export function AxisLines({ ticks }: { ticks: readonly Tick[] }) {
  return ticks.map(({ at }) => (
    <span
      key={at}
      aria-hidden="true"
      className="absolute inset-y-0 w-px bg-line"
      style={{ left: `${at * 100}%` }}
    />
  ));
}
