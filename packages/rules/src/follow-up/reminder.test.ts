import { expect, test } from 'vitest';
import { lastReminderDay } from './reminder.ts';

test.each([
  ['2026-02-24', null],
  ['2026-02-25', '2026-02-25'],
  ['2026-02-27', '2026-02-25'],
  ['2026-02-28', '2026-02-28'],
  ['2026-03-06', '2026-02-28'],
  ['2026-03-07', '2026-03-07'],
  ['2026-04-01', '2026-03-28'],
])('on %s the last reminder of 28 February was on %s', (today, day) => {
  expect(lastReminderDay('2026-02-28', today)).toBe(day);
});
