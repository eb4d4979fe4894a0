import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeInWords, findChanges, recalculate } from './arithmetic.ts';
import { findQuantities, findSampleSize, findSource } from './numbers.ts';
import { findTimeRange } from './window.ts';

const figures = (text: string) =>
  findQuantities(text).map(
    (one) =>
      `${one.value} ${one.dimension}${one.perSeconds ? ` per ${one.perSeconds}` : ''}${one.of ? ` ${one.of}` : ''}`,
  );

describe('findQuantities', () => {
  it.each([
    ['from 45 min to 15 min', ['45 duration', '15 duration']],
    ['$45K to $15K/month', ['45000 money $', '15000 money per 2629800 $']],
    ['pages fell from 5/month to only 1/month', ['5 count per 2629800', '1 count per 2629800']],
    ['10x cost savings, 99.9% accuracy', ['10 multiple', '99.9 percent']],
    ['about 1,200 orders a day, two weeks early', ['1200 count orders', '2 duration']],
    ['saved $1.5 million', ['1500000 money $']],
    ['减少了 30%，从 4 小时降到 45 分钟', ['30 percent', '4 duration', '45 duration']],
    ['三个小时后恢复，影响两万人', ['3 duration', '20000 count']],
    ['five-minute batch of 10M records', ['5 duration', '10000000 count records']],
    ['200+ operations managers', ['200 count operations']],
  ])('%s', (text, expected) => {
    expect(figures(text)).toEqual(expected);
  });

  it.each([
    'At 2:15 AM the alert for Q4 came from p99 of phase 2 on 5xx, S3 and v2.1',
    'On 6 December 2025, day 3, INC-12 was declared at 14:30',
    'one of the engineers saw it',
    'the 3rd time',
  ])('no quantity in: %s', (text) => {
    expect(figures(text)).toEqual([]);
  });

  it('gives the offsets of quantities', () => {
    const text = 'It fell from about 45 min to 15 min (67%).';
    for (const one of findQuantities(text)) expect(text.slice(one.start, one.end)).toBe(one.text);
    expect(findQuantities(text)[0]).toMatchObject({
      text: 'about 45 min',
      isApproximate: true,
      base: 2700,
    });
  });

  it('reads time range, sample and source', () => {
    expect(findTimeRange('none in 6 months')).toEqual({ text: 'in 6 months', isVague: false });
    expect(findTimeRange('None since then')).toEqual({ text: 'since then', isVague: true });
    expect(findTimeRange('In the subsequent quarter, we saw')?.isVague).toBe(true);
    expect(findTimeRange('it was faster')).toBeNull();
    expect(findSampleSize('p99 fell (n = 34)')).toBe(34);
    expect(findSampleSize('in 31 of 40 deploys')).toBe(40);
    expect(findSource('the dashboard shows 3 s')).toContain('dashboard');
  });
});

describe('recalculated', () => {
  const verdicts = (text: string, story: string[] = []) =>
    recalculate(text, story).map((one) => `${one.said.text.trim()} ${one.verdict}`);

  it.each([
    ['The nightly run fell from 45 min to only 15 min (67%)', ['67% agrees']],
    ['The nightly run fell from 45 min to only 15 min (75%)', ['75% differs']],
    [
      'The cluster went down from $45K to only $15K/month (67% less, $360K/year)',
      ['67% agrees', '$360K/year agrees'],
    ],
    [
      'The cluster went down from $45K to only $15K/month (67% less, $400K/year)',
      ['67% agrees', '$400K/year differs'],
    ],
    ['Pages fell from 5/month to only 1/month (80% less)', ['80% agrees']],
    ['checking by hand fell from 10 hours/week to only 1 hour/week (90% less)', ['90% agrees']],
    ['Latency 500ms → 50ms, 10x better', ['10x agrees']],
    ['Latency went from 2 s to 400 ms, 4x better', ['4x differs']],
    ['Presented trade-offs: 10x cost savings', ['10x not calculable']],
    ['a 40% reduction in incidents', ['40% not calculable']],
    ['故障从每月 5 次降到 1 次，减少 80%', ['80% agrees']],
    ['It was 99.9% available and 80% utilised', []],
    ['from 2 to 3 people on call, 24 hours', []],
    ['It rose from 100 to 150 orders, about 50% more', ['about 50% agrees']],
  ])('%s', (text, expected) => {
    expect(verdicts(text)).toEqual(expected);
  });

  it('says by how much it differs, and what a lone multiple may describe', () => {
    expect(recalculate('from 45 min to 15 min (75%)')[0]?.words).toBe(
      'It says 75 %; 45 min to 15 min is 66.7 % less.',
    );
    expect(
      recalculate('10x cost savings', ['A live feed is $50K/month and the batch is $5K/month'])[0]
        ?.words,
    ).toBe(
      'It fits $50K/month and $5K/month, which the story gives elsewhere: are those the two that this result is about?',
    );
  });

  it('converts units: 4 hours to 45 minutes is 81 % less', () => {
    const change = findChanges('MTTR fell from 4 hours to 45 minutes')[0];
    expect(change?.percentLess).toBeCloseTo(81.25);
    expect(change && changeInWords(change)).toBe('4 h to 45 min: 81.3 % less');
    expect(findChanges('cut from 45 to 15 min')[0]?.percentLess).toBeCloseTo(66.67, 1);
    expect(findChanges('EUR 5 to $4')).toEqual([]);
  });

  it('agrees with any calculated percentage, in any unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 900 }),
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom('min', 'ms', 'GB', 'hours'),
        (from, to, unit) => {
          fc.pre(to < from);
          const percent = Math.round((1 - to / from) * 100);
          expect(
            verdicts(`Cut it from ${from} ${unit} to ${to} ${unit} (${percent}% less)`),
          ).toEqual([`${percent}% agrees`]);
          expect(
            verdicts(`Cut it from ${from} ${unit} to ${to} ${unit} (${percent + 3}% less)`),
          ).toEqual([`${percent + 3}% differs`]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
