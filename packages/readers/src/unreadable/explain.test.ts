import { afterAll, beforeAll, expect, test } from 'vitest';
import { openUpload } from '../bytes/upload.ts';
import { scratch } from '../testing/test-support.ts';
import { explainUnreadable } from './explain.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

test('a format that is not supported yet is named', async () => {
  const write = async (name: string, text: string) =>
    openUpload(await files.write(name, text), name);
  const mattermost = await write('export.jsonl', '{"type":"version","version":1}\n');
  expect(await explainUnreadable(mattermost)).toContain(
    'Mattermost exports are not supported yet.',
  );
  const bson = await write('messages.bson', '\x40\0\0\0\x07_id\0abcdefghijkl\x02msg\0');
  expect(await explainUnreadable(bson)).toContain('bsondump messages.bson');
  const lines = await write('a.jsonl', '{"type":"version","at":"2026-03-02T08:00:00Z"}\n');
  expect(await explainUnreadable(lines)).toBeNull();
});
