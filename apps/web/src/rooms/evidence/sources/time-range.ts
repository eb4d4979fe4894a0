import type { SourceStream } from '@debrief/contract';
import { signedDurationText } from '@debrief/rules/time';
import type { TimeAxis } from '../../../ui/time-axis.ts';

export interface Extent {
  fromMs: number;
  untilMs: number;
}

export function toTimeAxis({ fromMs, untilMs }: Extent): TimeAxis {
  const lengthMs = Math.max(1, untilMs - fromMs);
  return { fromMs, untilMs, toPosition: (ms) => (ms - fromMs) / lengthMs };
}

/** From the first to the last item of all streams: the shared axis of their bars. */
export function findExtent(streams: readonly SourceStream[]): Extent | null {
  const firsts = streams.flatMap((stream) => (stream.firstAt ? [Date.parse(stream.firstAt)] : []));
  const lasts = streams.flatMap((stream) => (stream.lastAt ? [Date.parse(stream.lastAt)] : []));
  return firsts.length === 0 || lasts.length === 0
    ? null
    : { fromMs: Math.min(...firsts), untilMs: Math.max(...lasts) };
}

/**
 * The position of a range on the axis, in percent; at least a sliver, so that a single item is
 * visible.
 */
export function stretchOn(
  extent: Extent,
  from: string | null,
  until: string | null,
): { left: number; width: number } {
  const whole = Math.max(1, extent.untilMs - extent.fromMs);
  const place = (ms: number) => Math.min(100, Math.max(0, ((ms - extent.fromMs) / whole) * 100));
  const left = place(from === null ? extent.fromMs : Date.parse(from));
  const right = place(until === null ? extent.untilMs : Date.parse(until));
  const width = Math.max(0.6, right - left);
  return { left: Math.min(left, 100 - width), width };
}

/** `+1 min 30 s` for a source's clock offset. */
export function offsetWords(ms: number): string {
  return ms === 0 ? 'none' : signedDurationText(ms);
}

/** Reads `-42`, `+90 s`, `1:30`, `-00:02:00` as milliseconds; null for anything else. */
export function readOffset(text: string): number | null {
  const match = /^([+−-]?)\s*(?:(\d+(?:[.,]\d{1,3})?)\s*s?|(?:(\d+):)?(\d{1,2}):(\d{2}))$/.exec(
    text.trim(),
  );
  if (!match) return null;
  const [, sign = '', seconds, hours = '0', minutes = '0', rest = '0'] = match;
  const size =
    seconds === undefined
      ? (Number(hours) * 3600 + Number(minutes) * 60 + Number(rest)) * 1000
      : Math.round(Number(seconds.replace(',', '.')) * 1000);
  const ms = sign === '-' || sign === '−' ? -size : size;
  return Math.abs(ms) <= 86_400_000 ? ms : null;
}
