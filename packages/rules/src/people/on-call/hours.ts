import { zonedFormat } from '../../time/index.ts';

const quarterMs = 15 * 60_000;

/** Sleep hours as in PagerDuty's reports: from 22:00 to 08:00 on local clocks. */
export const night = { from: 22, until: 8 } as const;

/** The hour on the clocks of a zone, 0 to 23. */
export function localHour(at: number, zone: string): number {
  return Number(zonedFormat(zone, { hour: '2-digit' }).format(at));
}

export function isNight(at: number, zone: string): boolean {
  const hour = localHour(at, zone);
  return hour >= night.from || hour < night.until;
}

/**
 * How much of a time range is night in a zone, in milliseconds. Clocks change, and differ from UTC,
 * by multiples of a quarter of an hour, so each of these is night or day.
 */
export function measureNight({ from, until }: { from: number; until: number }, zone: string) {
  let sum = 0;
  for (let at = from; at < until;) {
    const next = Math.min(until, (Math.floor(at / quarterMs) + 1) * quarterMs);
    if (isNight(at, zone)) sum += next - at;
    at = next;
  }
  return sum;
}

const hourMs = 3_600_000;

/** In how many different hours someone did something, and how many of these are at night. */
export function countHours(
  times: readonly number[],
  zone: string | null,
): { hours: number; nightHours: number | null } {
  const hours = new Set(times.map((at) => Math.floor(at / hourMs)));
  const nights =
    zone === null
      ? null
      : new Set(times.filter((at) => isNight(at, zone)).map((at) => Math.floor(at / hourMs)));
  return { hours: hours.size, nightHours: nights?.size ?? null };
}
