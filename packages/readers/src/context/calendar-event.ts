import { readTime, type TimeRead, type TimeRules } from '../time/time.ts';
import { resolveLocal, type Zone } from '../time/zone.ts';
import { findNamedZone, type WrittenZone } from '../time/zones.ts';
import { type CalendarLine, unescapeText } from './calendar-lines.ts';
import { listDays } from './recurrence.ts';

const dayMs = 86_400_000;
/** Recurring events are read around the time at which the calendar was written. */
const daysBefore = 400;
const daysAfter = 31;
const mostTimes = 500;

export interface CalendarEvent {
  id: string;
  lines: CalendarLine[];
  start: CalendarLine;
  /** The time that an occurrence had, if this event replaces that occurrence. */
  replaces: string | null;
}

export interface Occurrence {
  key: string;
  at: TimeRead;
  until: TimeRead | null;
}

/** What the calendar says about its zones. */
export interface Zones {
  common: WrittenZone | null;
  /** The zone that a component `VTIMEZONE` describes, by its name. */
  named: Map<string, WrittenZone>;
  /** Zones that are only described by the rules in their component. */
  own: Map<string, Zone>;
}

export function findText(lines: readonly CalendarLine[], name: string): string {
  return unescapeText(lines.find((line) => line.name === name)?.value ?? '').trim();
}

export function findZone(name: string, zones: Zones): WrittenZone | null {
  const place = name.split('/').slice(-2).join('/');
  return findNamedZone(name) ?? findNamedZone(place) ?? zones.named.get(name) ?? null;
}

/** The offset at a local time, by the rules of the calendar itself. */
function findOwnOffset(name: string, local: number, { own }: Zones): WrittenZone | null {
  const zone = own.get(name);
  return zone === undefined
    ? null
    : { written: name, offset: resolveLocal(local, zone).offset, iana: null };
}

/** `20260302T080000` as readers read it; `at`: another day or time in place of the written one. */
function readMoment(
  { parameters, value }: CalendarLine,
  rules: TimeRules,
  zones: Zones,
  at?: number,
): TimeRead | string {
  const local = at ?? parseLocal(value);
  if (local === null) return `Not a time: "${value.slice(0, 40)}".`;
  const zoneName = parameters.get('TZID');
  const zone =
    zoneName === undefined
      ? zones.common
      : (findZone(zoneName, zones) ?? findOwnOffset(zoneName, local, zones));
  if (zoneName !== undefined && zone === null && rules.zone === null)
    return `Unclear time zone: "${zoneName.slice(0, 60)}". Set --zone.`;
  const text = new Date(local).toISOString().slice(0, 19).replace('T', ' ');
  const isDay = !value.includes('T');
  const written = isDay ? text.slice(0, 10) : value.endsWith('Z') ? `${text}Z` : text;
  const stated = zoneName === undefined && rules.zone !== null ? null : zone;
  const read = readTime(written, { ...rules, stated });
  if (typeof read === 'string') return `Not a time: "${value.slice(0, 40)}".`;
  return read.precision === 'minute' ? { ...read, precision: 'exact' } : read;
}

export function parseLocal(value: string): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?Z?)?$/.exec(value.trim());
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return new Date(ms).getUTCDate() === day ? ms : null;
}

