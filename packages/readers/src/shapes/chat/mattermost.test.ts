import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAll, scratch } from '../../testing/test-support.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

test('posts of one author in one millisecond stay two, the same ones in every export', async () => {
  const post = (message: string, more: object = {}) =>
    JSON.stringify({
      type: 'post',
      post: {
        team: 'ops',
        channel: 'incidents',
        user: 'mara',
        message,
        create_at: 1_767_568_495_984,
        ...more,
      },
    });
  const reply = { user: 'mara', message: 'third', create_at: 1_767_568_495_984 };
  const lines = [
    '{"type":"version","version":1}',
    post('first'),
    post('second', { replies: [reply] }),
    post('elsewhere', { channel: 'town' }),
  ];
  const path = await files.write('export.jsonl', lines.join('\n'));
  const { records, rejected } = await readAll(path);
  expect(rejected).toEqual([]);
  expect(records.map(({ key, text, repliesTo }) => [text, key, repliesTo])).toEqual([
    ['first', '1767568495984.mara', null],
    ['second', '1767568495984.mara.2', null],
    ['third', '1767568495984.mara.3', '1767568495984.mara.2'],
    ['elsewhere', '1767568495984.mara', null],
  ]);
  const again = await readAll(path);
  expect(again.records.map(({ key }) => key)).toEqual(records.map(({ key }) => key));
});
