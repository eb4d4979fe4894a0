import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromWallClock, toWallClock } from './zoned-time.ts';

it('reads and writes the clock of a zone', () => {
  expect(toWallClock('2022-12-06T19:30:05.000Z', 'America/New_York')).toBe('2022-12-06T14:30:05');
  expect(fromWallClock('2022-12-06T14:30', 'America/New_York')).toBe('2022-12-06T19:30:00.000Z');
  expect(fromWallClock('1970-04-13 21:07:53', 'America/Chicago')).toBe('1970-04-14T03:07:53.000Z');
  expect(fromWallClock('half past two', 'UTC')).toBeNull();
  expect(fromWallClock('2022-13-41T00:00', 'UTC')).toBeNull();
});

it('takes the first of a repeated hour, and reads on through a skipped one', () => {
  expect(fromWallClock('2023-11-05T01:30', 'America/New_York')).toBe('2023-11-05T05:30:00.000Z');
  expect(fromWallClock('2023-03-12T02:30', 'America/New_York')).toBe('2023-03-12T07:30:00.000Z');
});

it('is there and back again', () => {
  const zones = fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Europe/Berlin');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), zones, (seconds, zone) => {
      const wall = toWallClock(seconds * 1000, zone);
      const back = fromWallClock(wall, zone);
      expect(back && toWallClock(back, zone)).toBe(wall);
    }),
  );
});
