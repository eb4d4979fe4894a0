import { importFile, makeIncident, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { listRejections, rejectionsAsCsv } from './index.ts';

async function joinChunks(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

test('writes rejected records as CSV, over pages, safe for a spreadsheet', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { visibility: 'private' });
  const bad = [
    '=HYPERLINK("http://evil.example","x")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\tx',
    'say "hi", twice',
    ...Array.from({ length: 1_200 }, (_, index) => `nonsense ${index}`),
  ];
  const summary = await importFile(ctx, incident, {
    options: { format: 'jsonl' },
    text: `${['{"at":"2026-03-02T08:00:00Z","text":"fine"}', ...bad].join('\n')}\n`,
  });
  expect(summary.rejected).toBe(bad.length);
  const file = await rejectionsAsCsv(ctx, { id: summary.id });
  const text = await joinChunks(file.chunks);
  expect(file).toMatchObject({
    type: 'text/csv; charset=utf-8',
    name: `rejected-${summary.id}.csv`,
  });
  expect(text.split('\r\n')).toHaveLength(bad.length + 2);
  expect(text.startsWith('place,reason,excerpt\r\n"line 2",')).toBe(true);
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
  for (const start of [`"'+1+1"`, `"'-2+3"`, `"'@SUM(A1)"`, `"say ""hi"", twice"`])
    expect(text).toContain(start);
  expect(text).not.toMatch(/"[=+\-@\t]/);
  expect((await listRejections(ctx, { id: summary.id, limit: 1 })).items).toHaveLength(1);
  await expect(rejectionsAsCsv(world.as(world.outsider), { id: summary.id })).rejects.toMatchObject(
    { code: 'not-found' },
  );
});
