import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recogniseUpload } from '../readers.ts';
import {
  expectBounded,
  longText,
  openFile,
  previewFile,
  readAll,
  scratch,
  sharedSample,
} from '../testing/test-support.ts';
import { openUpload } from '../bytes/upload.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const jsonl = (...rows: unknown[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const apollo = {
  map: 'at=start,until=end,author=source,text=message',
  timeUnit: 's',
  timeOrigin: '1970-04-11T19:13:00Z',
} as const;

describe('the loops of Apollo 13 (skipped if the sample does not exist)', () => {
  for (const [name, count, continued] of [
    ['flight-director-loop', 4267, 95],
    ['air-ground-loop', 1119, 15],
  ] as const) {
    const path = sharedSample(`apollo13-loops/${name}.json`);
    it.skipIf(path === null)(
      `${name}: ${count} utterances, none rejected, the same keys twice`,
      async () => {
        const first = await readAll(path ?? '', apollo);
        const second = await readAll(path ?? '', apollo);
        expect([first.format, first.records.length, first.rejected]).toEqual(['json', count, []]);
        expect(new Set(first.records.map((record) => record.key)).size).toBe(count);
        expect(second.records.map((record) => record.key)).toEqual(
          first.records.map((record) => record.key),
        );
        expect(new Set(first.records.map((record) => record.kind))).toEqual(new Set(['utterance']));
        const untimed = first.records.filter((record) => record.marks.length > 0);
        expect(untimed.length).toBe(continued);
        expect(
          new Set(untimed.map((record) => `${record.marks.join()} ${record.precision}`)),
        ).toEqual(new Set(['no-time about']));
      },
    );
  }

  it('places the next words of an interrupted speaker between the interruption and the end', async () => {
    const path = await files.write(
      'loop.json',
      JSON.stringify([
        { id: 7, start: 10, end: 20, source: 'A', message: 'one -' },
        { id: 8, start: 14, end: 15, source: 'B', message: 'what?' },
        { id: 7, source: 'A', message: '- two' },
        { id: 9, source: 'C', message: 'lost' },
      ]),
    );
    const { records, rejected } = await readAll(path, apollo);
    expect(
      records.map(({ key, occurredAt, untilAt }) => [
        key,
        occurredAt.toISOString().slice(14, 19),
        untilAt?.toISOString().slice(14, 19),
      ]),
    ).toEqual([
      ['7', '13:10', '13:20'],
      ['8', '13:14', '13:15'],
      ['7+1', '13:14', '13:20'],
    ]);
    expect(rejected.map((read) => read.place)).toEqual(['record 4']);
  });
});

it('reads the demo incident without options', async () => {
  const place = new URL('../../../../demo/search-alias/', import.meta.url).pathname;
  const seen: Record<string, unknown> = {};
  for (const name of ['alerts.jsonl', 'deploys.jsonl', 'ticket.json', 'slack-export']) {
    const { format, records, rejected } = await readAll(place + name);
    const keys = new Set(records.map((record) => `${record.stream.key}/${record.key}`));
    seen[name] = [
      format,
      [...new Set(records.map((record) => record.kind))].join(),
      rejected.length,
      keys.size >= records.length - 5 && records.length > 20,
    ];
  }
  expect(seen).toEqual({
    'alerts.jsonl': ['jsonl', 'alert', 0, true],
    'deploys.jsonl': ['jsonl', 'change', 0, true],
    'ticket.json': ['json', 'ticket', 0, true],
    'slack-export': ['slack', 'message', 0, true],
  });
});

