import type { Precision, TimeUnit } from '@debrief/contract';
import { type DateOrder, readWritten, addYear, type WrittenTime } from './time-text.ts';
import { toAsciiDigits } from './time-words.ts';
import { resolveLocal, type Zone } from './zone.ts';
import { resolveWritten, type WrittenZone } from './zones.ts';

/** How the times of a column are read. */
export interface TimeRules extends DateOrder {
  /** Null: by the size of the number. */
  unit: TimeUnit | null;
  /** What numbers count from, and the day of bare clock times. */
  origin: Date | null;
  /** For times without a zone; null reads them as UTC. */
  zone: Zone | null;
  /** Whether a bare clock time is a time of day or the time since the origin. */
  clock: 'of-day' | 'elapsed';
  /** What the file says about times without a zone: in the column header or another column. */
  stated: WrittenZone | null;
}

export interface TimeRead {
  at: Date;
  precision: Precision;
  zoneOffset: number | null;
  /** Before 1971 although no one said so: most likely an empty or misread time. */
  isEpoch: boolean;
}

export type TimeProblem =
  | 'missing'
  | 'unreadable'
  | 'impossible'
  | 'ambiguous'
  | 'no-date'
  | 'no-year'
  | 'unclear-zone'
  | 'rounded'
  | 'out-of-range';

export const plainRules: TimeRules = {
  unit: null,
  origin: null,
  zone: null,
  clock: 'of-day',
  dayFirst: null,
  yearFirst: null,
  stated: null,
};

const dayMs = 24 * 60 * 60_000;
const earliestMs = Date.UTC(1000, 0, 1);
const latestMs = Date.UTC(10_000, 0, 1);
const epochEndMs = Date.UTC(1971, 0, 1);
const unitMs: Record<TimeUnit, number> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Reads a time from a record: a number, or text in a common format. Pure; a problem is a result,
 * not an exception.
 */
export function readTime(value: unknown, rules: TimeRules): TimeRead | TimeProblem {
  if (value === null || value === undefined) return 'missing';
  if (typeof value !== 'number' && typeof value !== 'string') return 'unreadable';
  const iso = typeof value === 'string' ? readIsoTime(value) : null;
  if (iso !== null) return checkRange(iso.ms, 'exact', iso.offset, false);
  const text = plainTime(String(value));
  if (text === '') return 'missing';
  const isDate = rules.origin === null && rules.unit === null && isCompactDate(text);
  if (typeof value === 'number' && !isDate) return readNumber(value, rules);
  const number = isDate ? null : toNumberText(text);
  if (number !== null) {
    const read = readNumber(Number(number), rules);
    return typeof read !== 'string' && isRounded(number, rules) ? 'rounded' : read;
  }
  const written = readWritten(text, rules);
  return typeof written === 'string' ? written : place(written, rules);
}

const isoTime = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):([0-5]\d))$/;

/**
 * A complete ISO 8601 time, which most tools write: the same as `readWritten` reads, ten times
 * faster. Null for everything else, also for impossible dates and leap seconds.
 */
function readIsoTime(text: string): { ms: number; offset: number } | null {
  const parts = isoTime.exec(text);
  if (parts === null) return null;
  const [, date, clock, fraction = '', sign, hours, minutes] = parts;
  const localMs = Date.parse(`${date}T${clock}Z`);
  const isReal = !Number.isNaN(localMs) && new Date(localMs).toISOString().startsWith(date ?? '');
  const offset = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  if (!isReal || Math.abs(offset) > 14 * 60) return null;
  return { ms: localMs + Number(fraction.padEnd(3, '0').slice(0, 3)) - offset * 60_000, offset };
}

/** Without what spreadsheets and .NET put around a time: `="…"`, a leading apostrophe, `/Date(…)/`. */
function plainTime(value: string): string {
  return toAsciiDigits(value.trim())
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'(?=\d)/, '')
    .replace(/^\\?\/Date\((-?\d+)(?:[+-]\d{4})?\)\\?\/$/, '$1');
}

/**
 * A number as JavaScript writes it: with a decimal point and without thousands separators. Null if
 * the text is not a number.
 */
export function toNumberText(text: string): string | null {
  const plain = text
    .trim()
    .replace(/^\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3}){2,}$/, (grouped) =>
      grouped.replaceAll(/\D/g, ''),
    )
    .replace(/^([+-]?\d+),(\d+(?:e\+?\d{1,2})?)$/i, '$1.$2');
  return /^[+-]?\d+(?:\.\d+)?(?:e\+?\d{1,2})?$/i.test(plain) ? plain : null;
}

/** 20221206 or 20221206143005: as a number since 1970 it would be a time that no one means. */
function isCompactDate(text: string): boolean {
  return /^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])(\d{6})?$/.test(text);
}

