import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  moveBackward,
  moveForward,
  toNearestPlace,
  moveBy,
  type ListShape,
} from './cursor-moves.ts';

const ground = (hidden: number[], replies: Record<number, number> = {}, total = 6): ListShape => ({
  total,
  isHidden: (index) => hidden.includes(index),
  repliesOf: (index) => replies[index] ?? 0,
});

describe('moving through the record', () => {
  it('moves through open replies and over hidden rows', () => {
    const there = ground([2, 3], { 1: 2 });
    const path = [0, 1, 2, 3, 4].map((by) => moveBy({ index: 0, reply: -1 }, by, there));
    expect(path).toEqual([
      { index: 0, reply: -1 },
      { index: 1, reply: -1 },
      { index: 1, reply: 0 },
      { index: 1, reply: 1 },
      { index: 4, reply: -1 },
    ]);
    expect(moveBackward({ index: 4, reply: -1 }, there)).toEqual({ index: 1, reply: 1 });
  });
  it('stays at the ends', () => {
    expect(moveForward({ index: 5, reply: -1 }, ground([]))).toEqual({ index: 5, reply: -1 });
    expect(moveBackward({ index: 0, reply: -1 }, ground([]))).toEqual({ index: 0, reply: -1 });
    expect(moveForward({ index: 4, reply: -1 }, ground([5]))).toEqual({ index: 4, reply: -1 });
  });
  it('moves to the head of a folded run, and to the row of closed replies', () => {
    expect(toNearestPlace({ index: 3, reply: -1 }, ground([2, 3]))).toEqual({
      index: 1,
      reply: -1,
    });
    expect(toNearestPlace({ index: 1, reply: 4 }, ground([]))).toEqual({ index: 1, reply: -1 });
    expect(toNearestPlace({ index: 90, reply: -1 }, ground([]))).toEqual({ index: 5, reply: -1 });
  });
  it('is reversed by the opposite step, except at the ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3), { minLength: 3, maxLength: 30 }),
        fc.nat(29),
        (shape, from) => {
          const there: ListShape = {
            total: shape.length,
            isHidden: (index) => shape[index] === 3,
            repliesOf: (index) => (shape[index] === 3 ? 0 : (shape[index] ?? 0)),
          };
          const start = toNearestPlace({ index: from % shape.length, reply: -1 }, there);
          const next = moveForward(start, there);
          if (next.index !== start.index || next.reply !== start.reply)
            expect(moveBackward(next, there)).toEqual(start);
        },
      ),
    );
  });
});
