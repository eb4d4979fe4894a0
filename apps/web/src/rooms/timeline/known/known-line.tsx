import { useKnownMs } from '../../../ui/known-time.tsx';
import type { TimeAxis } from '../../../ui/time-axis.ts';

/** The time of the mask on a lane. */
export function KnownLine({ axis }: { axis: TimeAxis }) {
  const ms = useKnownMs();
  if (ms === null || ms < axis.fromMs || ms > axis.untilMs) return null;
  return (
    <span
      aria-hidden="true"
      className="absolute inset-y-0 w-px bg-accent"
      style={{ left: `${axis.toPosition(ms) * 100}%` }}
    />
  );
}
