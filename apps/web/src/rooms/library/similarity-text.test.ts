import { expect, test } from 'vitest';
import { describeSimilarity } from './similarity-text.ts';

test.each([
  [
    { isSameKind: true, words: ['alias', 'hand', 'index'], beliefWords: [] },
    'Both are “contributor” and mention “alias”, “hand” and “index”.',
  ],
  [
    { isSameKind: false, words: [], beliefWords: ['snapshots', 'complete'] },
    'Both list a belief about “snapshots” and “complete”.',
  ],
  [
    { isSameKind: false, words: ['alias'], beliefWords: ['manual'] },
    'Both mention “alias”; both list a belief about “manual”.',
  ],
])('%o', (factor, text) =>
  expect(describeSimilarity({ kind: 'contributor', ...factor })).toBe(text),
);
