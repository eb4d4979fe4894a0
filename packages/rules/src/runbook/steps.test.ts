import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchSteps, readStepTexts, toRunbookText } from './steps.ts';

const createIds = () => {
  let next = 0;
  return () => `new-${(next += 1)}`;
};

test('lines with a checkbox are steps, except in code', () => {
  const text = [
    '# Restart',
    '- [ ] First',
    '  * [x] Nested and done ',
    '1. [ ] Numbered',
    '- Not a step',
    '- [] No box',
    '- [ ]   ',
    '```sh',
    '- [ ] in code',
    '```',
    '+ [X] Last',
  ].join('\r\n');
  expect(readStepTexts(text)).toEqual(['First', 'Nested and done', 'Numbered', 'Last']);
});

test('a step keeps its id when it is moved or reworded a little', () => {
  const before = [
    { id: 'a', text: 'Check the age of the index' },
    { id: 'b', text: 'Restart the indexer' },
    { id: 'c', text: 'Tell support' },
  ];
  const texts = ['Restart the indexer slowly', 'Check the age of the index', 'Call the owner'];
  expect(matchSteps(before, texts, createIds()).map(({ id }) => id)).toEqual(['b', 'a', 'new-1']);
});

test('the same words twice are two steps', () => {
  const before = [{ id: 'a', text: 'Wait' }];
  expect(matchSteps(before, ['Wait', 'Wait'], createIds()).map(({ id }) => id)).toEqual([
    'a',
    'new-1',
  ]);
});

test('any permutation keeps all ids, and no id is used twice', () => {
  const texts = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}( [a-z]{1,6}){0,3}$/), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(texts, fc.infiniteStream(fc.nat()), texts, (known, order, others) => {
      const before = matchSteps([], known, createIds());
      const keys = new Map(known.map((text) => [text, order.next().value]));
      const moved = known.toSorted((a, b) => Number(keys.get(a)) - Number(keys.get(b)));
      const after = matchSteps(before, moved, () => 'none');
      expect(new Map(after.map(({ text, id }) => [text, id]))).toEqual(
        new Map(before.map(({ text, id }) => [text, id])),
      );
      let next = 0;
      const changed = matchSteps(before, others, () => `other-${(next += 1)}`);
      expect(new Set(changed.map(({ id }) => id)).size).toBe(others.length);
    }),
  );
});

test('titles of events become steps that read back the same', () => {
  const titles = ['Restarted the  indexer', 'Told\nsupport', '[x] odd - [ ] title'];
  expect(readStepTexts(toRunbookText(titles))).toEqual([
    'Restarted the indexer',
    'Told support',
    '[x] odd - [ ] title',
  ]);
});
