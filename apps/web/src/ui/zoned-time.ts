import { dayText, readDay } from '@debrief/rules/time';

/** No zone changes its offset more than once in a quarter of an hour. */
const offsetSpanMs = 900_000;
const offsets = new Map<string, number>();

/** A zone's offset at an instant, in minutes east of UTC; cached, because formatters are slow. */
export function offsetAt(ms: number, zone: string): number {
  const span = `${zone} ${Math.floor(ms / offsetSpanMs)}`;
  const known = offsets.get(span) ?? calculateOffset(ms, zone);
  offsets.set(span, known);
  return known;
}

function calculateOffset(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const asUtc = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  );
  return Math.round((asUtc - Math.floor(ms / 1000) * 1000) / 60_000);
}

const shape =
  /^(.+?)(?:(?:, ?|[T ]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Parses `6 Dec 2022, 14:30`, `2022-12-06T14:30:05.250` or either with `Z` or `-05:00`; without an
 * offset, in `zone`. Null if it is not a time. A local time that the zone skips is read as an hour
 * later.
 */
export function readTime(text: string, zone: string): string | null {
  const match = shape.exec(text.trim());
  const day = match?.[1] === undefined ? null : readDay(match[1]);
  if (!match || day === null) return null;
  const [, , hour = '0', minute = '0', second = '0', fraction = '0', offset] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const clock =
    Date.parse(`${day}T00:00:00Z`) +
    ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 +
    Number(fraction.padEnd(3, '0'));
  if (offset !== undefined)
    return new Date(clock - parseOffsetMinutes(offset) * 60_000).toISOString();
  const first = clock - offsetAt(clock, zone) * 60_000;
  return new Date(clock - offsetAt(first, zone) * 60_000).toISOString();
}

function parseOffsetMinutes(offset: string): number {
  if (/^z$/i.test(offset)) return 0;
  const size = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return offset.startsWith('-') ? -size : size;
}

/** The local time of a zone at an instant, in the form `2022-12-06T14:30:05.250Z`. */
export function toClock(at: string, zone: string): string {
  const ms = Date.parse(at);
  return new Date(ms + offsetAt(ms, zone) * 60_000).toISOString();
}

/**
 * The inverse of `readTime`: `6 Dec 2022, 14:30`, with seconds and milliseconds only if they are not
 * zero.
 */
export function writeTime(at: string, zone: string): string {
  const text = toClock(at, zone);
  const seconds = text.slice(16, 23);
  return `${dayText(text.slice(0, 10))}, ${text.slice(11, 16)}${seconds === ':00.000' ? '' : seconds.replace('.000', '')}`;
}

export function allZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}
