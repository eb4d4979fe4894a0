import { LibraryKind } from '@debrief/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  measureSimilarity,
  weighWord,
  listSignificantWords,
  type FactorText,
  type Rarity,
  rateFreshness,
  rankHits,
  rateRelevance,
  calculateScore,
  type Found,
} from '@debrief/rules/search';
import { readCursor, writeCursor } from './cursor.ts';

const now = new Date('2026-06-01T00:00:00Z');
const createHit = (given: Partial<Found> = {}): Found => ({
  kind: 'event',
  id: 'a',
  incidentId: 'i',
  at: now,
  isInTitle: false,
  density: 0.2,
  ...given,
});
const anything = fc
  .record({
    kind: fc.constantFrom(...LibraryKind.options),
    id: fc.uuid(),
    at: fc.date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2040-01-01') }),
    isInTitle: fc.boolean(),
    density: fc.double({ min: 0, max: 1e6, noNaN: true }),
  })
  .map((given) => createHit(given));

describe('ranking', () => {
  test('freshness is 1 now, half after three years, a quarter after nine', () => {
    expect(rateFreshness(now, now)).toBe(1);
    expect(rateFreshness(new Date('2023-06-01T00:00:00Z'), now)).toBeCloseTo(0.5, 2);
    expect(rateFreshness(new Date('2017-06-01T00:00:00Z'), now)).toBeCloseTo(0.25, 2);
    expect(rateFreshness(new Date('2030-01-01T00:00:00Z'), now)).toBe(1);
  });
  test('relevance is between 0.4 and 2, and a title counts more than a mention', () => {
    fc.assert(
      fc.property(anything, (one) => {
        const relevance = rateRelevance(one);
        expect(relevance).toBeGreaterThanOrEqual(0.4);
        expect(relevance).toBeLessThanOrEqual(2);
        expect(rateRelevance({ ...one, isInTitle: true })).toBeGreaterThan(
          rateRelevance({ ...one, isInTitle: false }),
        );
      }),
    );
  });
  test('ranks newer before older and better before worse matches, all else equal', () =>
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 20 * 365 }), (one, days) => {
        const older = { ...one, at: new Date(one.at.getTime() - days * 86_400_000) };
        expect(calculateScore(older, now)).toBeLessThanOrEqual(calculateScore(one, now));
        expect(calculateScore({ ...one, density: one.density + 1 }, now)).toBeGreaterThanOrEqual(
          calculateScore(one, now),
        );
      }),
    ));
  test('ranks a report before an equally relevant message, and a title before a fresher mention unless it is too old', () => {
    expect(
      rankHits(
        [createHit({ kind: 'evidence', id: 'a' }), createHit({ kind: 'report', id: 'b' })],
        now,
        null,
      ).map((one) => one.kind),
    ).toEqual(['report', 'evidence']);
    const title = (at: string) => createHit({ id: 'title', isInTitle: true, at: new Date(at) });
    const first = (at: string) =>
      rankHits([title(at), createHit({ id: 'mention' })], now, null)[0]?.id;
    expect([first('2025-06-01T00:00:00Z'), first('2019-06-01T00:00:00Z')]).toEqual([
      'title',
      'mention',
    ]);
  });
  test('has the full list once across pages, in order', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(anything, { selector: (one) => one.id, maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        (all, size) => {
          const whole = rankHits(all, now, null);
          const paged: typeof whole = [];
          for (let last = null as (typeof whole)[number] | null; ;) {
            const page = rankHits(all, now, last).slice(0, size);
            if (page.length === 0) break;
            paged.push(...page);
            last = page.at(-1) ?? null;
            const written =
              last && writeCursor({ type: 'ranked', now, score: last.score, id: last.id });
            if (written)
              expect(readCursor(written, 'ranked')).toEqual({
                type: 'ranked',
                now,
                score: last?.score,
                id: last?.id,
              });
          }
          expect(paged).toEqual(whole);
        },
      ),
    ));
  test('a cursor of another list, or an invented one, is refused', () => {
    const id = '01890000-0000-7000-8000-000000000000';
    for (const cursor of ['', 'x', `n_1_${id}`, `r_1_x_${id}`, `r_1_1e999_${id}`])
      expect(() => readCursor(cursor, 'ranked')).toThrow('Invalid cursor');
    expect(readCursor(`n_5_${id}`, 'newest')).toMatchObject({ at: new Date(5), id });
    expect(() => readCursor(`n_5_${id}`, 'oldest')).toThrow('Invalid cursor');
  });
});

const factor = (statement: string, more: Partial<FactorText> = {}): FactorText => ({
  kind: 'contributor',
  statement,
  belief: '',
  reality: '',
  ...more,
});
const rarity = (of: Record<string, number>, factors = 200): Rarity => ({
  factors,
  of: new Map(Object.entries(of)),
});

describe('similar factors', () => {
  const seen = rarity({
    alias: 4,
    index: 30,
    hand: 12,
    changed: 60,
    nothing: 90,
    checks: 20,
    manual: 3,
  });

  test('of one kind share specific words: the rarest are named first', () => {
    const how = measureSimilarity(
      factor('The alias is changed by hand'),
      factor('An index alias was set by hand'),
      seen,
    );
    expect(how).toMatchObject({ isSameKind: true, words: ['alias', 'hand'], beliefWords: [] });
  });
  test('do not share only common words, a single one, or grammar', () => {
    expect(
      measureSimilarity(factor('Nothing changed'), factor('Nothing was changed'), seen),
    ).toBeNull();
    expect(measureSimilarity(factor('The alias moved'), factor('An alias broke'), seen)).toBeNull();
    expect(
      measureSimilarity(
        factor('It was that they did not'),
        factor('It was that they did not'),
        seen,
      ),
    ).toBeNull();
  });
  test('of another kind share only beliefs', () => {
    const one = factor('Index swapped', { kind: 'trigger', belief: 'The alias is manual' });
    const other = factor('Traffic lost', { kind: 'risk', belief: 'A manual alias is safe' });
    expect(measureSimilarity(one, { ...other, belief: '' }, seen)).toBeNull();
    expect(measureSimilarity(one, other, seen)).toMatchObject({
      isSameKind: false,
      beliefWords: ['manual', 'alias'],
    });
  });
  test('are the same in both directions', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('alias', 'index', 'hand', 'changed', 'manual')),
        fc.array(fc.constantFrom('alias', 'index', 'hand', 'manual')),
        (a, b) => {
          const [one, other] = [factor(a.join(' ')), factor(b.join(' '))];
          expect(measureSimilarity(one, other, seen)?.words).toEqual(
            measureSimilarity(other, one, seen)?.words,
          );
        },
      ),
    ));
  test('without spaces share parts of the text', () => {
    const how = measureSimilarity(
      factor('值班时消息积压无人发现'),
      factor('告警没有覆盖消息积压'),
      rarity({}),
    );
    expect(how).toMatchObject({ words: ['消息积压'] });
    expect(
      measureSimilarity(factor('値を変えていた'), factor('誰も見ていた'), rarity({})),
    ).toBeNull();
    expect(measureSimilarity(factor('消息丢失'), factor('没有消息'), rarity({}))).toBeNull();
  });
  test('specific words are words, once each, of any language', () => {
    expect(listSignificantWords('The alias, an ALIAS of 42 shards: ab 別名 größe')).toEqual([
      'alias',
      'shards',
      '別名',
      'grosse',
    ]);
    expect(weighWord('alias', rarity({ alias: 1 }, 1))).toBeGreaterThan(2);
    expect(weighWord('changed', rarity({ changed: 60 }))).toBe(0);
  });
});
