import type { ReportRow } from '@debrief/contract';
import { toInstant, type LocalDay, type WrittenZone } from '../time/zones.ts';
import type { LeadingTime, WrittenDay } from '../time/written-time.ts';

type DateFrom = ReportRow['dateFrom'];

const dayMs = 24 * 60 * 60_000;
/**
 * A clock time this much earlier than the previous one is on the next day; with a smaller
 * difference, rows are out of order.
 */
const nextDayMs = 3 * 60 * 60_000;
/** An ambiguous date is resolved by the report's date if only one reading is near it. */
const nearDays = 45;

export interface Placed {
  at: Date | null;
  until: Date | null;
  dateFrom: DateFrom;
  isCertain: boolean;
}

/** Finds the day of a row from what comes before it. */
export class Days {
  private day: LocalDay | null;
  private from: DateFrom;
  /** "All events happened on …": rows without a date use it again. */
  private standard: LocalDay | null = null;
  private lastMs: number | null = null;
  private zeroAt: Date | null = null;
  /** The first day of the rows: "+1 day" counts from it. */
  private start: LocalDay | null = null;
  private readonly hint: LocalDay | null;

  /** `day` is the date of the full report; `hint` is one near it, used only for its year. */
  constructor(day: LocalDay | null, hint: LocalDay | null) {
    this.day = day;
    this.hint = day ?? hint;
    this.from = day === null ? 'none' : 'document';
  }

  /** A date above the rows that follow. */
  above(written: WrittenDay): void {
    const day = this.complete(written);
    if (day === null) return;
    this.day = day;
    this.from = 'carried';
    this.lastMs = null;
    this.start = null;
  }

  unlessNoted(written: WrittenDay): void {
    this.above(written);
    this.standard = this.day;
  }

  /** T+0, if the report says when that is. */
  countFrom(at: Date): void {
    this.zeroAt = at;
  }

  /** Rows below a new heading do not continue those above it. */
  interrupt(): void {
    this.standard = null;
    this.lastMs = null;
  }

  place(time: LeadingTime, zone: WrittenZone | null): Placed {
    if (time.sinceMs !== null) return this.since(time.sinceMs);
    const from = time.date === null ? this.from : 'own';
    const day = this.findDay(time, zone);
    if (day === null)
      return {
        at: null,
        until: null,
        dateFrom: time.date === null ? 'none' : 'own',
        isCertain: false,
      };
    this.start ??= day;
    const isException = time.date !== null && this.standard !== null;
    this.day = isException ? this.standard : day;
    this.from = 'carried';
    this.lastMs = isException || time.clock === null ? null : instantIn(day, time.clock.ms, zone);
    const found = toInstant(day, time.clock?.ms ?? 0, zone);
    if (found !== null) this.zeroAt ??= found.at;
    return {
      at: found?.at ?? null,
      until: found === null ? null : this.end(time, day, zone),
      dateFrom: from,
      isCertain: found?.isCertain ?? false,
    };
  }

  private findDay(time: LeadingTime, zone: WrittenZone | null): LocalDay | null {
    if (time.date !== null) return this.complete(time.date);
    if (time.daysAfter === null) return this.carried(time.clock?.ms ?? 0, zone);
    const start = this.start ?? this.day;
    return start === null ? null : dayAfter(start, time.daysAfter);
  }

  private since(sinceMs: number): Placed {
    if (this.zeroAt === null) return { at: null, until: null, dateFrom: 'none', isCertain: false };
    return {
      at: new Date(this.zeroAt.getTime() + sinceMs),
      until: null,
      dateFrom: 'carried',
      isCertain: true,
    };
  }

  /** Compared as instants: rows can be in several zones. */
  private carried(clockMs: number, zone: WrittenZone | null): LocalDay | null {
    if (this.day === null || this.lastMs === null) return this.day;
    const at = instantIn(this.day, clockMs, zone);
    return this.lastMs - at <= nextDayMs ? this.day : dayAfter(this.day);
  }

  private end(time: LeadingTime, day: LocalDay, zone: WrittenZone | null): Date | null {
    if (time.until === null) return null;
    const last = time.until.date === null ? day : this.complete(time.until.date);
    if (last === null) return null;
    const backMs = time.until.date === null ? (time.clock?.ms ?? 0) - time.until.clock.ms : 0;
    const isNextDay = backMs > 0;
    // 14:20-2:00 is hardly twelve hours: its end is uncertain.
    if (isNextDay && backMs <= dayMs / 2) return null;
    return toInstant(isNextDay ? dayAfter(last) : last, time.until.clock.ms, zone)?.at ?? null;
  }

  private complete(written: WrittenDay): LocalDay | null {
    const near = this.day ?? this.hint;
    const readings = [written, ...(written.either === null ? [] : [written.either])].flatMap(
      ({ month, day }) => nearest(written.year, month, day, near),
    );
    const [first] = readings;
    if (readings.length < 2) return first ?? null;
    const close =
      near === null
        ? []
        : readings.filter((reading) => Math.abs(utc(reading) - utc(near)) <= nearDays * dayMs);
    return close.length === 1 ? (close[0] ?? null) : null;
  }
}

function nearest(
  year: number | null,
  month: number,
  day: number,
  near: LocalDay | null,
): LocalDay[] {
  if (year !== null) return [{ year, month, day }];
  if (near === null) return [];
  const candidates = [near.year - 1, near.year, near.year + 1].map((each) => ({
    year: each,
    month,
    day,
  }));
  return candidates
    .toSorted((one, other) => Math.abs(utc(one) - utc(near)) - Math.abs(utc(other) - utc(near)))
    .slice(0, 1);
}

function utc({ year, month, day }: LocalDay): number {
  return Date.UTC(year, month - 1, day);
}

/** An unclear zone is treated as UTC: only the distance to the previous row matters. */
function instantIn(day: LocalDay, clockMs: number, zone: WrittenZone | null): number {
  return toInstant(day, clockMs, zone)?.at.getTime() ?? utc(day) + clockMs;
}

function dayAfter(day: LocalDay, days = 1): LocalDay {
  const next = new Date(utc(day) + days * dayMs);
  return { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
}
