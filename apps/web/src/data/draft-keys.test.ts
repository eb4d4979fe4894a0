import { expect, test } from 'vitest';
import { draftKey } from '../read/draft-key.ts';
import { belongsToOther, isWords, keyFor } from './draft-keys.ts';

test('two accounts have two keys for one place', () => {
  expect(keyFor('ines', 'story.1')).not.toBe(keyFor('milo', 'story.1'));
  expect(belongsToOther(keyFor('ines', 'story.1'), 'ines')).toBe(false);
  expect(belongsToOther(keyFor('ines', 'story.1'), 'milo')).toBe(true);
});

test('the page on which a report is read names the words beside it as the application does', () => {
  expect(draftKey('ines', 'INC-2.1.learned')).toBe(keyFor('ines', 'read.INC-2.1.learned'));
});

test('an account whose id begins like another one finds nothing of it', () => {
  expect(belongsToOther(keyFor('ines2', 'story.1'), 'ines')).toBe(true);
});

test('what was typed before the sign-in stays for whoever comes in, and goes with who leaves', () => {
  const key = keyFor(null, 'sign-in');
  expect(belongsToOther(key, 'ines')).toBe(false);
  expect(isWords(key)).toBe(true);
});

test('words that nobody is named for belong to another, and settings of the screen to nobody', () => {
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
