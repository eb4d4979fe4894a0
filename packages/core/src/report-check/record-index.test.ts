import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readKeys, RecordIndex } from './record-index.ts';

const item = {
  id: 'i',
  target: 'evidence',
  atMs: null,
  precision: 'unknown',
  offset: 0,
  about: '',
  facts: '',
  author: null,
  stream: '',
  personIds: [],
  cites: [],
} as const;

const piece = fc.constantFrom(
  ...'disk disks Full v v2 2.3.1 1,204 0042 db-07 a1b2c3d deadbeef0 12345678 1234567g x_1 8f3c1d07ab14 08:05 8:05 pm 2026-03-02T08:00:00Z ü Größe 消息积压 . - _ :'.split(
    ' ',
  ),
  ' ',
  '',
);
const text = fc
  .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 12 })
  .map((all) => all.join(''));

test('an index has each key of a text, and no other', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const keys = new Set(readKeys(one, true));
      const both = new Set([...keys, ...readKeys(other, true)]);
      const index = new RecordIndex(both);
      index.add({ ...item, text: one });
      for (const key of both) {
        expect([key, index.having(key).length]).toEqual([key, keys.has(key) ? 1 : 0]);
        expect(index.filter([0], [key])).toEqual(keys.has(key) ? [0] : []);
      }
    }),
    { numRuns: 2_000 },
  );
});
