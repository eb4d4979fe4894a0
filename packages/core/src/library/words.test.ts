import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildExcerpt, highlightText, parseSearch, toTsquery } from '@debrief/rules/search';

const parseTerms = (text: string) => parseSearch(text).terms;
const query = (text: string) => toTsquery(parseTerms(text));
const markWords = (text: string, find: string) =>
  highlightText(text, parseTerms(find))
    .filter((part) => part.isMatch)
    .map((part) => part.text);
/** From few letters, so that one text often contains the other. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('消', '息', '𠮷', 'a', 'b', ' ', '"', '。') }),
);
const read = (parts: readonly { text: string }[]) => parts.map((part) => part.text).join('');

describe('search terms', () => {
  test.each([
    ['Alias broker', "'alias' & 'broker':*"],
    ['"last two days" alias', "('last' <-> 'two' <-> 'days') & 'alias':*"],
    ['alias "wrong index"', "'alias' & ('wrong' <-> 'index')"],
    ['"alias', "'alias':*"],
    ['""', ''],
    ['größe, 別名!', "'grosse' & '別名':*"],
    ['5xx -- ; drop', "'5xx' & 'drop':*"],
    ["it's | & ! <->", "('it' <-> 's')"],
    ['ERR_CONN_RESET alias', "('err' <-> 'conn' <-> 'reset') & 'alias':*"],
    ['10.0.3.7', "('10' <-> '0' <-> '3' <-> '7')"],
    ['orders.v2', "('orders' <-> 'v2':*)"],
    ['repl* lag', "'repl':* & 'lag':*"],
    ['fc2aa10b1 of', "('fc2aa10b1':* | 'fc2aa10' | 'fc2aa10b') & 'of':*"],
    ['ALIAS-', "'alias':*"],
    ['  ', ''],
    ['消息积压 alias', "('消息' <-> '息积' <-> '积压') & 'alias':*"],
    ['"kafka消息" 积压', "('kafka' <-> '消息') & '积压':*"],
    ['"压"', "'压':*"],
  ])('%s', (text, wanted) => expect(query(text)).toBe(wanted));

  test.each([
    'postmortem of the alias',
    'Alias retrospective of the',
    'of the alias debrief',
    'review of the post-mortem alias',
  ])('drops other names of a review: %s', (text) =>
    expect(
      parseTerms(text)
        .filter(({ isPrefix }) => !isPrefix)
        .flatMap((term) => term.words),
    ).toEqual(text.endsWith('alias') ? [] : ['alias']),
  );
  test('unless there is nothing else, or they are quoted next to another word', () => {
    expect(query('postmortem')).toBe("'postmortem':*");
    expect(query('"code review"')).toBe("('code' <-> 'review')");
  });
  test('in titles only', () =>
    expect(toTsquery(parseTerms('"a b" c'), 'title')).toBe("('a':A <-> 'b':A) & 'c':*A"));
  test('typed text never escapes its quotes', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) =>
        /^(?:[\p{L}\p{N}':*&<> ()\-A])*$/u.test(query(text)),
      ),
    ));
});

describe('marked words', () => {
  test('are full words, in any case, and the prefix of the last', () => {
    expect(markWords('The Alias pointed at ALIASES', 'alias')).toEqual(['Alias', 'ALIASES']);
    expect(markWords('The alias, aliases; broker', 'alias broker')).toEqual(['alias', 'broker']);
  });
  test('are phrases only if their words are adjacent', () =>
    expect(markWords('two days, the last two days, last days', '"last two days"')).toEqual([
      'last two days',
    ]));
  test.each([
    ['Kafka消息积压导致消息丢失', '消息', ['消息', '消息']],
    ['Kafka消息积压导致延迟', '消息积压', ['消息积压']],
    ['Kafka消息积压导致延迟', 'kafka 积压', ['Kafka', '积压']],
    ['Kafka消息积压导致延迟', '消息 息积 积压', ['消息', '积压']],
    ['Kafka消息积压', '"kafka消息" 压', ['Kafka消息', '压']],
    ['消息和积压', '消息积压', []],
    ['東京のデータベースが応答しない', 'データベース 応答', ['データベース', '応答']],
    ['메시지가 쌓였다', '메시지', ['메시지']],
    ['𠮷野家と𠮷野', '𠮷', ['𠮷', '𠮷']],
    ['压力与压', '压', ['压', '压']],
  ])('in text without spaces are exactly the matching letters: %s, %s', (text, find, wanted) =>
    expect(markWords(text, find)).toEqual(wanted),
  );
  test('markup stays text', () =>
    expect(highlightText('<b>alias</b>', parseTerms('alias'))).toContainEqual({
      text: 'alias',
      isMatch: true,
    }));
  test('form the text again when joined', () =>
    fc.assert(
      fc.property(anyText, anyText, (text, find) => {
        expect(read(highlightText(text, parseTerms(find)))).toBe(text);
      }),
    ));
});

describe('an excerpt', () => {
  const long = `${'nothing here '.repeat(40)}the alias had moved ${'filler words '.repeat(40)}an alias beside the broker ${'more of it '.repeat(40)}`;

  test('shows where most of the words are close together', () => {
    const excerpt = read(buildExcerpt(long, parseTerms('alias broker')));
    expect(excerpt).toMatch(/^… .*an alias beside the broker.* …$/s);
    expect(excerpt.length).toBeLessThan(260);
  });
  test('is the start if nothing matches', () =>
    expect(read(buildExcerpt(long, []))).toMatch(/^nothing here/));
  test('is all of a short text', () =>
    expect(read(buildExcerpt('short', parseTerms('x')))).toBe('short'));
  test('is a part of the text that contains its matches, and never splits a character', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('alias ', 'broker', '🚒', '別名を', 'a', ' ', '\n'), {
          maxLength: 300,
        }),
        (words) => {
          const text = words.join('');
          const excerpt = read(buildExcerpt(text, parseTerms('alias broker'), 80));
          const body = excerpt.replace(/^… /, '').replace(/ …$/, '');
          expect(text.includes(body) || text.includes(excerpt)).toBe(true);
          expect(excerpt.isWellFormed()).toBe(true);
        },
      ),
    ));
});
