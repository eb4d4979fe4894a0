import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactInterval, limitFalseDiscoveries, tailChance } from './exact.ts';
import {
  chanceByExposure,
  countPeopleNeeded,
  judgeTechnologies,
  measureInvolvement,
  type Resolution,
} from './islands.ts';

const people = ['a', 'b', 'c', 'd'];
const some = fc.uniqueArray(fc.constantFrom(...people), { maxLength: 3 });
const resolution = fc
  .record({
    confirmed: some,
    fixed: some,
    onCall: fc
      .array(fc.tuple(fc.constantFrom(...people), fc.boolean()))
      .map((list): ReadonlyMap<string, boolean> => new Map(list)),
  })
  .filter(({ confirmed, fixed }) => confirmed.length + fixed.length > 0);
const resolutions = fc.array(resolution, { maxLength: 12 });
const settings = { seed: 44, numRuns: 300 };

/** Someone fixed it and confirmed it; they were on call, off call, or no one knows. */
const by = (person: string, isOnCall: boolean | null = false): Resolution => ({
  confirmed: [person],
  fixed: [person],
  onCall: new Map(isOnCall === null ? [] : [[person, isOnCall]]),
});
const times = (count: number, one: Resolution) => Array.from({ length: count }, () => one);
const judge = (list: readonly Resolution[]) => judgeTechnologies(new Map([['t', list]])).get('t');

describe('the exact figures', () => {
  test('are the binomial ones for equal chances', () => {
    expect(tailChance([0.25, 0.25, 0.25, 0.25, 0.25], 5)).toBeCloseTo(1 / 1024, 12);
    expect(tailChance([0.5, 0.5, 0.5], 2)).toBeCloseTo(0.5, 12);
    expect(tailChance([0.25, 0.5], 1)).toBeCloseTo(1 - 0.75 * 0.5, 12);
    // Clopper and Pearson: 5 of 5, 4 of 5 and 0 of 5, as R's binom.test prints them.
    expect(exactInterval(5, 5)).toEqual([expect.closeTo(0.4782, 4), 1]);
    expect(exactInterval(4, 5)).toEqual([expect.closeTo(0.2836, 4), expect.closeTo(0.9949, 4)]);
    expect(exactInterval(0, 5)).toEqual([0, expect.closeTo(0.5218, 4)]);
    expect(exactInterval(0, 0)).toEqual([0, 1]);
  });

  test('an interval contains the share in at least 95 % of the cases, for every share', () => {
    for (const trials of [1, 5, 12])
      for (let share = 0.03; share < 1; share += 0.05) {
        const chances = Array.from({ length: trials }, () => share);
        let covered = 0;
        for (let hits = 0; hits <= trials; hits += 1) {
          const [low, high] = exactInterval(hits, trials);
          if (low <= share && share <= high)
            covered += tailChance(chances, hits) - tailChance(chances, hits + 1);
        }
        expect(covered).toBeGreaterThanOrEqual(0.95);
      }
  });

  test('false discoveries are limited step by step', () => {
    const found = limitFalseDiscoveries([0.01, 0.04, 0.03, 0.5], 0.05);
    expect([0.01, 0.03, 0.04].map(found)).toEqual([true, false, false]);
    expect(limitFalseDiscoveries([0.02, 0.04, 0.05], 0.05)(0.05)).toBe(true);
    expect(limitFalseDiscoveries([], 0.05)(0)).toBe(false);
  });
});

test.each([5, 6])('four who share %i incidents are one in at most 5 in 100 cases', (count) => {
  const cases = 4 ** count;
  let wrong = 0;
  for (let at = 0; at < cases; at += 1) {
    const list = Array.from({ length: count }, (_, index) =>
      by(people[Math.floor(at / 4 ** index) % 4] ?? ''),
    );
    if (judge(list)?.state === 'one') wrong += 1;
  }
  expect(wrong).toBeGreaterThan(0);
  expect(wrong / cases).toBeLessThanOrEqual(0.05);
});

describe('the judgment', () => {
  test('follows the incidents', () => {
    expect(judge(times(4, by('a')))).toEqual({ state: 'few', people: null, person: null });
    expect(judge(times(5, by('a')))).toEqual({ state: 'one', people: 1, person: 'a' });
    expect(judge([...times(3, by('a')), ...times(3, by('b'))])?.state).toBe('several');
    expect(judge([...times(4, by('a')), by('b')])?.state).toBe('unclear');
  });

  test('does not blame shifts: who was on call is expected', () => {
    expect(judge(times(20, by('a', true)))).toEqual({ state: 'unclear', people: 1, person: null });
    expect(judge([...times(10, by('a', true)), ...times(6, by('a'))])?.state).toBe('one');
  });

  test('needs more where no schedule says who was on call', () => {
    expect(judge(times(5, by('a', null)))?.state).toBe('unclear');
    expect(judge(times(6, by('a', null)))?.state).toBe('one');
  });

  test('someone who was always there with others is not the only one', () => {
    const shared = { confirmed: ['a', 'b'], fixed: ['a', 'c'], onCall: new Map([['a', false]]) };
    expect(judge(times(20, shared))).toEqual({ state: 'unclear', people: 1, person: null });
  });

  test('is stricter among many technologies', () => {
    const others = Array.from({ length: 80 }, (_, at): [string, Resolution[]] => [
      `shared ${at}`,
      [...times(3, by('a')), ...times(3, by('b'))],
    ]);
    const judged = judgeTechnologies(
      new Map([...others, ['five', times(5, by('c'))], ['ten', times(10, by('d'))]]),
    );
    expect([judged.get('five')?.state, judged.get('ten')?.state]).toEqual(['unclear', 'one']);
  });

  test('does not depend on the order, and shifts never make it worse', () =>
    fc.assert(
      fc.property(resolutions, (list) => {
        const judged = judge(list);
        expect(judge(list.toReversed())).toEqual(judged);
        for (const person of people) {
          const chance = chanceByExposure(list, person);
          expect(chance).toBeGreaterThanOrEqual(0);
          expect(chance).toBeLessThanOrEqual(1);
          const onShift = list.map((one) => ({
            ...one,
            onCall: new Map([...one.onCall, [person, true]]),
          }));
          expect(chanceByExposure(onShift, person)).toBe(1);
          expect(chanceByExposure([...list, by(person, true)], person)).toBe(chance);
          const { involved, alone, aloneOffCall, offCall } = measureInvolvement(list, person);
          expect(aloneOffCall).toBeLessThanOrEqual(Math.min(alone, offCall));
          expect(alone).toBeLessThanOrEqual(involved);
        }
        if (judged?.state === 'one') {
          expect(judged.people).toBe(1);
          expect(list.length).toBeGreaterThanOrEqual(5);
        } else expect(judged?.person).toBeNull();
      }),
      settings,
    ));

  test('the people needed cover 80 %, and one is never missed', () =>
    fc.assert(
      fc.property(resolutions, (list) => {
        const needed = countPeopleNeeded(list, 0.8);
        const shares = people.map((person) => measureInvolvement(list, person).involved);
        const isOneEnough = list.length > 0 && Math.max(...shares) >= 0.8 * list.length;
        expect(needed === 1).toBe(isOneEnough);
        expect(needed).toBeLessThanOrEqual(people.length);
      }),
      settings,
    ));
});
