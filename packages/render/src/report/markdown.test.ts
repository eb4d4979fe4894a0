import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { plainText } from './markdown.ts';

const html = (markdown: string) =>
  micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });
const unescapeText = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

describe('text as Markdown', () => {
  test('takes linear time, also with long runs of spaces', () =>
    expect((size: number) => plainText(`a${' '.repeat(size)}b`)).toScale(20_000));

  test.each([
    'At 2:36 pm the alias was empty',
    'Impact: searches found nothing',
    '08:15:30 to 10.0.0.1:8080',
    'It was 14:05:',
    'From 9: nothing',
  ])('keeps a colon that makes no link: %s', (words) => expect(plainText(words)).toBe(words));

  const addresses = [
    'http://a.example',
    'HTTPS://a.example',
    'mailto:ada@a.example',
    'xmpp:ada@a.example',
    'www.a.example',
    'javascript:alert(1)',
    'h2:ada',
    ':-)',
    'ada@a.example',
  ];
  test.each(addresses)('shows a URL as text: %s', (address) => {
    for (const words of [
      address,
      `at 2:36 ${address} it`,
      `(${address})`,
      `x:${address}`,
      `5${address}`,
      `1:${address}`,
      `${address}:${address}`,
    ]) {
      expect(html(plainText(words))).not.toContain('<a');
      expect(unescapeText(html(plainText(words)))).toBe(`<p>${words}</p>`);
    }
  });

  test('reads as it was written, whatever the text', () => {
    const part = fc.oneof(
      fc.constantFrom(
        ...addresses,
        'http',
        'https',
        'mailto',
        'www',
        ':',
        '//',
        '.',
        '2',
        '36',
        ' ',
        '@',
        '*',
        '_',
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '#',
        '-',
        '+',
        '|',
        '`',
        '\\',
        'a',
      ),
      fc.string({ maxLength: 3, unit: fc.constantFrom('a', ':', '/', '1', '.', '~', '&', '!') }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const words = parts.join('').trim().replaceAll(/ +/g, ' ');
        fc.pre(words !== '');
        const shown = html(plainText(words));
        expect(shown).not.toContain('<a');
        expect(unescapeText(shown)).toBe(`<p>${words}</p>`);
      }),
      { numRuns: 2_000 },
    );
  });
});
