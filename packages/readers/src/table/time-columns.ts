import { type JsonObject, toText, valueAt } from '../row.ts';
import { zoneAbbreviations } from '../time/offsets.ts';
import { readTime, type TimeRead, type TimeRules } from '../time/time.ts';
import { readWritten } from '../time/time-text.ts';
import { type WrittenZone, zoneNamed } from '../time/zones.ts';

/** The columns that together contain the time of a record. */
export interface TimeColumns {
  /** The date, if the time column has only clock times. */
  date: string | null;
  /** The year, the month and the day, if each has a column. */
  parts: readonly string[] | null;
  /** AM or PM. */
  half: string | null;
  /** The zone of each record's time. */
  zone: string | null;
  /** A zone column with values that are no known zones. */
  unclearZone: string | null;
  /** Further time columns, in this order, if the time column is empty. */
  others: string[];
}

export const noColumns: TimeColumns = {
  date: null,
  parts: null,
  half: null,
  zone: null,
  unclearZone: null,
  others: [],
};

type Values = (column: string) => unknown[];

const dateName = /date|day|datum|fecha|jour|giorno|dia|data|日/i;
const clockName = /time|clock|hour|zeit|uhr|hora|heure|ora\b|时间|時刻|時間/i;
const zoneName =
  /^(?:tz|zone|time[ _]?zone|(?:utc|gmt|tz)[ _]?offset(?:[ _]?\(?(?:min(?:utes)?|h(?:ours)?|s(?:econds)?)\)?)?|zeitzone|fuseau(?: horaire)?|zona horaria|时区|時間帯|タイムゾーン)$/i;
const halfName = /^(?:am[ _]?[/|]?[ _]?pm|meridiem|meridian|half)$/i;
const partNames = [
  /^(?:year|yyyy|jahr|année|año|年)$/i,
  /^(?:month|mm|mon|monat|mois|mes|月)$/i,
  /^(?:day|dd|tag|jour|día|dia|日)$/i,
];
export const endName = /resolved|end|clos|finish|stop|until|delet|edit|expir|due|updat|modif|last/i;
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

/** A column with the zone of each time, or one that should be but has unknown values. */
export function findZoneColumn(
  free: readonly string[],
  values: Values,
): Pick<TimeColumns, 'zone' | 'unclearZone'> {
  const column = free.find((each) => zoneName.test(each.trim()) && values(each).length > 0);
  if (column === undefined) return { zone: null, unclearZone: null };
  const isKnown = values(column).every((value) => zoneNamed(toZoneText(value)) !== null);
  return isKnown ? { zone: column, unclearZone: null } : { zone: null, unclearZone: column };
}

/** An offset as a number counts hours, minutes or seconds; its size shows which. */
function toZoneText(value: unknown): string {
  const text = toText(value) ?? '';
  if (!/^[+-]?\d{1,5}(?:\.\d+)?$/.test(text) || /^[+-]\d{2}$|^[+-]?0\d{3}$|^[+-]\d{4}$/.test(text))
    return text;
  const size = Math.abs(Number(text));
  const minutes = Math.round(size <= 14 ? size * 60 : size <= 840 ? size : size / 60);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${Number(text) < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A column that only says AM or PM. */
export function findHalfColumn(free: readonly string[], values: Values): string | null {
  const isHalf = (column: string): boolean =>
    values(column).length > 0 &&
    values(column).every((value) => /^[ap]\.? ?m\.?$/i.test(toText(value) ?? ''));
  return free.find((column) => halfName.test(column.trim()) || isHalf(column)) ?? null;
}

/** Columns for the year, the month and the day of a clock time. */
export function findDateParts(
  at: string,
  free: readonly string[],
  values: Values,
): readonly string[] | null {
  if (shapeOfTimes(values(at)) !== 'clock') return null;
  const found = partNames.flatMap((name) => free.find((column) => name.test(column.trim())) ?? []);
  return found.length === partNames.length ? found : null;
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

/** A column with the same times as one of local times, but an exact zone, or seconds since 1970. */
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
      if (read === undefined || !isLocal(read)) return false;
      const epoch = readTime(text, plain);
      const isNumber = /^\d{10}(?:\d{3}|\d{6}|\d{9})?$/.test(text);
      if (typeof epoch === 'string' || (!isNumber && epoch.zoneOffset === null)) return false;
      const apart = Math.abs(Math.floor(epoch.at.getTime() / 1000) * 1000 - read.at.getTime());
      const left = apart % quarterMs;
      return apart <= farthestMs && Math.min(left, quarterMs - left) < 1000;
    });
  return free.find(isSame) ?? null;
}

const lowercaseZone = new RegExp(`^(?:${zoneAbbreviations.toLowerCase()})$`);

/**
 * The zone in the header of a time column: `Time (ET)`, `Start, UTC`, `created_utc`, `Timestamp
 * UTC+2`.
 */
export function zoneInHeading(heading: string): WrittenZone | null {
  const inBrackets = [...heading.matchAll(/[([]([^()[\]]+)[)\]]/g)].map((found) => found[1] ?? '');
  const words = heading
    .replaceAll(/[([][^()[\]]*[)\]]/g, ' ')
    .split(/[\s,;/_.]+|(?<=[a-z])(?=UTC|GMT)/);
  for (const word of [...inBrackets, ...words.toReversed()]) {
    const isName =
      /^(?:utc|gmt|zulu)\b/i.test(word) ||
      !/^[a-z]/.test(word) ||
      /^local/i.test(word) ||
      (word === words.at(-1) && lowercaseZone.test(word) && words.length > 1);
    const zone = isName && word.length > 1 ? zoneNamed(word.replace(/^in /i, '')) : null;
    if (zone !== null) return zone;
  }
  return null;
}

/** The time of a record as one text, from the columns with its date, clock time and zone. */
export function joinTime(
  row: JsonObject,
  column: string,
  { date, parts, half, zone }: TimeColumns,
  lastDay: string | null,
): { written: unknown; day: string | null; isDayInherited?: boolean } {
  const value = valueAt(row, column);
  const clock = toText(value);
  const hasParts = date !== null || parts !== null || half !== null || zone !== null;
  if (clock === null || !hasParts || !/\D/.test(clock.trim())) return { written: value, day: null };
  const cell = (each: string): string => toText(valueAt(row, each))?.trim() ?? '';
  const text = half === null ? clock : `${clock} ${cell(half)}`.trim();
  const zoneText = zone === null ? '' : ` ${toZoneText(cell(zone))}`;
  if (date === null && parts === null) return { written: `${text}${zoneText}`.trim(), day: null };
  const dayText = date === null ? (parts ?? []).map(cell).join('-') : cell(date);
  const ownDay = dayText.replace(/[ T]00:00(?::00(?:\.0+)?)?Z?$/, '') || null;
  const day = ownDay ?? lastDay;
  const read = readWritten(text, order);
  const isClock = typeof read !== 'string' && read.has === 'clock';
  const written = isClock && day !== null ? `${day} ${text}` : text;
  return {
    written: `${written}${zoneText}`.trim(),
    day,
    isDayInherited: isClock && ownDay === null,
  };
}
