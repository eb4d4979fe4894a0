import type { CoverageGap } from '@debrief/contract';
import { expect, test } from 'vitest';
import { fillersOf } from './fillers.ts';

const took = 'You took part.';
const gap = (key: string, ...incidents: (readonly [ref: string, reason: string])[]): CoverageGap => ({
  key,
  name: key,
  missing: ['No story shows it yet.'],
  incidents: incidents.map(([ref, reason]) => ({ id: ref, ref, title: ref, reason })),
});
const refs = (gaps: readonly CoverageGap[]) => {
  const { ofAll, own } = fillersOf(gaps);
  return { ofAll: ofAll.map((one) => one.ref), own: Object.fromEntries([...own].map(([key, fillers]) => [key, fillers.map((one) => one.ref)])) };
};

test('an incident that each gap names for the same reason stands once', () => {
  expect(refs([gap('a', ['INC-1', took], ['INC-2', 'A decision.']), gap('b', ['INC-2', took], ['INC-1', took])])).toEqual({
    ofAll: ['INC-1'],
    own: { a: ['INC-2'], b: ['INC-2'] },
  });
});

test('one that a gap does not name is of the others alone', () => {
  expect(refs([gap('a', ['INC-1', took]), gap('b'), gap('c', ['INC-1', took])])).toEqual({ ofAll: [], own: { a: ['INC-1'], b: [], c: ['INC-1'] } });
});

test('a gap alone keeps its own, and none has none', () => {
  expect(refs([gap('a', ['INC-1', took])])).toEqual({ ofAll: [], own: { a: ['INC-1'] } });
  expect(refs([])).toEqual({ ofAll: [], own: {} });
});
