import { toAsciiDigits, toEnglishTime } from './time-words.ts';
import { toUtcMs } from './zone.ts';
import { zoneAfterClock, type WrittenZone, zoneNamed } from './zones.ts';

/** The parts of a written time; missing ones are null. */
export interface WrittenTime {
  /**
   * Milliseconds of the written date and time as if in UTC; without a date, only of the clock time.
   */
  localMs: number;
  has: 'date' | 'date-and-time' | 'month-and-day' | 'clock';
  hasSeconds: boolean;
  zone: WrittenZone | null;
}

export type Unwritten = 'unreadable' | 'ambiguous' | 'impossible';

/** The order of 3/4/22, from other times of the column. */
export interface DateOrder {
  dayFirst: boolean | null;
  /** Null: unknown. */
  yearFirst: boolean | null;
}

const half = String.raw`(?: *(?<half>[AP])\.? ?M\b\.?)?`;
const rest = String.raw`(?<rest>[^\d:.,].*?)?`;
const clock = String.raw`(?<hour>\d{1,3}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9})\d*)?)?${half}${rest}`;
const gap = '(?:[T_:]|,? *(?:AT|@|-|–|,)? +|, *)';
const monthName = '(?<monthName>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\\.?';
const weekday = '(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*\\.?,? +)?';
const compactClock = String.raw`(?<hour>\d{2})(?<minute>\d{2})(?:(?<second>\d{2})(?:[.,](?<fraction>\d{1,9})\d*)?)?`;
const dottedClock = String.raw`(?<hour>\d{2})\.(?<minute>\d{2})(?:\.(?<second>\d{2})(?:[.,](?<fraction>\d{1,9})\d*)?)?`;
const colonClock = String.raw`(?<hour>\d{1,2}):(?<minute>\d{1,2}):(?<second>\d{1,2})(?:[.,:](?<fraction>\d{1,9}))?`;

const shapes = [
  String.raw`(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})(?:${gap}${clock})?(?: *\((?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*\))?`,
  String.raw`(?:GMT)?(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})(?:[T_ -]?${compactClock}${rest})?`,
  String.raw`(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})[T_ -]${colonClock}${rest}`,
  String.raw`(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})[T -]${dottedClock}${rest}`,
  String.raw`(?<year>(?:19|20)\d{2})[-/ ]${monthName}[-/ ](?<day>\d{1,2})(?:${gap}${clock})?`,
  String.raw`${monthName}[-/](?<day>\d{1,2})[-/](?<year>\d{4})(?:${gap}${clock})?`,
  String.raw`(?<day>\d{1,2})[/-]${monthName}[/-](?<year>\d{4}|\d{2})(?:${gap}${clock})?`,
  String.raw`${weekday}(?<day>\d{1,2}) +${monthName},? +(?<year>\d{4})(?:${gap}${clock})?`,
  String.raw`${weekday}${monthName} +(?<day>\d{1,2}),? +(?<year>\d{4})(?:${gap}${clock})?`,
  String.raw`${weekday}${monthName} +(?<day>\d{1,2}) +${clock} +(?<year>\d{4})(?<after> +\S.*)?`,
  String.raw`${weekday}${monthName} +(?<day>\d{1,2})${gap}${clock}`,
  String.raw`${weekday}(?<day>\d{1,2}) +${monthName}${gap}${clock}`,
  String.raw`${weekday}(?<one>\d{1,2})(?<slash>[/.-])(?<two>\d{1,2})\k<slash>(?<year>\d{4}|\d{2})(?:${gap}${clock})?`,
  String.raw`(?<month>\d{2})-(?<day>\d{2})[ T]${clock}`,
  String.raw`(?<one>\d{1,2})(?<slash>[/.])(?<two>\d{1,2}) ${clock}`,
  clock,
].map((shape) => new RegExp(`^${shape}$`, 'i'));

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

type Groups = Partial<Record<string, string>>;

/** Reads the common ways to write a time, in English first. */
export function readWritten(text: string, order: DateOrder): WrittenTime | Unwritten {
  const plain = withZoneLast(toAsciiDigits(text.trim()));
  if (plain.length > 100) return 'unreadable';
  const read = readPlain(plain, order);
  if (read !== 'unreadable' || !/\d/.test(plain)) return read;
  const english = toEnglishTime(plain);
  return english === plain ? read : readPlain(english, order);
}

/** `UTC 2024-03-13 14:02` and `(UTC+01:00) 2024-03-13 14:02`: a zone before the time. */
function withZoneLast(text: string): string {
  const found = /^([([]?)([A-Z][\w/]{1,40}(?:[+-]\d{1,2}(?::?\d{2})?)?)[)\]]?:? +(?=\d)/.exec(text);
  const zone = found?.[2];
  if (found === null || zone === undefined || zoneNamed(zone) === null) return text;
  return `${text.slice(found[0].length)} ${zone}`;
}

