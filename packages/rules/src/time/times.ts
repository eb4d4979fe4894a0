import type { Precision } from '@debrief/contract';
import { dateText } from './dates.ts';
import { durationText, exactDurationText } from './durations.ts';
import { zonedFormat } from './format.ts';

/** `14:05`, or `14:05:09` for a time that is known exactly. */
export function clockText(at: string, zone: string, precision: Precision = 'minute'): string {
  return zonedFormat(zone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(precision === 'exact' && { second: '2-digit' }),
  }).format(new Date(at));
}

export type TimeShow = 'clock' | 'day' | 'both';

/** A time in `zone`, as exact as it is known: `14:05:09`, `6 Dec 2022, about 14:05`,
 * `6 Dec 2022, time unknown, near 14:05`. */
export function timeText(
  at: string,
  zone: string,
  show: TimeShow,
  precision: Precision = 'minute',
): string {
  const date = dateText(at, zone);
  if (show === 'day') return precision === 'about' ? `about ${date}` : date;
  const before = { exact: '', minute: '', about: 'about ', unknown: 'time unknown, near ' };
  const clock = `${before[precision]}${clockText(at, zone, precision)}`;
  return show === 'clock' ? clock : `${date}, ${clock}`;
}

/** `6 Dec 2022, 14:05 EST`: for a page that is read in another zone. */
export function timeWithZone(at: string, zone: string, precision: Precision = 'minute'): string {
  return `${timeText(at, zone, 'both', precision)} ${zoneName(at, zone)}`;
}

/** `14:05–14:20` from one time to another, with the date of the end if it is another day. */
export function spanText(
  { at, until, precision }: { at: string; until: string | null; precision: Precision },
  zone: string,
): string {
  const start = timeText(at, zone, 'clock', precision);
  if (until === null) return start;
  const end = clockText(until, zone, precision);
  const date = dateText(until, zone);
  return date === dateText(at, zone) ? `${start}–${end}` : `${start} – ${date}, ${end}`;
}

/** `EST`, `CET`, `UTC+05:30`: the zone's short name at that time, if it has one. */
export function zoneName(at: string, zone: string): string {
  // Each English locale knows only the short names of its own region.
  for (const locale of ['en-GB', 'en-US']) {
    const name = namePart(zonedFormat(zone, { timeZoneName: 'short' }, locale), at);
    if (name && !/^(GMT|UTC)[+−-]/.test(name)) return name;
  }
  const offset = namePart(zonedFormat(zone, { timeZoneName: 'longOffset' }), at);
  return offset?.replace('GMT', 'UTC').replace('-', '−') ?? zone;
}

function namePart(format: Intl.DateTimeFormat, at: string): string | undefined {
  const parts = format.formatToParts(new Date(at));
  return parts.find((part) => part.type === 'timeZoneName')?.value;
}

/** Whether clocks in two zones show the same at that time. */
export function sameClock(at: string, zone: string, other: string): boolean {
  return zone === other || timeText(at, zone, 'both') === timeText(at, other, 'both');
}

/** `UTC−05:00` from minutes east of UTC. */
/** How the clock of a source was corrected, for people who wonder about a time; empty if it was not. */
export function clockOffsetText(ms: number): string {
  if (ms === 0) return '';
  return `The clock of the source is ${exactDurationText(Math.abs(ms))} ${ms > 0 ? 'slow' : 'fast'}: this time is corrected`;
}

export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const clock = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `UTC${minutes < 0 ? '−' : '+'}${clock.join(':')}`;
}

/** `3 min ago`, `5 h ago`; the date after one day. */
export function agoText(at: string, now: { ms: number; zone: string }): string {
  const ms = now.ms - Date.parse(at);
  if (ms < 45_000) return 'just now';
  if (ms >= 86_400_000) return dateText(at, now.zone);
  const unitMs = ms < 3_600_000 ? 60_000 : 3_600_000;
  return `${durationText(Math.max(unitMs, ms - (ms % unitMs)))} ago`;
}

/** UTC, for tables and scripts: `2022-12-06T14:30:05Z`, `2022-12-06T14:30Z`, `~2022-12-06T14:30Z`, `unknown`, `-`. */
export function utcText(at: string | null, precision: Precision = 'exact'): string {
  if (at === null) return '-';
  if (precision === 'unknown') return 'unknown';
  if (precision === 'exact') return `${at.slice(0, 19)}Z`;
  return `${precision === 'about' ? '~' : ''}${at.slice(0, 16)}Z`;
}
