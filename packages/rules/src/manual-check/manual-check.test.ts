import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countByHand,
  countSavings,
  describeSavings,
  draftChecks,
  frequencyText,
  guessDraftKind,
  readFrequency,
} from './index.ts';

const daily = { times: 1, per: 'day', minutes: 10, people: 2 } as const;
const weekly = { ...daily, per: 'week' } as const;

describe('saved time', () => {
  test('is counted once for each time by hand, however often a check runs', () => {
    const everyDay = new Map(Array.from({ length: 30 }, (_, day) => [day, 3]));
    expect(countSavings(daily, everyDay, 30)).toEqual({ times: 30, minutes: 600, runs: 90 });
    expect(countSavings(daily, new Map([[4, 90]]), 30)).toEqual({
      times: 1,
      minutes: 20,
      runs: 90,
    });
    expect(countSavings(weekly, everyDay, 30).times).toBe(4);
    expect(countSavings({ ...daily, per: 'month' }, everyDay, 7).times).toBe(0);
    expect(countSavings(daily, new Map(), 30)).toEqual({ times: 0, minutes: 0, runs: 0 });
  });

  test('is never more than what is done by hand, and never more than the runs', () => {
    const work = fc.record({
      times: fc.integer({ min: 1, max: 40 }),
      per: fc.constantFrom('day', 'week', 'month' as const),
      minutes: fc.integer({ min: 1, max: 60 }),
      people: fc.integer({ min: 1, max: 5 }),
    });
    const runs = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 89 }), fc.integer({ min: 1, max: 9 })),
    );
    fc.assert(
      fc.property(work, runs, fc.integer({ min: 1, max: 90 }), (work, pairs, days) => {
        const byDay = new Map(pairs.filter(([day]) => day < days));
        const saved = countSavings(work, byDay, days);
        expect(saved.times).toBeLessThanOrEqual(countByHand(work, days).times);
        expect(saved.times).toBeLessThanOrEqual(saved.runs);
        expect(saved.minutes).toBe(saved.times * work.minutes * work.people);
      }),
    );
  });

  test('shows its calculation, or why there is none', () => {
    const armed = { state: 'armed', checks: 'x' } as const;
    const saved = { times: 20, minutes: 400, runs: 25 };
    expect(describeSavings(daily, armed, saved, 30)).toBe(
      '25 runs in 30 days, 20 of 30 times by hand: 20 × 10 min × 2 people = 6.7 h',
    );
    const none = { times: 0, minutes: 0, runs: 0 };
    expect(describeSavings(daily, null, none, 30)).toBe('Not automated.');
    expect(describeSavings(daily, { ...armed, state: 'draft' }, none, 30)).toContain('not armed');
    expect(describeSavings(daily, { ...armed, checks: null }, none, 30)).toContain('an alert');
    expect(describeSavings(daily, armed, none, 7)).toBe('Not counted: no run in 7 days.');
  });
});

test.each([
  ['daily', 1, 'day'],
  ['Every day', 1, 'day'],
  ['2x/day', 2, 'day'],
  ['3 times a week', 3, 'week'],
  ['5 per week', 5, 'week'],
  ['twice a month', 2, 'month'],
  ['weekdays', 5, 'week'],
  ['every working day', 5, 'week'],
  ['hourly', 24, 'day'],
  ['2 per hour', 48, 'day'],
])('%s is a frequency', (text, times, per) => {
  expect(readFrequency(text)).toEqual({ times, per });
});

test('other words are no frequency', () => {
  for (const text of ['', 'often', '0 per day', '5', '1.5 per day', '-1 per day', '9999 per hour'])
    expect(readFrequency(text)).toBeNull();
  expect(readFrequency(frequencyText({ times: 3, per: 'week' }))).toEqual({
    times: 3,
    per: 'week',
  });
  expect(frequencyText({ times: 1, per: 'day' })).toBe('once per day');
});

test.each([
  ['Null rate of user_id', 'nullValues'],
  ['No order twice', 'duplicateValues'],
  ['Row count of shipments', 'rowCount'],
  ['Data arrived by six', 'freshness'],
  ['Revenue is the same as in the ledger', 'reconciliation'],
  ['Columns as agreed', 'schema'],
  ['Status is known', 'invalidValues'],
  ['Costs look right', 'expression'],
])('%s starts as %s', (text, kind) => {
  expect(guessDraftKind(text)).toBe(kind);
  expect(draftChecks({ name: text, looksAt: '' })).toContain(`type: ${kind}`);
});
