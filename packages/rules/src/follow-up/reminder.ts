import { addDays } from '../time/index.ts';

const dayMs = 86_400_000;
/** A reminder before the due date. */
export const reminderDays = 3;
const weekDays = 7;

/**
 * The day of the last reminder of a due date: three days before, on the day, then each week. Null if
 * there was none yet.
 */
export function lastReminderDay(dueOn: string, today: string): string | null {
  const late = Math.round((Date.parse(today) - Date.parse(dueOn)) / dayMs);
  if (late < -reminderDays) return null;
  return addDays(dueOn, late < 0 ? -reminderDays : Math.floor(late / weekDays) * weekDays);
}
