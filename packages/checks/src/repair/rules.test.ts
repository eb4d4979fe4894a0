import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRepairFile } from './read-repair.ts';
import { countSample, divideSample, largestErrorRate } from './sample-size.ts';
import { findCollision, listWindows, readCron } from './schedule.ts';

test('the size of a sample is that of zero failures, and close to the rule of three', () => {
  expect(countSample(0.95, 0.03)).toBe(99);
  expect(countSample(0.95, 0.05)).toBe(59);
  expect(countSample(0.99, 0.01)).toBe(459);
  expect(largestErrorRate(0.95, 100)).toBeCloseTo(0.0295, 4);
  const share = fc.double({ min: 0.001, max: 0.5, noNaN: true });
  const confidence = fc.double({ min: 0.5, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(confidence, share, (c, p) => {
      const rows = countSample(c, p);
      expect(1 - (1 - p) ** rows).toBeGreaterThanOrEqual(c - 1e-9);
      if (rows > 1) expect(1 - (1 - p) ** (rows - 1)).toBeLessThan(c + 1e-9);
    }),
  );
});

test('a sample is divided in proportion, and never asks for more rows than there are', () => {
  const rows = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), rows, (size, counts) => {
      const partitions = counts.map((rows, index) => ({ partition: String(index), rows }));
      const parts = divideSample(size, partitions);
      const total = counts.reduce((sum, count) => sum + count, 0);
      expect(parts.reduce((sum, part) => sum + part.rows, 0)).toBe(Math.min(size, total));
      for (const { partition, rows } of parts) {
        const share = ((counts[Number(partition)] ?? 0) * Math.min(size, total)) / total;
        expect(Math.abs(rows - share)).toBeLessThan(1);
      }
    }),
  );
});

const schedule = (avoid: object[], within: object[] = []) =>
  ({ avoid, within, swapMinutes: 10 }) as Parameters<typeof findCollision>[0];
const at = (time: string) => new Date(time);

test('windows of cron are in their zone, also over midnight and when clocks change', () => {
  const load = { name: 'load', cron: '30 23 * * 1-5', minutes: 60, zone: 'Europe/Berlin' };
  // 2026-11-30 is a Monday; Berlin is one hour ahead of UTC.
  for (const [time, collides] of [
    ['2026-11-30T22:19:00Z', false],
    ['2026-11-30T22:21:00Z', true],
    ['2026-11-30T23:29:00Z', true],
    ['2026-11-30T23:30:00Z', false],
    ['2026-11-29T22:40:00Z', false],
    ['2026-07-01T21:40:00Z', true],
    ['2026-07-01T22:40:00Z', false],
  ] as const)
    expect(findCollision(schedule([load]), at(time)) !== null, time).toBe(collides);
  expect(listWindows(schedule([load]), at('2026-11-30T12:00:00Z'))).toEqual([
    'not during load (2026-11-30 22:30 to 2026-11-30 23:30 UTC)',
  ]);
});

test('a swap fits into a window that it must be in, and avoids fixed ones', () => {
  const quiet = { name: 'quiet', cron: '0 3 * * *', minutes: 30, zone: 'UTC' };
  const freeze = { name: 'freeze', from: '2026-12-01T03:20:00Z', to: '2026-12-02T00:00:00Z' };
  expect(findCollision(schedule([], [quiet]), at('2026-12-01T03:05:00Z'))).toBeNull();
  expect(findCollision(schedule([], [quiet]), at('2026-12-01T03:25:00Z'))).toContain('quiet');
  expect(findCollision(schedule([freeze], [quiet]), at('2026-12-01T03:05:00Z'))).toBeNull();
  expect(findCollision(schedule([freeze], [quiet]), at('2026-12-01T03:15:00Z'))).toContain(
    'freeze',
  );
});

test('cron has five fields of numbers', () => {
  expect(readCron('*/15 0,12 1-5 * 7')?.map((field) => [...field].length)).toEqual([
    4, 2, 5, 12, 1,
  ]);
  for (const bad of [
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '5-1 * * * *',
    '*/0 * * * *',
    '@daily',
    'a * * * *',
  ])
    expect(readCron(bad), bad).toBeNull();
});

test('a file of a repair says all problems with their lines', () => {
  const { repair, problems } = readRepairFile(
    'r.yml',
    `apiVersion: debrief/v1
kind: Repair
metadata: { id: Q-104, owner: Ana }
target: { database: a.duckdb, connection: b, table: a.b.c }
partition: { column: day, unit: hour, from: 2026-01-01 }
with: drop table a
sample: { confidence: 2 }
schedule: { avoid: [{ name: x, cron: daily, minutes: 5 }, { name: y, from: now, to: then }] }
checks: [{ type: references, property: a, to: b, target: { path: a.csv } }]
extra: 1
`,
  );
  expect(repair).toBeNull();
  const texts = problems.map(({ place, message }) => `${place.line}: ${message}`).join('\n');
  for (const part of [
    '3: The id is',
    '4: Name a database file',
    '4: Name a table',
    '5: unit is one of day, week, month, value',
    '5: before is missing',
    '6: Checks only read: drop is refused',
    '7: confidence is a number from 0.5',
    '7: Give the largest errorRate',
    '8: Write the five fields of cron',
    '8: Give cron, or from and to',
    '9: A repair can',
    '10: Unknown field extra',
  ])
    expect(texts).toContain(part);
});
