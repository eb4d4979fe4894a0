import { findDays } from '../time/written-time.ts';

/** For each row: a day, or why it can't be read; `either` if day and month can be swapped. */
export type ColumnDays = (string | 'either' | 'unreadable')[];

export const isPlainDay = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day);

/**
 * The days of a column. 03/04/2021 is read in the order that another row of the column shows; if
 * none does, or rows contradict each other, it is not read.
 */
export function readDays(written: readonly string[]): ColumnDays {
  const isDayFirst = findOrder(written);
  return written.map((text) => {
    const [day, another] = findDays(text, isDayFirst);
    if (day === undefined || another !== undefined || day.year === null) return 'unreadable';
    if (!/\d{4}/.test(text)) return 'unreadable';
    if (day.either !== null) return 'either';
    const pad = (part: number) => String(part).padStart(2, '0');
    return `${String(day.year).padStart(4, '0')}-${pad(day.month)}-${pad(day.day)}`;
  });
}

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
