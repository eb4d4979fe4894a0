import type { LocalDay, TimeMention, WrittenZone } from '@debrief/readers/post-mortem';
import { toInstant } from '@debrief/readers/post-mortem';
import { zonedFormat } from '@debrief/rules/time';
import { clockKeys, instantKey } from './record-index.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** The days of a longer incident are too many to try. */
const mostDays = 4;
/** A weekday or a date without a year is the one this close to the incident. */
const nearDays = 10;

/** What is known about the times of a report. */
export interface TimeContext {
  isDayFirst: boolean | null;
  /** Of the report if it states one, or given by a person; else of the incident. */
  zone: WrittenZone;
  incidentZone: WrittenZone;
  /** The date of the full report. */
  day: LocalDay | null;
  /** From the start of the incident to its end. */
  period: { fromMs: number; untilMs: number } | null;
}

/** A written time as the instants that it can mean. */
export interface ReadTime {
  /** The most likely first; none if its date or zone is unclear. */
  instants: number[];
  fromMs: number;
  untilMs: number;
  precision: TimeMention['precision'];
  isAbout: boolean;
  isDateWritten: boolean;
  isZoneWritten: boolean;
  zone: WrittenZone;
  /** Its clock time as a text can repeat it. */
  clockKeys: string[];
  /** Where it is in a range: "from … to …". */
  edge: 'start' | 'end' | null;
  /** The dates that it can mean. */
  days: LocalDay[];
  /** The date, if it is not on the weekday that is written with it. */
  otherWeekday: LocalDay | null;
  problem: string | null;
}

/** How far an event can be from a time that is written this precisely. */
function tolerance({ precision, isAbout }: Pick<TimeMention, 'precision' | 'isAbout'>): {
  fromMs: number;
  untilMs: number;
} {
  if (precision === 'day') return { fromMs: 0, untilMs: dayMs - 1 };
  if (precision === 'second') return { fromMs: -1_000, untilMs: 1_999 };
  const ms = precision === 'hour' ? (isAbout ? 30 : 10) : isAbout ? 10 : 1;
  return { fromMs: -ms * minuteMs, untilMs: ms * minuteMs };
}

/** Reads a time of a block with what comes before it. Never guesses in silence: see `problem`. */
export function readTime(
  block: { text: string; day: LocalDay | null; rowMs: number | null },
  mention: TimeMention,
  before: readonly TimeMention[],
  context: TimeContext,
): ReadTime {
  const zone = mention.zone ?? context.zone;
  const isUnclear = zone.offset === null && zone.iana === null;
  const isRow =
    block.rowMs !== null && before.length === 0 && startsBlock(block.text, mention.start);
  const days = findDays(block, mention, before, context, zone);
  const clocks = listClocks(mention);
  const read = days.flatMap((day) =>
    clocks.flatMap((ms) => toInstant(day, ms, zone)?.at.getTime() ?? []),
  );
  const instants = isRow && block.rowMs !== null ? [block.rowMs] : [...new Set(read)];
  const isDateWritten =
    mention.date !== null || isRow || block.day !== null || mention.weekday !== null;
  const isOtherDay =
    mention.date !== null &&
    mention.weekday !== null &&
    days.every((day) => getWeekday(day) !== mention.weekday);
  return {
    instants: isUnclear ? [] : instants,
    ...tolerance(mention),
    precision: mention.precision,
    isAbout: mention.isAbout,
    isDateWritten,
    isZoneWritten: mention.zone !== null,
    zone,
    clockKeys: mention.clock === null ? [] : listClockKeys(clocks, instants, zone, context),
    edge: findEdge(block.text, mention),
    days,
    otherWeekday: isOtherDay ? (days[0] ?? null) : null,
    problem: isUnclear
      ? `The zone ${zone.written} is unclear.`
      : instants.length === 0
        ? 'Its date is unclear.'
        : null,
  };
}

function startsBlock(text: string, start: number): boolean {
  return !/\p{L}{3}/u.test(text.slice(0, start));
}

function listClocks({ clock, isHalfOpen }: TimeMention): number[] {
  if (clock === null) return [0];
  const other = (clock.ms + dayMs / 2) % dayMs;
  return isHalfOpen ? [clock.ms, other] : [clock.ms];
}

