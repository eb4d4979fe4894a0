import { incidentSorts } from '@debrief/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageSorted, type Sortable } from './sort-incidents.ts';

const incidents = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    number: fc.nat(99_999),
    title: fc.constantFrom('a', 'B', 'ä', 'Search', ''),
    severity: fc.constantFrom(null, 'SEV-1', 'SEV-2'),
    status: fc.constantFrom('triage' as const, 'active' as const, 'closed' as const),
    evidenceCount: fc.nat(9_999),
    eventCount: fc.nat(3),
    firstAt: fc.constantFrom(null, '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);
const sort = fc.record({ column: fc.constantFrom(...incidentSorts), isBackwards: fc.boolean() });

test('pages of any size are the sorted list, each incident once', () => {
  fc.assert(
    fc.property(incidents, sort, fc.integer({ min: 1, max: 5 }), (all, by, limit) => {
      const read: Sortable[] = [];
      let cursor: string | undefined;
      do {
        const page = pageSorted(all, by, { cursor, limit });
        read.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(read).toEqual(pageSorted(all, by, { cursor: undefined, limit: 99 }).items);
      expect(read.map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
      const forwards = pageSorted(all, { ...by, isBackwards: false }, { cursor, limit: 99 });
      const backwards = pageSorted(all, { ...by, isBackwards: true }, { cursor, limit: 99 });
      expect(backwards.items).toEqual(forwards.items.toReversed());
    }),
    { seed: 7 },
  );
});

test('a cursor of another list is refused', () => {
  const by = { column: 'title' as const, isBackwards: false };
  for (const cursor of ['12', '{"a":1}', 'x'])
    expect(() => pageSorted([], by, { cursor, limit: 1 })).toThrow('cursor');
});
