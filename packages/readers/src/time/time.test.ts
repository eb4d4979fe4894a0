import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainRules, readTime, type TimeRules } from './time.ts';
import { openZone } from './zone.ts';

function iso(value: unknown, rules: Partial<TimeRules> = {}): string {
  const read = readTime(value, { ...plainRules, ...rules });
  return typeof read === 'string'
    ? read
    : `${read.at.toISOString()} ${read.precision} ${read.zoneOffset}`;
}

const berlin = openZone('Europe/Berlin');
const origin = (at: string): Date => new Date(at);

describe('time formats', () => {
  it.each([
    ['2022-12-06T14:30:05Z', '2022-12-06T14:30:05.000Z exact 0'],
    ['2022-12-06T14:30:05.123456789+01:00', '2022-12-06T13:30:05.123Z exact 60'],
    ['2022-12-06 14:30:05,123', '2022-12-06T14:30:05.123Z exact null'],
    ['2022-12-06T14:30-0500', '2022-12-06T19:30:00.000Z minute -300'],
    ['2022-12-06', '2022-12-06T00:00:00.000Z about null'],
    ['2022-12-06 14:30:05.123 +0000 UTC', '2022-12-06T14:30:05.123Z exact 0'],
    ['2022/12/06 14:30:05', '2022-12-06T14:30:05.000Z exact null'],
    ['20221206T143005Z', '2022-12-06T14:30:05.000Z exact 0'],
    ['20221206143005', '2022-12-06T14:30:05.000Z exact null'],
    ['GMT20260219-140000', '2026-02-19T14:00:00.000Z exact null'],
    ['Tue, 06 Dec 2022 14:30:05 +0100', '2022-12-06T13:30:05.000Z exact 60'],
    ['Tue, 6 Dec 2022 14:30:05 -0500 (EST)', '2022-12-06T19:30:05.000Z exact -300'],
    ['6 Dec 2022 14:30:05 EST', '2022-12-06T19:30:05.000Z exact -300'],
    ['Tue Dec  6 14:30:05 2022', '2022-12-06T14:30:05.000Z exact null'],
    ['Tue Dec  6 14:30:05 UTC 2022', '2022-12-06T14:30:05.000Z exact 0'],
    ['Dec 6, 2022, 2:30 PM', '2022-12-06T14:30:00.000Z minute null'],
    ['06/Dec/2022:14:30:05 +0000', '2022-12-06T14:30:05.000Z exact 0'],
    ['25/12/2022 14:30:05', '2022-12-25T14:30:05.000Z exact null'],
    ['12/25/2022 02:30:05 pm', '2022-12-25T14:30:05.000Z exact null'],
    ['06.12.2022 14:30', '2022-12-06T14:30:00.000Z minute null'],
    ['2022-12-06T14:30:05+01:00[Europe/Berlin]', '2022-12-06T13:30:05.000Z exact 60'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z exact 0'],
    ['1670337005', '2022-12-06T14:30:05.000Z exact null'],
    [1670337005123, '2022-12-06T14:30:05.123Z exact null'],
    ['1670337005123456', '2022-12-06T14:30:05.123Z exact null'],
    ['1670337005123456789', '2022-12-06T14:30:05.123Z exact null'],
    [20221206, '2022-12-06T00:00:00.000Z about null'],
    [1516454482.00012, '2018-01-20T13:21:22.000Z exact null'],
  ])('%s', (written, expected) => expect(iso(written)).toBe(expected));

  it.each([
    ['', 'missing'],
    [null, 'missing'],
    ['soon', 'unreadable'],
    [true, 'unreadable'],
    [Number.NaN, 'out-of-range'],
    ['2022-02-30T10:00:00Z', 'impossible'],
    ['2022-12-06T25:00:00Z', 'impossible'],
    ['2022-12-06 13:61', 'impossible'],
    ['03/04/2022 14:30', 'ambiguous'],
    ['14:30:05', 'no-date'],
    ['Dec  6 14:30:05', 'no-year'],
    ['1e30', 'out-of-range'],
    ['2022-12-06T14:30:05 XYZ', 'unreadable'],
  ])('%s is not a time: %s', (written, problem) => expect(iso(written)).toBe(problem));
});

describe('times relative to an origin', () => {
  it('count in the given unit', () => {
    expect(iso(200806, { origin: origin('1970-04-11T19:13:00Z'), unit: 's' })).toBe(
      '1970-04-14T02:59:46.000Z exact null',
    );
    expect(iso('90', { origin: origin('2022-12-06T14:00:00Z'), unit: 'min' })).toBe(
      '2022-12-06T15:30:00.000Z minute null',
    );
    expect(iso('55:53:00', { origin: origin('1970-04-11T19:13:00Z'), clock: 'elapsed' })).toBe(
      '1970-04-14T03:06:00.000Z exact null',
    );
  });

  it('place a clock time at the next such time after it', () => {
    expect(iso('14:30:05', { origin: origin('2022-12-06T00:00:00Z') })).toBe(
      '2022-12-06T14:30:05.000Z exact null',
    );
    expect(iso('01:30:05', { origin: origin('2022-12-06T22:00:00Z') })).toBe(
      '2022-12-07T01:30:05.000Z exact null',
    );
    expect(iso('01:30:05', { origin: origin('2022-12-06T22:00:00Z'), zone: berlin })).toBe(
      '2022-12-07T00:30:05.000Z exact 60',
    );
  });

  it('give a time without a year the nearest one', () => {
    expect(iso('Dec 31 23:59:59', { origin: origin('2023-01-02T00:00:00Z') })).toBe(
      '2022-12-31T23:59:59.000Z exact null',
    );
    expect(iso('Jan  1 00:00:01', { origin: origin('2022-12-30T00:00:00Z') })).toBe(
      '2023-01-01T00:00:01.000Z exact null',
    );
    expect(iso('Feb 29 10:00:00', { origin: origin('2024-03-01T00:00:00Z') })).toBe(
      '2024-02-29T10:00:00.000Z exact null',
    );
  });

  it('mark 1970 only if no one asked for it', () => {
    const isEpoch = (value: unknown, rules: Partial<TimeRules> = {}): unknown => {
      const read = readTime(value, { ...plainRules, ...rules });
      return typeof read === 'string' ? read : read.isEpoch;
    };
    expect(isEpoch(0)).toBe(true);
    expect(isEpoch('1970-01-01T00:00:00Z')).toBe(true);
    expect(isEpoch(200806, { origin: origin('1970-04-11T19:13:00Z') })).toBe(false);
    expect(isEpoch('2022-12-06')).toBe(false);
  });
});

describe('local times of a zone', () => {
  it('follow daylight saving time', () => {
    expect(iso('2022-12-06 14:30:05', { zone: berlin })).toBe('2022-12-06T13:30:05.000Z exact 60');
    expect(iso('2022-07-06 14:30:05', { zone: berlin })).toBe('2022-07-06T12:30:05.000Z exact 120');
    expect(iso('2022-07-06T14:30:05Z', { zone: berlin })).toBe('2022-07-06T14:30:05.000Z exact 0');
  });

  it('are approximate where the clock jumped', () => {
    expect(iso('2022-03-27 02:30:00', { zone: berlin })).toBe('2022-03-27T01:30:00.000Z about 120');
    expect(iso('2022-10-30 02:30:00', { zone: berlin })).toBe('2022-10-30T00:30:00.000Z about 120');
    expect(iso('2022-10-30 03:00:00', { zone: berlin })).toBe('2022-10-30T02:00:00.000Z exact 60');
  });

  it('reject an unknown zone', () => expect(openZone('Mars/Olympus')).toBeNull());
});

describe('properties', () => {
  const instants = fc.date({
    min: new Date('1000-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  });

  it('reads back what toISOString writes, at any offset', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), (at, offset) => {
        const local = new Date(at.getTime() + offset * 60_000).toISOString().replace('Z', '');
        const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map(
          (part) => String(part).padStart(2, '0'),
        );
        const read = readTime(`${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`, plainRules);
        expect(read).toMatchObject({ at, precision: 'exact', zoneOffset: offset });
      }),
    );
  });

  it('reads an ISO time as it reads the same parts written with a space, also an impossible one', () => {
    const two = (max: number) =>
      fc.integer({ min: 0, max }).map((part) => String(part).padStart(2, '0'));
    const written = fc.record({
      date: fc
        .tuple(fc.integer({ min: 900, max: 9999 }), two(13), two(32))
        .map(([year, month, day]) => `${String(year).padStart(4, '0')}-${month}-${day}`),
      clock: fc.tuple(two(25), two(61), two(61)).map((parts) => parts.join(':')),
      fraction: fc.stringMatching(/^(?:\.\d{1,9})?$/),
      zone: fc.oneof(
        fc.constant('Z'),
        fc
          .tuple(fc.constantFrom('+', '-'), two(19), two(61))
          .map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
      ),
    });
    fc.assert(
      fc.property(written, fc.constantFrom(null, berlin), (parts, zone) => {
        const { date, clock, fraction, zone: offset } = parts;
        const rules = { ...plainRules, zone };
        expect(readTime(`${date}T${clock}${fraction}${offset}`, rules)).toEqual(
          readTime(`${date} ${clock}${fraction}${offset}`, rules),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('reads a local time of a zone back, except for repeated and skipped hours', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
    ]
      .map((name) => openZone(name))
      .filter((zone) => zone !== null);
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({
          min: new Date('1980-01-01T00:00:00Z'),
          max: new Date('2030-01-01T00:00:00Z'),
          noInvalidDate: true,
        }),
        (zone, at) => {
          const local = new Date(at.getTime() + zone.offsetAt(at.getTime()) * 60_000)
            .toISOString()
            .replace('Z', '');
          const read = readTime(local, { ...plainRules, zone });
          if (typeof read === 'string') throw new Error(read);
          const isRight = read.at.getTime() === at.getTime();
          expect(
            isRight ||
              (read.precision === 'about' &&
                Math.abs(read.at.getTime() - at.getTime()) <= 3_600_000),
          ).toBe(true);
          if (isRight) expect(read.zoneOffset).toBe(zone.offsetAt(at.getTime()));
        },
      ),
    );
  });

  it('reads seconds, milliseconds, microseconds and nanoseconds since 1970 as the same second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 4_000_000_000 }), (seconds) => {
        const read = [
          String(seconds),
          `${seconds}000`,
          `${seconds}000000`,
          `${seconds}000000000`,
        ].map((text) => iso(text));
        expect(new Set(read).size).toBe(1);
      }),
    );
  });

  it('never throws, and never gives an invalid date', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.double(),
          fc.anything(),
          fc.stringMatching(/^\d{1,4}[-/.:T ]\d{1,2}[-/.:T ]\d{1,4}[-/.:T ]?\d{0,6}$/),
        ),
        (value) => {
          const read = readTime(value, {
            ...plainRules,
            zone: berlin,
            origin: origin('2022-12-06T00:00:00Z'),
          });
          expect(typeof read === 'string' || Number.isFinite(read.at.getTime())).toBe(true);
        },
      ),
    );
  });
});
