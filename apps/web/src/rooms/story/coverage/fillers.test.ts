import type { CoverageGap } from '@debrief/contract';
import { expect, test } from 'vitest';
import { groupFillers } from './fillers.ts';

const took = 'You took part.';
const gap = (
  key: string,
  ...incidents: (readonly [ref: string, reason: string])[]
): CoverageGap => ({
  key,
  name: key,
  missing: ['No story shows this yet.'],
  incidents: incidents.map(([ref, reason]) => ({ id: ref, ref, title: ref, reason })),
});
const listFillers = (gaps: readonly CoverageGap[]) => {
  const { general, own } = groupFillers(gaps);
  const words = ({ ref, reason }: CoverageGap['incidents'][number]) =>
    reason === took ? ref : `${ref}: ${reason}`;
  return {
    general: general.map(words),
    own: Object.fromEntries([...own].map(([key, fillers]) => [key, fillers.map(words)])),
  };
};

test('a reason shared by most gaps is listed once, and other reasons stay with their gap', () => {
  const gaps = [
    gap('a', ['INC-1', took], ['INC-2', took]),
    gap('b', ['INC-1', 'A decision.'], ['INC-2', took]),
    gap('c', ['INC-2', took], ['INC-1', took]),
  ];
  expect(listFillers(gaps)).toEqual({
    general: ['INC-1', 'INC-2'],
    own: { a: [], b: ['INC-1: A decision.'], c: [] },
  });
});

test('a reason of half of them or fewer stays with each', () => {
  expect(listFillers([gap('a', ['INC-1', took]), gap('b')])).toEqual({
    general: [],
    own: { a: ['INC-1'], b: [] },
  });
});

test('a single gap keeps its own, and none has none', () => {
  expect(listFillers([gap('a', ['INC-1', took])])).toEqual({ general: [], own: { a: ['INC-1'] } });
  expect(listFillers([])).toEqual({ general: [], own: {} });
});
