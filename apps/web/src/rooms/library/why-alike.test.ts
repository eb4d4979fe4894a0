import { expect, test } from 'vitest';
import { whyAlike } from './why-alike.ts';

test.each([
  [
    { isSameKind: true, words: ['alias', 'hand', 'index'], beliefWords: [] },
    'Both are “contributor” and speak of “alias”, “hand” and “index”.',
  ],
  [
    { isSameKind: false, words: [], beliefWords: ['snapshots', 'complete'] },
    'Both believed something about “snapshots” and “complete”.',
  ],
  [
    { isSameKind: false, words: ['alias'], beliefWords: ['manual'] },
    'Both speak of “alias”; both believed something about “manual”.',
  ],
])('%o', (factor, text) => expect(whyAlike({ kind: 'contributor', ...factor })).toBe(text));
