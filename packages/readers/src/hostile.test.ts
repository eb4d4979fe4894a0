import { afterAll, beforeAll, expect, test } from 'vitest';
import { previewFile, readAll, scratch } from './testing/test-support.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const at = '2022-12-06T10:00:00+01:00';
const commit = (author: string) =>
  `${JSON.stringify({ sha: 'a1', committed_at: at, subject: 's', parents: [], files: [], author })}\n`;

/** Each of these kept the reader busy for seconds to minutes, or crashed it. */
const hostile: [string, string][] = [
  ['spaces.jsonl', commit(`a${' '.repeat(16_000)}>`)],
  ['angles.jsonl', commit(`${'<'.repeat(16_000)}>`)],
  ['quotes.csv', `time,text\n${`${at},x","\n`.repeat(60_000)}`],
  ['long-quotes.csv', `time,text\n${`${at},"${'x","'.repeat(2_000)}\n`.repeat(400)}`],
  ['voice.vtt', `WEBVTT\n\n00:00.000 --> 00:01.000\n<v${' '.repeat(2_000_000)}\n`],
  ['classes.vtt', `WEBVTT\n\n00:00.000 --> 00:01.000\n${'<v.a'.repeat(100_000)}\n`],
];

test.each(hostile)('%s is read or rejected fast', async (name, content) => {
  const path = await files.write(name, content);
  const began = performance.now();
  const outcome = await Promise.allSettled([previewFile(path), readAll(path)]);
  expect(performance.now() - began).toBeLessThan(10_000);
  for (const one of outcome)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ name: 'DomainError' });
});
