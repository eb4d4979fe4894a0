import { expect, test } from 'vitest';
import { findCycles } from './index.ts';

test('finds each cycle of managers once, also long ones', () => {
  expect(findCycles(new Map([['a', 'b']]))).toEqual([]);
  expect(findCycles(new Map([['a', 'a']]))).toEqual([['a']]);
  const next = new Map([
    ['x', 'a'],
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'a'],
    ['y', 'b'],
    ['d', 'e'],
    ['e', 'd'],
  ]);
  expect(findCycles(next)).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ]);
  const ring = new Map(Array.from({ length: 100_000 }, (_, n) => [n, (n + 1) % 100_000]));
  expect(findCycles(ring)).toHaveLength(1);
});
