import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetWords, readOffset, stretchOn } from './time-range.ts';

describe('clock offsets', () => {
  it('are parsed in the formats that people use', () => {
    expect(readOffset('-42')).toBe(-42_000);
    expect(readOffset('+1.5 s')).toBe(1500);
    expect(readOffset('1:30')).toBe(90_000);
    expect(readOffset('−01:00:00')).toBe(-3_600_000);
    for (const text of ['', 'soon', '1:3', '100000']) expect(readOffset(text), text).toBeNull();
  });
  it('are formatted with their sign', () => {
    expect(offsetWords(0)).toBe('none');
    expect(offsetWords(-90_000)).toBe('−1 min 30 s');
    expect(offsetWords(500)).toBe('+0.5 s');
  });
});

describe('a range on the axis', () => {
  it('stays within it and is wide enough to be visible', () => {
    const times = fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString());
    fc.assert(
      fc.property(times, fc.option(times), fc.option(times), (first, from, until) => {
        const { left, width } = stretchOn(
          { fromMs: Date.parse(first), untilMs: 4e12 },
          from,
          until,
        );
        expect(width).toBeGreaterThanOrEqual(0.6);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(100.0001);
      }),
    );
  });
});