/** `P1DT2H30M` in milliseconds. */
function parseDuration(value: string): number | null {
  const parts = /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(value);
  if (parts === null) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return (((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds) * 1000;
}

function durationMs({ lines, start }: CalendarEvent): number | null {
  const end = lines.find(({ name }) => name === 'DTEND');
  const [from, until] = [parseLocal(start.value), end && parseLocal(end.value)];
  if (from !== null && until !== undefined && until !== null && isSameZone(start, end))
    return until - from;
  return parseDuration(findText(lines, 'DURATION'));
}

function isSameZone(start: CalendarLine, end: CalendarLine | undefined): boolean {
  return (
    start.parameters.get('TZID') === end?.parameters.get('TZID') &&
    start.value.endsWith('Z') === end?.value.endsWith('Z')
  );
}

/** When an event takes place; why it can't be read. `replaced`: occurrences with their own event. */
export function listOccurrences(
  event: CalendarEvent,
  rules: TimeRules,
  zones: Zones,
  replaced: ReadonlySet<string>,
): Occurrence[] | string {
  const { id, lines, start } = event;
  const first = parseLocal(start.value);
  const at = readMoment(start, rules, zones);
  if (typeof at === 'string' || first === null) return typeof at === 'string' ? at : 'No time.';
  const length = durationMs(event);
  const end = lines.find(({ name }) => name === 'DTEND');
  const times = event.replaces === null ? listTimes(event, first) : null;
  if (times === null) {
    const until =
      length !== null
        ? readMoment(start, rules, zones, first + length)
        : end && readMoment(end, rules, zones);
    const key = event.replaces === null ? id : `${id}/${event.replaces}`;
    return [{ key, at, until: until === undefined || typeof until === 'string' ? null : until }];
  }
  return times.flatMap((local) => {
    const key = `${id}/${formatLocal(local, start.value)}`;
    const moment = readMoment(start, rules, zones, local);
    if (replaced.has(key) || typeof moment === 'string') return [];
    const until = length === null ? null : readMoment(start, rules, zones, local + length);
    return [{ key, at: moment, until: typeof until === 'string' ? null : until }];
  });
}

function formatLocal(local: number, written: string): string {
  const text = new Date(local).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return written.includes('T') ? `${text}${written.endsWith('Z') ? 'Z' : ''}` : text.slice(0, 8);
}

/** Around when the occurrences of a recurring event are read: when it was written, or its start. */
function findAround({ lines }: CalendarEvent, first: number): number {
  const written = ['DTSTAMP', 'LAST-MODIFIED', 'CREATED'].map((name) =>
    parseLocal(findText(lines, name)),
  );
  return Math.max(first, ...written.filter((ms) => ms !== null));
}

/**
 * Between which local times all occurrences of an event are read; null if it takes place once, or
 * can't be calculated.
 */
export function findReadRange(event: CalendarEvent): { from: number; until: number } | null {
  const first = parseLocal(event.start.value);
  const times = first === null || event.replaces !== null ? null : listTimes(event, first);
  if (first === null || times === null) return null;
  const around = findAround(event, first);
  const oldest = around - daysBefore * dayMs;
  return {
    from: times.length < mostTimes ? oldest : Math.max(oldest, times[0] ?? oldest),
    until: around + daysAfter * dayMs,
  };
}

/** The local times of a recurring event; null if it takes place once. */
function listTimes(event: CalendarEvent, first: number): number[] | null {
  const { lines, start } = event;
  const rule = findText(lines, 'RRULE');
  const more = listValues(lines, 'RDATE');
  if (rule === '' && more.length === 0) return null;
  const around = findAround(event, first);
  const day = Math.floor(first / dayMs) * dayMs;
  const days = rule === '' ? [day] : listDays(rule, day, around + daysAfter * dayMs);
  if (days === null) return null;
  const excluded = new Set(
    listValues(lines, 'EXDATE').map((value) => value.slice(0, start.value.length)),
  );
  return [
    ...new Set([
      ...days.map((one) => one + first - day),
      ...more.flatMap((value) => parseLocal(value) ?? []),
    ]),
  ]
    .filter((local) => local >= around - daysBefore * dayMs || local === first)
    .filter((local) => !excluded.has(formatLocal(local, start.value)))
    .toSorted((a, b) => a - b)
    .slice(-mostTimes);
}

function listValues(lines: readonly CalendarLine[], name: string): string[] {
  return lines.filter((line) => line.name === name).flatMap(({ value }) => value.split(','));
}
