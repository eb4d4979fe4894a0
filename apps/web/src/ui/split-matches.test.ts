import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitMatches } from './split-matches.ts';

describe('highlighting matches', () => {
  it('marks every match, ignoring case', () => {
    expect(splitMatches('Alias, alias', 'ALIAS')).toEqual([
      { text: 'Alias', isFound: true },
      { text: ', ', isFound: false },
      { text: 'alias', isFound: true },
    ]);
  });
  it('treats special characters literally', () =>
    expect(splitMatches('a.b axb', 'a.b').filter((part) => part.isFound)).toEqual([
      { text: 'a.b', isFound: true },
    ]));
  it('never changes the text, even if lowercase is longer than uppercase', () => {
    expect(
      splitMatches('İstanbul i', 'i')
        .map((part) => part.text)
        .join(''),
    ).toBe('İstanbul i');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme', maxLength: 3 }),
        (text, find) =>
          splitMatches(text, find)
            .map((part) => part.text)
            .join('') === text,
      ),
    );
  });
});
