import { expect, test } from 'vitest';
import { describeSize } from './record-head.tsx';

test('the size of the record is the same on every screen, also while threads are folded', () => {
  const folded = { total: 575, itemCount: 784 };
  expect(describeSize(folded, false, true)).toBe('784 items, 209 in threads');
  expect(describeSize({ total: 784, itemCount: 784 }, false, false)).toBe('784 items');
  expect(describeSize({ total: 12, itemCount: 784 }, true, true)).toBe('12 items match');
  expect(describeSize({ total: 1, itemCount: 784 }, true, false)).toBe('1 item matches');
});
