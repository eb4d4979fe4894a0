import { expect, test } from 'vitest';
import { findMentioned, findTypedName, splitMentions } from './mention-text.ts';

const people = [
  { accountId: '1', name: 'Ada' },
  { accountId: '2', name: 'Ada Lark' },
];

test('a mention is an @ and a full name; the longer name wins', () => {
  expect(findMentioned('@Ada Lark, and you?', people)).toEqual(['2']);
  expect(findMentioned('@Ada and @Ada Lark', people)).toEqual(['1', '2']);
  expect(findMentioned('mail ada@example.org', people)).toEqual([]);
  const text = 'Ask @Ada: was it flat?';
  const parts = splitMentions(text, people);
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(parts.filter((part) => part.isMention)).toEqual([{ text: '@Ada', isMention: true }]);
});

test('a name is being typed after an @ that starts a word', () => {
  expect(findTypedName('Ask @Ad', 7)).toEqual({ at: 4, name: 'Ad' });
  expect(findTypedName('Ask @', 5)).toEqual({ at: 4, name: '' });
  expect(findTypedName('ada@ex', 6)).toBeNull();
  expect(findTypedName('Ask @Ad now please', 18)).toBeNull();
});
