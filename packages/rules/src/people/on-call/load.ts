import { intersectSpans, joinSpans, sumSpans, type Span } from './shifts.ts';

/** Google's limits: https://sre.google/sre-book/being-on-call/ */
export const onCallLimits = { share: 0.25, incidents: 2, shiftMs: 12 * 3_600_000 } as const;

export interface Load {
  /** Time of the range that schedules cover. */
  coveredMs: number;
  onCallMs: number;
  /** On call, of the covered time; null if none is covered. */
  share: number | null;
  incidents: number;
  /** Parts of shifts of 12 hours at most, and how many of them had more than two incidents. */
  shifts: number;
  busyShifts: number;
}

/**
 * The load of one person: their shifts and the times at which incidents started, in the part of a
 * range that schedules cover. Shifts at the same time count once. Pure.
 */
export function measureLoad(
  shifts: readonly Span[],
  incidents: readonly number[],
  covered: readonly Span[],
  range: Span,
): Load {
  const own = joinSpans(intersectSpans(shifts, range));
  const coveredMs = sumSpans(joinSpans(intersectSpans(covered, range)));
  const onCallMs = sumSpans(own);
  const parts = own.flatMap(splitShift);
  const counts = parts.map(
    ({ from, until }) => incidents.filter((at) => at >= from && at < until).length,
  );
  return {
    coveredMs,
    onCallMs,
    share: coveredMs === 0 ? null : onCallMs / coveredMs,
    incidents: counts.reduce((sum, count) => sum + count, 0),
    shifts: parts.length,
    busyShifts: counts.filter((count) => count > onCallLimits.incidents).length,
  };
}

function splitShift({ from, until }: Span): Span[] {
  const parts: Span[] = [];
  for (let at = from; at < until; at += onCallLimits.shiftMs)
    parts.push({ from: at, until: Math.min(until, at + onCallLimits.shiftMs) });
  return parts;
}
