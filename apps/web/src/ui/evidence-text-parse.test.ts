import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeHref } from '@debrief/rules/text';
import { parseEvidenceText } from './evidence-text-parse.ts';

describe('the text of evidence', () => {
  it('formats code, bold and links, and keeps their offsets in the raw text', () => {
    const text =
      'see <https://a.test/x|the x> and `code` *now*: [doc](https://b.test/d) https://c.test/y.';
    const pieces = parseEvidenceText(text);
    expect(
      pieces.filter((piece) => piece.type !== 'text').map((piece) => [piece.type, piece.text]),
    ).toEqual([
      ['link', 'the x'],
      ['code', 'code'],
      ['bold', 'now'],
      ['link', 'doc'],
      ['link', 'https://c.test/y'],
    ]);
    for (const piece of pieces)
      expect(text.slice(piece.start, piece.start + piece.text.length)).toBe(piece.text);
  });
  it('follows only http, https and mailto', () => {
    expect(safeHref('https://example.org')).toBe('https://example.org');
    expect(safeHref('mailto:ada@example.org')).toBe('mailto:ada@example.org');
    for (const address of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' https://x',
      'data:text/html,x',
      'vbscript:x',
      '//example.org',
      'https://x"onclick=1',
      'http://',
      'file:///etc/passwd',
    ]) {
      expect(safeHref(address), address).toBeNull();
    }
    expect(
      parseEvidenceText(
        '[x](javascript:alert(1)) <javascript:alert(1)|x> <img src=x onerror=alert(1)> https://.',
      ).every((piece) => piece.type === 'text'),
    ).toBe(true);
  });
  it('reads code blocks as a unit: nothing inside them is a link', () => {
    expect(
      parseEvidenceText('```\ncurl https://example.org\n```').map((piece) => [
        piece.type,
        piece.text,
      ]),
    ).toEqual([['block', 'curl https://example.org']]);
  });
  it('always finds the words of each piece at its offset, whatever the text', () => {
    const bit = fc.constantFrom(
      '`',
      '```',
      '*',
      '**',
      '<https://a.test|',
      '>',
      '[',
      '](https://b.test)',
      'https://c.test.',
      '\n',
      ' ',
      'word',
      '😀',
      '|',
    );
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
  it('produces only safe links from any text', () => {
    const scraps = fc.constantFrom(
      '`',
      '```',
      '*',
      '**',
      '[',
      '](',
      ')',
      '<',
      '|',
      '>',
      'javascript:',
      'https://',
      'a.b',
      ' ',
      '\n',
      '"',
      'é',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 30 }), (parts) => {
        for (const piece of parseEvidenceText(parts.join('')))
          if (piece.type === 'link')
            expect(piece.href).toMatch(/^(https?:\/\/|mailto:)[^\s<>"]+$/i);
      }),
    );
  });
  it('loses no words', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const shown = parseEvidenceText(text)
          .map((piece) => piece.text)
          .join('');
        return (
          text.includes('`') ||
          text.includes('*') ||
          text.includes('<') ||
          text.includes('[') ||
          shown === text
        );
      }),
    );
  });
  it('parses a long line in linear time, whatever it repeats', async () => {
    for (const scrap of ['a', '*a', '[a', '<http://', '`', '](', 'http://a.'])
      await expect((size: number) =>
        parseEvidenceText(scrap.repeat(Math.floor(size / scrap.length))),
      ).toScale(40_000);
  });
});
