import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findCurrentRow, findNeighbor } from './use-list-cursor.ts';

const rows = ['a', 'b', 'c'];
const from = (row: string, by: 1 | -1) => findNeighbor(rows, (one) => one === row, by);

it('moves to the neighbor and stops at the ends', () => {
  expect([from('a', 1), from('b', -1), from('c', 1), from('a', -1)]).toEqual(['b', 'a', 'c', 'a']);
});
it('starts at the first row if none is current', () => {
  expect([from('gone', 1), from('gone', -1)]).toEqual(['a', 'a']);
  expect(findNeighbor([], () => false, 1)).toBeUndefined();
});
it('is reversed by the opposite step, except at the ends', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), (at) => {
      const numbers = Array.from({ length: 10 }, (_, index) => index);
      const next = findNeighbor(numbers, (one) => one === at, 1);
      expect(findNeighbor(numbers, (one) => one === next, -1)).toBe(at);
    }),
  );
});

it('the current row is the one that the URL names, and no other one if that is not there', () => {
  const find = (name?: string) => findCurrentRow(['a', 'b'], (row) => row === name, name);
  expect([find(), find('b'), find('c')]).toEqual(['a', 'b', undefined]);
});
