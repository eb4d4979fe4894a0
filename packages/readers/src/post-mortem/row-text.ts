import { leadingTime, type LeadingTime, type WrittenDay } from '../time/written-time.ts';

/** "Date: 2023-11-22", or only a date. */
export function dayLabel(text: string, isDayFirst: boolean | null): WrittenDay | null {
  const plain = text.replace(/^(date|day)\s*:\s*/i, '').trim();
  if (plain.length > 40) return null;
  const time = leadingTime(plain, isDayFirst);
  return time !== null && time.date !== null && time.clock === null && stripTime(plain, time) === ''
    ? time.date
    : null;
}

/** The text of a line after its time. */
export function stripTime(text: string, time: LeadingTime): string {
  return text
    .slice(time.length)
    .replace(/^[\s:|,.)\]*_~–—>-]+/, '')
    .trim();
}
