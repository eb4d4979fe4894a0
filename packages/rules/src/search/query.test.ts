import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listSpellings, parseSearch, splitSearch, splitWords, toTsquery } from './index.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        'from:',
        'in:',
        'kind:',
        'service:',
        'tag:',
        'before:',
        'after:',
        '"',
        '-',
        ' ',
        'ada',
        'INC-3',
        'alert',
        '2026-03',
        '*',
        ',',
        'ERR_CONN',
        '\0',
        '\ud800',
        '消息',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

describe('a typed search', () => {
  test('has words, operators and exclusions', () => {
    const query = parseSearch(
      'lag from:ada,"ben" from:"Chen Wei" -kind:logs in:#ops -flaky after:2026-03 before:2026-03-05 ',
    );
    expect(query).toMatchObject({
      terms: [{ words: ['lag'] }, { words: ['ben'], isQuoted: true }],
      excluded: [{ words: ['flaky'] }],
      filters: [
        { operator: 'from', values: ['ada', 'Chen Wei'], isExcluded: false },
        { operator: 'kind', values: ['log'], isExcluded: true },
        { operator: 'in', values: ['#ops'], isExcluded: false },
      ],
      after: '2026-03-01T00:00:00.000Z',
      before: '2026-03-05T00:00:00.000Z',
    });
  });

  test.each([
    ['author:ada', "('author' <-> 'ada':*)"],
    ['kind:nonsense', "('kind' <-> 'nonsense':*)"],
    ['before:yesterday', "('before' <-> 'yesterday':*)"],
    ['after:2026-02-31', "('after' <-> '2026' <-> '02' <-> '31')"],
    ['lag from:', "'lag'"],
    ['http://x.org', "('http' <-> 'x' <-> 'org':*)"],
  ])('searches %s as words', (text, words) => {
    const query = parseSearch(text);
    expect(query.filters).toEqual([]);
    expect(toTsquery(query.terms)).toBe(words);
  });

  test('takes the narrower of two times', () =>
    expect(parseSearch('after:2025 after:2026 before:2027 before:2026-06')).toMatchObject({
      after: '2026-01-01T00:00:00.000Z',
      before: '2026-06-01T00:00:00.000Z',
    }));

  test('never fails, and loses no word of what is typed', () =>
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = splitSearch(text);
        const between = tokens.map(({ start }, index) =>
          text.slice(tokens[index - 1]?.end ?? 0, start),
        );
        expect(splitWords(between.join(' '))).toEqual([]);
        const { terms, excluded, filters } = parseSearch(text);
        expect(terms.length + excluded.length).toBeLessThanOrEqual(64);
        expect(toTsquery(terms, 'anywhere', excluded)).not.toMatch(
          /[^a-z0-9':*&|!<>() \-\u0080-\u{10ffff}]/u,
        );
        for (const { values } of filters)
          for (const value of values) expect(value).not.toMatch(/\0|\p{Surrogate}/u);
      }),
    ));
});

describe('similar spellings', () => {
  test.each([
    ['brokr', 'broker'],
    ['borker', 'broker'],
    ['brokker', 'broker'],
    ['bruker', 'broker'],
    ['очердь', 'очередь'],
  ])('of %s include %s', (typed, word) => expect(listSpellings(typed)).toContain(word));
  test.each(['api', '5xx1', '10.0', '消息积压'])('%s has none', (word) =>
    expect(listSpellings(word)).toEqual([]),
  );
});
