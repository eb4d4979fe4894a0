import { toUtcMs, type Zone } from '../time/zone.ts';
import type { CalendarLine } from './calendar-lines.ts';
import { listDays } from './recurrence.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const mostRules = 40;

/** When clocks change: STANDARD or DAYLIGHT of a zone. Offsets are minutes east of UTC. */
interface Change {
  /** Local time of the first change, before it. */
  startMs: number;
  from: number;
  to: number;
  /** Empty if clocks change once. */
  rule: string;
  /** Other local times at which they change. */
  more: number[];
}

/** A zone as its calendar describes it; null if its rules can't be read. */
export function createOwnZone(
  name: string,
  lines: readonly CalendarLine[],
  parseLocal: (value: string) => number | null,
): Zone | null {
  const changes = readChanges(lines, parseLocal);
  if (changes === null || changes.length === 0 || changes.length > mostRules) return null;
  const byYear = new Map<number, { utcMs: number; to: number }[]>();
  const [first] = changes.toSorted((a, b) => a.startMs - b.startMs);
  return {
    name,
    offsetAt(utcMs) {
      const year = new Date(utcMs).getUTCFullYear();
      const known = byYear.get(year) ?? listTransitions(changes, year);
      byYear.set(year, known);
      return known.findLast((one) => one.utcMs <= utcMs)?.to ?? first?.from ?? 0;
    },
  };
}

function readChanges(
  lines: readonly CalendarLine[],
  parseLocal: (value: string) => number | null,
): Change[] | null {
  const changes: Change[] = [];
  let own: CalendarLine[] | null = null;
  for (const line of lines) {
    const kind = line.value.trim().toUpperCase();
    const isPart = kind === 'STANDARD' || kind === 'DAYLIGHT';
    if (line.name === 'BEGIN' && isPart) own = [];
    else if (line.name === 'END' && isPart && own !== null) {
      const change = readChange(own, parseLocal);
      if (change === null) return null;
      changes.push(change);
      own = null;
    } else own?.push(line);
  }
  return changes;
}

function readChange(
  lines: readonly CalendarLine[],
  parseLocal: (value: string) => number | null,
): Change | null {
  const text = (name: string) => lines.find((line) => line.name === name)?.value.trim() ?? '';
  const startMs = parseLocal(text('DTSTART'));
  const [from, to] = [readOffset(text('TZOFFSETFROM')), readOffset(text('TZOFFSETTO'))];
  const rule = text('RRULE');
  if (startMs === null || from === null || to === null) return null;
  if (rule !== '' && listDays(rule, 0, 0) === null) return null;
  const more = lines
    .filter((line) => line.name === 'RDATE')
    .flatMap((line) => line.value.split(',').flatMap((value) => parseLocal(value) ?? []));
  return { startMs, from, to, rule, more };
}

/** `+0530`, `-053000`. */
function readOffset(written: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d{2})(\d{2})(?:\d{2})?$/.exec(written) ?? [];
  if (sign === undefined) return null;
  const size = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? 0 - size : size;
}

/** The changes that decide the offset in a year: those of it and the year before, and last ones. */
function listTransitions(
  changes: readonly Change[],
  year: number,
): { utcMs: number; to: number }[] {
  return changes
    .flatMap((change) => {
      const { startMs, from, to, rule, more } = change;
      const locals = [startMs, ...more, ...(rule === '' ? [] : listRepeats(change, year))];
      return locals.map((local) => ({ utcMs: local - from * minuteMs, to }));
    })
    .toSorted((a, b) => a.utcMs - b.utcMs);
}

function listRepeats({ startMs, rule }: Change, year: number): number[] {
  const startDay = Math.floor(startMs / dayMs) * dayMs;
  const [, written] = /UNTIL=(\d{4})/.exec(rule) ?? [];
  const last = Math.min(year + 1, written === undefined ? Infinity : Number(written));
  // A rule of years is the same from any of them; one that counts starts at its first day.
  const isCounted = /COUNT=|INTERVAL=(?!1(?:;|$))/.test(rule);
  const begin = isCounted ? startDay : Math.max(startDay, toUtcMs(last - 2, 1, 1));
  const days = listDays(withMonthDay(rule, startMs), begin, toUtcMs(last, 12, 31)) ?? [];
  return days.map((day) => day + (startMs - startDay));
}

/** A rule that names no day means the day of its start. */
function withMonthDay(rule: string, startMs: number): string {
  const start = new Date(startMs);
  return [
    rule,
    ...(/BYMONTH=/.test(rule) ? [] : [`BYMONTH=${start.getUTCMonth() + 1}`]),
    ...(/BYDAY=|BYMONTHDAY=/.test(rule) ? [] : [`BYMONTHDAY=${start.getUTCDate()}`]),
  ].join(';');
}
