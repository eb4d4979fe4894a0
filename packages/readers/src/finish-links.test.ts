import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAll, scratch } from './testing/test-support.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

test('only addresses that are safe to follow are kept as links', async () => {
  const text = [
    '<javascript:alert(1)|a>',
    '<data:text/html,x|b>',
    '<JavaScript:x|c>',
    '<vbscript:x|d>',
    '<x|e>',
    '<https://example.org/|f>',
  ].join(' ');
  const messages = [{ type: 'message', user: 'U1', text, ts: '1670000000.000100' }];
  await files.write('export/users.json', JSON.stringify([{ id: 'U1', name: 'ada' }]));
  await files.write('export/channels.json', JSON.stringify([{ id: 'C1', name: 'ops' }]));
  await files.write('export/ops/2022-12-02.json', JSON.stringify(messages));
  const { format, records } = await readAll(files.path('export'));
  expect(format).toBe('slack');
  const [record] = records;
  expect(record?.details.links).toEqual([{ url: 'https://example.org/', title: 'f' }]);
  expect(record?.text).toContain('javascript:alert(1)');
});
