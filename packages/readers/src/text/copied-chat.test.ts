import { afterAll, expect, it } from 'vitest';
import { previewFile, readAll, scratch } from '../testing/test-support.ts';

const files = await scratch();
afterAll(() => files.remove());

async function listRecords(content: string, timeOrigin?: string): Promise<string[]> {
  const path = await files.write('some.txt', content);
  const { records } = await readAll(path, timeOrigin === undefined ? {} : { timeOrigin });
  return records.map(
    ({ occurredAt, author, text }) =>
      `${occurredAt.toISOString().slice(0, 19)} ${author?.name ?? '-'}: ${text.trim()}`,
  );
}

const friday = '2024-03-15T00:00:00Z';
const listSaid = (day: string, first = '14:02:00', second = '14:03:00') => [
  `${day}T${first} Mara Iwu: disk is full`,
  `${day}T${second} Jon Deer: on it`,
];

it.each([
  [
    'names and times on one line',
    'Mara Iwu  2:02 PM\ndisk is full\nJon Deer  2:03 PM\non it\n',
    listSaid('2024-03-15'),
  ],
  [
    'times below names',
    'Mara Iwu\n  2:02 PM\ndisk is full\nJon Deer\n  2:03 PM\non it\n',
    listSaid('2024-03-15'),
  ],
  [
    'times in brackets behind names',
    'Mara Iwu [2:02 PM]\ndisk is full\n\nJon Deer [2:03 PM]\non it\n',
    listSaid('2024-03-15'),
  ],
  [
    'times in brackets before names',
    '[14:02] Mara Iwu\ndisk is full\n\n[14:03] Jon Deer\non it\n',
    listSaid('2024-03-15'),
  ],
  [
    'one line per message',
    '[2:02 PM] Mara Iwu: disk is full\n[2:03 PM] Jon Deer: on it\n',
    listSaid('2024-03-15'),
  ],
  [
    'commas before times',
    'Mara Iwu, 14:02\ndisk is full\nJon Deer, 14:03\non it\n',
    listSaid('2024-03-15'),
  ],
  [
    'dates behind dashes',
    'Mara Iwu — 03/13/2024 2:02 PM\ndisk is full\nJon Deer — 03/13/2024 2:03 PM\non it\n',
    listSaid('2024-03-13'),
  ],
  [
    'German dates',
    'Mara Iwu  13.03.2024, 14:02\ndisk is full\nJon Deer  13.03.2024, 14:03\non it\n',
    listSaid('2024-03-13'),
  ],
  [
    'dates below names',
    'Mara Iwu\n3/13/2024 2:02 PM\ndisk is full\n\nJon Deer\n3/13/2024 2:03 PM\non it\n',
    listSaid('2024-03-13'),
  ],
  [
    'dates in brackets',
    '[13/03/2024 14:02] Mara Iwu\ndisk is full\n[13/03/2024 14:03] Jon Deer\non it\n',
    listSaid('2024-03-13'),
  ],
  [
    'days above messages',
    'Wednesday, March 13th\nMara Iwu\n14:02\ndisk is full\nThursday, March 14th\nJon Deer\n00:03\non it\n',
    ['2024-03-13T14:02:00 Mara Iwu: disk is full', '2024-03-14T00:03:00 Jon Deer: on it'],
  ],
  [
    'days of the week',
    'Mara Iwu  Wednesday at 2:02 PM\ndisk is full\nJon Deer  Yesterday at 2:03 PM\non it\n',
    ['2024-03-13T14:02:00 Mara Iwu: disk is full', '2024-03-14T14:03:00 Jon Deer: on it'],
  ],
  [
    'Today between messages, and a message that continues',
    'Mara Iwu  2:02 PM\ndisk is full\n2:05\nstill\n\nToday\n\nJon Deer  9:03 AM\non it\n',
    [
      '2024-03-14T14:02:00 Mara Iwu: disk is full',
      '2024-03-14T14:05:00 Mara Iwu: still',
      '2024-03-15T09:03:00 Jon Deer: on it',
    ],
  ],
  [
    'a transcript with times between what was said',
    'Call - Transcript\n00:00:00\n\nMara Iwu: disk is full\nJon Deer: on it\n\n00:05:00\n\nMara Iwu: ok\n\nTranscription ended after 00:06:12\n',
    [
      '2024-03-15T00:00:00 Mara Iwu: disk is full',
      '2024-03-15T00:00:00 Jon Deer: on it',
      '2024-03-15T00:05:00 Mara Iwu: ok',
    ],
  ],
  [
    'a transcript below its date',
    'Call\nMarch 13, 2024, 1:02PM\n4m 12s\n\nMara Iwu   0:03\ndisk is full\n\nJon Deer   0:12\non it\n',
    listSaid('2024-03-15', '00:00:03', '00:00:12'),
  ],
  [
    'a kernel log',
    '[    0.417000] usb\n[  125.500000] oom\n',
    ['2024-03-15T00:00:00 -: usb', '2024-03-15T00:02:05 -: oom'],
  ],
  [
    'a kernel log with levels',
    'kern  :err   : [  125.500000] oom\n<3>[  126.500000] oom\n',
    ['2024-03-15T00:02:05 -: oom', '2024-03-15T00:02:06 -: oom'],
  ],
  [
    'a log of a JVM',
    '[0.417s][info][gc] x\n[2.017s][info][gc] y\n',
    ['2024-03-15T00:00:00 -: [info][gc] x', '2024-03-15T00:00:02 -: [info][gc] y'],
  ],
  [
    'notes since a start',
    'T-10m deploy\nT+00:05 alert\nT+1h5m - ok\n',
    ['2024-03-14T23:50:00 -: deploy', '2024-03-15T00:05:00 -: alert', '2024-03-15T01:05:00 -: ok'],
  ],
  [
    'notes with a plus',
    '+0:05 alert\n+12m: ok\n',
    ['2024-03-15T00:05:00 -: alert', '2024-03-15T00:12:00 -: ok'],
  ],
])('reads %s', async (_, content, expected) => {
  expect(await listRecords(content, friday)).toEqual(expected);
});

it('asks what the times count from', async () => {
  const ask = async (content: string) =>
    (await previewFile(await files.write('ask.txt', content))).questions;
  expect(await ask('Mara Iwu  Today at 2:02 PM\nx\nJon Deer  Yesterday at 2:03 PM\ny\n')).toEqual([
    'The text says Today, Yesterday or a weekday. Enter the day on which it was copied. Use --time-origin.',
  ]);
  expect(await ask('[    0.417000] usb\n')).toEqual([
    'The times count from a start. Enter when that was. Use --time-origin.',
  ]);
  expect(await ask('T+0 = 2024-03-13 14:02 UTC\nT+00:05 alert\n')).toEqual([]);
});

it('reports what is not part of the conversation', async () => {
  const text = 'Call\n00:00:00\nMara Iwu: x\nJon: y\nTranscription ended after 00:01:00\n';
  const { rejected } = await readAll(await files.write('call.txt', text), { timeOrigin: friday });
  expect(rejected.map(({ place }) => place)).toEqual(['line 1', 'line 5']);
});

it.each([
  [
    '[2024-03-13 14:02:11] Started\n  at x\n[2024-03-13 14:02:12] Stopped\n  at y\n',
    'Started\n  at x',
  ],
  ['2024-03-13 14:02:11 Mara Iwu: x\n2024-03-13 14:02:12 Jon Deer: y\n', 'Mara Iwu: x'],
])('keeps the words of a log: %j', async (content, text) => {
  const { records } = await readAll(await files.write('some.log', content));
  expect(records[0]).toMatchObject({ author: null, text });
});
