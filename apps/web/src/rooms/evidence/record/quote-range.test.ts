import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEvidenceText } from '../../../ui/evidence-text-parse.ts';
import { toQuoteRange, type TouchedPiece } from './quote-range.ts';

const whole = (text: string): TouchedPiece[] =>
  parseEvidenceText(text).map((piece) => ({
    start: piece.start,
    text: piece.text,
    from: 0,
    to: piece.text.length,
  }));

describe('a selection becomes a range of the raw text', () => {
  it('across hidden markup', () => {
    const text = 'see <https://a.test|the board> and `lag --now` please';
    const pieces = whole(text);
    const [, link, , code] = pieces;
    if (!link || !code) throw new Error('the pieces are not what they were');
    const range = toQuoteRange([{ ...link, from: 4 }, ...pieces.slice(2, 3), { ...code, to: 3 }]);
    expect(range && text.slice(range.start, range.end)).toBe('board> and `lag');
  });
  it('without white space at its ends', () => {
    expect(toQuoteRange([{ start: 10, text: '  word\n', from: 0, to: 7 }])).toEqual({
      start: 12,
      end: 16,
    });
    expect(
      toQuoteRange([
        { start: 0, text: ' ', from: 0, to: 1 },
        { start: 1, text: 'x', from: 0, to: 1 },
      ]),
    ).toEqual({ start: 1, end: 2 });
    expect(toQuoteRange([{ start: 3, text: '   ', from: 0, to: 3 }])).toBeNull();
    expect(toQuoteRange([])).toBeNull();
  });
  it('always starts and ends with selected text', () => {
    const word = fc.constantFrom(
      'alias',
      ' ',
      '`x y`',
      '*bold*',
      '\n',
      '😀',
      '<https://a.test|label>',
    );
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 12 }),
        fc.nat(400),
        fc.nat(400),
        (words, a, b) => {
          const text = words.join('');
          const pieces = whole(text);
          const shown = pieces.map((piece) => piece.text).join('');
          const [from, to] = [
            Math.min(a, b) % (shown.length + 1),
            Math.max(a, b) % (shown.length + 1),
          ];
          let before = 0;
          const touched = pieces.flatMap((piece) => {
            const part = {
              ...piece,
              from: Math.max(0, from - before),
              to: Math.min(piece.text.length, to - before),
            };
            before += piece.text.length;
            return part.from < part.to ? [part] : [];
          });
          const range = toQuoteRange(touched);
          const selected = shown.slice(from, Math.max(from, to)).trim();
          if (selected === '') expect(range).toBeNull();
          else if (range) {
            const raw = text.slice(range.start, range.end);
            expect([raw[0], raw.at(-1)]).toEqual([selected[0], selected.at(-1)]);
          }
        },
      ),
    );
  });
});
