import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectBounded,
  longText,
  previewFile,
  readAll,
  scratch,
  sharedSample,
} from '../testing/test-support.ts';
import { stampMs } from './webvtt-cues.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const timeOrigin = '2026-02-19T14:00:00Z';

describe('real calls', () => {
  for (const [path, cues] of [
    ['teams-vtt-format/graph-docs-sample.vtt', 1],
    ['zoom-transcripts/2026-02-05_174/transcript.vtt', 348],
    ['zoom-transcripts/2026-02-05_174/transcript_corrected.vtt', 348],
    ['zoom-transcripts/2026-02-19_175/transcript.vtt', 139],
    ['zoom-transcripts/2026-02-19_175/transcript_corrected.vtt', 139],
  ] as const) {
    const sample = sharedSample(path);
    it.skipIf(sample === null)(
      `${path}: every cue, every speaker, the same keys twice (skipped if the sample does not exist)`,
      async () => {
        const [first, second] = [
          await readAll(sample ?? '', { timeOrigin }),
          await readAll(sample ?? '', { timeOrigin }),
        ];
        expect([first.format, first.records.length, first.rejected]).toEqual(['webvtt', cues, []]);
        expect(first.records.filter((record) => record.author === null)).toEqual([]);
        expect(new Set(first.records.map((record) => record.key)).size).toBe(cues);
        expect(second.records.map((record) => record.key)).toEqual(
          first.records.map((record) => record.key),
        );
      },
    );
  }
});

it('reads Zoom cues', async () => {
  const path = await files.write(
    'zoom.vtt',
    'WEBVTT\r\n\r\n1\r\n00:04:01.680 --> 00:04:02.770\r\nMario Havel: Hey, Pooja.\r\n\r\n2\r\n00:04:03.430 --> 00:04:04.509\r\nJustin (Besu): See https://x.org: fine,\r\nreally\r\n\r\n3\r\n01:00:00.000 --> 01:00:01.000\r\nHm &amp; so. Then he said: no\r\n',
  );
  const { records } = await readAll(path, { timeOrigin });
  expect(
    records.map(({ key, place, kind, occurredAt, untilAt, author, text }) => [
      key,
      place,
      kind,
      occurredAt.toISOString(),
      untilAt?.toISOString().slice(14, 23),
      author?.name,
      text,
    ]),
  ).toEqual([
    [
      '1@241680',
      'cue 1, line 3',
      'utterance',
      '2026-02-19T14:04:01.680Z',
      '04:02.770',
      'Mario Havel',
      'Hey, Pooja.',
    ],
    [
      '2@243430',
      'cue 2, line 7',
      'utterance',
      '2026-02-19T14:04:03.430Z',
      '04:04.509',
      'Justin (Besu)',
      'See https://x.org: fine,\nreally',
    ],
    [
      '3@3600000',
      'cue 3, line 12',
      'utterance',
      '2026-02-19T15:00:00.000Z',
      '00:01.000',
      undefined,
      'Hm & so. Then he said: no',
    ],
  ]);
});

it('reads Teams cues, notes, styles and broken ones', async () => {
  const path = await files.write(
    'teams.vtt',
    'WEBVTT\n\nNOTE made by Teams\n\nSTYLE\n::cue {}\n\n-0:0:1.5 --> 0:0:5.320 align:start\n<v Ada Lark>Hello <i>all</i></v>\n\nid-7\n0:0:6.0 --> 0:0:7.0\n<v.loud Bo Finch>one</v>\n<v Ada Lark>two</v>\n\nno times here\n\n0:x --> 0:0:9\ntext\n\n0:0:8.0 --> 0:0:9.0\nlast',
  );
  const { records, rejected } = await readAll(path, { timeOrigin });
  expect(
    records.map(({ occurredAt, author, text }) => [
      occurredAt.toISOString(),
      author?.name ?? null,
      text,
    ]),
  ).toEqual([
    ['2026-02-19T13:59:58.500Z', 'Ada Lark', 'Hello all'],
    ['2026-02-19T14:00:06.000Z', 'Bo Finch', 'Bo Finch: one\nAda Lark: two'],
    ['2026-02-19T14:00:08.000Z', null, 'last'],
  ]);
  expect(rejected.map((read) => [read.place, read.excerpt])).toEqual([
    ['cue 3, line 16', 'no times here'],
    ['cue 4, line 18', '0:x --> 0:0:9 text'],
  ]);
});

