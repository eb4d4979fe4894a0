import { countUntil } from '@debrief/rules/known';
import { makeTimeAxis, type TimeAxis } from '../../../ui/time-axis.ts';

export interface KnownAxis extends TimeAxis {
  /** The time at a position of 0 to 1. */
  toTime: (position: number) => number;
}

/** An axis over these times that can be read in both directions. */
export function makeKnownAxis(all: readonly number[]): KnownAxis {
  const times = [...new Set(all)].toSorted((a, b) => a - b);
  const axis = makeTimeAxis(times);
  const positions = times.map(axis.toPosition);
  const toTime = (position: number): number => {
    const after = countUntil(positions, position);
    const [from, until] = [times[after - 1], times[after]];
    if (from === undefined) return axis.fromMs;
    if (until === undefined) return axis.untilMs;
    const [start, end] = [positions[after - 1] ?? 0, positions[after] ?? 1];
    const part = end === start ? 0 : (position - start) / (end - start);
    return Math.round(from + part * (until - from));
  };
  return { ...axis, toTime };
}
