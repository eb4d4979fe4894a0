import { cueKinds } from '@debrief/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cues, furtherQuestions, openers } from './cues.ts';
import { findQuestions, prepareQuestions } from './find-questions.ts';

const findCues = (text: string) => findQuestions(text).map(({ cue }) => cue);

describe('questions from what someone wrote', () => {
  test.each([
    ['obvious', 'obviously the alias was wrong'],
    ['obvious', 'of course the job runs on Sundays'],
    ['cause', 'the root cause was the rename'],
    ['cause', 'it was caused by the deploy of 2 pm'],
    ['judged-person', 'I should have checked the alias'],
    ['judged-person', 'that was a bit hasty of them'],
    ['knew', 'I knew the job was flaky'],
    ['model', 'usually the job adds it to the list'],
    ['model', 'the alias should have five members'],
    ['decision', "let's roll it back and look later"],
    ['decision', "I'll restart the broker now"],
    ['decision', 'we decided to wait for the team'],
    ['feeling', 'I was worried about the vendors'],
    ['judgment', 'search is fine on our side'],
    ['judgment', "it's not the broker, lag is 200"],
    ['help', 'can someone from search take a look?'],
    ['help', 'I paged Anselm because he wrote it'],
    ['observation', 'something seems off with the counts'],
    ['observation', 'I see nothing for today'],
    ['action', 'restarted the indexer on node 3'],
    ['expertise', 'I expected five entries on the list'],
  ])('%s: %s', (cue, text) => expect(findCues(text)).toEqual([cue]));

  test.each([
    'thanks, good catch everyone here',
    'is the alias broken or not?',
    'before we know the cause',
    "3 are for things that don't exist any more",
    'if it is not the broker, page me',
    'obviously',
  ])('no cue: %s', (text) => expect(findCues(text)).toEqual([]));

  test.each([
    '> obviously the alias was wrong',
    '```\nobviously the alias was wrong\n```',
    'look ```\nobviously the alias was wrong\n``` end',
    '    obviously the alias was wrong',
    '2026-03-02T08:00:00Z obviously the alias was wrong',
    '08:00:01 worker-3 the alias is broken again',
    'ERROR the alias is broken and nothing works',
    '{"message": "obviously the alias was wrong"}',
    '$ echo obviously the alias was wrong',
    'level=warn msg=obviously the alias was wrong',
    'Mar  2 08:00:01 host obviously the alias was wrong',
    'at com.example.Alias.resolve obviously wrong here (Alias.java:12)',
    'obviously the ████ was wrong',
    '| obviously | the alias | was wrong |',
  ])('never from what was pasted: %s', (text) => expect(findCues(text)).toEqual([]));

  test('quotes the sentence at its place, also after a pasted log', () => {
    const text =
      'see below\n> obviously not\n```\nERROR it is broken\n```\nUsually it is green. Not now.';
    const [question, ...others] = findQuestions(text);
    expect(others).toEqual([]);
    expect(question).toMatchObject({ cue: 'model', quote: 'Usually it is green.' });
    expect(text.slice(question?.start, question?.end)).toBe('Usually it is green.');
  });

  test('ask how and what, never why or who', () => {
    const all = [...cues.map(({ question }) => question), ...openers, ...furtherQuestions];
    for (const question of all) {
      expect(question).toMatch(/^(?:How|What)\b.*\?$/);
      expect(question).not.toMatch(/\b(?:why|who|whom|whose)\b/i);
    }
    expect(cues.map(({ kind }) => kind)).toEqual([...cueKinds]);
  });

  test('are limited, in the order of what was written, and only for English', () => {
    const lines = Array.from({ length: 50 }, (_, index) => [
      { text: `I paged someone about part ${index}` },
      { text: `obviously the alias was wrong ${index}` },
    ]).flat();
    const { items, isEnglish } = prepareQuestions(lines);
    expect(isEnglish).toBe(true);
    expect(items.map(({ cue }) => cue)).toEqual(['help', 'obvious', 'help', 'obvious']);
    const german = [{ text: 'Der Alias war nicht richtig, und ich habe das nicht gesehen.' }];
    expect(prepareQuestions(german)).toEqual({ items: [], isEnglish: false });
  });

  test('are fast and in bounds for any text', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const { start, end, quote } of findQuestions(text))
          expect(text.slice(start, end)).toBe(quote);
      }),
    ));

  test('take no time for a huge line', () => {
    const started = performance.now();
    findQuestions('obviously '.repeat(100_000));
    findQuestions(`${'a'.repeat(1_000_000)}=`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
