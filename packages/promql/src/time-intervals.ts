import { QueryError } from './errors.ts';
import { fieldsIn, listIn, textIn, type Yaml } from './read-yaml.ts';
import { findOffset, isTimeZone } from './zone.ts';

/** Both ends are included. */
interface Range {
  begin: number;
  end: number;
}

/** What a time has to match: one range of each list. Null: anything. */
interface TimeInterval {
  /** Minutes of the day, without the end. */
  times: Range[] | null;
  weekdays: Range[] | null;
  /** Negative: from the end of the month. */
  days: Range[] | null;
  months: Range[] | null;
  years: Range[] | null;
  zone: string;
}

/** Each of the intervals that have this name. */
export type TimeIntervals = ReadonlyMap<string, readonly TimeInterval[]>;

const intervalFields = new Set([
  'times',
  'weekdays',
  'days_of_month',
  'months',
  'years',
  'location',
]);
const timeFields = new Set(['start_time', 'end_time']);
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** `time_intervals` and the older `mute_time_intervals` of Alertmanager 0.25. Errors: `syntax`. */
export function parseTimeIntervals(...lists: readonly (Yaml | undefined)[]): TimeIntervals {
  const named = new Map<string, TimeInterval[]>();
  for (const one of lists.flatMap((list) => listIn(list, 'time_intervals'))) {
    const fields = fieldsIn(one, 'time_intervals', new Set(['name', 'time_intervals']));
    const name = textIn(fields.name, 'name');
    if (name === '') refuse('a time interval has no name');
    if (named.has(name)) refuse(`time interval "${name}" is not unique`);
    named.set(name, listIn(fields.time_intervals, name).map(parseTimeInterval));
  }
  return named;
}

function parseTimeInterval(written: Yaml): TimeInterval {
  const fields = fieldsIn(written, 'a time interval', intervalFields);
  const zone = textIn(fields.location, 'location');
  if (zone === 'Local') throw new QueryError('unsupported', 'location "Local" of a time interval');
  if (zone !== '' && (/^[+-]/.test(zone) || !isTimeZone(zone))) refuse(`unknown time zone ${zone}`);
  const ranges = (name: string, parse: (text: string) => Range) =>
    fields[name] === undefined
      ? null
      : listIn(fields[name], name).map((one) => parse(textIn(one, name)));
  return {
    times: fields.times === undefined ? null : listIn(fields.times, 'times').map(parseTimes),
    weekdays: ranges('weekdays', (text) => {
      const range = readRange(text, (day) => {
        const index = weekdays.indexOf(day);
        return index === -1 ? refuse(`${day} is not a valid weekday`) : index;
      });
      return range.begin > range.end ? refuse('start day cannot be before end day') : range;
    }),
    days: ranges('days_of_month', parseDays),
    months: ranges('months', (text) =>
      inOrder(
        text,
        readRange(text, (month) =>
          months.includes(month) ? months.indexOf(month) + 1 : readNumber(month),
        ),
      ),
    ),
    years: ranges('years', (text) => inOrder(text, readRange(text, readNumber))),
    zone: zone === '' ? 'UTC' : zone,
  };
}

function parseTimes(written: Yaml): Range {
  const fields = fieldsIn(written, 'times', timeFields);
  const minutes = (name: string) => {
    const text = textIn(fields[name], name);
    if (text === '') refuse('both start and end times must be provided');
    if (!/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text))
      refuse(`couldn't parse timestamp ${text}, invalid format`);
    return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  };
  const range = { begin: minutes('start_time'), end: minutes('end_time') };
  return range.begin >= range.end
    ? refuse('start time cannot be equal or greater than end time')
    : range;
}

function parseDays(text: string): Range {
  const range = readRange(text, readNumber);
  const { begin, end } = range;
  for (const day of [begin, end])
    if (day === 0 || Math.abs(day) > 31)
      refuse(`${day} is not a valid day of the month: out of range`);
  if (begin < 0 && end > 0) refuse('end day must be negative if start day is negative');
  // The shortest month decides what is always wrong.
  const least = (day: number) => (day < 0 ? 28 + day : day);
  return least(begin) > least(end)
    ? refuse(`end day ${end} is always before start day ${begin}`)
    : range;
}

function readRange(text: string, member: (text: string) => number): Range {
  const [begin = '', end = begin, ...more] = text.toLowerCase().split(':');
  if (begin === '' || end === '' || more.length > 0)
    refuse(`couldn't parse range ${text}, invalid format`);
  return { begin: member(begin), end: member(end) };
}

function readNumber(text: string): number {
  return /^[+-]?\d{1,9}$/.test(text) ? Number(text) : refuse(`"${text}" is not a number`);
}

function inOrder(text: string, range: Range): Range {
  return range.begin > range.end ? refuse(`the end of ${text} is before its start`) : range;
}

function refuse(message: string): never {
  throw new QueryError('syntax', message);
}

/** Whether a time is in one of these intervals. */
export function containsTime(intervals: readonly TimeInterval[], atMs: number): boolean {
  return intervals.some((interval) => {
    const local = new Date(atMs + findOffset(atMs, interval.zone));
    const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
    return (
      isIn(interval.times, ({ begin, end }) => minute >= begin && minute < end) &&
      isIn(interval.days, (range) => containsDay(range, local, interval.zone)) &&
      isIn(interval.months, covers(local.getUTCMonth() + 1)) &&
      isIn(interval.weekdays, covers(local.getUTCDay())) &&
      isIn(interval.years, covers(local.getUTCFullYear()))
    );
  });
}

function isIn(ranges: Range[] | null, matches: (range: Range) => boolean): boolean {
  return ranges === null || ranges.some(matches);
}

function covers(value: number): (range: Range) => boolean {
  return ({ begin, end }) => value >= begin && value <= end;
}

function containsDay({ begin, end }: Range, local: Date, zone: string): boolean {
  const length = countDays(local, zone);
  const toDay = (day: number) => (day < 0 ? length + day + 1 : day);
  if (toDay(begin) > length) return false;
  const day = local.getUTCDate();
  return day >= toDay(begin) && day <= Math.min(toDay(end), length);
}

/** As Alertmanager counts: its hours by 24. A month in which clocks go forward is a day shorter. */
function countDays(local: Date, zone: string): number {
  const edge = (more: number) => Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + more, 1);
  const [start, end] = [edge(0), edge(1)];
  const gainMs = findOffset(end, zone) - findOffset(start, zone);
  return Math.floor((end - start - gainMs) / 86_400_000);
}
