import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calculateAgreement, masiDistance, nominalDistance } from './index.ts';

/** One row per coder, `.` for a missing value. */
function readCoders(...rows: string[]): (string | null)[][] {
  const coders = rows.map((row) => row.split(' '));
  return (coders[0] ?? []).map((_, unit) =>
    coders.map((values) => {
      const value = values[unit] ?? '.';
      return value === '.' ? null : value;
    }),
  );
}

const nominal = (...rows: string[]) => calculateAgreement(readCoders(...rows), nominalDistance);

describe('examples of Krippendorff 2011', () => {
  test('A: binary data, two observers', () =>
    expect(nominal('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0').alpha).toBeCloseTo(0.095, 3));

  test('B: nominal data, two observers', () =>
    expect(nominal('a a b b d c c c e d d a', 'b a b b b c c c e d d d').alpha).toBeCloseTo(
      0.692,
      3,
    ));

  const four = [
    '1 2 3 3 2 1 4 1 2 . . .',
    '1 2 3 3 2 2 4 1 2 5 . 3',
    '. 3 3 3 2 3 4 2 2 5 1 .',
    '1 2 3 3 2 4 4 1 2 5 1 .',
  ];
  test('C: nominal data, four observers, missing values', () =>
    expect(nominal(...four)).toMatchObject({
      alpha: expect.closeTo(0.743, 3),
      units: 11,
      values: 40,
    }));

  test('D: interval data', () => {
    const square = (one: string, other: string) => (Number(one) - Number(other)) ** 2;
    expect(calculateAgreement(readCoders(...four), square).alpha).toBeCloseTo(0.849, 3);
  });
});

describe('what is not computable', () => {
  test('without two values of a unit', () =>
    expect(nominal('a . b', '. a .')).toMatchObject({ alpha: null, reason: 'no-pairs' }));
  test('without variation', () =>
    expect(nominal('a a a', 'a a a')).toMatchObject({
      alpha: null,
      reason: 'no-variation',
      units: 3,
    }));
});

test.each([
  ['', '', 0],
  ['a', '', 1],
  ['a b', 'a b', 0],
  ['a b', 'c', 1],
  // J = 2/4, M = 2/3; J = 1/3, M = 1/3.
  ['a b', 'a b c d', 2 / 3],
  ['a b', 'b c', 8 / 9],
])('the distance of {%s} and {%s} is %d', (one, other, distance) => {
  const toSet = (tags: string) => new Set(tags.split(' ').filter(Boolean));
  expect(masiDistance(toSet(one), toSet(other))).toBeCloseTo(distance, 10);
  expect(masiDistance(toSet(other), toSet(one))).toBeCloseTo(distance, 10);
});

describe('always', () => {
  const value = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null, freq: 4 });
  const data = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { maxLength: 30 });

  test('it is at most 1, is 1 for full agreement, and ignores the order of coders and units', () =>
    fc.assert(
      fc.property(data, (units) => {
        const { alpha } = calculateAgreement(units, nominalDistance);
        if (alpha !== null) expect(alpha).toBeLessThanOrEqual(1);
        const turned = units.map((values) => values.toReversed()).toReversed();
        const other = calculateAgreement(turned, nominalDistance).alpha;
        if (alpha === null) expect(other).toBeNull();
        else expect(other).toBeCloseTo(alpha, 10);
        const equal = units.map(([first = null]) => [first, first]);
        const full = calculateAgreement(equal, nominalDistance);
        if (full.reason === null) expect(full.alpha).toBe(1);
      }),
      { numRuns: 100 },
    ));

  test('the interval is the same for the same data and contains a typical alpha', () => {
    const units = Array.from({ length: 60 }, (_, index) => [
      index % 3 === 0 ? 'a' : 'b',
      index % 7 === 0 ? 'a' : index % 3 === 0 ? 'a' : 'b',
    ]);
    const { alpha, interval } = calculateAgreement(units, nominalDistance);
    expect(calculateAgreement(units, nominalDistance).interval).toEqual(interval);
    expect(interval?.low).toBeLessThan(alpha ?? 0);
    expect(interval?.high).toBeGreaterThan(alpha ?? 1);
    expect(calculateAgreement(units.slice(0, 9), nominalDistance).interval).toBeNull();
  });
});
