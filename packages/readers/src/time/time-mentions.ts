import { type Clock, leadingTime, type WrittenDay } from './written-time.ts';
import { findLeadingZone, findPlaceZone, type WrittenZone } from './zones.ts';

/** A date or time of day in running text; offsets count UTF-16 units of that text. */
export interface TimeMention {
  start: number;
  end: number;
  date: WrittenDay | null;
  /** 0 is Sunday; null if no weekday is written. */
  weekday: number | null;
  /** Null if only a date is written. */
  clock: Clock | null;
  /** `hour` for "4 pm" and "noon". */
  precision: 'second' | 'minute' | 'hour' | 'day';
  /** A time from 1:00 to 12:59 without am or pm, and without a leading zero. */
  isHalfOpen: boolean;
  zone: WrittenZone | null;
  isAbout: boolean;
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const weekday = '(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\\b\\.?';
const about =
  '(?:(?:about|around|approximately|approx\\.?|roughly|circa|ca\\.|just (?:after|before)|shortly (?:after|before)|nearly)\\s|[~≈]\\s?)';
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
/** These languages put no space between words: only letters of others continue a word. */
const inWord = String.raw`[[\p{L}\p{N}_.\/:#@\-]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]]`;
const begins = new RegExp(
  String.raw`(?<!${inWord}|\d,)(?:${about})?(?:${weekday},?\s(?:at\s)?)?(?:noon\b|midnight\b|${month}[a-z]*\.?\s\d|\d|[上下]午|午[前後]|오[전후])`,
  'gv',
);
/** The times of a text, in order. A range is two of them. */
export function findTimes(text: string, isDayFirst: boolean | null): TimeMention[] {
  const found: TimeMention[] = [];
  begins.lastIndex = 0;
  for (let match = begins.exec(text); match !== null; match = begins.exec(text)) {
    const mentions = mentionsAt(text, match.index, isDayFirst);
    found.push(...mentions);
    const end = mentions.at(-1)?.end;
    begins.lastIndex = end ?? skipNumber(text, match.index + match[0].length - 1);
  }
  return found;
}

function skipNumber(text: string, at: number): number {
  return at + Math.max(1, /^[\d.,:/-]*/.exec(text.slice(at, at + 60))?.[0].length ?? 1);
}

function mentionsAt(text: string, start: number, isDayFirst: boolean | null): TimeMention[] {
  const rest = text.slice(start, start + 120);
  const word = new RegExp(`^(${about})?(?:(${weekday}),?\\s)?(noon|midnight)\\b`, 'i').exec(rest);
  if (word) return [wordMention(text, start, word)];
  const time = leadingTime(rest, isDayFirst);
  if (time === null || time.sinceMs !== null || (time.clock === null && time.date === null))
    return [];
  const written = rest.slice(0, time.length).replace(/(?<=\d ?[ap]m)\.$|\s+$/i, '');
  if (isOtherNumber(text, start, written, time.clock === null)) return [];
  const firstClock = written.search(/\d{1,2}:\d{2}|\d{1,2} ?[ap]\.?m|[時时点點시]/i);
  const end = start + written.length;
  const shared = {
    date: time.date,
    weekday: findWeekday(written),
    zone: time.zone ?? placeBehind(text, end),
    isAbout: time.isAbout || new RegExp(`^${about}`, 'i').test(rest),
  };
  const clock = time.clock;
  const split = time.until === null ? -1 : lastClock(written);
  const first: TimeMention = {
    ...shared,
    start,
    end:
      split > 0
        ? start + written.slice(0, split).replace(/[\s–—→-]+$|\s(?:to|until|and)\s*$/, '').length
        : end,
    weekday: shared.weekday ?? weekdayBehind(text, end),
    clock,
    precision: readPrecision(clock, written),
    isHalfOpen: clock !== null && isHalfOpen(written.slice(Math.max(0, firstClock)), clock),
  };
  if (time.until === null || split <= 0) return [first];
  const last = written.slice(split);
  const second: TimeMention = {
    ...first,
    start: start + split,
    end,
    date: time.until.date ?? time.date,
    clock: time.until.clock,
    precision: readPrecision(time.until.clock, last),
    isHalfOpen: isHalfOpen(last, time.until.clock),
  };
  return [first, second];
}

function wordMention(
  text: string,
  start: number,
  [all, lead, day, name]: RegExpExecArray,
): TimeMention {
  const end = start + all.length;
  const zone = findLeadingZone(text.slice(end).replace(/^\s/, ''));
  return {
    start,
    end: zone === null ? end : end + 1 + zone.length,
    date: null,
    weekday: day === undefined ? weekdayBehind(text, end) : findWeekday(day),
    clock: { ms: name?.toLowerCase() === 'noon' ? 12 * 3_600_000 : 0, hasSeconds: false },
    precision: 'hour',
    isHalfOpen: false,
    zone: zone?.zone ?? placeBehind(text, end),
    isAbout: lead !== undefined,
  };
}

/** Versions, durations and shares that look like a date or a time. */
function isOtherNumber(text: string, start: number, written: string, isDay: boolean): boolean {
  const behind = text.slice(start + written.length, start + written.length + 8);
  if (/^[\d.-]*\d/.test(behind) && !/^[ T]/.test(behind)) return true;
  if (isDay && (/^\d{1,2}\.\d{1,2}\.\d{2}$/.test(written) || /^\d{4}\.\d/.test(written)))
    return true;
  return /^\d{1,2} ?h/i.test(written) && /^\s?m(?:in)?\b/i.test(behind);
}

function readPrecision(clock: Clock | null, written: string): TimeMention['precision'] {
  if (clock === null) return 'day';
  if (clock.hasSeconds) return 'second';
  return /\d[:.hH時时点點시]\s?\d|\d{4}/.test(written) ? 'minute' : 'hour';
}

function isHalfOpen(written: string, clock: Clock): boolean {
  const hour = Math.floor(clock.ms / 3_600_000);
  return (
    hour >= 1 &&
    hour <= 12 &&
    /^[1-9]\d?:/.test(written) &&
    !/[ap]\.?\s?m\b|[上下]午|午[前後]|오[전후]/i.test(written)
  );
}

function lastClock(written: string): number {
  const all = [...written.matchAll(/(?<!\d)\d{1,2}(?::\d{2}(?::\d{2})?| ?[ap]\.?m\b)/gi)];
  return all.at(-1)?.index ?? -1;
}

function findWeekday(written: string): number | null {
  const found = new RegExp(weekday, 'i').exec(written)?.[0].slice(0, 3).toLowerCase();
  return found === undefined ? null : weekdays.indexOf(found);
}

/** "at 1:30 pm on Tuesday". */
function weekdayBehind(text: string, end: number): number | null {
  const found = new RegExp(`^,?\\s(?:on\\s)?(${weekday})`).exec(text.slice(end, end + 20))?.[1];
  return found === undefined ? null : findWeekday(found);
}

/** "7:00 pm in New York", "2:36 pm (New York)". */
function placeBehind(text: string, end: number): WrittenZone | null {
  const found =
    /^\s?(?:in (\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?)|\((\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?)(?: time)?\))/u.exec(
      text.slice(end, end + 40),
    );
  return found === null ? null : findPlaceZone(found[1] ?? found[2] ?? '');
}
