import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixEncoding } from './mojibake.ts';

const mangle = (text: string, label: string) =>
  new TextDecoder(label).decode(new TextEncoder().encode(text));

/** Words as people write them: accented letters between plain ones, symbols between words. */
const plain = fc.stringMatching(/^[A-Za-z]{1,6}$/);
const accented = fc
  .tuple(plain, fc.constantFrom(...'éèêëàâäöüßñçøåôîïúùÉÜÄÖ'.split('')), plain)
  .map((three) => three.join(''));
const word = fc.oneof(
  { weight: 6, arbitrary: plain },
  { weight: 3, arbitrary: accented },
  fc.constantFrom(
    'привет',
    'сбой',
    'Αθήνα',
    '任务',
    '结果：恢复',
    '状況',
    '상황',
    'créée',
    '“état”',
    '«été»',
    '‚Äußerung‘',
    '„Übung“',
    'mot—élan',
    '10°',
    '5 µs',
    '√2',
  ),
  fc.constantFrom('→', '—', '…', '✅', '❌', '📌', '1️⃣', '😀', '≥ 5', '“yes”', 'it’s', '€ 45', '½'),
);
const proper = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));

describe('fixEncoding', () => {
  it('repairs symbols, emoji and Chinese decoded as Mac Roman', () => {
    expect(fixEncoding('source ‚Üí bronze ‚Äî done \uF8FFüìå 1Ô∏è‚É£')).toEqual({
      text: 'source → bronze — done 📌 1️⃣',
      isMended: true,
      readAs: 'mac-roman',
      characters: 5,
    });
    expect(fixEncoding(mangle('情境：搜索没有结果', 'macintosh')).text).toBe('情境：搜索没有结果');
  });

  it('repairs text decoded as Windows-1252', () => {
    expect(fixEncoding('itâ€™s cafÃ© â†’ done')).toMatchObject({
      text: 'it’s café → done',
      readAs: 'windows-1252',
    });
  });

  it('repairs text decoded as Latin-1, whose upper symbols are control characters', () => {
    const latin = (text: string) =>
      Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
    for (const text of [
      '亚麻官方 STAR：我收到了告警，订单少了一半。',
      'it’s → done',
      '状況を確認しました',
    ])
      expect(fixEncoding(latin(text)).text).toBe(text);
  });

  it('restores any text that was completely garbled', () => {
    fc.assert(
      fc.property(proper, fc.constantFrom('macintosh', 'windows-1252'), (text, label) => {
        fc.pre(/[^\0-\x7F]/.test(text));
        expect(fixEncoding(mangle(text, label)).text).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps correct text, in any language', () => {
    fc.assert(
      fc.property(proper, (text) => {
        expect(fixEncoding(text)).toEqual({ text, isMended: false, readAs: null, characters: 0 });
      }),
      { numRuns: 1000 },
    );
    for (const text of [
      'a circle of √π',
      'Il parle—écoute',
      'plain',
      '',
      '你怎么知道',
      'Ωmega ≈ 5°',
    ])
      expect(fixEncoding(text).isMended).toBe(false);
  });

  it('repairs the symbols next to correct text and keeps the rest', () => {
    expect(fixEncoding('naïve — yes ‚Üí no').text).toBe('naïve — yes → no');
  });
});
