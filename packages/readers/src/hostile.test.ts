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

const listNames = (size: number) =>
  Array.from({ length: size }, (_, index) => `${'n'.repeat(500)}${index}`).join(',');

const cue = 'WEBVTT\n\n00:00.000 --> 00:01.000\n';

/** Each of these kept the reader busy for seconds to minutes, or crashed it. */
const hostile: [string, number, (size: number) => string][] = [
  ['spaces.jsonl', 4_000, (size) => commit(`a${' '.repeat(size)}>`)],
  ['angles.jsonl', 4_000, (size) => commit(`${'<'.repeat(size)}>`)],
  ['quotes.csv', 4_000, (size) => `time,text\n${`${at},x","\n`.repeat(size)}`],
  [
    'long-quotes.csv',
    100,
    (size) => `time,text\n${`${at},"${'x","'.repeat(2_000)}\n`.repeat(size)}`,
  ],
  ['voice.vtt', 500_000, (size) => `${cue}<v${' '.repeat(size)}\n`],
  ['columns.csv', 100, (size) => `${listNames(size)}\n${'1,'.repeat(size - 1)}1\n`],
  ['classes.vtt', 25_000, (size) => `${cue}${'<v.a'.repeat(size)}\n`],
  ['named.vtt', 4_000, (size) => `${cue}Mara: a\n\n${cue.slice(8)}${'\t'.repeat(size)}-\n`],
  ['dialog.vtt', 4_000, (size) => `${cue}- Mara: a${'\n\t'.repeat(size)}\n`],
  ['unnamed.tsv', 2_000, (size) => `${'\t'.repeat(size)}\n${at}${'\t'.repeat(size)}\n`],
  [
    'ruled.csv',
    400,
    (size) => `time,text\n${`${at},x\n`.repeat(60)}${`${'-'.repeat(1_900)}x\n`.repeat(size)}`,
  ],
  ['from.log', 2_000, (size) => `14:02:11 From${'\t'.repeat(size)}\n14:02:12 From a to b: c\n`],
];

test.each(hostile)('%s is read or rejected in linear time', async (name, size, make) => {
  const read = async (size: number) => {
    const path = await files.write(name, make(size));
    return Promise.allSettled([previewFile(path), readAll(path)]);
  };
  await expect(read).toScale(size);
  for (const one of await read(size * 4))
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ name: 'DomainError' });
});

const start = '2026-01-01T00:00:00Z';
const mega = 8_000_000;
/** Each of these lines of megabytes exhausted the stack of a pattern, and the import lost its summary. */
const long: [string, string][] = [
  ['message.log', `time=${start} msg="${'a'.repeat(mega)}"`],
  ['open-message.log', `time=${start} msg="${'\\"'.repeat(mega / 4)}`],
  ['structured.log', `<34>1 ${start} host app 1 ID ${'[a]'.repeat(mega / 4)} text`],
];

test.each(long)('%s with a line of megabytes is read', async (name, line) => {
  const path = await files.write(name, `${`${start} a\n`.repeat(3)}${line}\n`);
  const { records } = await readAll(path);
  expect(records.length).toBeGreaterThanOrEqual(3);
});

test('a line of megabytes has its text in the order of the file', async () => {
  const text = `é${Array.from({ length: 200_000 }, (_, at) => `word${at}`).join(' ')}`;
  const path = await files.write('plain.log', `${start} a\n${start} ${text}\n`);
  const { records } = await readAll(path);
  const read = records[1]?.text ?? '';
  expect(read.length).toBeGreaterThan(100_000);
  expect(text.startsWith(read.slice(0, 100_000))).toBe(true);
});
