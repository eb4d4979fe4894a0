import { FollowUpIntent, incidentFollowUpSorts } from '@debrief/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortFollowUps } from './sort.ts';

const followUps = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    text: fc.constantFrom('a', 'B', 'alert', ''),
    dueOn: fc.constantFrom(null, '2026-01-01', '2026-01-02'),
    owner: fc.constantFrom(null, { type: 'team' as const, name: 'Search' }),
    intent: fc.constantFrom(...FollowUpIntent.options),
    createdAt: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'),
  }),
  { selector: ({ id }) => id, maxLength: 10 },
);

test('an order does not depend on the order before, and is reversed by a minus', () => {
  fc.assert(
    fc.property(followUps, fc.constantFrom(...incidentFollowUpSorts), (items, column) => {
      const sorted = sortFollowUps(items, column);
      expect(sortFollowUps(items.toReversed(), column)).toEqual(sorted);
      expect(sortFollowUps(items, `-${column}`)).toEqual(sorted.toReversed());
    }),
    { seed: 7 },
  );
});

test('rows without a value come last, and letters are compared in any case', () => {
  const base = { intent: 'learn' as const, createdAt: '2026-01-01T00:00:00.000Z' };
  const items = [
    { ...base, id: '1', text: 'beta', dueOn: null, owner: null },
    { ...base, id: '2', text: 'Alpha', dueOn: '2026-01-02', owner: null },
    {
      ...base,
      id: '3',
      text: 'Gamma',
      dueOn: '2026-01-01',
      owner: { type: 'team' as const, name: 'z' },
    },
  ];
  const ids = (order: Parameters<typeof sortFollowUps>[1]) =>
    sortFollowUps(items, order).map(({ id }) => id);
  expect(ids('due')).toEqual(['3', '2', '1']);
  expect(ids('owner')).toEqual(['3', '1', '2']);
  expect(ids('text')).toEqual(['2', '1', '3']);
});
