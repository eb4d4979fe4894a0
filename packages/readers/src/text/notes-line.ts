import { findDays, leadingTime, type Clock, type WrittenDay } from '../time/written-time.ts';
import { readWritten } from '../time/time-text.ts';
import type { LogLine } from './text-log-line.ts';

const bullet = /^\s*(?:[-*•]\s+|\d{1,3}[.)]\s+(?!\d))?/;
const said = /^<[ @+%&~]?([^<>\s]{1,40})>\s*(.*)$/s;
const dayWords =
  /\b(?:day changed|log (?:opened|closed)|date|day|to|on|the|mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b/gi;

/**
 * A line of notes by a person: it starts with a clock time, often to the minute. Null otherwise.
 */
export function readNotesLine(line: string): LogLine | null {
  const body = line.slice(bullet.exec(line)?.[0].length ?? 0);
  const time = leadingTime(body, null);
  if (time === null || time.clock === null) return null;
  const zone = time.zone === null ? '' : ` ${time.zone.written}`;
  const rest = body.slice(time.length).replace(/^(?!\s*-!-)[\s\])|:,–—-]+/, '');
  const spoken = said.exec(rest);
  return {
    time: formatTime(time.date, time.clock) + zone,
    ...(time.until === null
      ? {}
      : { until: formatTime(time.until.date ?? time.date, time.until.clock) + zone }),
    text: spoken?.[2] ?? rest,
    author: spoken?.[1] ?? null,
    fields: {},
    isAbout: time.isAbout,
  };
}

/** A date on its own line, above the lines that it applies to. */
export function readDayLine(written: string): string | null {
  if (written.length > 80) return null;
  // irssi: "Log opened Wed Mar 13 13:55:00 2024".
  const line = written.replace(/\b([A-Z][a-z]{2} \d{1,2}) \d{2}:\d{2}:\d{2} (\d{4})\b/, '$1 $2');
  const date = readWritten(line, { dayFirst: null, yearFirst: null });
  if (typeof date !== 'string' && date.has === 'date')
    return new Date(date.localMs).toISOString().slice(0, 10);
  const [day, another] = findDays(line, null);
  if (day === undefined || another !== undefined || day.either !== null) return null;
  const left = line
    .replaceAll(dayWords, '')
    .replaceAll(/\d{1,2}:\d{2}(?::\d{2})?/g, '')
    .replace(/\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/i, '')
    .replaceAll(/\d(?:st|nd|rd|th)\b/g, '');
  return /\p{L}/u.test(left) ? null : dateText(day);
}

export function formatTime(day: WrittenDay | null, { ms, hasSeconds }: Clock): string {
  const clock = new Date(ms).toISOString().slice(11, hasSeconds ? 23 : 16);
  return day === null ? clock : `${dateText(day)} ${clock}`;
}

function dateText({ year, month, day, either }: WrittenDay): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  if (either !== null) return `${month}/${day}/${year ?? ''}`.replace(/\/$/, '');
  return year === null ? `${two(month)}-${two(day)}` : `${year}-${two(month)}-${two(day)}`;
}