function readPlain(text: string, order: DateOrder): WrittenTime | Unwritten {
  for (const shape of shapes) {
    const groups = shape.exec(text)?.groups;
    if (groups === undefined) continue;
    const read = assemble(groups, order);
    if (read !== 'unreadable') return read;
  }
  return 'unreadable';
}

function assemble(groups: Groups, order: DateOrder): WrittenTime | Unwritten {
  const date = readDate(groups, order);
  if (typeof date === 'string') return date;
  const zone = zoneAfterClock(groups['rest'] ?? groups['after'] ?? '');
  if (zone === 'none') return 'unreadable';
  const clockMs = groups['hour'] === undefined ? 0 : readClock(groups, date.has === 'none');
  if (clockMs === null) return 'impossible';
  const hasClock = groups['hour'] !== undefined;
  const has =
    date.has === 'none'
      ? 'clock'
      : date.has === 'month-and-day'
        ? date.has
        : hasClock
          ? 'date-and-time'
          : 'date';
  return { localMs: date.ms + clockMs, has, hasSeconds: groups['second'] !== undefined, zone };
}

function readDate(
  groups: Groups,
  order: DateOrder,
): { ms: number; has: 'date' | 'month-and-day' | 'none' } | Unwritten {
  let { day, month, year } = groups;
  if (groups['one'] !== undefined && groups['two'] !== undefined) {
    const placed = readSlashed(groups['one'], groups['two'], year, groups['slash'] ?? '', order);
    if (placed === null) return 'ambiguous';
    ({ day, month, year } = placed);
  }
  if (groups['monthName'] !== undefined)
    month = String(months.indexOf(groups['monthName'].toUpperCase()) + 1);
  if (day === undefined || month === undefined) return { ms: 0, has: 'none' };
  // 2000 is a leap year, so that February 29 is valid until its year is known.
  const ms = toUtcMs(fullYear(year ?? '2000'), Number(month), Number(day));
  const date = new Date(ms);
  if (date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day))
    return 'impossible';
  return { ms, has: year === undefined ? 'month-and-day' : 'date' };
}

interface Slashed {
  day: string;
  month: string;
  year: string | undefined;
}

/** Null if the order of day and month is not clear. */
function readSlashed(
  one: string,
  two: string,
  year: string | undefined,
  slash: string,
  order: DateOrder,
): Slashed | null {
  const isShortYear = year?.length === 2 && one.length === 2;
  if (isShortYear && (order.yearFirst === true || Number(one) > 31))
    return { year: one, month: two, day: year };
  // 24/03/13 is a day in 2024 or in 2013; the later year is the more likely one, but not certain.
  const isUnclear = isShortYear && slash !== '.' && Number(one) > 12 && Number(one) > Number(year);
  if (isUnclear && Number(two) <= 12 && order.yearFirst === null && order.dayFirst !== true)
    return null;
  const isDayFirst =
    (slash === '.' && year !== undefined) || Number(one) > 12
      ? true
      : Number(two) > 12
        ? false
        : one === two
          ? true
          : order.dayFirst;
  if (isDayFirst === null) return null;
  return isDayFirst ? { day: one, month: two, year } : { day: two, month: one, year };
}

function fullYear(year: string): number {
  const number = Number(year);
  if (year.length > 2) return number;
  return number < 70 ? 2000 + number : 1900 + number;
}

function readClock(groups: Groups, isAlone: boolean): number | null {
  const [minute, second] = [Number(groups['minute']), Number(groups['second'] ?? 0)];
  let hour = Number(groups['hour']);
  const half = groups['half']?.toUpperCase();
  if (half !== undefined && hour <= 12) {
    if (hour < 1) return null;
    hour = (hour % 12) + (half === 'P' ? 12 : 0);
  } else if (half === 'A') return null;
  const isInDay = hour < 24 || (hour === 24 && minute === 0 && second === 0);
  // A second of 60 is a leap second.
  if (minute > 59 || second > 60 || (!isInDay && !isAlone)) return null;
  const fractionMs = Math.floor(Number(`0.${groups['fraction'] ?? 0}`) * 1000 + 1e-6);
  return ((hour * 60 + minute) * 60 + second) * 1000 + fractionMs;
}

/**
 * The month, day and clock time of a time without a year, in the year that brings it closest to
 * `near`.
 */
export function addYear(localMs: number, near: number): number {
  const written = new Date(localMs);
  const [month, day] = [written.getUTCMonth() + 1, written.getUTCDate()];
  const clockMs = localMs - toUtcMs(2000, month, day);
  const year = new Date(near).getUTCFullYear();
  let closest: number | null = null;
  for (let each = year - 1; each <= year + 1; each += 1) {
    const dayMs = toUtcMs(each, month, day);
    // 29 February is not in every year.
    const isValid = month !== 2 || day < 29 || new Date(dayMs).getUTCDate() === day;
    const ms = dayMs + clockMs;
    if (isValid && (closest === null || Math.abs(ms - near) < Math.abs(closest - near)))
      closest = ms;
  }
  return closest ?? localMs;
}
