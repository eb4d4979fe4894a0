import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEvidenceText, safeHref } from './evidence-text-parse.ts';

describe('the text of evidence', () => {
  it('shows code, bold and links, and knows where their words stand in what was written', () => {
    const text = 'see <https://a.test/x|the x> and `code` *now*: [doc](https://b.test/d) https://c.test/y.';
    const pieces = parseEvidenceText(text);
    expect(pieces.filter((piece) => piece.type !== 'text').map((piece) => [piece.type, piece.text])).toEqual([
      ['link', 'the x'],
      ['code', 'code'],
      ['bold', 'now'],
      ['link', 'doc'],
      ['link', 'https://c.test/y'],
    ]);
    for (const piece of pieces) expect(text.slice(piece.start, piece.start + piece.text.length)).toBe(piece.text);
  });
  it('follows no address that runs something', () => {
    expect(safeHref('javascript:alert(1)')).toBeNull();
    expect(safeHref('https://a.test/"onmouseover=x')).toBeNull();
    expect(parseEvidenceText('[x](javascript:alert(1))').every((piece) => piece.type === 'text')).toBe(true);
  });
  it('always finds the words of each piece at its place, whatever was written', () => {
    const bit = fc.constantFrom('`', '```', '*', '**', '<https://a.test|', '>', '[', '](https://b.test)', 'https://c.test.', '\n', ' ', 'word', '😀', '|');
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 30 }), (bits) => {
        const text = bits.join('');
        let from = 0;
        for (const piece of parseEvidenceText(text)) {
          expect(text.slice(piece.start, piece.start + piece.text.length)).toBe(piece.text);
          expect(piece.start).toBeGreaterThanOrEqual(from);
          from = piece.start + piece.text.length;
        }
      }),
    );
  });
});
