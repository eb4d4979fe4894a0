import { describe, expect, it } from 'vitest';
import { findMentioned, mentionKey, namesPerson } from './mentions.ts';

const known = new Map(
  ['Ada Byron', 'Ada', 'Zoë Müller-Lüdenscheidt', 'ops.bot', 'Mary Ann van Dyke', '小明'].map(
    (name) => [mentionKey(name), name],
  ),
);

describe('the name after an @', () => {
  it.each([
    ['Ada Byron can you look?', 'Ada Byron'],
    ['ada byron', 'Ada Byron'],
    ['Ada, can you look?', 'Ada'],
    ['Ada can you look?', 'Ada'],
    ['Ada  Byron', 'Ada'],
    ['Zoë Müller-Lüdenscheidt: ping', 'Zoë Müller-Lüdenscheidt'],
    ['ops.bot.', 'ops.bot'],
    ['Mary Ann van Dyke please', 'Mary Ann van Dyke'],
    ['小明 看一下', '小明'],
  ])('%s', (text, name) => {
    expect(findMentioned(text, known)).toBe(name);
  });
  it.each(['Adam Byron', ' Ada', 'everyone', '', '@Ada', '…'])(
    'is no known one in “%s”',
    (text) => {
      expect(findMentioned(text, known)).toBeNull();
    },
  );
});

it('a shift names a person by the full name only', () => {
  expect(namesPerson('On call (search): ada BYRON until Friday', 'Ada Byron')).toBe(true);
  expect(namesPerson('Ada Byronsson', 'Ada Byron')).toBe(false);
  expect(namesPerson('On call: Ada', 'Ada')).toBe(false);
});
