import { DomainError } from '@debrief/contract';
import { storable } from '../bytes/decode.ts';
import { limitText } from '../finish.ts';
import { plainRules, readTime } from '../time/time.ts';
import { findNamedZone, type WrittenZone } from '../time/zones.ts';

/** Who is on call from a time until another one. */
export interface ShiftRead {
  name: string;
  email: string | null;
  /** Such as `primary`; empty if the file names none. */
  role: string;
  isOverride: boolean;
  from: Date;
  until: Date;
}

export interface ScheduleRead {
  /** The same in each export of this schedule. */
  key: string;
  name: string;
  team: string | null;
  zone: string | null;
  /** The time that the file covers. */
  from: Date;
  until: Date;
  shifts: ShiftRead[];
}

export type ScheduleTool = 'calendar' | 'pagerduty' | 'opsgenie';

export interface ScheduleFile {
  tool: ScheduleTool;
  schedules: ScheduleRead[];
  /** Shifts, with those that were rejected. */
  read: number;
  rejected: number;
  /** The first of the shifts that were rejected and the values that were left out. */
  problems: { place: string; reason: string }[];
}

export const mostShifts = 100_000;
const mostSchedules = 1_000;
const mostProblems = 50;
const longestMs = 366 * 86_400_000;

/** What is known about a schedule before its shifts are read. */
interface ScheduleHead {
  key: string;
  name: string;
  team?: string | null;
  /** An IANA zone, or as the file writes it. */
  zone?: string | null;
  range?: { from: unknown; until: unknown };
}

interface WrittenShift {
  place: string;
  name: string;
  email: string | null;
  role: string;
  isOverride: boolean;
  from: unknown;
  until: unknown;
}

/** Collects the schedules of a file, and rejects shifts that can't be right. */
export class ScheduleCollector {
  readonly file: ScheduleFile;
  readonly #byKey = new Map<string, ScheduleRead & { stated: WrittenZone | null }>();

  constructor(tool: ScheduleTool) {
    this.file = { tool, schedules: [], read: 0, rejected: 0, problems: [] };
  }

  /** Opens a schedule; null if it has no usable name or ID. */
  open({ key, name, team = null, zone = null, range }: ScheduleHead): string {
    const full = `${this.file.tool}/${plainText(key, 200) || plainText(name, 200)}`;
    if (this.#byKey.has(full)) return full;
    if (this.#byKey.size >= mostSchedules)
      throw new DomainError('too-large', 'A file can have 1,000 schedules at most.');
    const stated = zone === null || zone === '' ? null : findNamedZone(zone);
    if (zone !== null && zone !== '' && stated === null)
      this.note(name, `"${limitText(zone, 60)}" isn't a time zone. Write it as Europe/Berlin.`);
    const from = range === undefined ? null : readMoment(range.from, stated);
    const until = range === undefined ? null : readMoment(range.until, stated);
    const [never, always] = [new Date(8.64e15), new Date(-8.64e15)];
    this.#byKey.set(full, {
      key: full,
      name: plainText(name, 200) || full,
      team: team === null ? null : plainText(team, 200) || null,
      zone: stated?.iana ?? null,
      from: from ?? never,
      until: until ?? always,
      shifts: [],
      stated,
    });
    return full;
  }

  note(place: string, reason: string): void {
    if (this.file.problems.length < mostProblems)
      this.file.problems.push({ place: limitText(storable(place), 200), reason });
  }

  reject(place: string, reason: string): void {
    this.#count();
    this.file.rejected += 1;
    this.note(place, reason);
  }

  add(key: string, written: WrittenShift): void {
    const schedule = this.#byKey.get(key);
    if (!schedule) return;
    const shift = readShift(written, schedule.stated);
    if (typeof shift === 'string') return this.reject(written.place, shift);
    this.#count();
    schedule.shifts.push(shift);
  }

  #count(): void {
    this.file.read += 1;
    if (this.file.read > mostShifts)
      throw new DomainError('too-large', 'A file can have 100,000 shifts at most.');
  }

  /** The schedules with shifts, or with a time that has none. */
  finish(): ScheduleFile {
    this.file.schedules = [...this.#byKey.values()].flatMap(({ stated: _, ...schedule }) => {
      const hasRange = schedule.from < schedule.until;
      const from = hasRange ? schedule.from : earliest(schedule.shifts);
      const until = hasRange ? schedule.until : latest(schedule.shifts);
      if (from === null || until === null) return [];
      return [{ ...schedule, from, until, shifts: schedule.shifts.flatMap(limitTo(from, until)) }];
    });
    return this.file;
  }
}

const earliest = (shifts: readonly ShiftRead[]): Date | null =>
  shifts.reduce<Date | null>((min, { from }) => (min === null || from < min ? from : min), null);
const latest = (shifts: readonly ShiftRead[]): Date | null =>
  shifts.reduce<Date | null>((max, { until }) => (max === null || until > max ? until : max), null);

const limitTo = (from: Date, until: Date) => (shift: ShiftRead) => {
  const cut = {
    ...shift,
    from: shift.from < from ? from : shift.from,
    until: shift.until > until ? until : shift.until,
  };
  return cut.from < cut.until ? [cut] : [];
};

/** The shift, or why it is rejected. */
function readShift(written: WrittenShift, zone: WrittenZone | null): ShiftRead | string {
  const name = plainText(written.name, 200);
  const email = plainText(written.email ?? '', 320).toLowerCase();
  const isEmail = /^[^\s@]+@[^\s@]+$/.test(email);
  if (name === '' && !isEmail) return 'No person.';
  const from = readMoment(written.from, zone);
  const until = readMoment(written.until, zone);
  if (from === null || until === null) {
    const [what, value] = from === null ? ['start', written.from] : ['end', written.until];
    return value === null || value === undefined || value === ''
      ? `The shift has no ${what}.`
      : `The ${what} isn't a time with a time zone: "${plainText(value, 60)}".`;
  }
  if (until <= from) return "The shift doesn't end after it starts.";
  if (until.getTime() - from.getTime() > longestMs) return 'The shift is longer than a year.';
  return {
    name: name || email,
    email: isEmail ? email : null,
    role: plainText(written.role, 100),
    isOverride: written.isOverride,
    from,
    until,
  };
}

/** A time with a date, a clock and a known zone; else null. */
function readMoment(value: unknown, stated: WrittenZone | null): Date | null {
  if (value instanceof Date) return value;
  if (typeof value !== 'string') return null;
  const read = readTime(value, { ...plainRules, stated });
  return typeof read === 'string' || read.zoneOffset === null || read.isEpoch ? null : read.at;
}

/** One line without characters that the database can't store. */
export function plainText(value: unknown, length: number): string {
  return typeof value === 'string'
    ? limitText(storable(value).replaceAll(/\s+/g, ' ').trim(), length)
    : '';
}