function findDays(
  block: { day: LocalDay | null },
  mention: TimeMention,
  before: readonly TimeMention[],
  context: TimeContext,
  zone: WrittenZone,
): LocalDay[] {
  const days = daysOfPeriod(context, zone);
  const near = block.day ?? context.day ?? days[0] ?? null;
  if (mention.date !== null) return completeDay(mention, near);
  if (mention.weekday !== null) return daysOnWeekday(mention.weekday, near, days);
  if (block.day !== null) return [block.day, addDays(block.day, 1)];
  const carried = before.findLast(({ date }) => date !== null);
  const carriedDays = carried === undefined ? [] : completeDay(carried, near);
  const own = context.day === null ? [] : [context.day, addDays(context.day, 1)];
  return uniqueDays([...carriedDays, ...own, ...days]);
}

function completeDay({ date }: TimeMention, near: LocalDay | null): LocalDay[] {
  if (date === null) return [];
  const readings = [date, ...(date.either === null ? [] : [{ ...date.either, year: date.year }])];
  return readings.flatMap(({ year, month, day }) => {
    if (year !== null) return [{ year, month, day }];
    if (near === null) return [];
    const years = [near.year - 1, near.year, near.year + 1].map((each) => ({
      year: each,
      month,
      day,
    }));
    return years.toSorted((one, other) => distance(one, near) - distance(other, near)).slice(0, 1);
  });
}

function daysOnWeekday(
  weekday: number,
  near: LocalDay | null,
  days: readonly LocalDay[],
): LocalDay[] {
  const within = days.filter((day) => getWeekday(day) === weekday);
  if (within.length > 0 || near === null) return within;
  const around = Array.from({ length: 2 * nearDays + 1 }, (_, index) =>
    addDays(near, index - nearDays),
  );
  const found = around.filter((day) => getWeekday(day) === weekday);
  return found.toSorted((one, other) => distance(one, near) - distance(other, near)).slice(0, 2);
}

/** The local dates of the incident; none if they are too many to try. */
function daysOfPeriod({ period }: TimeContext, zone: WrittenZone): LocalDay[] {
  if (period === null) return [];
  const [first, last] = [localDay(period.fromMs, zone), localDay(period.untilMs, zone)];
  const count = Math.round((utc(last) - utc(first)) / dayMs) + 1;
  return count > mostDays ? [] : Array.from({ length: count }, (_, index) => addDays(first, index));
}

export function localDay(ms: number, zone: WrittenZone): LocalDay {
  if (zone.iana === null) {
    const at = new Date(ms + (zone.offset ?? 0) * minuteMs);
    return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
  }
  const parts = zonedFormat(zone.iana, { year: 'numeric', month: 'numeric', day: 'numeric' })
    .formatToParts(ms)
    .map((part) => [part.type, Number(part.value)] as const);
  const of = new Map(parts);
  return { year: of.get('year') ?? 0, month: of.get('month') ?? 1, day: of.get('day') ?? 1 };
}

/** Texts repeat a time as the incident's clocks show it. */
function listClockKeys(
  clocks: readonly number[],
  instants: readonly number[],
  zone: WrittenZone,
  { incidentZone }: TimeContext,
): string[] {
  const isOwn = zone.iana === incidentZone.iana && zone.offset === incidentZone.offset;
  const minutes = isOwn
    ? clocks.map((ms) => Math.floor(ms / minuteMs))
    : instants.slice(0, 1).map((ms) => minutesIn(ms, incidentZone));
  return [...new Set([...minutes.flatMap(clockKeys), ...instants.map(instantKey)])];
}

function minutesIn(ms: number, zone: WrittenZone): number {
  if (zone.iana === null) return Math.floor(ms / minuteMs) + (zone.offset ?? 0);
  const text = zonedFormat(zone.iana, { hour: '2-digit', minute: '2-digit' }).format(ms);
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
}

function findEdge(text: string, { start, end }: TimeMention): ReadTime['edge'] {
  const before = text.slice(Math.max(0, start - 24), start);
  const behind = text.slice(end, end + 6);
  if (
    /\b(?:from|between)\s(?:about\s)?$/i.test(before) ||
    /^\s?(?:–|—|-|→|\bto\b|until)\s?\S?/i.test(behind)
  )
    return 'start';
  return /\b(?:to|until|till|through)\s(?:about\s)?$|\d\s?(?:[ap]m)?\s?(?:–|—|-|→)\s?$/i.test(
    before,
  )
    ? 'end'
    : null;
}

const utc = ({ year, month, day }: LocalDay): number => Date.UTC(year, month - 1, day);
const distance = (one: LocalDay, other: LocalDay): number => Math.abs(utc(one) - utc(other));
const getWeekday = (day: LocalDay): number => new Date(utc(day)).getUTCDay();

function addDays(day: LocalDay, count: number): LocalDay {
  const at = new Date(utc(day) + count * dayMs);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

function uniqueDays(days: readonly LocalDay[]): LocalDay[] {
  return [...new Map(days.map((day) => [utc(day), day])).values()];
}
