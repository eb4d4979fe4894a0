import { findOffset } from '../zone.ts';
import { windowMs, type SloWindow } from './slo.ts';

export interface WindowTimes {
  startMs: number;
  /** When it is over: for a rolling window the time of the report. */
  endMs: number;
}

/** The window that contains a time; null before the first calendar window. */
export function findWindow(window: SloWindow, atMs: number): WindowTimes | null {
  const lengthMs = windowMs(window);
  const { calendar } = window;
  if (!calendar) return { startMs: atMs - lengthMs, endMs: atMs };
  const startAt = (index: number) => startCalendar(window, calendar, index);
  if (atMs < startAt(0)) return null;
  let index = Math.max(0, Math.floor((atMs - startAt(0)) / lengthMs) - 1);
  while (startAt(index + 1) <= atMs) index += 1;
  while (index > 0 && startAt(index) > atMs) index -= 1;
  return { startMs: startAt(index), endMs: startAt(index + 1) };
}

const months: Readonly<Record<string, number>> = { M: 1, Q: 3, Y: 12 };
const days: Readonly<Record<string, number>> = { d: 1, w: 7 };

/** Days and longer are counted on the calendar of the zone, so that a day can have 23 hours. */
function startCalendar(
  window: SloWindow,
  { start, zone }: { start: string; zone: string },
  index: number,
): number {
  const first = new Date(`${start.replace(' ', 'T')}Z`);
  const amount = window.count * index;
  if (window.unit in months) {
    const month = first.getUTCMonth() + amount * (months[window.unit] ?? 0);
    const last = new Date(Date.UTC(first.getUTCFullYear(), month + 1, 0)).getUTCDate();
    const day = Math.min(first.getUTCDate(), last);
    const midnight = Date.UTC(first.getUTCFullYear(), month, day);
    return fromZone(midnight + (first.getTime() % 86_400_000), zone);
  }
  if (window.unit in days)
    return fromZone(first.getTime() + amount * (days[window.unit] ?? 0) * 86_400_000, zone);
  return fromZone(first.getTime(), zone) + windowMs(window) * index;
}

/** The instant at which clocks in a zone show a time, given as if it were in UTC. */
function fromZone(localMs: number, zone: string): number {
  const guess = localMs - findOffset(localMs, zone);
  return localMs - findOffset(guess, zone);
}
