import type { Precision } from '@debrief/contract';

export const readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
  formats.set(key, made);
  return made;
}

export type TimeShow = 'clock' | 'day' | 'both';

/** `14:05`, `14:05:09`, `6 Dec 2022`, `6 Dec 2022, 14:05`: in `zone`, as exact as the time is known. */
export function timeText(
  at: string,
  zone: string,
  show: TimeShow,
  precision: Precision = 'minute',
): string {
  const date = new Date(at);
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  if (precision === 'exact') clock.second = '2-digit';
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
  const options = show === 'clock' ? clock : show === 'day' ? day : { ...day, ...clock };
  const text = format(zone, options).format(date);
  if (precision === 'unknown') return show === 'day' ? text : `time unknown, near ${text}`;
  return precision === 'about' ? `about ${text}` : text;
}

/** `6 Dec 2022`: a day without a time stays that day in every zone. */
export function dayText(day: string): string {
  return timeText(`${day}T12:00:00Z`, 'UTC', 'day');
}

/** `GMT−5`, `CET`: how the zone is called at that time. */
export function zoneName(at: string, zone: string): string {
  return (
    format(zone, { timeZoneName: 'short' })
      .formatToParts(new Date(at))
      .find((part) => part.type === 'timeZoneName')?.value ?? zone
  );
}

/** Whether the clocks of two zones show the same at that time. */
export function sameClock(at: string, zone: string, other: string): boolean {
  return zone === other || timeText(at, zone, 'both') === timeText(at, other, 'both');
}

/** `UTC−05:00` from minutes east of UTC. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const clock = `${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '−' : '+'}${clock}`;
}

/** `3 minutes 20 seconds`, at most two units. */
export function durationText(ms: number): string {
  const units = [
    ['year', 365.25 * 86_400_000],
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
  ] as const;
  let rest = Math.round(Math.abs(ms) / 1000) * 1000;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count === 0) continue;
    parts.push(countText(count, unit));
    rest -= count * size;
    // Beside 12 days or 3 years, what comes after says nothing.
    if (parts.length === 2 || (unit === 'day' && count > 9) || (unit === 'year' && count > 2))
      break;
  }
  return parts.length === 0 ? 'under a second' : parts.join(' ');
}

/** `3 minutes ago`; a day and more ago as the day itself. */
export function agoText(at: string, nowMs: number): string {
  const ms = nowMs - Date.parse(at);
  if (ms < 45_000) return 'just now';
  if (ms < 86_400_000)
    return `${durationText(ms < 3_600_000 ? Math.round(ms / 60_000) * 60_000 : Math.round(ms / 3_600_000) * 3_600_000)} ago`;
  return timeText(at, readerZone, 'day');
}

export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[power - 1]}`;
}
