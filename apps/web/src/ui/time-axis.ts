import { clockText, shortDateText } from '@debrief/rules/time';
import { offsetAt } from './zoned-time.ts';

export interface Tick {
  /** 0 to 1. */
  at: number;
  label: string;
}

/** Maps a time to its position, 0 to 1; and the ends of the axis. */
export interface TimeAxis {
  fromMs: number;
  untilMs: number;
  toPosition: (ms: number) => number;
}

/**
 * Half of the width follows the clock and half the order of the times, so that a deploy a week ago
 * does not squeeze an hour of repair into one point.
 */
export function makeTimeAxis(all: readonly number[]): TimeAxis {
  const times = [...new Set(all)].toSorted((a, b) => a - b);
  const [fromMs = 0, untilMs = 0] = [times[0], times.at(-1)];
  const toPosition = (ms: number): number => {
    if (times.length < 2) return 0.5;
    const next = times.findIndex((time) => time >= ms);
    const [after, before] = [times[next] ?? untilMs, times[Math.max(0, next - 1)] ?? fromMs];
    const part = after === before ? 0 : (ms - before) / (after - before);
    const rank = next <= 0 ? (next < 0 ? times.length - 1 : 0) : next - 1 + part;
    return 0.5 * ((ms - fromMs) / (untilMs - fromMs)) + (0.5 * rank) / (times.length - 1);
  };
  return { fromMs, untilMs, toPosition };
}

const minute = 60_000;
const day = 1440 * minute;
const units = [30, 7, 1].map((days) => days * day);
const parts = [360, 180, 60, 30, 15, 5, 1].map((minutes) => minutes * minute);
const mostTried = 400;

/**
 * Round times with space for their labels: full days first, then hours and minutes between them.
 */
export function findTicks(axis: TimeAxis, zone: string, gap = 0.14): Tick[] {
  const ticks: Tick[] = [];
  for (const unit of [...units, ...parts]) {
    if ((axis.untilMs - axis.fromMs) / unit > mostTried) break;
    const offset = offsetAt(axis.fromMs, zone) * minute;
    const first = Math.ceil((axis.fromMs + offset) / unit) * unit - offset;
    for (let ms = first; ms <= axis.untilMs; ms += unit) {
      const at = axis.toPosition(ms);
      if (at < 0.02 || at > 0.98 || ticks.some((tick) => Math.abs(tick.at - at) < gap)) continue;
      const iso = new Date(ms).toISOString();
      const isDay = clockText(iso, zone) === '00:00';
      ticks.push({
        at,
        label: isDay ? shortDateText(iso, zone) : clockText(iso, zone),
      });
    }
  }
  return ticks.toSorted((a, b) => a.at - b.at);
}
