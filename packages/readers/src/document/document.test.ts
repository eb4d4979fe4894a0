import { afterAll, expect, test } from 'vitest';
import { previewFile, readAll, scratch } from '../testing/test-support.ts';

const files = await scratch();
afterAll(() => files.remove());

test('a page without text is rejected with what to do', async () => {
  for (const body of ['', '<script>start()</script>', '<div></div>', '&nbsp;']) {
    const path = await files.write('page.html', `<!doctype html><html><body>${body}</body></html>`);
    const { records, rejected } = await readAll(path);
    expect(records, body).toEqual([]);
    expect(rejected[0]?.reason).toBe(
      'The document has no text. Save the page after it is loaded, then import that file.',
    );
  }
});

test('the preview of a document without a date shows no time', async () => {
  const readSample = async (name: string) =>
    (await previewFile(await files.write(name, '# Notes\n\nThe queue was full.\n'))).sample[0];
  expect((await readSample('notes.md'))?.at).toBeNull();
  expect((await readSample('2026-03-02-notes.md'))?.at).toBe('2026-03-02T00:00:00.000Z');
});
