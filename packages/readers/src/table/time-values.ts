import { toText } from '../row.ts';
import { readTime, type TimeRules } from '../time/time.ts';

/** Mostly readable; a time that only lacks its date, or its order of day and month, also counts. */
export function looksLikeTimes(values: unknown[], rules: TimeRules): boolean {
  if (values.length === 0) return false;
  const readable = values.filter((value) => {
    const read = readTime(value, rules);
    return (
      typeof read !== 'string' ||
      ['no-date', 'no-year', 'ambiguous', 'unclear-zone', 'rounded'].includes(read) ||
      (typeof value === 'string' && /^\d{2,3}:\d{2}:\d{2}/.test(value))
    );
  });
  return readable.length * 2 > values.length;
}

/** A date, a clock time or a number of the size of an epoch time, whatever its column is called. */
export function isLikeTime(value: unknown, rules: TimeRules): boolean {
  const text = toText(value) ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return /^1\d{9}(?:\.\d+|\d{3}|\d{6}|\d{9})?$/.test(text);
  return text.length < 60 && /\d/.test(text) && looksLikeTimes([value], rules);
}

/** Numbers that would be times in 1970: they count from something else. */
export function areDurations(values: unknown[], rules: TimeRules): boolean {
  return (
    rules.origin === null &&
    values.length > 0 &&
    values.every((value) => {
      const read = typeof value === 'number' ? readTime(value, rules) : 'unreadable';
      return typeof read !== 'string' && read.isEpoch;
    })
  );
}
