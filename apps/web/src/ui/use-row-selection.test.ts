import { expect, test } from 'vitest';
import { listBetween } from './use-row-selection.ts';

test('a range goes in both directions, and is one row if the other is gone', () => {
  const ids = ['a', 'b', 'c', 'd'];
  expect(listBetween(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(listBetween(ids, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(listBetween(ids, 'x', 'b')).toEqual(['b']);
});
