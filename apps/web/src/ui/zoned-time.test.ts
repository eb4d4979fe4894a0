import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTime, writeTime } from './zoned-time.ts';

describe('typed times', () => {
  it('reads a clock time in the zone', () => {
    expect(readTime('2022-12-06 14:30', 'America/New_York')).toBe('2022-12-06T19:30:00.000Z');
    expect(readTime('2022-07-06 14:30:05.25', 'America/New_York')).toBe('2022-07-06T18:30:05.250Z');
    expect(readTime('2022-12-06', 'UTC')).toBe('2022-12-06T00:00:00.000Z');
    expect(readTime('6 Dec 2022, 14:30', 'UTC')).toBe('2022-12-06T14:30:00.000Z');
    expect(readTime('Dec 6 2022 9:05 -05:00', 'UTC')).toBe('2022-12-06T14:05:00.000Z');
  });
  it('prefers an offset to the zone', () => {
    expect(readTime('1970-04-11T19:13:00Z', 'America/New_York')).toBe('1970-04-11T19:13:00.000Z');
    expect(readTime('2022-12-06T14:30:00-05:00', 'UTC')).toBe('2022-12-06T19:30:00.000Z');
    expect(readTime('2022-12-06 14:30 +0530', 'UTC')).toBe('2022-12-06T09:00:00.000Z');
  });
  it('rejects what is not a time', () => {
    for (const text of [
      '',
      'yesterday',
      '2022-13-01 10:00',
      '2022-02-30',
      '2022-12-06 24:30',
      '2022-12-06 10:61',
      '14:30',
    ])
      expect(readTime(text, 'UTC'), text).toBeNull();
  });
  it('reads back what it wrote, in any zone, except for the repeated hour', () => {
    const zones = fc.constantFrom('UTC', 'Asia/Kolkata', 'Pacific/Chatham', 'America/St_Johns');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), zones, (seconds, zone) => {
        const at = new Date(seconds * 1000).toISOString();
        const read = readTime(writeTime(at, zone), zone);
        expect([0, 3_600_000]).toContain(Math.abs(Date.parse(read ?? '') - Date.parse(at)));
      }),
    );
  });
  it('writes only the precision of the time', () => {
    expect(writeTime('2022-12-06T19:30:00.000Z', 'America/New_York')).toBe('6 Dec 2022, 14:30');
    expect(writeTime('2022-12-06T19:30:05.000Z', 'America/New_York')).toBe('6 Dec 2022, 14:30:05');
    expect(writeTime('2022-12-06T19:30:05.250Z', 'America/New_York')).toBe(
      '6 Dec 2022, 14:30:05.250',
    );
  });
});
