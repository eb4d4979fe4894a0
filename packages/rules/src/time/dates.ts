import { zonedFormat } from './format.ts';

/** `6 Dec 2022`: the date that clocks in `zone` show at that time. */
export function dateText(at: string, zone: string): string {
  return zonedFormat(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(at),
  );
}

/** `6 Dec 2022` from `2022-12-06`: a day without a time is the same day in every zone. */
export function dayText(day: string): string {
  return dateText(`${day}T12:00:00Z`, 'UTC');
}

/** `Tuesday, 6 Dec 2022`. */
export function weekdayText(at: string, zone: string): string {
  const weekday = zonedFormat(zone, { weekday: 'long' }).format(new Date(at));
  return `${weekday}, ${dateText(at, zone)}`;
}
