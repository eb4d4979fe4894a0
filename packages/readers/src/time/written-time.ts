import { foreignMonths, monthNumber } from './time-words.ts';
import { findLeadingZone, type WrittenZone } from './zones.ts';

/**
 * A date as written; the year can be missing, and the order of month and day unclear (`either`).
 */
export interface WrittenDay {
  year: number | null;
  month: number;
  day: number;
  /** The other reading of 7/5/2023, if both are valid. */
  either: { month: number; day: number } | null;
}
export interface Clock {
  ms: number;
  hasSeconds: boolean;
}
/** The time at the start of a line. */
export interface LeadingTime {
  date: WrittenDay | null;
  clock: Clock | null;
  until: { date: WrittenDay | null; clock: Clock } | null;
  zone: WrittenZone | null;
  isAbout: boolean;
  /** Milliseconds after the start of the incident: T+5m. */
  sinceMs: number | null;
  /** Days after the first one, before a clock time: "+1 day, 09:00". */
  daysAfter: number | null;
  /** Characters that belong to the time. */
  length: number;
}

const month =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const anyMonth = `${month.slice(0, month.indexOf(')\\.?'))}|${foreignMonths})\\.?`;
const dayNumber = '(\\d{1,2})(?:st|nd|rd|th|er|º|(?!\\d|:\\d))';
const year = '((?:19|20)\\d{2})';
const patterns = {
  iso: /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/,
  monthFirst: new RegExp(`^${month} ${dayNumber}(?: ?,? ${year}(?!\\d|:\\d))?`),
  dayFirst: new RegExp(
    `^${dayNumber}\\.?(?: of| de)?[ -]${anyMonth}(?!\\p{Ll})(?:,?[ -](?:de )?${year}(?!\\d|:\\d))?`,
    'u',
  ),
  slashes: /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|(?<!-\d{1,2}-)\d{2})(?![\d.-]|:\d)/,
  short: /^(\d{2})-(\d{2})(?=[ T]\d{1,2}:\d{2})/,
  weekday:
    /^(?:Mon(?:day)?|Tues?(?:day)?|Wed(?:nesday)?|Thu(?:r|rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)\b\.?/,
  clock:
    /^(\d{1,2}):(\d{2})(?!\d)(?::(\d{2})(?!\d)(?:[.,](\d{1,9}))?)?(?: ?([AaPp])\.? ?[Mm]\b\.?)?(?: ?(?:Uhr|h)\b(?! ?\d))?/,
  half: /^(\d{1,2}) ?([AaPp])\.? ?[Mm]\b\.?/,
  hours: /^([01]?\d|2[0-3]) ?[hH] ?([0-5]\d)\b/,
  german: /^(\d{1,2})(?:\.([0-5]\d))? Uhr\b/,
  eastern:
    /^(?:(上午|午前|오전|凌晨)|(下午|午後|오후|晚上))?\s?(\d{1,2})(?::(\d{2})|\s?[時时点點시]\s?(?:(\d{1,2})\s?[分분])?)/,
  easternDay: /^(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号일]/,
  military: /^([01]\d|2[0-3])([0-5]\d)(?= ?(?:UTC|GMT|Z|hrs?|hours)\b)(?: ?(?:hrs?|hours)\b)?/,
  someMinute: /^(\d{1,2}):\?\?/,
  since:
    /^T ?([+-]) ?(?:0(?![\dhms]|:\d)|(\d{1,3}):(\d{2})(?::(\d{2}))?|(?:(\d{1,3}) ?h(?:ours?|rs?)?)? ?(?:(\d{1,4}) ?m(?:in(?:utes?)?)?)? ?(?:(\d{1,5}) ?s(?:ec(?:onds?)?)?)?)(?!\w|:\d)/i,
  about:
    /^(?:~|≈|c(?:irc)?a\.?(?=[ \d~])|c\.(?= ?\d)|around\b|about\b|approx(?:\.|imately\b)?|roughly\b|gegen\b|etwa\b|ungefähr\b|vers\b|environ\b|hacia\b|sobre\b|verso\b|circa\b|約|约|大约)/i,
  lead: /^(?:at|by|on|from|before|after|since|between|starting|as of|um|ab|seit|am|le|à|el|a las|ore|alle|às|klo|kl)(?![\p{L}\d])|^翌日?/iu,
  daysAfter:
    /^(?:(?:T ?)?\+ ?(\d{1,2}) ?d(?:ays?)?|(?:D|Day) ?\+ ?(\d{1,2}))[,:]? +(?:at )?(?=\d{1,2}(?::\d{2}| ?[ap]m\b))/i,
  range: /^ ?(?:-|–|—|to\b|until\b|till\b|and\b|→) ?/,
} as const;

