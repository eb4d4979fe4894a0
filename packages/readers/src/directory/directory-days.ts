import { findDays } from '../time/written-time.ts';

/** For each row: a day, or why it can't be read. */
export type ReadDay = { day: string } | { problem: string };

/**
 * The days of a column. 03/04/2021 is read in the order that another row of the column shows; if
 * none does, or rows contradict each other, it is not read.
 */
export function readDays(written: readonly string[]): ReadDay[] {
  const isDayFirst = findOrder(written);
  return written.map((text) => {
    const [day, another] = findDays(text, isDayFirst);
    if (day === undefined || another !== undefined || day.year === null) return unreadable;
    if (!/\d{4}/.test(text)) return unreadable;
    if (day.either !== null) return { problem: ': either number can be the month' };
    const pad = (part: number) => String(part).padStart(2, '0');
    return { day: `${String(day.year).padStart(4, '0')}-${pad(day.month)}-${pad(day.day)}` };
  });
}

const unreadable: ReadDay = { problem: " isn't a date" };

function findOrder(written: readonly string[]): boolean | null {
  let order: boolean | null = null;
  for (const text of written) {
    const [, first = '', second = ''] = /^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}/.exec(text) ?? [];
    if (Number(first) <= 12 && Number(second) <= 12) continue;
    const isDayFirst = Number(first) > 12;
    if (order !== null && order !== isDayFirst) return null;
    order = isDayFirst;
  }
  return order;
}
