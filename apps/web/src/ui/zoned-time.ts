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
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Parses `2022-12-06 14:30`, `2022-12-06T14:30:05.250` or either with `Z` or `-05:00`; without an
 * offset, in `zone`. Null if it is not a time. A local time that the zone skips is read as an hour
 * later.
 */
export function readTime(text: string, zone: string): string | null {
  const match = shape.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', offset] =
    match;
  const clock = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.padEnd(3, '0')),
  );
  const back = new Date(clock);
  const isReal =
    back.getUTCMonth() === Number(month) - 1 &&
    back.getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60;
  if (!isReal) return null;
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
 * The inverse of `readTime`: `2022-12-06 14:30`, with seconds and milliseconds only if they are not
 * zero.
 */
export function writeTime(at: string, zone: string): string {
  const text = toClock(at, zone);
  const seconds = text.slice(16, 23);
  return `${text.slice(0, 10)} ${text.slice(11, 16)}${seconds === ':00.000' ? '' : seconds.replace('.000', '')}`;
}

export function allZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}
