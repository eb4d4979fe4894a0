import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectBounded,
  longText,
  previewFile,
  readAll,
  scratch,
  sharedSample,
} from '../testing/test-support.ts';
import { readLogLine } from './text-log-line.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

describe('the start of a line', () => {
  it.each([
    [
      '2022-12-06T14:30:05.123Z INFO ready',
      '2022-12-06T14:30:05.123Z',
      'INFO ready',
      { level: 'info' },
    ],
    [
      '2022-12-06 14:30:05,123 [main] ERROR com.x.Y - boom',
      '2022-12-06 14:30:05,123',
      '[main] ERROR com.x.Y - boom',
      { level: 'error' },
    ],
    [
      '[2022-12-06 14:30:05 +0100] [4711] [INFO] Booting',
      '2022-12-06 14:30:05 +0100',
      '[4711] [INFO] Booting',
      { level: 'info' },
    ],
    [
      '2022/12/06 14:30:05 [error] 123#0: *1 open() failed',
      '2022/12/06 14:30:05',
      '[error] 123#0: *1 open() failed',
      { level: 'error' },
    ],
    [
      'Dec  6 14:30:05 web-1 sshd[42]: Accepted',
      'Dec  6 14:30:05',
      'Accepted',
      { host: 'web-1', program: 'sshd', pid: '42' },
    ],
    [
      '<34>1 2022-12-06T14:30:05Z web-1 su 77 ID47 [x y="z"] failed',
      '2022-12-06T14:30:05Z',
      'failed',
      { host: 'web-1', program: 'su', pid: '77' },
    ],
    [
      'W1206 14:30:05.123456    7 pod.go:12] evicted',
      'Dec 06 14:30:05.123456',
      'evicted',
      { level: 'warning', thread: '7', place: 'pod.go:12' },
    ],
    [
      '1.2.3.4 - ada [06/Dec/2022:14:30:05 +0000] "GET / HTTP/1.1" 502 12',
      '06/Dec/2022:14:30:05 +0000',
      '"GET / HTTP/1.1" 502 12',
      { host: '1.2.3.4', user: 'ada', status: '502' },
    ],
    ['[06/Dec/2022:14:30:05 +0000] started', '06/Dec/2022:14:30:05 +0000', 'started', {}],
    [
      '[Tue Dec 06 14:30:05.123456 2022] [core:error] AH00037',
      'Tue Dec 06 14:30:05.123456 2022',
      '[core:error] AH00037',
      {},
    ],
    ['1670337005.123 up', '1670337005.123', 'up', {}],
    [
      'time="2022-12-06T14:30:05Z" level=warning msg="disk \\"a\\" full" free=1',
      '2022-12-06T14:30:05Z',
      'disk "a" full',
      { level: 'warning', line: 'level=warning msg="disk \\"a\\" full" free=1' },
    ],
    ['14:30:05.001 starting', '14:30:05.001', 'starting', {}],
    ['00:13:46\tPotuz:\tgm', '00:13:46', 'gm', {}],
  ])('%s', (line, time, text, fields) =>
    expect(readLogLine(line)).toMatchObject({ time, text, fields }),
  );

  it.each([
    '\tat com.x.Y(Y.java:1)',
    'Traceback (most recent call last):',
    '',
    'version 2022-12-06',
    '127.0.0.1:80 refused',
  ])('%j continues the line before', (line) => expect(readLogLine(line)).toBeNull());
});