it('finds the start of a call by an option, by its name, or reports it as unknown', async () => {
  const cue = 'WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n';
  const readPlaced = async (name: string, options: object = {}): Promise<unknown> => {
    const path = await files.write(name, cue);
    const [record] = (await readAll(path, options)).records;
    return [
      record?.occurredAt.toISOString(),
      record?.precision,
      record?.marks,
      (await previewFile(path, options)).questions.length,
    ];
  };
  expect(await readPlaced('GMT20260219-140000_Recording.transcript.vtt')).toEqual([
    '2026-02-19T14:00:01.000Z',
    'exact',
    [],
    0,
  ]);
  expect(await readPlaced('call.vtt', { timeOrigin })).toEqual([
    '2026-02-19T14:00:01.000Z',
    'exact',
    [],
    0,
  ]);
  expect(await readPlaced('2026-02-19 standup.vtt')).toEqual([
    '2026-02-19T00:00:01.000Z',
    'unknown',
    ['no-time'],
    1,
  ]);
  expect(await readPlaced('plain.vtt')).toEqual([
    '1970-01-01T00:00:01.000Z',
    'unknown',
    ['no-time'],
    1,
  ]);
});

it.each([
  [
    'SRT',
    'call.srt',
    '1\n00:00:01,000 --> 00:00:02,000\nMara: orders are down\n\n2\n00:00:02,500 --> 00:00:03,000\nJon: failing over\nnow\n',
  ],
  [
    'SRT of Windows',
    'windows.srt',
    '\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nMara: orders are down\r\n\r\n2\r\n00:00:02,500 --> 00:00:03,000\r\nJon: failing over\r\nnow\r\n',
  ],
  [
    'SRT without numbers',
    'bare.srt',
    '00:00:01,000 --> 00:00:02,000\nMara: orders are down\n\n00:00:02,500 --> 00:00:03,000\nJon: failing over\nnow\n',
  ],
  [
    'SBV',
    'call.sbv',
    '0:00:01.000,0:00:02.000\nMara: orders are down\n\n0:00:02.500,0:00:03.000\nJon: failing over\nnow\n',
  ],
  [
    'WebVTT without its first line',
    'cut.vtt',
    '00:01.000 --> 00:02.000\nMara: orders are down\n\n00:02.500 --> 00:03.000\nJon: failing over\nnow\n',
  ],
])('reads %s', async (_, name, content) => {
  const { format, records, rejected } = await readAll(await files.write(name, content), {
    timeOrigin,
  });
  expect([format, rejected]).toEqual(['webvtt', []]);
  expect(
    records.map((one) => [one.occurredAt.toISOString().slice(17, 23), one.author?.name, one.text]),
  ).toEqual([
    ['01.000', 'Mara', 'orders are down'],
    ['02.500', 'Jon', 'failing over\nnow'],
  ]);
});

it('reads back any timestamp', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 * 3_600_000 }), fc.boolean(), (ms, isNegative) => {
      const [hours, minutes, seconds] = [
        Math.floor(ms / 3_600_000),
        Math.floor(ms / 60_000) % 60,
        ((ms % 60_000) / 1000).toFixed(3),
      ];
      expect(stampMs(`${isNegative ? '-' : ''}${hours}:${minutes}:${seconds}`)).toBe(
        isNegative ? 0 - ms : ms,
      );
    }),
  );
});

it('reads a very long call in bounded memory', { timeout: 120_000 }, async () => {
  const stamp = (at: number): string => new Date(at * 1000).toISOString().slice(11, 23);
  await files.writeLarge(
    'long.vtt',
    (at) =>
      `${at === 0 ? 'WEBVTT\n\n' : ''}${at}\n${stamp(at)} --> ${stamp(at + 1)}\nAda Lark: ${longText}\n\n`,
  );
  await expectBounded(files.path('long.vtt'), { timeOrigin });
});

it.each([
  ['no blank line between cues', 'Mara: a\n00:02.000 --> 00:03.000\nJon: b', ['Mara: a', 'Jon: b']],
  ['a line with a space', ' \nMara: a\n\n00:02.000 --> 00:03.000\nJon: b', ['Mara: a', 'Jon: b']],
  [
    'a number before the next cue',
    'Mara: a\n2\n00:02.000 --> 00:03.000\nJon: b',
    ['Mara: a', 'Jon: b'],
  ],
  [
    'the settings of a cue',
    'Mara: a\n\n00:02.000 --> 00:03.000 align:start position:0%\nJon: b',
    ['Mara: a', 'Jon: b'],
  ],
])('reads %s', async (_, body, expected) => {
  const path = await files.write('some.vtt', `WEBVTT\n\n00:01.000 --> 00:02.000\n${body}\n`);
  const { records, rejected } = await readAll(path);
  expect(rejected).toEqual([]);
  expect(records.map(({ author, text }) => `${author?.name}: ${text}`)).toEqual(expected);
});

it.each(['Error: it failed', 'Step 1: look', 'what I mean is this: look', '10:30 Meeting: now'])(
  'keeps a colon in what was said: %s',
  async (said) => {
    const cues = [said, 'Mara Iwu: a', 'Jon Deer: b', 'Mara Iwu: c']
      .map((words, at) => `00:0${at}.000 --> 00:0${at + 1}.000\n${words}\n\n`)
      .join('');
    const { records } = await readAll(await files.write('said.vtt', `WEBVTT\n\n${cues}`));
    expect(records[0]).toMatchObject({ author: null, text: said });
    expect(records[1]).toMatchObject({ author: { name: 'Mara Iwu' } });
  },
);
