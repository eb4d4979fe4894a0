import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evenDensity, makeStrip } from './density.ts';
import { firstRowAt, locateItem } from './item-lookup.ts';

const createRecord = (times: readonly number[], bucketMs: number, pageSize: number) => {
  const sorted = times.toSorted((a, b) => a - b);
  const items = sorted.map((ms, n) => ({
    id: `r${n}`,
    itemId: `i${n}`,
    occurredAt: new Date(ms).toISOString(),
  }));
  const from = sorted[0] ?? 0;
  const buckets = Array.from(
    { length: Math.floor(((sorted.at(-1) ?? 0) - from) / bucketMs) + 1 },
    () => 0,
  );
  for (const ms of sorted)
    buckets[Math.floor((ms - from) / bucketMs)] =
      (buckets[Math.floor((ms - from) / bucketMs)] ?? 0) + 1;
  let read = 0;
  const pageAt = (page: number) => {
    read += 1;
    return Promise.resolve(items.slice(page * pageSize, (page + 1) * pageSize));
  };
  return {
    items,
    pageAt,
    strip: makeStrip(evenDensity({ total: items.length, fromMs: from, bucketMs, buckets })),
    pagesRead: () => read,
  };
};

it('finds every item, also among many with the same time, and never a missing one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(60), { minLength: 1, maxLength: 120 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 9 }),
      async (times, bucket, pageSize) => {
        const record = createRecord(times, bucket, pageSize);
        const list = { ...record, pageSize };
        for (const [row, item] of record.items.entries()) {
          expect(
            await locateItem({ id: item.itemId, atMs: Date.parse(item.occurredAt) }, list),
          ).toBe(row);
        }
        expect(await locateItem({ id: 'none', atMs: 30 }, list)).toBeNull();
      },
    ),
    { numRuns: 60 },
  );
});

it('reads few pages of a long record', async () => {
  const record = createRecord(
    Array.from({ length: 100_000 }, (_, n) => n * 37),
    10_000,
    100,
  );
  await locateItem({ id: 'i70007', atMs: 70_007 * 37 }, { ...record, pageSize: 100 });
  expect(record.pagesRead()).toBeLessThan(6);
});

it('finds the first row of a time, also between items and after the last', async () => {
  const record = createRecord([0, 10, 10, 30], 5, 2);
  const rows = await Promise.all(
    [0, 1, 10, 11, 30, 31].map((atMs) => firstRowAt(atMs, { ...record, pageSize: 2 })),
  );
  expect(rows).toEqual([0, 1, 1, 3, 3, 4]);
});
