import type { SmallCount } from '@debrief/contract';

/** No count is about fewer people. */
export const leastPeople = 5;

/**
 * Whether what people did since the last step can be published. Between two steps nothing that is
 * shown changes, so two published states always differ by what five or more people did.
 */
export const isStep = (changedPeople: number): boolean => changedPeople >= leastPeople;

const roundDown = (count: number) => count - (count % leastPeople);

/** How many people, rounded down to a multiple of five. Zero is not shown: the first would be. */
export function roundPeople(count: number): SmallCount {
  const rounded = roundDown(count);
  return rounded === 0
    ? { count: null, words: 'fewer than five' }
    : { count: rounded, words: `${rounded} or more` };
}

/**
 * How many of `total` people are in each group of a partition (or in one group), rounded down to a
 * multiple of five. Of those who are shown, at least five are in no group that is shown (ten for
 * several groups), so that a group is never everyone, and the rest never a few people: if that does
 * not fit, the largest group is shown smaller (complementary suppression). Showing the smallest one
 * smaller, or leaving five, would show what everyone in a step did.
 */
export function roundGroups(counts: readonly number[], total: number): SmallCount[] {
  const rounded = counts.map(roundDown);
  const rest = counts.length > 1 ? 2 * leastPeople : leastPeople;
  const limit = Math.max(0, roundDown(total) - rest);
  while (rounded.reduce((sum, count) => sum + count, 0) > limit) {
    const largest = Math.max(...rounded);
    rounded[rounded.lastIndexOf(largest)] = largest - leastPeople;
  }
  return rounded.map((count) =>
    count === 0 ? { count: null, words: 'not shown' } : { count, words: `${count} or more` },
  );
}

/** Whether at least half of the people are in a group: all of them and half of them look the same. */
export const isHalf = (count: number, total: number): boolean => count * 2 >= total;