it('adds stack traces to their line, and rejects lines before the first record', async () => {
  const path = await files.write(
    'app.log',
    '=== log opened ===\n\n2022-12-06 14:30:05,123 ERROR boom\njava.lang.X: y\n\tat a.b\n\n2022-12-06 14:30:06,000 INFO ok\r\n2022-02-30 10:00:00 INFO never\n',
  );
  const { format, records, rejected } = await readAll(path, { zone: 'America/New_York' });
  expect(format).toBe('text-log');
  expect(
    records.map(({ place, text, key, zoneOffset, occurredAt, kind }) => [
      place,
      text,
      key,
      zoneOffset,
      occurredAt.toISOString(),
      kind,
    ]),
  ).toEqual([
    [
      'line 3',
      'ERROR boom\njava.lang.X: y\n\tat a.b',
      null,
      -300,
      '2022-12-06T19:30:05.123Z',
      'log',
    ],
    ['line 7', 'INFO ok', null, -300, '2022-12-06T19:30:06.000Z', 'log'],
  ]);
  expect(records[0]?.payload).toBe(
    '2022-12-06 14:30:05,123 ERROR boom\njava.lang.X: y\n\tat a.b\n',
  );
  expect(rejected.map((read) => [read.place, read.reason])).toEqual([
    ['line 1', 'No timestamp on or before this line.'],
    ['line 8', expect.stringContaining('Invalid date or time')],
  ]);
});

it('continues over the turn of a year and of days', async () => {
  const sys = await readAll(
    await files.write('syslog', 'Dec 31 23:59:59 a b: one\nJan  1 00:00:01 a b: two\n'),
    { timeOrigin: '2022-12-31T00:00:00Z' },
  );
  expect(sys.records.map((record) => record.occurredAt.toISOString())).toEqual([
    '2022-12-31T23:59:59.000Z',
    '2023-01-01T00:00:01.000Z',
  ]);
  const clock = await readAll(
    await files.write(
      'clock.log',
      '22:00:00 a\n08:00:00 b\n07:59:59 late\n20:00:00 c\n03:00:00 d\n',
    ),
    {
      timeOrigin: '2022-12-06T21:00:00Z',
    },
  );
  expect(clock.records.map((record) => record.occurredAt.toISOString())).toEqual([
    '2022-12-06T22:00:00.000Z',
    '2022-12-07T08:00:00.000Z',
    '2022-12-07T07:59:59.000Z',
    '2022-12-07T20:00:00.000Z',
    '2022-12-08T03:00:00.000Z',
  ]);
});

it('asks for what the times lack', async () => {
  const path = await files.write('yearless.log', 'Dec 31 23:59:59 a b: one\n');
  expect((await previewFile(path)).questions).toEqual([expect.stringContaining('no year')]);
  expect((await readAll(path)).rejected[0]?.reason).toContain('--time-origin');
  expect(
    (await previewFile(await files.write('clocks.log', '14:30:05 one\n14:30:06 two\n'))).questions,
  ).toEqual([expect.stringContaining('no date')]);
});

it('stops at a file whose every line is rejected', async () => {
  const path = await files.write(
    'hopeless.log',
    Array.from(
      { length: 3000 },
      (_, at) => `14:30:${String(at % 60).padStart(2, '0')} line\n`,
    ).join(''),
  );
  await expect(readAll(path)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('--time-origin'),
  });
});

it('keeps text in other encodings, marked, with its bytes', async () => {
  const { records } = await readAll(
    await files.write('latin.log', Buffer.from('2022-12-06 14:30:05 caf\xe9\n', 'latin1')),
  );
  expect(records[0]).toMatchObject({
    text: 'café',
    marks: ['wrong-encoding'],
    payload: Buffer.from('2022-12-06 14:30:05 caf\xe9', 'latin1'),
  });
});

const chat = sharedSample('zoom-transcripts/2026-02-19_175/chat.txt');
it.skipIf(chat === null)(
  'reads the chat of a call (skipped if the sample does not exist)',
  async () => {
    const { format, records, rejected } = await readAll(chat ?? '', {
      timeOrigin: '2026-02-19T14:00:00Z',
    });
    expect([format, records.length, rejected.length]).toEqual(['text-log', 130, 0]);
    expect(records[0]).toMatchObject({
      kind: 'message',
      author: { name: 'Sanggu Han' },
      text: 'sounds great',
    });
    expect(records[0]?.occurredAt.toISOString()).toBe('2026-02-19T14:05:41.000Z');
  },
);

it('reads a long log in bounded memory', { timeout: 120_000 }, async () => {
  await files.writeLarge(
    'long.log',
    (at) =>
      `${new Date(1670337000000 + at * 1000).toISOString()} INFO request ${at}\n\tat ${longText}\n`,
  );
  await expectBounded(files.path('long.log'));
});
