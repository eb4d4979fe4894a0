import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countChangedWords, diffTexts, diffWords } from './diff-words.ts';

it('shows the words that changed', () => {
  expect(diffWords('the broker is fine', 'the broker was never fine')).toEqual([
    { type: 'same', text: 'the broker ' },
    { type: 'removed', text: 'is' },
    { type: 'added', text: 'was never' },
    { type: 'same', text: ' fine' },
  ]);
  expect(diffWords('', 'new')).toEqual([{ type: 'added', text: 'new' }]);
  expect(diffWords('gone', '')).toEqual([{ type: 'removed', text: 'gone' }]);
});

it.each([diffWords, diffTexts])('always contains both texts: %o', (diff) => {
  const text = fc
    .array(fc.constantFrom('a', 'b', ' ', '\n', '😀', 'word', '!'), { maxLength: 30 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = diff(before, after);
      const side = (hidden: string) =>
        parts
          .filter((part) => part.type !== hidden)
          .map((part) => part.text)
          .join('');
      expect(side('added')).toBe(before);
      expect(side('removed')).toBe(after);
    }),
  );
});

it('is fast for huge texts', () => {
  const huge = 'x y '.repeat(50_000);
  const parts = diffWords(`a ${huge}`, `b ${huge.toUpperCase()}`);
  expect(parts[0]).toMatchObject({ type: 'removed' });
});

it('shows the words of the changed lines, and keeps the others intact', () => {
  const parts = diffTexts(
    'One stands.\nIt was the broker.\nThree stands.',
    'One stands.\nIt was the alias.\nThree stands.\nFour came.',
  );
  expect(parts).toEqual([
    { type: 'same', text: 'One stands.\nIt was the ' },
    { type: 'removed', text: 'broker' },
    { type: 'added', text: 'alias' },
    { type: 'same', text: '.\nThree stands.' },
    { type: 'added', text: '\nFour came.' },
  ]);
  expect([countChangedWords(parts, 'added'), countChangedWords(parts, 'removed')]).toEqual([3, 1]);
});
