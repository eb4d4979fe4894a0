import { zonedFormat } from './format.ts';

/** `6 Dec 2022`: the date that clocks in `zone` show at that time. */
export function dateText(at: string, zone: string): string {
  return zonedFormat(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(at),
  );
}

/** `6 Dec`: for the labels of an axis, where the year is clear. */
export function shortDateText(at: string, zone: string): string {
  return zonedFormat(zone, { day: 'numeric', month: 'short' }).format(new Date(at));
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

const dayFirst = /^(\d{1,2})\.? ?([a-z]{3,9})\.?,? ?(\d{4})$/;
const monthFirst = /^([a-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?,? ?(\d{4})$/;
const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;

/**
 * `2022-12-06` from `6 Dec 2022`, `December 6, 2022` or `2022-12-06`; null if it is not a date.
 * `6/12/2022` is not read, because it means two different days.
 */
export function readDay(text: string): string | null {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const [, year, month, day] = yearFirst.exec(plain) ?? [];
  if (year !== undefined) return toDay(year, Number(month), Number(day));
  const [, first, name, last] = dayFirst.exec(plain) ?? [];
  if (name !== undefined) return toDay(last, readMonth(name), Number(first));
  const [, word, number, end] = monthFirst.exec(plain) ?? [];
  return word === undefined ? null : toDay(end, readMonth(word), Number(number));
}

const months =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

function readMonth(name: string): number {
  return months.findIndex((month) => month.startsWith(name === 'sept' ? 'sep' : name)) + 1;
}

function toDay(year: string | undefined, month: number, day: number): string | null {
  const two = (part: number) => String(part).padStart(2, '0');
  const written = `${year}-${two(month)}-${two(day)}`;
  const ms = Date.parse(`${written}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).getUTCDate() !== day ? null : written;
}

/** The day `count` days after `day`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
