import { expect, test } from 'vitest';
import { cutLength } from './find-words.ts';
import { createMasker } from './mask.ts';

const words = Array.from({ length: 10_000 }, (_, at) => `word${at}`).join(' ');

test('masks words of any length, anywhere and in any case', () => {
  const { whole, pieces } = createMasker([words]);
  expect(whole(`a ${words.toUpperCase()} b`)).toMatch(/^a [█]+ b$/);
  expect(whole('word1 word2')).toBe('word1 word2');
  expect(pieces(`said: ${words.slice(0, 60_000)}…`)).toMatch(/^said: [█]+…$/);
});

test('takes linear time for repetitive text', async () => {
  await expect((size: number) =>
    createMasker([`${'ab'.repeat(size)}c`]).pieces(`x ${'ab'.repeat(size)}…`),
  ).toScale(12_500);
  expect(cutLength('aab', 'xaaaa')).toBe(2);
  expect(cutLength('hunter2', 'my hun')).toBe(3);
  expect(cutLength('hunter2', 'nothing')).toBe(0);
});
