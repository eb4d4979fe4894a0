/** Offsets of an IANA zone, from this Node's time zone data. */
export interface Zone {
  name: string;
  /** Minutes east of UTC at this moment. */
  offsetAt(utcMs: number): number;
}

const quarterMs = 15 * 60_000;
const dayMs = 24 * 60 * 60_000;
const cacheSize = 20_000;

const opened = new Map<string, Zone | null>();
const mostOpened = 100;

/** Null if the zone does not exist. Kept, because opening one takes as long as reading a file. */
export function openZone(name: string): Zone | null {
  const known = opened.get(name);
  if (known !== undefined) return known;
  if (opened.size >= mostOpened) opened.clear();
  const zone = createZone(name);
  opened.set(name, zone);
  return zone;
}

function createZone(name: string): Zone | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  } catch {
    return null;
  }
  const cache = new Map<number, number>();
  return {
    name,
    offsetAt(utcMs) {
      const quarter = Math.floor(utcMs / quarterMs);
      const known = cache.get(quarter);
      if (known !== undefined) return known;
      if (cache.size >= cacheSize) cache.clear();
      const offset = offsetFrom(format, quarter * quarterMs);
      cache.set(quarter, offset);
      return offset;
    },
  };
}

function offsetFrom(format: Intl.DateTimeFormat, utcMs: number): number {
  const parts = new Map(format.formatToParts(utcMs).map((part) => [part.type, part.value]));
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - number('year') : number('year');
  const local =
    toUtcMs(year, number('month'), number('day')) +
    ((number('hour') * 60 + number('minute')) * 60 + number('second')) * 1000;
  return Math.round((local - utcMs) / 60_000);
}

/** `Date.UTC` without reading years below 100 as 19xx. */
export function toUtcMs(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

/**
 * The instant of a local time in the zone. If clocks showed it twice, the first one; if they
 * skipped it, as far after the jump as the time is after its start. Both are uncertain.
 */
export function resolveLocal(
  localMs: number,
  zone: Zone,
): { utcMs: number; offset: number; isCertain: boolean } {
  const before = zone.offsetAt(localMs - dayMs);
  const after = zone.offsetAt(localMs + dayMs);
  const matches = [...new Set([before, after])].filter(
    (offset) => zone.offsetAt(localMs - offset * 60_000) === offset,
  );
  const offset = matches.length === 0 ? before : Math.max(...matches);
  const utcMs = localMs - offset * 60_000;
  return { utcMs, offset: zone.offsetAt(utcMs), isCertain: matches.length === 1 };
}