/** The time at the start of a line, with everything that belongs to it; null if there is none. */
export function leadingTime(text: string, isDayFirst: boolean | null): LeadingTime | null {
  const scan = new Scan(text.slice(0, 200), isDayFirst);
  return scan.read();
}

/** Every date that a text names, in order. */
export function findDays(text: string, isDayFirst: boolean | null): WrittenDay[] {
  const days: WrittenDay[] = [];
  for (let at = 0; at < text.length; at++) {
    if (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(text[at] ?? ''))
      continue;
    if (!/[\dJFMASOND]/.test(text[at] ?? '')) continue;
    const found = dayAt(text.slice(at, at + 40), isDayFirst);
    if (found === null) continue;
    days.push(found.day);
    at += found.length - 1;
  }
  return days;
}

class Scan {
  private at = 0;
  private readonly text: string;
  private readonly isDayFirst: boolean | null;

  constructor(text: string, isDayFirst: boolean | null) {
    this.text = text;
    this.isDayFirst = isDayFirst;
  }

  private get rest(): string {
    return this.text.slice(this.at);
  }

  read(): LeadingTime | null {
    const time: LeadingTime = {
      date: null,
      clock: null,
      until: null,
      zone: null,
      isAbout: false,
      sinceMs: null,
      daysAfter: null,
      length: 0,
    };
    this.at =
      /^(?:[\s[(|*_•·-]|\p{Extended_Pictographic}|\uFE0F|\u200D)*/u.exec(this.text)?.[0].length ??
      0;
    while (this.at < this.text.length && (this.take(time) || this.word(time))) {
      if (hasTime(time)) time.length = this.at;
      this.at += this.gap(time);
    }
    return hasTime(time) || time.sinceMs !== null ? time : null;
  }

  /** What can be between the parts of one time. */
  private gap(time: LeadingTime): number {
    if (time.date !== null && time.clock === null)
      return (
        /^[\s,|[\](]*(?:(?::|-|–|—|at\b) *(?=~?\d{1,2}(?::\d{2}|\s?[ap]m\b)))?/i.exec(
          this.rest,
        )?.[0].length ?? 0
      );
    const pattern =
      time.clock !== null && time.date !== null
        ? /^[ \u00a0,]*(?:\((?=\d|[A-Z]{3}))?/
        : /^[\s,|[\](]*(?:- (?=\d{1,2}:\d{2}))?/;
    return pattern.exec(this.rest)?.[0].length ?? 0;
  }

  private word(time: LeadingTime): boolean {
    const about = patterns.about.exec(this.rest);
    if (about !== null && time.clock === null) {
      this.at += about[0].length;
      time.isAbout = true;
      return true;
    }
    const lead = patterns.lead.exec(this.rest) ?? patterns.weekday.exec(this.rest);
    if (lead === null) return false;
    const isLast = time.clock !== null && time.date !== null;
    // After a clock time such a word belongs to the time only if a date follows it.
    if (
      time.clock !== null &&
      (isLast || dayAfter(this.rest.slice(lead[0].length), this.isDayFirst) === null)
    )
      return false;
    this.at += lead[0].length;
    return true;
  }

  private take(time: LeadingTime): boolean {
    if (time.sinceMs === null && !hasTime(time)) {
      const since = sinceAt(this.rest);
      if (since !== null) {
        time.sinceMs = since.ms;
        time.length = this.at += since.length;
        return false;
      }
      const after = time.daysAfter === null ? patterns.daysAfter.exec(this.rest) : null;
      if (after !== null) {
        time.daysAfter = Number(after[1] ?? after[2]);
        this.at += after[0].length;
        return true;
      }
    }
    if (time.date === null && time.daysAfter === null) {
      const found = dayAt(this.rest, this.isDayFirst);
      if (found !== null) {
        time.date = found.day;
        this.at += found.length;
        if (/^T\d/.test(this.rest)) this.at += 1;
        if (time.clock === null) this.dayUntil();
        return true;
      }
    }
    const clock = clockAt(this.rest);
    if (clock === null) return false;
    // A second clock time in brackets is the same time in another zone.
    if (time.clock !== null) {
      if (!this.text.slice(0, this.at).endsWith('(')) return false;
      this.at += clock.length;
      this.zone();
      this.at += /^\)?/.exec(this.rest)?.[0].length ?? 0;
      return true;
    }
    time.clock = clock.clock;
    this.at += clock.length;
    time.zone = this.zone(clock.clock.hasSeconds);
    this.until(time);
    return true;
  }

  /** A bare +02:00 is a zone after seconds; after minutes it is the end of a range. */
  private zone(isNumeric = false): WrittenZone | null {
    const space = /^[ \u00a0]*/.exec(this.rest)?.[0].length ?? 0;
    const found = findLeadingZone(this.rest.slice(space));
    if (found === null || (!isNumeric && /^[+-]/.test(found.zone.written))) return null;
    this.at += space + found.length;
    return found.zone;
  }

  private until(time: LeadingTime): void {
    const range = patterns.range.exec(this.rest);
    if (range === null) return;
    const after = this.rest.slice(range[0].length);
    const unknown = patterns.someMinute.exec(after);
    if (unknown !== null) this.at += range[0].length + unknown[0].length;
    if (unknown !== null) return;
    const about = /^(~|ca\.|about |around )? */.exec(after)?.[0].length ?? 0;
    const date = dayAt(after.slice(about), this.isDayFirst);
    const gap =
      date === null
        ? 0
        : (/^(?:,? +(?:at +)?|T)/.exec(after.slice(about + date.length))?.[0].length ?? 0);
    const from = about + (date?.length ?? 0) + gap;
    const clock = clockAt(after.slice(from));
    if (clock === null) return;
    this.at += range[0].length + from + clock.length;
    if (about > 0) time.isAbout = true;
    time.zone = this.zone() ?? time.zone;
    time.until = { date: date?.day ?? null, clock: clock.clock };
  }

  /** The second date of "Nov 1 - Nov 3" belongs to the time, but only the first is used. */
  private dayUntil(): void {
    const range = patterns.range.exec(this.rest);
    if (range === null) return;
    const second = dayAt(this.rest.slice(range[0].length), this.isDayFirst);
    if (second !== null) this.at += range[0].length + second.length;
  }
}

function hasTime(time: LeadingTime): boolean {
  return time.date !== null || time.clock !== null;
}

function dayAfter(text: string, isDayFirst: boolean | null): { length: number } | null {
  const space = /^[\s,]*(?:the )?/.exec(text)?.[0].length ?? 0;
  const weekday = patterns.weekday.exec(text.slice(space));
  const from =
    space +
    (weekday === null
      ? 0
      : weekday[0].length +
        (/^[\s,]*/.exec(text.slice(space + weekday[0].length))?.[0].length ?? 0));
  return dayAt(text.slice(from), isDayFirst);
}

function dayAt(
  text: string,
  isDayFirst: boolean | null,
): { day: WrittenDay; length: number } | null {
  const eastern = patterns.easternDay.exec(text);
  if (eastern !== null)
    return checkDay(
      parseYear(eastern[1]),
      Number(eastern[2]),
      Number(eastern[3]),
      null,
      eastern[0].length,
    );
  const iso = patterns.iso.exec(text);
  if (iso !== null)
    return checkDay(Number(iso[1]), Number(iso[3]), Number(iso[4]), null, iso[0].length);
  const named = patterns.monthFirst.exec(text);
  if (named !== null)
    return checkDay(
      parseYear(named[3]),
      parseMonth(named[1]),
      Number(named[2]),
      null,
      named[0].length,
    );
  const after = patterns.dayFirst.exec(text);
  if (after !== null)
    return checkDay(
      parseYear(after[3]),
      parseMonth(after[2]),
      Number(after[1]),
      null,
      after[0].length,
    );
  const slashes = patterns.slashes.exec(text);
  if (slashes !== null) {
    const full = Number(slashes[4]) < 100 ? 2000 + Number(slashes[4]) : Number(slashes[4]);
    return eitherDay(
      full,
      Number(slashes[1]),
      Number(slashes[3]),
      slashes[2] === '.' ? true : isDayFirst,
      slashes[0].length,
    );
  }
  const short = patterns.short.exec(text);
  return short === null
    ? null
    : eitherDay(null, Number(short[1]), Number(short[2]), isDayFirst, short[0].length);
}

/** Two numbers that are a day and a month in either order. */
function eitherDay(
  full: number | null,
  one: number,
  two: number,
  isDayFirst: boolean | null,
  length: number,
): { day: WrittenDay; length: number } | null {
  if (one > 12 || (isDayFirst === true && two <= 12)) return checkDay(full, two, one, null, length);
  const isSure = two > 12 || one === two || isDayFirst === false;
  return checkDay(full, one, two, isSure ? null : { month: two, day: one }, length);
}

function checkDay(
  full: number | null,
  monthNumber: number,
  day: number,
  either: WrittenDay['either'],
  length: number,
): { day: WrittenDay; length: number } | null {
  const date = new Date(Date.UTC(full ?? 2000, monthNumber - 1, day));
  if (date.getUTCMonth() !== monthNumber - 1 || date.getUTCDate() !== day) return null;
  return { day: { year: full, month: monthNumber, day, either }, length };
}

function parseYear(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

function parseMonth(text: string | undefined): number {
  return monthNumber(text ?? '');
}

function clockAt(text: string): { clock: Clock; length: number } | null {
  const full = patterns.clock.exec(text);
  if (full !== null)
    return toClock(Number(full[1]), Number(full[2]), full[3], full[4], full[5], full[0].length);
  const half = patterns.half.exec(text);
  if (half !== null)
    return toClock(Number(half[1]), 0, undefined, undefined, half[2], half[0].length);
  const eastern = patterns.eastern.exec(text);
  if (eastern !== null) {
    const half = eastern[1] !== undefined ? 'a' : eastern[2] !== undefined ? 'p' : undefined;
    const minute = Number(eastern[4] ?? eastern[5] ?? 0);
    return toClock(Number(eastern[3]), minute, undefined, undefined, half, eastern[0].length);
  }
  const german = patterns.german.exec(text);
  if (german !== null)
    return toClock(
      Number(german[1]),
      Number(german[2] ?? 0),
      undefined,
      undefined,
      undefined,
      german[0].length,
    );
  const other = patterns.hours.exec(text) ?? patterns.military.exec(text);
  return other === null
    ? null
    : toClock(Number(other[1]), Number(other[2]), undefined, undefined, undefined, other[0].length);
}

/** 17:14pm and 23:00 AM also occur: past twelve the half of the day adds nothing. */
function toClock(
  hour: number,
  minute: number,
  second: string | undefined,
  fraction: string | undefined,
  half: string | undefined,
  length: number,
): { clock: Clock; length: number } | null {
  if (hour > 24 || minute > 59 || Number(second ?? 0) > 60 || (hour === 24 && minute > 0))
    return null;
  const isAfternoon = half?.toLowerCase() === 'p';
  const full =
    half === undefined || hour > 12 || hour === 0 ? hour : (hour % 12) + (isAfternoon ? 12 : 0);
  const ms =
    ((full * 60 + minute) * 60 + Number(second ?? 0)) * 1000 +
    Math.floor(Number(`0.${fraction ?? 0}`) * 1000 + 1e-6);
  return { clock: { ms, hasSeconds: second !== undefined }, length };
}

function sinceAt(text: string): { ms: number; length: number } | null {
  const found = patterns.since.exec(text);
  if (found === null) return null;
  const [, sign, hours, minutes, seconds, h, m, s] = found;
  if (!/\d/.test(found[0])) return null;
  const size =
    ((Number(hours ?? h ?? 0) * 60 + Number(minutes ?? m ?? 0)) * 60 + Number(seconds ?? s ?? 0)) *
    1000;
  return { ms: sign === '-' ? 0 - size : size, length: found[0].length };
}
