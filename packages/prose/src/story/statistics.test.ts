import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationSupport, incidentsNeeded, rateRatio, smallestCut } from './statistics.ts';

describe('rateRatio', () => {
  it.each([
    [10, 6, 0.18, 1.82, 'cannot tell'],
    [20, 12, 0.27, 1.29, 'cannot tell'],
    [50, 30, 0.37, 0.96, 'clear'],
    [5, 1, 0, 1.79, 'cannot tell'],
    [15, 3, 0.04, 0.71, 'clear'],
    [1, 0, 0, 39, 'cannot tell'],
    [3, 0, 0, 2.42, 'cannot tell'],
    [4, 0, 0, 1.51, 'likely'],
  ] as const)('%i before and %i after: %f to %f, %s', (before, after, low, high, verdict) => {
    const found = rateRatio(before, after);
    expect(Math.abs(found.low - low)).toBeLessThan(0.0051);
    expect(Math.abs(found.high - high)).toBeLessThan(0.0051);
    expect(found.verdict).toBe(verdict);
    expect(found.words).toContain(`${before} before, ${after} after`);
  });

  it('uses the time that each was counted in', () => {
    const [equal, longer] = [rateRatio(12, 4), rateRatio(12, 4, { before: 12, after: 3 })];
    expect(longer.ratio).toBeCloseTo((4 / 3) * 1);
    expect(longer.low / equal.low).toBeCloseTo(4);
    expect(longer.words).toContain('counted 12 and 3 long');
  });

  it('is symmetric', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        (before, after) => {
          const [there, back] = [rateRatio(before, after), rateRatio(after, before)];
          expect(there.verdict).toBe(back.verdict);
          if (there.low === 0) expect(back.high).toBe(Infinity);
          else expect(there.low * back.high).toBeCloseTo(1, 6);
        },
      ),
      { examples: [[3, 4]], numRuns: 60 },
    );
  });

  it('always contains the observed ratio', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        (before, after) => {
          const { ratio, low, high } = rateRatio(before, after);
          expect(ratio).not.toBeNull();
          expect(low).toBeLessThanOrEqual((ratio ?? 0) + 1e-9);
          expect(high).toBeGreaterThanOrEqual((ratio ?? 0) - 1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reports nothing for no counts, and rejects invalid ones', () => {
    expect(rateRatio(0, 0).verdict).toBe('cannot tell');
    expect(() => rateRatio(1.5, 2)).toThrow('positive integer');
    expect(() => rateRatio(1, 2, { before: 0, after: 1 })).toThrow('time');
  });
});

describe('durations', () => {
  it.each([
    [5, 89],
    [10, 79],
    [20, 67],
    [50, 50],
    [100, 39],
    [500, 20],
  ])('%i incidents per side show a reduction of %i %% and no smaller one', (n, percent) => {
    expect(Math.round(smallestCut(n) * 100)).toBe(percent);
  });

  it('needs nine per side for 4 h to 45 min, and asks for them', () => {
    expect(incidentsNeeded(1 - 45 / 240)).toBe(9);
    expect(durationSupport(1 - 45 / 240, null)).toEqual({
      needed: 9,
      verdict: null,
      words:
        'Durations of incidents vary so much that a cut of 81 % needs about 9 incidents on each side to show. How many were there before and after?',
    });
    expect(durationSupport(0.5, 10).verdict).toBe('cannot tell');
    expect(durationSupport(0.5, 60).verdict).toBe('clear');
  });

  it('needs as many as show it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 0.95, noNaN: true }), (cut) => {
        const n = incidentsNeeded(cut);
        expect(smallestCut(n)).toBeLessThanOrEqual(cut + 1e-9);
        if (n > 1) expect(smallestCut(n - 1)).toBeGreaterThan(cut);
      }),
    );
  });
});
