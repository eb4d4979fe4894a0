import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeKnownAxis } from './known-axis.ts';

it('reads each position as the time that is drawn there', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 10_000_000 }), {
    minLength: 2,
    maxLength: 40,
  });
  fc.assert(
    fc.property(times, fc.double({ min: 0, max: 1, noNaN: true }), (all, position) => {
      const axis = makeKnownAxis(all);
      const time = axis.toTime(position);
      expect(time).toBeGreaterThanOrEqual(axis.fromMs);
      expect(time).toBeLessThanOrEqual(axis.untilMs);
      for (const one of all)
        expect(Math.abs(axis.toTime(axis.toPosition(one)) - one)).toBeLessThan(2);
    }),
    { seed: 30 },
  );
});

it('has a place for a single time, and for none', () => {
  expect(makeKnownAxis([5]).toTime(0.7)).toBe(5);
  expect(makeKnownAxis([]).toTime(0.5)).toBe(0);
});
