import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayText, readDay } from './index.ts';

const days = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays('1970-01-01', count));

describe('a typed date', () => {
  it.each([
    ['6 Dec 2022', '2022-12-06'],
    [' 6  december 2022 ', '2022-12-06'],
    ['06 Sept. 2022', '2022-09-06'],
    ['Dec 6, 2022', '2022-12-06'],
    ['December 6th 2022', '2022-12-06'],
    ['2022-12-06', '2022-12-06'],
    ['2022/2/6', '2022-02-06'],
  ])('%s is read', (text, day) => expect(readDay(text)).toBe(day));
  it.each([
    '',
    '6/12/2022',
    '6 Dec',
    '6 Dec 22',
    '31 Feb 2022',
    '2022-13-01',
    '6 Foo 2022',
    'soon',
  ])('“%s” is not read', (text) => expect(readDay(text)).toBe(null));
  it('is read back as it is shown', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(readDay(dayText(day))).toBe(day);
        expect(readDay(day)).toBe(day);
      }),
    );
  });
  it('moves by days across months', () => {
    expect(addDays('2022-12-31', 1)).toBe('2023-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
  });
});
