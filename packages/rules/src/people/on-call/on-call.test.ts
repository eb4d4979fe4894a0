import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countHours,
  findGaps,
  findOverlaps,
  measureLoad,
  measureNight,
  replaceShifts,
  sumSpans,
  type Shift,
  type Span,
} from './index.ts';

const hour = 3_600_000;
const at = (text: string) => Date.parse(text);
const span = (from: string, until: string): Span => ({ from: at(from), until: at(until) });

const spans = fc
  .record({ from: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 1, max: 30 }) })
  .map(({ from, length }) => ({ from, until: from + length }));
const shifts = fc.array(
  fc
    .record({
      span: spans,
      person: fc.constantFrom('a', 'b', 'c'),
      role: fc.constantFrom('', 'primary'),
      isOverride: fc.boolean(),
    })
    .map(({ span: { from, until }, ...one }): Shift => ({ ...one, from, until })),
  { maxLength: 8 },
);
const minutes = Array.from({ length: 90 }, (_, minute) => minute);
/** Who is on call in each minute, as plain texts. */
const present = (list: readonly Shift[], minute: number) =>
  [
    ...new Set(
      list
        .filter(({ from, until }) => from <= minute && minute < until)
        .map(({ person, role, isOverride }) => `${person} ${role} ${isOverride}`),
    ),
  ].toSorted();
const settings = { seed: 38, numRuns: 300 };

describe('an import', () => {
  test('decides who is on call in its time, and changes nothing outside of it', () =>
    fc.assert(
      fc.property(shifts, shifts, spans, (known, file, covered) => {
        const seen = file.flatMap((shift) => {
          const from = Math.max(shift.from, covered.from);
          const until = Math.min(shift.until, covered.until);
          return from < until ? [{ ...shift, from, until }] : [];
        });
        const after = replaceShifts(known, seen, covered);
        for (const minute of minutes) {
          const isCovered = covered.from <= minute && minute < covered.until;
          expect(present(after, minute)).toEqual(present(isCovered ? seen : known, minute));
        }
        expect(replaceShifts(after, seen, covered)).toEqual(after);
      }),
      settings,
    ));
});

test('gaps and overlaps are the minutes without anyone, and with two people', () =>
  fc.assert(
    fc.property(shifts, fc.array(spans, { maxLength: 3 }), (list, covered) => {
      const isIn = (ranges: readonly Span[], minute: number) =>
        ranges.some(({ from, until }) => from <= minute && minute < until);
      const gaps = findGaps(list, covered);
      const overlaps = findOverlaps(list);
      for (const minute of minutes) {
        expect(isIn(gaps, minute)).toBe(isIn(covered, minute) && !isIn(list, minute));
        for (const role of ['', 'primary']) {
          const people = new Set(
            list
              .filter((one) => one.role === role && isIn([one], minute))
              .map(({ person }) => person),
          );
          const found = overlaps.find((one) => one.role === role && isIn([one], minute));
          expect(found?.people ?? []).toEqual(people.size > 1 ? [...people].toSorted() : []);
        }
      }
    }),
    settings,
  ));

test('100,000 shifts take the time of sorting', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => ({
    from: index * 10,
    until: index * 10 + (index % 1000 === 0 ? 5 : 11),
    person: `p${index % 7}`,
    role: '',
    isOverride: false,
  }));
  expect(findGaps(many, [{ from: 0, until: 1_000_000 }])).toHaveLength(100);
  expect(findOverlaps(many).length).toBeGreaterThan(99_000);
  expect(replaceShifts(many, many, { from: 0, until: 2_000_000 })).toHaveLength(100_000);
});

describe('nights', () => {
  const berlin = 'Europe/Berlin';
  test('are one hour shorter or longer when clocks change', () => {
    const length = (from: string, until: string) => measureNight(span(from, until), berlin) / hour;
    expect(length('2026-03-10T12:00Z', '2026-03-11T12:00Z')).toBe(10);
    expect(length('2026-03-28T12:00Z', '2026-03-29T12:00Z')).toBe(9);
    expect(length('2026-10-24T12:00Z', '2026-10-25T12:00Z')).toBe(11);
    expect(
      measureNight(span('2026-03-10T16:00Z', '2026-03-10T18:00Z'), 'Asia/Kathmandu') / hour,
    ).toBe(1.75);
  });

  test('parts of a range add up to the range', () =>
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 72 * hour }),
        fc.integer({ min: 0, max: 72 * hour }),
        fc.constantFrom(berlin, 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
        (start, first, second, zone) => {
          const [from, middle] = [start.getTime(), start.getTime() + first];
          const until = middle + second;
          expect(
            measureNight({ from, until: middle }, zone) +
              measureNight({ from: middle, until }, zone),
          ).toBe(measureNight({ from, until }, zone));
        },
      ),
      { seed: 38, numRuns: 60 },
    ));

  test('hours are counted once, and not at night without a zone', () => {
    const times = ['21:10', '21:50', '22:05', '23:00'].map((clock) => at(`2026-01-05T${clock}Z`));
    expect(countHours(times, 'UTC')).toEqual({ hours: 3, nightHours: 2 });
    expect(countHours(times, null)).toEqual({ hours: 3, nightHours: null });
  });
});

test('load counts shifts at the same time once, and incidents in each 12 hours', () => {
  const range = span('2026-01-01T00:00Z', '2026-01-11T00:00Z');
  const load = measureLoad(
    [
      span('2025-12-31T00:00Z', '2026-01-02T00:00Z'),
      span('2026-01-01T12:00Z', '2026-01-03T00:00Z'),
    ],
    ['01:00', '02:00', '03:00', '13:00'].map((clock) => at(`2026-01-01T${clock}Z`)),
    [range],
    range,
  );
  expect(load).toEqual({
    coveredMs: sumSpans([range]),
    onCallMs: 48 * hour,
    share: 0.2,
    incidents: 4,
    shifts: 4,
    busyShifts: 1,
  });
  expect(measureLoad([], [], [], range).share).toBeNull();
});
