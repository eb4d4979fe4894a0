import { expect, test } from 'vitest';
import { draftKey } from '../read/draft-key.ts';
import { belongsToOther, isWords, keyFor } from './draft-keys.ts';

test('uses a separate key per account for one place', () => {
  expect(keyFor('ines', 'story.1')).not.toBe(keyFor('milo', 'story.1'));
  expect(belongsToOther(keyFor('ines', 'story.1'), 'ines')).toBe(false);
  expect(belongsToOther(keyFor('ines', 'story.1'), 'milo')).toBe(true);
});

test('the reading page uses the same keys as the application', () => {
  expect(draftKey('ines', 'INC-2.1.learned')).toBe(keyFor('ines', 'read.INC-2.1.learned'));
});

test('an account whose id starts like another one finds none of its drafts', () => {
  expect(belongsToOther(keyFor('ines2', 'story.1'), 'ines')).toBe(true);
});

test('text typed before sign-in stays for the next account, and is deleted on sign-out', () => {
  const key = keyFor(null, 'sign-in');
  expect(belongsToOther(key, 'ines')).toBe(false);
  expect(isWords(key)).toBe(true);
});

test("text without an owner is treated as another account's, and screen settings as no one's", () => {
  for (const key of [
    'debrief.own-questions',
    'debrief.unsaved.INC-2',
    'debrief.story.meant.1',
    'debrief.read.INC-2.1.learned',
    'debrief.draft.story.1',
  ])
    expect([key, isWords(key), belongsToOther(key, 'ines')]).toEqual([key, true, true]);
  for (const key of ['debrief.theme', 'debrief.reloaded', 'debrief.desk.split', 'other.draft'])
    expect([key, isWords(key)]).toEqual([key, false]);
});
