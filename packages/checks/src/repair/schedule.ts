import type { Schedule, ScheduleWindow } from './definition.ts';

/** Minute, hour, day of the month, month and weekday (0 and 7 are Sunday), with `*`, `,`, `-` and `/`. */
const cronFields = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/** The values of each field, or null if it can't be read. */
export function readCron(cron: string): Set<number>[] | null {
  const parts = cron.trim().split(/\s+/);
  if (parts.length !== cronFields.length) return null;
  const fields = parts.map((part, index) => readCronField(part, cronFields[index] ?? [0, 0]));
  return fields.every((field) => field !== null) ? fields : null;
}

function readCronField(text: string, [min, max]: readonly [number, number]): Set<number> | null {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(item);
    if (match === null) return null;
    const [, first, last, step] = match;
    const start = first === undefined ? min : Number(first);
    const isOpen = first === undefined || (last === undefined && step !== undefined);
    const end = isOpen ? max : Number(last ?? first);
    const by = Number(step ?? 1);
    if (start < min || end > max || start > end || by < 1) return null;
    for (let value = start; value <= end; value += by) values.add(value);
  }
  return values;
}

const minuteMs = 60_000;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function createClock(zone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    minute: 'numeric',
    hour: 'numeric',
    day: 'numeric',
    month: 'numeric',
    weekday: 'short',
  });
  return (ms: number): number[] => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const numbers = (['minute', 'hour', 'day', 'month'] as const).map((type) =>
      Number(parts.get(type)),
    );
    return [...numbers, weekdays.indexOf(parts.get('weekday') ?? '')];
  };
}

/** As in cron: if day and weekday are both given, one of them is enough. */
function isStart([minute, hour, day, month, weekday]: number[], fields: Set<number>[]): boolean {
  const has = (index: number, value: number | undefined) =>
    value !== undefined && fields[index]?.has(value) === true;
  const isDay = has(2, day);
  const isWeekday = has(4, weekday) || (weekday === 0 && has(4, 7));
  const isAnyDay = fields[2]?.size === 31;
  const isAnyWeekday = (fields[4]?.size ?? 0) >= 7;
  const isOnDay = isAnyDay || isAnyWeekday ? isDay && isWeekday : isDay || isWeekday;
  return has(0, minute) && has(1, hour) && has(3, month) && isOnDay;
}

interface Slot {
  window: ScheduleWindow;
  from: number;
  to: number;
}

/** Slots of windows that have a time in common with this span. */
function findSlots(windows: readonly ScheduleWindow[], from: number, to: number): Slot[] {
  return windows.flatMap((window): Slot[] => {
    if ('from' in window) {
      const slot = { window, from: Date.parse(window.from), to: Date.parse(window.to) };
      return slot.from < to && slot.to > from ? [slot] : [];
    }
    const fields = readCron(window.cron);
    if (fields === null) return [];
    const clock = createClock(window.zone);
    const lengthMs = window.minutes * minuteMs;
    const slots: Slot[] = [];
    for (let at = Math.ceil((from - lengthMs + 1) / minuteMs) * minuteMs; at < to; at += minuteMs)
      if (isStart(clock(at), fields)) slots.push({ window, from: at, to: at + lengthMs });
    return slots;
  });
}

const timeText = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
const slotText = ({ window, from, to }: Slot) =>
  `${window.name} (${timeText(from)} to ${timeText(to)} UTC)`;

/** Why a swap cannot start now, or null. */
export function findCollision(schedule: Schedule, now: Date): string | null {
  const start = now.getTime();
  const end = start + schedule.swapMinutes * minuteMs;
  const [slot] = findSlots(schedule.avoid, start, end);
  if (slot) return `The swap collides with ${slotText(slot)}. Swap it when that has ended.`;
  if (schedule.within.length === 0) return null;
  const isWithin = findSlots(schedule.within, start, end).some(
    ({ from, to }) => from <= start && to >= end,
  );
  return isWithin
    ? null
    : `The swap is only allowed in these windows: ${schedule.within.map(({ name }) => name).join(', ')}.`;
}

/** Windows of the next day that a swap must avoid, or must be in. */
export function listWindows(schedule: Schedule, now: Date): string[] {
  const start = now.getTime();
  const list = (windows: readonly ScheduleWindow[], word: string) =>
    findSlots(windows, start, start + 1_440 * minuteMs)
      .toSorted((a, b) => a.from - b.from)
      .slice(0, 20)
      .map((slot) => `${word} ${slotText(slot)}`);
  return [...list(schedule.avoid, 'not during'), ...list(schedule.within, 'only during')];
}
