import { describe, expect, it } from 'vitest';
import {
  agoText,
  bytesText,
  countText,
  durationText,
  offsetText,
  sameClock,
  timeText,
} from './time-words.ts';

const at = '2022-12-06T19:30:05.000Z';

describe('times and numbers in words', () => {
  it('shows a time as exactly as it is known', () => {
    expect(timeText(at, 'UTC', 'clock', 'exact')).toBe('19:30:05');
    expect(timeText(at, 'UTC', 'clock')).toBe('19:30');
    expect(timeText(at, 'UTC', 'clock', 'about')).toBe('about 19:30');
    expect(timeText(at, 'UTC', 'both')).toBe('6 Dec 2022, 19:30');
    expect(timeText(at, 'America/New_York', 'day')).toBe('6 Dec 2022');
    expect(timeText(at, 'UTC', 'clock', 'unknown')).toBe('time unknown, near 19:30');
  });
  it('knows when two zones show the same clock', () => {
    expect(sameClock(at, 'Europe/London', 'UTC')).toBe(true);
    expect(sameClock('2022-07-06T19:30:05.000Z', 'Europe/London', 'UTC')).toBe(false);
  });
  it('writes offsets', () => {
    expect(offsetText(-300)).toBe('UTC−05:00');
    expect(offsetText(330)).toBe('UTC+05:30');
  });
  it('says durations with two units at most', () => {
    expect(durationText(200_000)).toBe('3 minutes 20 seconds');
    expect(durationText(400)).toBe('under a second');
    expect(durationText(86_400_000 + 60_000)).toBe('1 day 1 minute');
    expect(durationText(33 * 86_400_000 + 3_600_000)).toBe('33 days');
    expect(durationText(48 * 365.25 * 86_400_000)).toBe('48 years');
  });
  it('says how long ago', () => {
    const now = Date.parse(at);
    expect(agoText(new Date(now - 10_000).toISOString(), now)).toBe('just now');
    expect(agoText(new Date(now - 5 * 60_000).toISOString(), now)).toBe('5 minutes ago');
    expect(agoText(new Date(now - 3 * 3_600_000).toISOString(), now)).toBe('3 hours ago');
  });
  it('counts and weighs', () => {
    expect(countText(1, 'item')).toBe('1 item');
    expect(countText(4267, 'item')).toBe('4,267 items');
    expect(bytesText(999)).toBe('999 bytes');
    expect(bytesText(9_800)).toBe('9.8 kB');
    expect(bytesText(39_356_904)).toBe('39 MB');
  });
});
