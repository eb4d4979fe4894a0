import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isAllMasked,
  maskText,
  maskDetails,
  createMasker,
  hideWording,
  splitWords,
} from './mask.ts';

const secret = 'hunter2-Ω';

describe('a mask', () => {
  test('keeps the length in UTF-16 units, and the line breaks', () => {
    expect(maskText('a 🚒\r\nb')).toBe('████\r\n█');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => maskText(text).length === text.length),
    );
    expect(maskText('pw hunter2 ok', 3, 10)).toBe('pw ███████ ok');
    expect([isAllMasked('██ █\n'), isAllMasked(''), isAllMasked('█ a')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('masks words anywhere, in any case, and nothing else', () => {
    const { whole } = createMasker([secret]);
    expect(whole(`x ${secret} y HUNTER2-ω`)).toBe('x █████████ y █████████');
    expect(whole('hunter')).toBe('hunter');
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const text = `${before}${secret}${after}`;
        return (
          !whole(text).toLowerCase().includes(secret.toLowerCase()) &&
          whole(text).length === text.length
        );
      }),
    );
    expect(whole('https://x.example/?k=hunter2-%CE%A9&ok')).toBe(
      `https://x.example/?k=${'█'.repeat('hunter2-%CE%A9'.length)}&ok`,
    );
    expect(createMasker(['a.c', '(x)+?']).whole('abc a.c (x)+?')).toBe('abc a.c █████');
  });

  test('of parts finds what breaks off in the middle, and what is a part itself', () => {
    const { pieces } = createMasker(['the password is hunter2']);
    expect(pieces('he said: the password is hun…')).toBe('he said: ███████████████████…');
    expect(pieces('hunter2')).toBe('███████');
    expect(pieces('password is…')).toBe('████████████');
    expect(pieces('the')).toBe('the');
    expect(pieces('Disk full')).toBe('Disk full');
  });

  test('ignores words that are too short or already masked', () => {
    expect(splitWords('pin 12')).toEqual(['pin 12']);
    expect(splitWords('12')).toEqual([]);
    expect(splitWords('user ████ said hello ██ so')).toEqual(['user', 'said hello']);
    expect(createMasker([]).whole('anything')).toBe('anything');
  });
});

test('masks details, and removes URLs that contain the words', () => {
  const { pieces } = createMasker([secret]);
  const details = {
    event: 'join' as const,
    reactions: [{ name: 'eyes', by: ['Ada'] }],
    links: [
      { url: `https://x.example/${secret}` },
      { url: 'https://x.example', title: `see ${secret}` },
    ],
    files: [{ name: `${secret}.txt`, url: 'https://x.example/f' }],
    title: `about ${secret}`,
    fields: { host: 'db1', [secret]: 'key', token: secret },
  };
  const left = maskDetails(details, pieces);
  expect(JSON.stringify(left)).not.toContain('hunter2');
  expect(left).toMatchObject({
    event: 'join',
    reactions: details.reactions,
    links: [{ title: 'see █████████' }],
    fields: { host: 'db1' },
  });
});

describe('a later revision', () => {
  test('shows what was unmasked before, in its order, and nothing else', () => {
    expect(hideWording('the pw is gone, sorry', 'the pw is ████, sorry')).toBe(
      'the pw is ████, sorry',
    );
    expect(hideWording('the pw is hunter2 and hunter3, sorry', 'the pw is ████, sorry')).toBe(
      'the pw is ███████████████████, sorry',
    );
    expect(hideWording('a one b two c', 'a ██ b ███ c')).toBe('a ███ b ███ c');
    expect(hideWording('hunter2 is the pw', 'the pw is ███████')).toBe(
      maskText('hunter2 is the pw'),
    );
    expect(hideWording('anything', 'nothing was masked here')).toBe('████████');
    expect(hideWording('', 'pw ████')).toBe('');
  });

  test('never shows a word that the earlier text did not show', () => {
    const word = fc.constantFrom('a', 'b', ' ', 'pw', 'x');
    const sentence = fc.array(word, { maxLength: 8 }).map((words) => words.join(''));
    fc.assert(
      fc.property(sentence, sentence, sentence, (before, after, wording) => {
        const shown = hideWording(`${wording}SECRET${after}`, `${before}██████${after}`);
        return !shown.includes('SECRET') && shown.length === wording.length + 6 + after.length;
      }),
    );
  });
});
