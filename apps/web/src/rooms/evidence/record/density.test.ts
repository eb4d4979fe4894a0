import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bars,
  findCrowdedPart,
  evenDensity,
  toIndex,
  makeStrip,
  toPosition,
  timeToPosition,
  refineDensity,
  rowsAround,
  positionToTime,
} from './density.ts';

const quietWeek = makeStrip(
  evenDensity({ total: 12, fromMs: 1000, bucketMs: 100, buckets: [1, 0, 0, 0, 0, 0, 0, 0, 1, 10] }),
);
const strips = fc
  .array(fc.nat(40), { minLength: 1, maxLength: 80 })
  .filter((buckets) => buckets.some((count) => count > 0))
  .map((buckets) =>
    makeStrip(
      evenDensity({
        total: buckets.reduce((a, b) => a + b, 0),
        fromMs: 5_000,
        bucketMs: 60,
        buckets,
      }),
    ),
  );

describe('density strip', () => {
  it('gives the busy end more space than the clock would', () => {
    expect(timeToPosition(quietWeek, 1900)).toBeCloseTo(0.45 + 0.5 * (2 / 12));
    expect(timeToPosition(quietWeek, 1000)).toBe(0);
    expect(timeToPosition(quietWeek, 2000)).toBe(1);
    expect(timeToPosition(quietWeek, -50)).toBe(0);
    expect(timeToPosition(quietWeek, 99_000)).toBe(1);
  });
  it('maps a position to a row within the list', () => {
    expect(toIndex(quietWeek, 0)).toBe(0);
    expect(toIndex(quietWeek, 1)).toBe(11);
    expect(toIndex(quietWeek, 2)).toBe(11);
    expect(toIndex(quietWeek, 0.8)).toBeGreaterThanOrEqual(2);
  });
  it('maps times and rows to positions and back', () => {
    fc.assert(
      fc.property(strips, fc.double({ min: 0, max: 1, noNaN: true }), (strip, part) => {
        const at = 5_000 + part * 60 * strip.density.counts.length;
        expect(positionToTime(strip, timeToPosition(strip, at))).toBeCloseTo(at, 5);
        const row = Math.floor(part * (strip.density.total - 1));
        expect(Math.abs(toIndex(strip, toPosition(strip, row)) - row)).toBeLessThanOrEqual(1);
      }),
    );
  });
  it('never decreases', () => {
    fc.assert(
      fc.property(strips, fc.nat(4000), fc.nat(4000), (strip, a, b) => {
        const [early, late] = [5_000 + Math.min(a, b), 5_000 + Math.max(a, b)];
        expect(timeToPosition(strip, early)).toBeLessThanOrEqual(timeToPosition(strip, late));
      }),
    );
  });
  it('returns the rows around a time', () => {
    expect(rowsAround(quietWeek, 1000)).toEqual({ first: 0, end: 1 });
    expect(rowsAround(quietWeek, 1950)).toEqual({ first: 2, end: 12 });
    expect(rowsAround(quietWeek, 99_999)).toEqual({ first: 2, end: 12 });
  });
  it('draws single items tall enough to be visible, and nothing for empty buckets', () => {
    const heights = bars(quietWeek, 100);
    expect(heights[0]).toBeGreaterThan(0.3);
    expect(heights[30]).toBe(0);
    expect(Math.max(...heights)).toBe(1);
  });
});

describe('a finer outline', () => {
  const quiet = Array.from({ length: 96 }, () => 1);
  const coarse = evenDensity({
    total: 496,
    fromMs: 0,
    bucketMs: 1000,
    buckets: [...quiet, 100, 200, 100, 0],
  });
  it('is used if a few buckets contain most items, and not if items are spread out or few', () => {
    expect(
      findCrowdedPart(
        evenDensity({
          total: 496,
          fromMs: 0,
          bucketMs: 3000,
          buckets: [...quiet, 100, 200, 100, 0],
        }),
      ),
    ).toEqual({
      fromMs: 288_000,
      untilMs: 297_000,
    });
    expect(
      findCrowdedPart(
        evenDensity({
          total: 1000,
          fromMs: 0,
          bucketMs: 3000,
          buckets: Array.from({ length: 100 }, () => 10),
        }),
      ),
    ).toBeNull();
    expect(
      findCrowdedPart(
        evenDensity({ total: 5, fromMs: 0, bucketMs: 3000, buckets: [5, 0, 0, 0, 0, 0, 0, 0] }),
      ),
    ).toBeNull();
    expect(
      findCrowdedPart(evenDensity({ total: 500, fromMs: 0, bucketMs: 1000, buckets: [500, 0] })),
    ).toBeNull();
  });
  it('replaces that part with scaled counts, unless the two are too different', () => {
    const part = { fromMs: 96_000, untilMs: 98_000 };
    const fine = evenDensity({
      total: 300,
      fromMs: 96_500,
      bucketMs: 500,
      buckets: [100, 150, 50],
    });
    const closer = refineDensity(coarse, part, fine);
    expect(closer.edgesMs.slice(95)).toEqual([
      95_000, 96_000, 96_500, 97_000, 97_500, 98_000, 99_000, 100_000,
    ]);
    expect(closer.counts.slice(95)).toEqual([1, 0, 100, 150, 50, 100, 0]);
    expect(closer.counts.reduce((a, b) => a + b)).toBe(496);
    expect(
      refineDensity(coarse, part, { ...fine, counts: [110, 165, 55] }).counts.reduce(
        (a, b) => a + b,
      ),
    ).toBeCloseTo(496);
    expect(refineDensity(coarse, part, { ...fine, counts: [1, 2, 3] })).toBe(coarse);
    expect(refineDensity(coarse, part, { ...fine, counts: [0, 0, 0] })).toBe(coarse);
  });
});
