import { zonedFormat } from '../time/format.ts';

const dayMs = 86_400_000;

/** The local day and clock of a zone at an instant, as if it were UTC, in milliseconds. */
function toLocalMs(ms: number, zone: string): number {
  const parts = zonedFormat(zone, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
}

/**
 * The instants at which a zone's clock shows `14:34` (or `14:34:20`) between two times: one for each
 * day of an incident. Two on a day whose clock goes back, none on one that skips it. Null if the
 * text is not a clock time.
 */
export function findClockTimes(
  text: string,
  { zone, fromMs, untilMs }: { zone: string; fromMs: number; untilMs: number },
): string[] | null {
  const [, hour, minute, second = '0'] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const clockMs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const first = Math.floor(toLocalMs(fromMs, zone) / dayMs) * dayMs;
  const found: string[] = [];
  for (let day = first; day <= toLocalMs(untilMs, zone); day += dayMs) {
    const local = day + clockMs;
    const offsets = [local - dayMs, local + dayMs].map((ms) => toLocalMs(ms, zone) - ms);
    for (const offset of new Set(offsets)) {
      const ms = local - offset;
      if (toLocalMs(ms, zone) === local && ms >= fromMs && ms <= untilMs)
        found.push(new Date(ms).toISOString());
    }
  }
  return found.toSorted();
}
