import { describe, expect, it } from 'vitest';
import {
  agoText,
  dateText,
  dayText,
  offsetText,
  sameClock,
  spanText,
  timeText,
  timeWithZone,
  utcText,
  weekdayText,
  zoneName,
} from './index.ts';

const at = '2022-12-06T19:30:05.000Z';
const newYork = 'America/New_York';

describe('times', () => {
  it('show their precision', () => {
    expect(timeText(at, 'UTC', 'clock', 'exact')).toBe('19:30:05');
    expect(timeText(at, 'UTC', 'clock')).toBe('19:30');
    expect(timeText(at, 'UTC', 'clock', 'about')).toBe('about 19:30');
    expect(timeText(at, 'UTC', 'clock', 'unknown')).toBe('time unknown, near 19:30');
    expect(timeText(at, 'UTC', 'both')).toBe('6 Dec 2022, 19:30');
    expect(timeText(at, newYork, 'day')).toBe('6 Dec 2022');
  });
  it('name their zone', () => {
    expect(timeWithZone(at, newYork, 'exact')).toBe('6 Dec 2022, 14:30:05 EST');
    expect(timeWithZone(at, newYork, 'about')).toBe('6 Dec 2022, about 14:30 EST');
    expect(
      ['UTC', 'Europe/London', 'Europe/Berlin', 'Asia/Kolkata', 'America/Sao_Paulo'].map((zone) =>
        zoneName(at, zone),
      ),
    ).toEqual(['UTC', 'GMT', 'CET', 'UTC+05:30', 'UTC−03:00']);
  });
  it('compare the clocks of two zones', () => {
    expect(sameClock(at, 'Europe/London', 'UTC')).toBe(true);
    expect(sameClock('2022-07-06T19:30:05.000Z', 'Europe/London', 'UTC')).toBe(false);
  });
  it('span days', () => {
    const span = (until: string | null) => spanText({ at, until, precision: 'minute' }, newYork);
    expect(span(null)).toBe('14:30');
    expect(span('2022-12-06T20:00:00.000Z')).toBe('14:30–15:00');
    expect(span('2022-12-07T20:00:00.000Z')).toBe('14:30 – 7 Dec 2022, 15:00');
  });
  it('format offsets from UTC', () => {
    expect(offsetText(-300)).toBe('UTC−05:00');
    expect(offsetText(330)).toBe('UTC+05:30');
  });
  it('format relative times', () => {
    const ago = (ms: number) =>
      agoText(new Date(Date.parse(at) - ms).toISOString(), { ms: Date.parse(at), zone: 'UTC' });
    expect(ago(10_000)).toBe('just now');
    expect(ago(50_000)).toBe('1 min ago');
    expect(ago(5.9 * 60_000)).toBe('5 min ago');
    expect(ago(3.5 * 3_600_000)).toBe('3 h ago');
    expect(ago(30 * 3_600_000)).toBe('5 Dec 2022');
  });
  it('are UTC in tables', () => {
    expect([
      utcText(at),
      utcText(at, 'minute'),
      utcText(at, 'about'),
      utcText(at, 'unknown'),
      utcText(null),
    ]).toEqual(['2022-12-06T19:30:05Z', '2022-12-06T19:30Z', '~2022-12-06T19:30Z', 'unknown', '-']);
  });
});

describe('dates', () => {
  it('are those of the zone', () => {
    expect(dateText('2022-12-07T03:00:00Z', newYork)).toBe('6 Dec 2022');
    expect(dayText('2022-12-06')).toBe('6 Dec 2022');
    expect(weekdayText(at, newYork)).toBe('Tuesday, 6 Dec 2022');
  });
});
