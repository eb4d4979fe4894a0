import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTicks } from '../../../ui/time-axis.ts';
import { offsetWords, readOffset, stretchOn, toTimeAxis } from './time-range.ts';

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
  it('starts below the date of the axis on which it starts', () => {
    const at = (day: string) => `2022-${day}T00:00:00.000Z`;
    const extent = { fromMs: Date.parse(at('11-15')), untilMs: Date.parse(at('12-19')) };
    const ticks = findTicks(toTimeAxis(extent), 'UTC');
    expect(ticks.length).toBeGreaterThan(2);
    const tick = ticks.find(({ label }) => label === '1 Dec');
    expect(stretchOn(extent, at('12-01'), null).left).toBeCloseTo((tick?.at ?? 0) * 100, 1);
  });
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
