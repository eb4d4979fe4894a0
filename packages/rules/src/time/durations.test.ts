import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationText, elapsedText, exactDurationText, readDuration } from './index.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const durations = fc.oneof(fc.nat({ max: 2 * hour }), fc.nat({ max: 5_000 * day }));
const unitMs: Record<string, number> = { ms: 1, s: 1000, min: minute, h: hour, d: day };

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [400, '400 ms'],
    [59_999, '59 s'],
    [418_000, '6 min 58 s'],
    [minute, '1 min'],
    [hour - 1, '59 min 59 s'],
    [2 * hour + 6 * minute + 59_999, '2 h 6 min'],
    [2 * hour + 59_000, '2 h'],
    [day + minute, '1 d'],
    [3 * day + 4.9 * hour, '3 d 4 h'],
    [33 * day + hour, '33 d'],
    [400 * day, '1 y 34 d'],
    [48 * 365.25 * day, '48 y'],
  ])('of %i ms are %s', (ms, text) => expect(durationText(ms)).toBe(text));

  it('since the start of an incident can be before it', () => {
    expect(elapsedText(31 * minute)).toBe('31 min in');
    expect(elapsedText(-2 * hour)).toBe('2 h before the start');
  });

  it('have the precision of their ends', () => {
    expect(durationText(418_000, 'minute')).toBe('6 min');
    expect(durationText(2 * hour + 10 * minute, 'about')).toBe('about 2 h 10 min');
    expect(durationText(30_000, 'unknown')).toBe('under 1 min');
  });

  it('are never too long, nor too short by one of the smallest unit shown', () => {
    fc.assert(
      fc.property(durations, (ms) => {
        const parts = [...durationText(ms).matchAll(/(\d+) ([a-z]+)/g)];
        const sizes = parts.map(([, , unit = '']) => unitMs[unit] ?? 365.25 * day);
        const shown = parts.reduce(
          (sum, part, index) => sum + Number(part[1]) * (sizes[index] ?? 0),
          0,
        );
        expect(shown).toBeLessThanOrEqual(ms);
        const most = sizes.length === 2 ? sizes.at(-1) : sizes[0];
        expect(ms - shown).toBeLessThan(most ?? 0);
      }),
    );
  });

  it('in full are read back to the millisecond', () => {
    fc.assert(
      fc.property(durations, (ms) => {
        expect(readDuration(exactDurationText(ms))).toBe(ms);
      }),
    );
  });

  it.each([
    ['1 h 20 min', 4_800_000],
    ['2h', 7_200_000],
    ['45m', 2_700_000],
    ['90', 5_400_000],
    ['1.5 h', 5_400_000],
    ['1,5 h', 5_400_000],
    ['1 d 30 s', 86_430_000],
  ])('are read from %s', (text, ms) => expect(readDuration(text)).toBe(ms));

  it('are not read from what is longer than any duration', () =>
    expect(readDuration(`1 d${' '.repeat(3_000)}!`)).toBeNull());
  it('are not read from other words', () =>
    expect(['a while', '', '1 h to go'].map(readDuration)).toEqual([null, null, null]));
});
