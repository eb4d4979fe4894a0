const dayMs = 86_400_000;
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** Parts that this doesn't calculate: the event is then read once. */
const known = new Set('FREQ INTERVAL COUNT UNTIL BYDAY BYMONTHDAY BYMONTH WKST'.split(' '));
const mostDays = 40_000;

interface Rule {
  frequency: string;
  interval: number;
  count: number;
  until: number;
  days: { weekday: number; nth: number }[];
  monthDays: number[];
  months: number[];
  weekStart: number;
}

/**
 * The days of a recurring event up to `until`, as midnights of local time; null if its rule is not
 * understood.
 */
export function listDays(written: string, startDay: number, until: number): number[] | null {
  const rule = parseRule(written);
  if (rule === null) return null;
  const found: number[] = [];
  const last = Math.min(until, rule.until, startDay + mostDays * dayMs);
  for (let day = startDay; day <= last && found.length < rule.count; day += dayMs)
    if (matches(rule, new Date(day), new Date(startDay))) found.push(day);
  return found;
}

function parseRule(written: string): Rule | null {
  const parts = new Map(
    written.split(';').map((part) => {
      const [name = '', value = ''] = part.toUpperCase().split('=');
      return [name.trim(), value] as const;
    }),
  );
  const frequency = parts.get('FREQ') ?? '';
  if (!/^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(frequency)) return null;
  if ([...parts.keys()].some((name) => !known.has(name))) return null;
  const list = (name: string): string[] => (parts.get(name) ?? '').split(',').filter(Boolean);
  const days = list('BYDAY').map((day) => ({
    weekday: weekdays.indexOf(day.slice(-2)),
    nth: Number(day.slice(0, -2) || 0),
  }));
  const [, year, month, date] = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get('UNTIL') ?? '') ?? [];
  return {
    frequency,
    interval: Math.max(1, Number(parts.get('INTERVAL') ?? 1) || 1),
    count: Number(parts.get('COUNT') ?? Infinity) || Infinity,
    until: year === undefined ? Infinity : Date.UTC(Number(year), Number(month) - 1, Number(date)),
    days,
    monthDays: list('BYMONTHDAY').map(Number),
    months: list('BYMONTH').map(Number),
    weekStart: Math.max(0, weekdays.indexOf(parts.get('WKST') ?? 'MO')),
  };
}

function matches(rule: Rule, day: Date, start: Date): boolean {
  const { frequency, interval, months, monthDays, days } = rule;
  if (months.length > 0 && !months.includes(day.getUTCMonth() + 1)) return false;
  if (stepsSince(rule, day, start) % interval !== 0) return false;
  if (frequency === 'YEARLY' && months.length === 0 && day.getUTCMonth() !== start.getUTCMonth())
    return false;
  if (monthDays.length > 0 && !monthDays.some((one) => isMonthDay(day, one))) return false;
  if (days.length > 0) return days.some((one) => isWeekday(day, one));
  if (monthDays.length > 0 || frequency === 'DAILY') return true;
  return frequency === 'WEEKLY'
    ? day.getUTCDay() === start.getUTCDay()
    : day.getUTCDate() === start.getUTCDate();
}

/** How many days, weeks, months or years after the start. */
function stepsSince({ frequency, weekStart }: Rule, day: Date, start: Date): number {
  const months = (one: Date): number => one.getUTCFullYear() * 12 + one.getUTCMonth();
  const week = (one: Date): number => {
    const number = one.getTime() / dayMs;
    return (number - ((one.getUTCDay() - weekStart + 7) % 7)) / 7;
  };
  if (frequency === 'DAILY') return (day.getTime() - start.getTime()) / dayMs;
  if (frequency === 'WEEKLY') return week(day) - week(start);
  return frequency === 'MONTHLY'
    ? months(day) - months(start)
    : day.getUTCFullYear() - start.getUTCFullYear();
}

function daysInMonth(day: Date): number {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
}

function isMonthDay(day: Date, wanted: number): boolean {
  return day.getUTCDate() === (wanted < 0 ? daysInMonth(day) + wanted + 1 : wanted);
}

/** `2TU`: the second Tuesday of the month; `-1FR`: its last Friday. */
function isWeekday(day: Date, { weekday, nth }: { weekday: number; nth: number }): boolean {
  if (day.getUTCDay() !== weekday) return false;
  if (nth === 0) return true;
  const fromStart = Math.ceil(day.getUTCDate() / 7);
  const fromEnd = Math.ceil((daysInMonth(day) - day.getUTCDate() + 1) / 7);
  return nth > 0 ? fromStart === nth : fromEnd === -nth;
}
