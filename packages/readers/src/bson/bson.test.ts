import { BSON } from 'bson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expectBounded,
  longText,
  openFile,
  previewFile,
  readAll,
  scratch,
} from '../testing/test-support.ts';
import { BsonSplitter, isBson } from './bson-split.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const message = (number: number, msg = `message ${number}`) =>
  Buffer.from(
    BSON.serialize({
      _id: `m${number}`,
      rid: 'r1',
      msg,
      ts: new Date(1_700_000_000_000 + number),
      u: { _id: new BSON.ObjectId('65f1b0c0a1b2c3d4e5f60718'), username: 'mara' },
      _updatedAt: BSON.Long.fromNumber(2 ** 40),
      big: BSON.Decimal128.fromString('1.5'),
      blob: new BSON.Binary(Buffer.from('x')),
    }),
  );

test('documents are records, with their bytes as the payload', async () => {
  const bytes = Buffer.concat([message(1), message(2)]);
  const path = await files.write('rocketchat_message.bson', bytes);
  const { format, records, rejected } = await readAll(path);
  expect([format, rejected]).toEqual(['bson', []]);
  expect(
    records.map((one) => [one.key, one.text, one.occurredAt.getTime(), one.author?.key]),
  ).toEqual([
    ['m1', 'message 1', 1_700_000_000_001, '65f1b0c0a1b2c3d4e5f60718'],
    ['m2', 'message 2', 1_700_000_000_002, '65f1b0c0a1b2c3d4e5f60718'],
  ]);
  expect(records[1]?.payload).toEqual(message(2));
  expect((await previewFile(path)).sample).toHaveLength(2);
});

test('a damaged document is rejected, and the ones after it are read while lengths are right', async () => {
  const damaged = message(2);
  damaged[20] = 0xff;
  const path = await files.write(
    'damaged.bson',
    Buffer.concat([message(1), damaged, message(3), Buffer.from([3, 0, 0, 0]), message(4)]),
  );
  const { records, rejected } = await readAll(path);
  expect(records.map((one) => one.key)).toEqual(['m1', 'm3']);
  expect(rejected.map((one) => [one.place, one.excerpt])).toEqual([
    ['document 2', ''],
    ['document 4', ''],
  ]);
  const cut = await readAll(
    await files.write('cut.bson', Buffer.concat([message(1), message(2).subarray(0, 40)])),
  );
  expect(cut.rejected).toMatchObject([{ reason: 'Document is cut off at the end of the file.' }]);
});

test('values in too many others are rejected', async () => {
  const deepest = 40_000;
  const open = Buffer.concat(
    Array.from({ length: deepest }, (_, depth) => {
      const start = Buffer.alloc(7);
      start.writeInt32LE((deepest - depth) * 8 + 5, 0);
      start.set([3, 0x61, 0], 4);
      return start;
    }),
  );
  const inner = Buffer.from([5, 0, 0, 0, 0]);
  const deep = Buffer.concat([open, inner, Buffer.alloc(deepest)]);
  const { records, rejected } = await readAll(
    await files.write('deep.bson', Buffer.concat([message(1), deep, message(3)])),
  );
  expect([records.length, rejected.length]).toEqual([2, 1]);
});

test('documents of other collections are never shown, and other files are not BSON', async () => {
  const settings = Buffer.from(BSON.serialize({ _id: 'key', value: 'SECRET' }));
  const { reads } = await readAll(
    await files.write('mixed.bson', Buffer.concat([message(1), settings])),
  );
  expect(JSON.stringify(reads)).not.toContain('SECRET');
  await expect(openFile(await files.write('settings.bson', settings))).rejects.toThrow();
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(100), Buffer.from('2026-03-02 08:00 Ada: hi')])
    expect(isBson(bytes)).toBe(false);
});

test('chunks of any size give the same documents', () => {
  const bytes = Buffer.concat([message(1), message(2), message(3)]);
  for (const size of [1, 3, 7, 64, 10_000]) {
    const splitter = new BsonSplitter();
    const pieces = [];
    for (let at = 0; at < bytes.length; at += size)
      pieces.push(...splitter.push(bytes.subarray(at, at + size)));
    pieces.push(...splitter.end());
    expect(Buffer.concat(pieces.map((piece) => piece.bytes))).toEqual(bytes);
    expect(pieces).toHaveLength(3);
  }
});

test('a large dump is read in bounded memory', { timeout: 120_000 }, async () => {
  const path = await files.write(
    'large.bson',
    Buffer.concat(Array.from({ length: 3_000 }, (_, at) => message(at, longText))),
  );
  await expectBounded(path);
});
