import {
  foldLetters,
  isUnspaced,
  readPhrase,
  splitTerms,
  toTsquery,
  splitWords,
} from '@debrief/rules/search';
import { testWorld } from '@debrief/testkit';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';

const words = (text: string) => splitWords(text).map(({ word }) => word);

describe('the words of a text', () => {
  test.each([
    ['Kafka消息积压,p99上升', ['kafka', '消息', '息积', '积压', '压', 'p99', '上升', '升']],
    ['データが応答しない', ['デー', 'ータ', 'タが', 'が応', '応答', '答し', 'しな', 'ない', 'い']],
    ['메시지가 쌓였다', ['메시', '시지', '지가', '가', '쌓였', '였다', '다']],
    ['𠮷野家', ['𠮷野', '野家', '家']],
    ['İstanbul ÉTÉ 5xx', ['istanbul', 'ete', '5xx']],
    ['消', ['消']],
    ['、。！ー', ['ー']],
  ])('%s', (text, wanted) => expect(words(text)).toEqual(wanted));

  test('are at their stated positions', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('消', '息', '𠮷', 'デ', '메', 'K', 'a', '9', ' ', ',') }),
        (text) => {
          for (const { word, start, end } of splitWords(text))
            expect(text.slice(start, end).toLowerCase()).toBe(word);
        },
      ),
    ));
});

describe('search terms', () => {
  const query = (text: string) => toTsquery(splitTerms(text));
  const phrase = (text: string) => readPhrase(text)?.words;

  test.each([
    ["broker's  5xx; DROP", "'broker' & 's' & '5xx' & 'drop':*"],
    [' ;-) ', ''],
    ['消息积压', "('消息' <-> '息积' <-> '积压':*)"],
    ['Kafka消息 broker', "'kafka' & '消息' & 'broker':*"],
    ['压 broker', "'压':* & 'broker':*"],
  ])('%s', (text, wanted) => expect(query(text)).toBe(wanted));

  test('in quotes end where another word follows, and can continue at the end', () => {
    expect(phrase('消息')).toEqual(['消息']);
    expect(phrase('消息 Kafka')).toEqual(['消息', '息', 'kafka']);
    expect(phrase('Kafka消息')).toEqual(['kafka', '消息']);
    expect(readPhrase('压')).toEqual({ words: ['压'], isPrefix: true });
    expect(readPhrase('…')).toBeNull();
  });
});

describe('the database splits texts by the same rule', () => {
  let ctx: Context;
  beforeAll(async () => {
    const world = await testWorld();
    ctx = world.as(world.operator);
  });

  async function wordsThere(text: string): Promise<string[]> {
    const result = await sql<{ lexeme: string }>`
      select lexeme from unnest(search_words(${text})) found, unnest(found.positions) at order by at`.execute(
      ctx.db,
    );
    return result.rows.map((row) => row.lexeme);
  }
  const letter = fc.constantFrom(
    '消',
    '息',
    '积',
    '𠮷',
    'デ',
    'ー',
    '々',
    '〇',
    'ｶ',
    '메',
    '시',
    'ㅋ',
    'K',
    'é',
    'e\u0301',
    'が',
    'か\u3099',
    'ё',
    'İ',
    'ß',
    'Æ',
    'ø',
    'Ł',
    'Σ',
    'ت',
    '\u064e',
    'ท',
    '\u0e35',
    'ह',
    '\u093f',
    '\u1112\u1161',
    '9',
    ' ',
    ',',
    '。',
    '・',
    '-',
  );

  test('word for word and in the same order', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: letter, maxLength: 40 }), async (text) => {
        expect(await wordsThere(text)).toEqual(words(text));
      }),
      { numRuns: 200 },
    ));

  test('for every letter of these scripts in Unicode since before 2020', async () => {
    const letters = Array.from({ length: 0x2a6d7 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter(
        (one) =>
          isUnspaced(one) &&
          /[\p{L}\p{N}]/u.test(one) &&
          !/[\u31bb-\u31bf\u4db6-\u4dbf\u9ff0-\u9fff]/u.test(one),
      );
    expect(letters.length).toBeGreaterThan(80_000);
    const result = await sql<{ letter: string }>`
      select letter from unnest(${letters}::text[], ${letters.map(foldLetters)}::text[]) as one (letter, folded)
      where not search_words('a' || letter || '中b') @@ ('''' || folded || '中''')::tsquery`.execute(
      ctx.db,
    );
    expect(result.rows.map((row) => row.letter)).toEqual([]);
  });

  test('for as much of a long text as a database can store', async () => {
    const text = Array.from({ length: 200_000 }, (_, index) =>
      String.fromCodePoint(0x20000 + ((index * 7_919) % 40_000)),
    ).join('');
    expect((await wordsThere(text)).length).toBeGreaterThan(10_000);
  });
});
