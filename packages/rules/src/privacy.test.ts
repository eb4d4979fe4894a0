import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isHalf, isStep, leastPeople, roundGroups, roundPeople } from './privacy.ts';

interface Act {
  person: number;
  group: number;
}

/** The groups of people at each step: what one person did is only counted with four others. */
function listSteps(acts: readonly Act[]): ReadonlyMap<number, number>[] {
  const now = new Map<number, number>();
  let shown = new Map<number, number>();
  const steps: ReadonlyMap<number, number>[] = [];
  for (const { person, group } of acts) {
    now.set(person, group);
    const changed = [...now].filter(([who, what]) => shown.get(who) !== what);
    if (!isStep(changed.length)) continue;
    shown = new Map(now);
    steps.push(shown);
  }
  return steps;
}

type Show = (counts: readonly number[], total: number) => unknown;
const shows: [string, Show][] = [
  ['roles', (counts, total) => roundGroups(counts, total)],
  ['a share of readers', ([first = 0], total) => roundGroups([first], total)],
  ['an answer of the survey', ([first = 0], total) => isHalf(first, total)],
];
const seed = { seed: 20_261_130, numRuns: 300 };
const someActs = fc.array(fc.record({ person: fc.nat({ max: 17 }), group: fc.nat({ max: 2 }) }), {
  minLength: 10,
  maxLength: 60,
});

test('two published states differ by what five or more people did', () => {
  fc.assert(
    fc.property(someActs, (acts) => {
      let before: ReadonlyMap<number, number> = new Map();
      for (const step of listSteps(acts)) {
        const changed = [...step].filter(([who, what]) => before.get(who) !== what);
        expect(changed.length).toBeGreaterThanOrEqual(leastPeople);
        before = step;
      }
    }),
    seed,
  );
});

/** The fewest and the most people of each step in each group, over all histories that look the same. */
type Bounds = [number, number][][];
const widen = (one: Bounds, other: Bounds): Bounds =>
  one.map((step, at) =>
    step.map(([low, high], group) => {
      const [otherLow = low, otherHigh = high] = other[at]?.[group] ?? [];
      return [Math.min(low, otherLow), Math.max(high, otherHigh)];
    }),
  );

/** All ways in which five people can be in three groups. */
const batches: number[][] = [];
for (let first = 0; first <= leastPeople; first += 1)
  for (let second = 0; first + second <= leastPeople; second += 1)
    batches.push([first, second, leastPeople - first - second]);

test.each(shows)('what is published never shows what someone did: %s', (_, show) => {
  // All histories of six steps of five people, by what they show; of those that show the same, one
  // has someone of each step in each group, and one has someone who is not, also if everyone did
  // the same.
  let histories = new Map([
    ['', new Map([['0,0,0', { counts: [0, 0, 0], bounds: [] as Bounds }]])],
  ]);
  for (let step = 0; step < 6; step += 1) {
    const next: typeof histories = new Map();
    for (const [shown, states] of histories)
      for (const { counts, bounds } of states.values())
        for (const batch of batches) {
          const after = counts.map((count, group) => count + (batch[group] ?? 0));
          const key = shown + JSON.stringify(show(after, leastPeople * (step + 1)));
          const same = next.get(key) ?? new Map<string, { counts: number[]; bounds: Bounds }>();
          next.set(key, same);
          const own: Bounds = [...bounds, batch.map((count): [number, number] => [count, count])];
          const known = same.get(after.join());
          same.set(after.join(), { counts: after, bounds: known ? widen(known.bounds, own) : own });
        }
    histories = next;
  }
  expect(histories.size).toBeGreaterThan(1);
  for (const states of histories.values())
    for (const [low, high] of [...states.values()]
      .map(({ bounds }) => bounds)
      .reduce(widen)
      .flat()) {
      expect(low).toBeLessThan(leastPeople);
      expect(high).toBeGreaterThan(0);
    }
});

test('no group, rest or difference that is shown is fewer than five people', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 23 }), { minLength: 1, maxLength: 6 }), (counts) => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      const shown = roundGroups(counts, total).map(({ count }) => count ?? 0);
      for (const [index, count] of shown.entries()) {
        expect(count % leastPeople).toBe(0);
        expect(count).toBeLessThanOrEqual(counts[index] ?? 0);
      }
      const rest = (roundPeople(total).count ?? 0) - shown.reduce((sum, count) => sum + count, 0);
      if (shown.some((count) => count > 0)) expect(rest).toBeGreaterThanOrEqual(leastPeople);
      expect(shown.every((count) => count < Math.max(1, total))).toBe(true);
    }),
    seed,
  );
});

test('counts are rounded down, and the largest group makes room', () => {
  expect([0, 4, 5, 9, 10].map((count) => roundPeople(count).words)).toEqual([
    'fewer than five',
    'fewer than five',
    '5 or more',
    '5 or more',
    '10 or more',
  ]);
  const words = (counts: number[], total: number) =>
    roundGroups(counts, total).map(({ count }) => count);
  expect(words([5, 10], 15)).toEqual([5, null]);
  expect(words([6, 12], 24)).toEqual([5, 5]);
  expect(words([6, 12], 26)).toEqual([5, 10]);
  expect(words([10], 10)).toEqual([5]);
  expect(words([5], 5)).toEqual([null]);
  expect([isHalf(2, 5), isHalf(3, 5), isHalf(5, 5)]).toEqual([false, true, true]);
});