describe('guesses', () => {
  it('recognizes kinds, titles, emails and other fields by their names', async () => {
    const path = await files.write(
      'mixed.jsonl',
      jsonl(
        {
          id: 'a1',
          at: '2022-12-06T14:30:05+01:00',
          kind: 'alert',
          title: 'Lag',
          text: 'over 30 s',
          severity: 'page',
          labels: { env: 'prod' },
          hosts: ['x', 'y'],
        },
        {
          id: 'a2',
          at: '2022-12-06T14:31:05Z',
          kind: 'ticket',
          author: 'Ada Lark',
          author_email: 'Ada@Example.org',
          text: 'seen',
        },
      ),
    );
    const { records } = await readAll(path);
    expect(records[0]).toMatchObject({
      key: 'a1',
      kind: 'alert',
      zoneOffset: 60,
      text: 'over 30 s',
      author: null,
      details: { title: 'Lag', fields: { severity: 'page', 'labels.env': 'prod', hosts: 'x, y' } },
    });
    expect(records[1]).toMatchObject({
      kind: 'ticket',
      author: { key: 'ada@example.org', name: 'Ada Lark', email: 'Ada@Example.org' },
    });
    expect(records[0]?.stream).toEqual({ key: 'mixed', name: 'mixed' });
  });

  it.each([
    [
      'alert',
      {
        startsAt: '2022-12-06T14:30:05Z',
        endsAt: '2022-12-06T14:40:05Z',
        status: 'firing',
        labels: { alertname: 'Lag', severity: 'page' },
        annotations: { summary: 'over' },
      },
    ],
    [
      'change',
      {
        time: '2022-12-06T14:30:05Z',
        service: 'api',
        version: '1.2',
        user: 'ada',
        message: 'deploy',
      },
    ],
    [
      'utterance',
      { start: '2022-12-06T14:30:05Z', end: '2022-12-06T14:30:09Z', speaker: 'Ada', text: 'hello' },
    ],
    ['message', { created_at: '2022-12-06T14:30:05Z', user: { name: 'Ada' }, body: 'hello' }],
    ['log', { '@timestamp': '2022-12-06T14:30:05Z', level: 'error', logger: 'x', message: 'boom' }],
    ['metric', { ts: 1670337005, value: 4.5, p99: 12 }],
  ])('is %s', async (kind, row) => {
    const { records } = await readAll(await files.write(`${kind}.jsonl`, jsonl(row, row)));
    expect(records.map((record) => record.kind)).toEqual([kind, kind]);
    expect(records[0]?.text).not.toBe('');
    expect(records[0]?.occurredAt.toISOString()).toBe('2022-12-06T14:30:05.000Z');
  });

  it('is overridden by a mapping, an origin, a zone, a kind and a stream', async () => {
    const path = await files.write(
      'odd.csv',
      'when;wer;was;time\n14:30:05;Ada;hallo;x\n14:31;Bo;na;y\n',
    );
    const { records } = await readAll(path, {
      map: 'at=when,author=wer,text=was',
      timeOrigin: '2022-12-06T00:00:00Z',
      zone: 'Europe/Berlin',
      kind: 'note',
      stream: 'calls',
    });
    expect(
      records.map(({ occurredAt, precision, kind, author, text, stream }) => [
        occurredAt.toISOString(),
        precision,
        kind,
        author?.name,
        text,
        stream.name,
      ]),
    ).toEqual([
      ['2022-12-06T13:30:05.000Z', 'exact', 'note', 'Ada', 'hallo', 'calls'],
      ['2022-12-06T13:31:00.000Z', 'minute', 'note', 'Bo', 'na', 'calls'],
    ]);
  });

  it('uses an id column only if it identifies records', async () => {
    const rows = [
      { id: 1, at: '2022-12-06T14:30:05Z', text: 'a' },
      { id: 1, at: '2022-12-06T14:30:06Z', text: 'b' },
    ];
    const { records } = await readAll(await files.write('twice.jsonl', jsonl(...rows)));
    expect(records.map((record) => [record.key, record.details.fields?.['id']])).toEqual([
      [null, '1'],
      [null, '1'],
    ]);
  });

  it('ignores a number that is too large to be exact as an id', async () => {
    const at = '2022-12-06T14:30:05Z';
    const path = await files.write(
      'large.jsonl',
      `{"id":9007199254740993,"at":"${at}","text":"a"}\n{"id":7,"at":"${at}","text":"b"}\n`,
    );
    expect((await readAll(path)).records.map((record) => record.key)).toEqual([null, '7']);
  });

  it('asks only about what most of the records lack', async () => {
    const good = { at: '2022-12-06T14:30:05Z', text: 'a' };
    expect(
      (await previewFile(await files.write('few.jsonl', jsonl(good, good, { at: 0, text: 'b' }))))
        .questions,
    ).toEqual([]);
    expect(
      (
        await previewFile(
          await files.write(
            'most.jsonl',
            jsonl(good, { at: 10, text: 'b' }, { at: 20, text: 'b' }),
          ),
        )
      ).questions,
    ).toHaveLength(1);
  });

  it('links replies to their parents', async () => {
    const path = await files.write(
      'thread.jsonl',
      jsonl(
        { id: 'm1', thread_id: 'm1', at: '2022-12-06T14:30:05Z', user: 'a', text: 'x' },
        { id: 'm2', thread_id: 'm1', at: '2022-12-06T14:30:06Z', user: 'b', text: 'y' },
      ),
    );
    expect((await readAll(path)).records.map((record) => record.repliesTo)).toEqual([null, 'm1']);
  });
});

