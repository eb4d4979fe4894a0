import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareStages, findFirstBreak, stageText } from './index.ts';

const stage = (name: string, count: number, expectedLoss: number | null = null) => ({
  name,
  count,
  expectedLoss,
  definition: '',
});
const texts = (...stages: ReturnType<typeof stage>[]) => compareStages(stages).map(stageText);

describe('stages of a pipeline', () => {
  it('say what each one lost, and whether that was expected', () => {
    expect(
      texts(
        stage('source', 1000),
        stage('bronze', 1000),
        stage('silver', 950, 0.05),
        stage('gold', 940),
      ),
    ).toEqual([
      'source: 1,000',
      'bronze: 1,000',
      'silver: 950, 50 fewer (5%), as expected',
      'gold: 940, 10 fewer (1.05%), does not add up: no loss expected',
    ]);
  });

  it('do not add up with more rows than before, or after an empty stage', () => {
    expect(texts(stage('a', 0), stage('b', 3, 1))).toEqual([
      'a: 0',
      'b: 3, 3 more, does not add up: at most 100% expected',
    ]);
  });

  it('show a small share as more than nothing', () => {
    expect(texts(stage('a', 10_000_000), stage('b', 9_999_999))[1]).toBe(
      'b: 9,999,999, 1 fewer (less than 0.01%), does not add up: no loss expected',
    );
  });

  it.each([
    [100, 71, 0.29],
    [1000, 930, 0.07],
    [3, 2, 1 / 3],
  ])(
    '%i to %i with an expected loss of %f adds up, despite binary fractions',
    (from, to, share) => {
      expect(findFirstBreak([stage('a', from), stage('b', to, share)])).toBeNull();
    },
  );

  it('the first break is the first stage outside its expected loss', () => {
    const counts = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 100 })),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(counts, (given) => {
        const stages = given.map(([count, percent], index) =>
          stage(`s${index}`, count, percent / 100),
        );
        const first = given.findIndex(([count, percent], index) => {
          const before = given[index - 1]?.[0];
          return (
            before !== undefined && (count > before || (before - count) * 100 > percent * before)
          );
        });
        expect(findFirstBreak(stages)?.name ?? null).toBe(first === -1 ? null : `s${first}`);
      }),
    );
  });
});
