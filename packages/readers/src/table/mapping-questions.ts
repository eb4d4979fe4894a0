import type { ReadOptions } from '@debrief/contract';
import { toText } from '../row.ts';
import {
  readTime,
  type TimeProblem,
  type TimeRead,
  toNumberText,
  unitBySize,
} from '../time/time.ts';
import type { Mapping } from './mapping.ts';

/** A column that is named like a time, and one of its values that could not be read. */
export interface UnreadTime {
  column: string;
  example: string;
}

/**
 * Adds the questions that must be answered before the file can be read with the guessed mapping.
 */
export function ask(
  mapping: Mapping,
  times: unknown[],
  options: ReadOptions,
  unread: UnreadTime | null,
  hasTimes: boolean,
): void {
  const { at } = mapping.columns;
  const { questions } = mapping;
  if (at === undefined)
    questions.push(
      unread === null
        ? askForTime(mapping.all, hasTimes)
        : `Debrief can't read the times in "${unread.column}", such as "${unread.example.slice(0, 80)}". Write them as 2022-12-06 14:30:05, or use another column with --map at=COLUMN. Columns: ${formatColumns(mapping.all)}.`,
    );
  if (mapping.times.unclearZone !== null && mapping.time.zone === null)
    questions.push(
      `"${mapping.times.unclearZone}" contains zones that Debrief doesn't know. Set the time zone of all times with --zone.`,
    );
  const numbers = times.flatMap((time) => {
    const text = typeof time === 'string' ? toNumberText(time) : null;
    const number = typeof time === 'number' ? time : text === null ? Number.NaN : Number(text);
    return Number.isNaN(number) ? [] : [number];
  });
  if (numbers.length * 2 > times.length)
    mapping.unit =
      options.timeUnit ?? (mapping.time.origin === null ? unitBySize(numbers[0] ?? 0) : 's');
  // A value missing in some records rejects those records; one missing in most of them needs a
  // question.
  const serials = numbers.filter((number) => number > 36_526 && number < 54_789);
  if (
    serials.length * 2 > times.length &&
    serials.some((number) => !Number.isInteger(number)) &&
    mapping.time.unit === null &&
    mapping.time.origin === null
  ) {
    questions.push(
      `"${at}" contains day numbers of a spreadsheet, such as ${serials[0]}. Use --time-unit d, and --zone if they are local times.`,
    );
    return;
  }
  const reads = times.map((time) => readTime(time, mapping.time));
  const isMostly = (is: (read: TimeRead | TimeProblem) => boolean): boolean =>
    reads.filter(is).length * 2 > reads.length;
  if (isMostly((read) => read === 'no-date'))
    questions.push(
      `The times in "${at}" have no date. Enter the date that they count from. Use --time-origin.`,
    );
  if (isMostly((read) => read === 'no-year'))
    questions.push(
      `The times in "${at}" have no year. Enter a date near the first of them. Use --time-origin.`,
    );
  if (isMostly((read) => read === 'ambiguous'))
    questions.push(
      `The dates in "${at}" could start with the day or the month. Set what they start with. Use --date-order.`,
    );
  if (reads.includes('unclear-zone'))
    questions.push(
      mapping.time.stated === null
        ? `The times in "${at}" name a time zone that means several, such as CST or IST. Set the time zone with --zone.`
        : `"${at}" doesn't say clearly which time zone it means. Set the time zone with --zone.`,
    );
  if (isMostly((read) => read === 'rounded'))
    questions.push(
      `A spreadsheet rounded the times in "${at}" (${toText(times[0])}). Export that column again as text.`,
    );
  if (isMostly((read) => typeof read !== 'string' && read.isEpoch)) {
    questions.push(
      `"${at}" looks like elapsed time. Enter the date and time that it counts from. Use --time-origin and --time-unit.`,
    );
  }
}

/** Records without any value like a time have no column to name. */
function askForTime(columns: string[], hasTimes: boolean): string {
  return hasTimes
    ? `Which column contains the time? Set it with --map at=COLUMN. Columns: ${formatColumns(columns)}.`
    : `The records contain no times. Export them again with their times, or set the column that contains the time. Use --map at=COLUMN. Columns: ${formatColumns(columns)}. To keep the file as one item, set its format to Document. Use --format document.`;
}

export function formatColumns(columns: string[]): string {
  const shown = columns.slice(0, 20).map((column) => `"${column.slice(0, 60)}"`);
  return shown.length === 0
    ? 'none'
    : shown.join(', ') + (columns.length > 20 ? ` and ${columns.length - 20} more` : '');
}
