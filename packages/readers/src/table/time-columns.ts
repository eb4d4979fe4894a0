import { type JsonObject, toText, valueAt } from '../row.ts';
import { readTime, type TimeRead, type TimeRules } from '../time/time.ts';
import { readWritten } from '../time/time-text.ts';
import { type WrittenZone, zoneNamed } from '../time/zones.ts';

/** The columns that together contain the time of a record. */
export interface TimeColumns {
  /** The date, if the time column has only clock times. */
  date: string | null;
  /** The zone of each record's time. */
  zone: string | null;
  /** Further time columns, in this order, if the time column is empty. */
  others: string[];
}

type Values = (column: string) => unknown[];

const dateName = /date|day|datum|fecha|jour|giorno|dia|data|日/i;
const clockName = /time|clock|hour|zeit|uhr|hora|heure|ora\b|时间|時刻|時間/i;
const zoneName = /^(?:tz|zone|time ?zone|timezone|utc ?offset|gmt ?offset|zeitzone|时区)$/i;
const endName = /resolved|end|clos|finish|stop|until|delet|edit|expir|due|updat|modif|last/i;
const order = { dayFirst: true, yearFirst: false };

/** What most of the values are: dates, clock times, full times; null for anything else. */
function shapeOfTimes(values: unknown[]): 'date' | 'clock' | 'date-and-time' | null {
  const texts = values.flatMap((value) => toText(value) ?? []).filter((text) => /\D/.test(text));
  if (texts.length === 0 || texts.length < values.length) return null;
  const shapes = texts.map((text) => {
    const read = readWritten(text, order);
    if (typeof read === 'string') return null;
    return read.has === 'date-and-time' && / 00:00(?::00)?$/.test(text) ? 'date' : read.has;
  });
  return (
    (['date', 'clock', 'date-and-time'] as const).find(
      (shape) => shapes.filter((each) => each === shape).length * 2 > shapes.length,
    ) ?? null
  );
}

/** A column of dates next to a column of clock times, whichever of the two is called the time. */
export function findDateAndClock(
  at: string,
  isGiven: boolean,
  free: readonly string[],
  values: Values,
): { at: string; date: string | null } {
  const shape = shapeOfTimes(values(at));
  const beside = (wanted: 'date' | 'clock', name: RegExp): string | undefined => {
    const fitting = free.filter(
      (column) => column !== at && shapeOfTimes(values(column)) === wanted,
    );
    return fitting.find((column) => name.test(column)) ?? fitting[0];
  };
  if (shape === 'clock') return { at, date: beside('date', dateName) ?? null };
  const clock = shape === 'date' && !isGiven ? beside('clock', clockName) : undefined;
  return clock === undefined ? { at, date: null } : { at: clock, date: at };
}

export function findZoneColumn(free: readonly string[], values: Values): string | null {
  return (
    free.find(
      (column) =>
        zoneName.test(column.trim()) &&
        values(column).length > 0 &&
        values(column).every((value) => zoneNamed(toText(value) ?? '') !== null),
    ) ?? null
  );
}

/** Further columns of full times: start times first, end times last. */
export function findOtherTimes(free: readonly string[], values: Values): string[] {
  const isEnd = (column: string): number => (endName.test(column) ? 1 : 0);
  return free
    .filter((column) => {
      const found = values(column);
      return found.length > 0 && shapeOfTimes(found) === 'date-and-time';
    })
    .toSorted((one, other) => isEnd(one) - isEnd(other));
}

const quarterMs = 15 * 60_000;
const farthestMs = 14 * 3_600_000;

/** A column of seconds since 1970 with the same times as one of local times, but an exact zone. */
export function findEpochBeside(
  at: string,
  rows: readonly JsonObject[],
  free: readonly string[],
  rules: TimeRules,
): string | null {
  const plain = { ...rules, zone: null, stated: null };
  const local = rows.map((row) => readTime(valueAt(row, at), plain));
  const isLocal = (read: TimeRead | string): read is TimeRead =>
    typeof read !== 'string' && read.zoneOffset === null;
  if (!local.some(isLocal) || rows.some((row) => /^[\d.]+$/.test(toText(valueAt(row, at)) ?? 'x')))
    return null;
  const isSame = (column: string): boolean =>
    rows.every((row, index) => {
      const [read, text] = [local[index], toText(valueAt(row, column)) ?? ''];
      if (read === undefined || !isLocal(read) || !/^\d{10}(?:\d{3}|\d{6}|\d{9})?$/.test(text))
        return false;
      const epoch = readTime(text, plain);
      if (typeof epoch === 'string') return false;
      const apart = Math.abs(Math.floor(epoch.at.getTime() / 1000) * 1000 - read.at.getTime());
      const left = apart % quarterMs;
      return apart <= farthestMs && Math.min(left, quarterMs - left) < 1000;
    });
  return free.find(isSame) ?? null;
}

/**
 * The zone in the header of a time column: `Time (ET)`, `Start, UTC`, `created_utc`, `Timestamp
 * UTC+2`.
 */
export function zoneInHeading(heading: string): WrittenZone | null {
  const inBrackets = [...heading.matchAll(/[([]([^()[\]]+)[)\]]/g)].map((found) => found[1] ?? '');
  const words = heading
    .replaceAll(/[([][^()[\]]*[)\]]/g, ' ')
    .split(/[\s,;/_]+|(?<=[a-z])(?=UTC|GMT)/);
  for (const word of [...inBrackets, ...words.toReversed()]) {
    const isName = /^(?:utc|gmt)\b/i.test(word) || !/^[a-z]/.test(word) || /^local/i.test(word);
    const zone = isName && word.length > 1 ? zoneNamed(word.replace(/^in /i, '')) : null;
    if (zone !== null) return zone;
  }
  return null;
}

/** The time of a record as one text, from the columns with its date, clock time and zone. */
export function joinTime(
  row: JsonObject,
  column: string,
  { date, zone }: TimeColumns,
  lastDay: string | null,
): { written: unknown; day: string | null } {
  const value = valueAt(row, column);
  const text = toText(value);
  if (text === null || (date === null && zone === null)) return { written: value, day: null };
  const zoneText = zone === null ? '' : ` ${toText(valueAt(row, zone)) ?? ''}`;
  if (!/\D/.test(text.trim())) return { written: value, day: null };
  if (date === null) return { written: `${text}${zoneText}`.trim(), day: null };
  const ownDay = toText(valueAt(row, date))?.replace(/[ T]00:00(?::00(?:\.0+)?)?Z?$/, '') ?? null;
  const day = ownDay ?? lastDay;
  const read = readWritten(text, order);
  const isClock = typeof read !== 'string' && read.has === 'clock';
  const written = isClock && day !== null ? `${day} ${text}` : text;
  return { written: `${written}${zoneText}`.trim(), day };
}
