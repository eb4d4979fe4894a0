import { expect, it } from 'vitest';
import { findNeighborRow } from './neighbor-row.ts';

it('is the row after, for the last one the row before, and null for the only one', () => {
  const rows = ['a', 'b', 'c'].map((id) => ({ id }));
  expect(['a', 'b', 'c', 'x'].map((id) => findNeighborRow(rows, id)?.id)).toEqual([
    'b',
    'c',
    'b',
    undefined,
  ]);
  expect(findNeighborRow([{ id: 'a' }], 'a')).toBeUndefined();
});