/** 1.71034E+12: a spreadsheet has kept six digits, which leaves a range of hours. */
function isRounded(text: string, rules: TimeRules): boolean {
  const parts = /^[+-]?\d(?:\.(\d+))?e\+?(\d{1,2})$/i.exec(text);
  if (parts === null) return false;
  const last = 10 ** (Number(parts[2]) - (parts[1]?.length ?? 0));
  return last * unitMs[rules.unit ?? unitBySize(Number(text))] > 1000;
}

/** The unit in which a number is a time since 1970 between 1973 and 5138. */
export function unitBySize(value: number): TimeUnit {
  const size = Math.abs(value);
  return size < 1e11 ? 's' : size < 1e14 ? 'ms' : size < 1e17 ? 'us' : 'ns';
}

function readNumber(value: number, rules: TimeRules): TimeRead | TimeProblem {
  const unit = rules.unit ?? (rules.origin === null ? unitBySize(value) : 's');
  // Days without an origin are spreadsheet dates; their local time can have a zone.
  if (unit === 'd' && rules.origin === null) return readSerial(value, rules);
  // Rounded to a thousandth first: 1516454482.0001 s is not exactly representable.
  const ms =
    Math.floor(Math.round(value * unitMs[unit] * 1000) / 1000) + (rules.origin?.getTime() ?? 0);
  const precision =
    (unit === 'min' || unit === 'h') && Number.isInteger(value) ? 'minute' : 'exact';
  return checkRange(ms, precision, null, rules.origin !== null);
}

const spreadsheetStartMs = Date.UTC(1899, 11, 30);

function readSerial(value: number, rules: TimeRules): TimeRead | TimeProblem {
  const localMs = spreadsheetStartMs + Math.round(value * 86_400) * 1000;
  const hasSeconds = localMs % 60_000 !== 0;
  const written: WrittenTime = { localMs, has: 'date-and-time', hasSeconds, zone: null };
  return placeLocal(localMs, written, hasSeconds ? 'exact' : 'minute', rules, false);
}

function place(written: WrittenTime, rules: TimeRules): TimeRead | TimeProblem {
  const precision: Precision = written.hasSeconds
    ? 'exact'
    : written.has === 'date'
      ? 'about'
      : 'minute';
  const { origin } = rules;
  if (written.has === 'clock') {
    if (origin === null) return 'no-date';
    if (rules.clock === 'elapsed')
      return checkRange(origin.getTime() + elapsedMs(written), 'exact', null, true);
    if (written.localMs > dayMs) return 'impossible';
    return placeLocal(placeOnDay(written, origin, rules), written, precision, rules, true);
  }
  if (written.has === 'month-and-day') {
    if (origin === null) return 'no-year';
    return placeLocal(
      addYear(written.localMs, toLocalMs(origin, written, rules)),
      written,
      precision,
      rules,
      true,
    );
  }
  return placeLocal(written.localMs, written, precision, rules, false);
}

/** Two parts are minutes and seconds here, as in recordings. */
function elapsedMs(written: WrittenTime): number {
  return written.hasSeconds ? written.localMs : written.localMs / 60;
}

function toLocalMs(moment: Date, written: WrittenTime, rules: TimeRules): number {
  const zone = written.zone ?? rules.stated;
  const stated = zone === null ? null : resolveWritten(moment.getTime(), zone, rules.zone);
  const offset = stated?.offset ?? rules.zone?.offsetAt(moment.getTime()) ?? 0;
  return moment.getTime() + offset * 60_000;
}

/** The first such time of day at or after the origin (to the minute if that is its precision). */
function placeOnDay(written: WrittenTime, origin: Date, rules: TimeRules): number {
  const originMs = toLocalMs(origin, written, rules);
  const midnight = Math.floor(originMs / dayMs) * dayMs;
  const slackMs = written.hasSeconds ? 1000 : 60_000;
  const sameDay = midnight + written.localMs;
  return sameDay + slackMs <= originMs ? sameDay + dayMs : sameDay;
}

function placeLocal(
  localMs: number,
  written: WrittenTime,
  precision: Precision,
  rules: TimeRules,
  isByOrigin: boolean,
): TimeRead | TimeProblem {
  const stated = written.zone ?? rules.stated;
  if (stated === null && rules.zone === null)
    return checkRange(localMs, precision, null, isByOrigin);
  const resolved =
    stated !== null
      ? resolveWritten(localMs, stated, rules.zone)
      : rules.zone === null
        ? null
        : resolveLocal(localMs, rules.zone);
  if (resolved === null) return 'unclear-zone';
  const { utcMs, offset, isCertain } = resolved;
  return checkRange(utcMs, isCertain ? precision : 'about', offset, isByOrigin);
}

function checkRange(
  ms: number,
  precision: Precision,
  zoneOffset: number | null,
  isByOrigin: boolean,
): TimeRead | TimeProblem {
  if (!(ms >= earliestMs && ms < latestMs)) return 'out-of-range';
  return { at: new Date(ms), precision, zoneOffset, isEpoch: !isByOrigin && ms < epochEndMs };
}
