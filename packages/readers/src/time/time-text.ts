import { commonOffsets, readOffset } from './offsets.ts';
import { toUtcMs } from './zone.ts';

/** A written time taken apart. What it does not say is null. */
export interface WrittenTime {
  /** Milliseconds of the written date and time as if they were UTC; without a date, of the clock alone. */
  localMs: number;
  has: 'date' | 'date-and-time' | 'month-and-day' | 'clock';
  hasSeconds: boolean;
  /** Minutes east of UTC, where written. */
  offset: number | null;
}

export type Unwritten = 'unreadable' | 'ambiguous' | 'impossible';

const zone = String.raw`(?<zone>Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{3,4})?(?: +[A-Z]{3,4})?`;
const clock = String.raw`(?<hour>\d{1,3}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9})\d*)?)?(?: *(?<half>[AP])\.?M\.?)?(?: *${zone})?`;
const monthName = '(?<monthName>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\\.?';
const weekday = '(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*\\.?,? +)?';

const shapes = [
  String.raw`(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})(?:(?:T| +|, *|_| *- +)${clock})?`,
  String.raw`(?:GMT)?(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})(?:[T_-]?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})(?:[.,](?<fraction>\d{1,9})\d*)?${zone})?`,
  String.raw`(?<day>\d{1,2})[/-]${monthName}[/-](?<year>\d{4})(?:[: T]${clock})?`,
  String.raw`${weekday}(?<day>\d{1,2}) +${monthName},? +(?<year>\d{4})(?:,? +(?:AT +)?${clock})?`,
  String.raw`${weekday}${monthName} +(?<day>\d{1,2}),? +(?<year>\d{4})(?:,? +(?:AT +)?${clock})?`,
  String.raw`${weekday}${monthName} +(?<day>\d{1,2}) +${clock} +(?<year>\d{4})`,
  String.raw`${weekday}${monthName} +(?<day>\d{1,2}) +${clock}`,
  String.raw`(?<one>\d{1,2})(?<slash>[/.-])(?<two>\d{1,2})\k<slash>(?<year>\d{4})(?:,? +${clock})?`,
  clock,
].map((shape) => new RegExp(`^${shape}$`, 'i'));

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

type Groups = Partial<Record<string, string>>;

/** Reads the common ways to write a time; `dayFirst` decides 3/4/2022. */
export function readWritten(text: string, dayFirst: boolean | null): WrittenTime | Unwritten {
  if (text.length > 100) return 'unreadable';
  const plain = text.trim().replace(/ *(\([^)]*\)|\[[A-Za-z_/+-]+\])$/, '');
  if (plain.length > 60) return 'unreadable';
  for (const shape of shapes) {
    const groups = shape.exec(plain)?.groups;
    if (groups !== undefined) return assemble(groups, dayFirst);
  }
  return 'unreadable';
}

function assemble(groups: Groups, dayFirst: boolean | null): WrittenTime | Unwritten {
  const date = readDate(groups, dayFirst);
  if (typeof date === 'string') return date;
  const offset = toOffset(groups['zone']);
  if (offset === 'unreadable') return offset;
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
  return { localMs: date.ms + clockMs, has, hasSeconds: groups['second'] !== undefined, offset };
}

function readDate(
  groups: Groups,
  dayFirst: boolean | null,
): { ms: number; has: 'date' | 'month-and-day' | 'none' } | Unwritten {
  let { day, month } = groups;
  if (groups['one'] !== undefined && groups['two'] !== undefined) {
    const isDayFirst =
      groups['slash'] === '.' || Number(groups['one']) > 12
        ? true
        : Number(groups['two']) > 12
          ? false
          : groups['one'] === groups['two']
            ? true
            : dayFirst;
    if (isDayFirst === null) return 'ambiguous';
    [day, month] = isDayFirst ? [groups['one'], groups['two']] : [groups['two'], groups['one']];
  }
  if (groups['monthName'] !== undefined)
    month = String(months.indexOf(groups['monthName'].toUpperCase()) + 1);
  if (day === undefined || month === undefined) return { ms: 0, has: 'none' };
  // 2000 is a leap year, so that 29 February passes until its year is known.
  const year = Number(groups['year'] ?? 2000);
  const ms = toUtcMs(year, Number(month), Number(day));
  const date = new Date(ms);
  if (date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day))
    return 'impossible';
  return { ms, has: groups['year'] === undefined ? 'month-and-day' : 'date' };
}

function readClock(groups: Groups, isAlone: boolean): number | null {
  const [minute, second] = [Number(groups['minute']), Number(groups['second'] ?? 0)];
  let hour = Number(groups['hour']);
  const half = groups['half']?.toUpperCase();
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === 'P' ? 12 : 0);
  }
  const isInDay = hour < 24 || (hour === 24 && minute === 0 && second === 0);
  // A second of 60 is a leap second.
  if (minute > 59 || second > 60 || (!isInDay && !isAlone)) return null;
  const fractionMs = Math.floor(Number(`0.${groups['fraction'] ?? 0}`) * 1000 + 1e-6);
  return ((hour * 60 + minute) * 60 + second) * 1000 + fractionMs;
}

function toOffset(written: string | undefined): number | null | 'unreadable' {
  if (written === undefined) return null;
  const name = written.toUpperCase();
  return commonOffsets[name] ?? readOffset(name) ?? 'unreadable';
}

/** The month, day and clock of a time without a year, in the year that brings it closest to `near`. */
export function withYear(localMs: number, near: number): number {
  const written = new Date(localMs);
  const year = new Date(near).getUTCFullYear();
  const candidates = [year - 1, year, year + 1].flatMap((each) => {
    const ms = toUtcMs(each, written.getUTCMonth() + 1, written.getUTCDate());
    return new Date(ms).getUTCDate() === written.getUTCDate()
      ? [ms + (localMs - toUtcMs(2000, written.getUTCMonth() + 1, written.getUTCDate()))]
      : [];
  });
  return candidates.toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near))[0] ?? localMs;
}