describe('shapes of JSON', () => {
  const row = { at: '2022-12-06T14:30:05Z', text: 'hello' };
  it.each([
    ['a list', JSON.stringify([row, row])],
    [
      'a list in an object',
      JSON.stringify({ next: null, meta: { items: [] }, items: [row, row], total: 2 }, null, 2),
    ],
    [
      'objects one after the other',
      `${JSON.stringify(row, null, 2)}\n${JSON.stringify(row, null, 2)}`,
    ],
    [
      'UTF-16',
      Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(JSON.stringify([row, row]), 'utf16le'),
      ]),
    ],
    ['UTF-8 with a byte order mark', `\ufeff${JSON.stringify([row, row])}`],
  ])('%s', async (_, content) => {
    const { format, records, rejected } = await readAll(await files.write('shape.json', content));
    expect([format, records.map((record) => record.text), rejected]).toEqual([
      'json',
      ['hello', 'hello'],
      [],
    ]);
  });

  it('a single object', async () => {
    const { records } = await readAll(
      await files.write('single.json', JSON.stringify(row, null, 1)),
    );
    expect(records).toHaveLength(1);
  });
});

describe('damage', () => {
  it('rejects broken lines with place, reason and excerpt, and continues', async () => {
    const good = jsonl({ at: '2022-12-06T14:30:05Z', text: 'ok' });
    const path = await files.write(
      'broken.jsonl',
      `${good}{"at": broken\n\n[1]\n${jsonl({ at: '', text: 'no time' }, { at: 'soon', text: 'bad time' })}${good}{"at":"2022-12-`,
    );
    const { records, rejected } = await readAll(path);
    expect(records).toHaveLength(2);
    expect(rejected).toEqual([
      {
        type: 'rejected',
        place: 'line 2',
        reason: 'Not valid JSON.',
        excerpt: '{"at": broken',
      },
      {
        type: 'rejected',
        place: 'line 4',
        reason: expect.stringContaining('must be an object'),
        excerpt: '[1]',
      },
      {
        type: 'rejected',
        place: 'line 5',
        reason: expect.stringContaining('"at" is empty'),
        excerpt: '{"at":"","text":"no time"}',
      },
      {
        type: 'rejected',
        place: 'line 6',
        reason: expect.stringContaining('Not a time: "at" contains "soon"'),
        excerpt: '{"at":"soon","text":"bad time"}',
      },
      {
        type: 'rejected',
        place: 'line 8',
        reason: 'Not valid JSON.',
        excerpt: '{"at":"2022-12-',
      },
    ]);
  });

  it('keeps garbled, foreign and unstorable text, with marks', async () => {
    const at = '2022-12-06T14:30:05Z';
    const path = await files.write(
      'text.jsonl',
      Buffer.concat([
        Buffer.from(
          jsonl({ at, text: 'plain → é' }, { at, text: 'a ‚Üí b' }, { at, text: 'cafÃ©' }),
        ),
        Buffer.from(`{"at":"${at}","text":"caf\xe9 \x80"}\n`, 'latin1'),
        Buffer.from(`{"at":"${at}","text":"half \\ud83d nul \\u0000"}\n`),
      ]),
    );
    const { records } = await readAll(path);
    expect(records.map(({ text, marks }) => [text, marks])).toEqual([
      ['plain → é', []],
      ['a ‚Üí b', ['mangled-text']],
      ['cafÃ©', ['mangled-text']],
      ['café €', ['wrong-encoding']],
      ['half � nul �', ['mangled-text']],
    ]);
    expect(records.map((record) => typeof record.payload)).toEqual([
      'string',
      'string',
      'string',
      'object',
      'string',
    ]);
  });

  it(
    'truncates long text, keeps its payload, and rejects what is longer than the limit',
    { timeout: 60_000 },
    async () => {
      const at = '2022-12-06T14:30:05Z';
      const path = await files.write(
        'long.jsonl',
        `${jsonl({ at, text: 'x'.repeat(10_000_000) })}{"at":"${at}","text":"${'y'.repeat(17 * 1024 * 1024)}"}\n${jsonl({ at, text: 'last' })}`,
      );
      const found: unknown[] = [];
      for (const read of (await readAll(path)).reads) {
        if (read.type === 'record')
          found.push([
            read.record.text.length,
            read.record.payload.length,
            read.record.marks.join(),
          ]);
        if (read.type === 'rejected') found.push([read.place, read.excerpt.length]);
      }
      expect(found).toEqual([
        [1_000_000, 10_000_039, 'shortened'],
        ['line 2', 200],
        [4, 43, ''],
      ]);
    },
  );

  it('marks 1970 if no origin was given, and asks', async () => {
    const path = await files.write('epoch.csv', 'time,text\n120,a\n180,b\n');
    expect((await readAll(path)).records.map((record) => record.marks)).toEqual([
      ['epoch-time'],
      ['epoch-time'],
    ]);
    const preview = await previewFile(path);
    expect(preview.timeUnit).toBe('s');
    expect(preview.questions.join()).toContain('--time-origin');
  });

  it('rejects a mapping to a missing column, an unknown zone, and a table without a time', async () => {
    const path = await files.write('plain.csv', 'name,text\nada,hello\nbo,hi\n');
    await expect(readAll(path)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('--map at=COLUMN. Columns: "name", "text"'),
    });
    await expect(readAll(path, { map: 'at=when' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('no column "when"'),
    });
    await expect(readAll(path, { map: 'at=name', zone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Mars/Olympus'),
    });
  });

  it('stops after a thousand records that all fail for the same reason', async () => {
    const path = await files.write(
      'wrong.csv',
      `id,label,value\n${Array.from({ length: 5000 }, (_, at) => `${at},name ${at},${at}\n`).join('')}`,
    );
    await expect(readAll(path, { map: 'at=label' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(
        /first 1000 records.*"label" contains "name 999".*--map at=COLUMN/,
      ),
    });
  });
});

describe('CSV', () => {
  it('reads quoted fields over several lines, any delimiter, and rejects rows that do not fit', async () => {
    const path = await files.write(
      'quoted.csv',
      'time;author;text\r\n2022-12-06 14:30:05;"Lark; Ada";"two\nlines, ""quoted"""\r\n2022-12-06 14:30:06;Bo;x;y;z\r\n2022-12-06 14:30:07;Bo;last\r\n',
    );
    const { format, records, rejected } = await readAll(path);
    expect(format).toBe('csv');
    expect(records.map(({ place, author, text }) => [place, author?.name, text])).toEqual([
      ['line 2', 'Lark; Ada', 'two\nlines, "quoted"'],
      ['line 5', 'Bo', 'last'],
    ]);
    expect(rejected).toMatchObject([
      { place: 'line 4', reason: 'The record has 5 fields, but the table has 3 columns.' },
    ]);
  });

  it('reads tabs, and tables without a header', async () => {
    const { format, records } = await readAll(
      await files.write(
        'bare.tsv',
        '2022-12-06T14:30:05Z\tAda\thello\n2022-12-06T14:30:06Z\tBo\thi\n',
      ),
      {
        map: 'author=column 2,text=column 3',
      },
    );
    expect([format, records.map((record) => `${record.author?.name}: ${record.text}`)]).toEqual([
      'csv',
      ['Ada: hello', 'Bo: hi'],
    ]);
  });

  it('determines the order of day and month from the full column', async () => {
    const { records } = await readAll(
      await files.write('days.csv', 'date,text\n03/04/2022 10:00,a\n25/04/2022 10:00,b\n'),
    );
    expect(records[0]?.occurredAt.toISOString()).toBe('2022-04-03T10:00:00.000Z');
  });

  const telemetry = sharedSample('apollo13-loops/tm.csv');
  it.skipIf(telemetry === null)(
    'reads telemetry with elapsed times (skipped if the sample does not exist)',
    async () => {
      const { records, rejected } = await readAll(telemetry ?? '', {
        timeOrigin: '1970-04-11T19:13:00Z',
      });
      expect([
        records.length,
        rejected.length,
        records[0]?.occurredAt.toISOString(),
        records[0]?.kind,
      ]).toEqual([236, 0, '1970-04-14T03:06:00.000Z', 'metric']);
    },
  );

  it('reads a large table in bounded memory', { timeout: 120_000 }, async () => {
    await files.writeLarge(
      'large.csv',
      (at) =>
        `${at === 0 ? 'id,time,user,text\n' : ''}${at},${1670337000 + at},user ${at % 7},"${longText}, quoted"\n`,
    );
    await expectBounded(files.path('large.csv'));
  });
});

it('reads a large list in bounded memory', { timeout: 120_000 }, async () => {
  await files.writeLarge(
    'large.json',
    (at) =>
      `${at === 0 ? '{"items":[' : ','}${JSON.stringify({ id: at, time: 1670337000 + at, text: longText })}`,
    ']}',
  );
  await expectBounded(files.path('large.json'));
});

describe('recognition uses content', () => {
  it.each([
    [
      'slack.json',
      '{"at":"2022-12-06T14:30:05Z","text":"a"}\n{"at":"2022-12-06T14:30:06Z","text":"b"}\n',
      'jsonl',
    ],
    ['log.csv', '{"sha":"abc","committed_at":"2022-12-06T14:30:05Z","subject":"x"}\n', 'git-log'],
    ['data.txt', 'time,user,text\n2022-12-06T14:30:05Z,a,b\n2022-12-06T14:30:05Z,c,d\n', 'csv'],
    [
      'table.csv',
      '2022-12-06 14:30:05,123 INFO started, ready\n2022-12-06 14:30:06,001 WARN slow\n',
      'text-log',
    ],
    ['call.txt', 'WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n', 'webvtt'],
    [
      'access.log',
      '1.2.3.4 - - [06/Dec/2022:14:30:05 +0000] "GET / HTTP/1.1" 200 12\n',
      'text-log',
    ],
    [
      'bracket.log',
      '[06/Dec/2022:14:30:05 +0000] started\n[06/Dec/2022:14:30:06 +0000] ready\n',
      'text-log',
    ],
  ])('%s', async (name, content, format) => {
    expect((await openFile(await files.write(name, content))).reader.format).toBe(format);
  });

  it.each([
    ['empty.txt', ''],
    ['prose.txt', 'Dear all,\n\nthe search is down, and nobody knows why.\n'],
    ['image.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 3])],
  ])('recognizes nothing in %s', async (name, content) => {
    expect(
      await recogniseUpload(await openUpload(await files.write(name, content), name)),
    ).toBeNull();
  });
});
