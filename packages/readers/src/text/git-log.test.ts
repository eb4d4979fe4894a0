import { ReadOptions } from '@debrief/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectBounded,
  longText,
  openFile,
  previewFile,
  readAll,
  scratch,
  sharedSample,
} from '../testing/test-support.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const commit = {
  sha: 'a1',
  authored_at: '2022-12-06T10:00:00+01:00',
  committed_at: '2022-12-06T14:30:05-05:00',
  parents: ['p1', 'p2'],
  subject: 'Merge the fix',
  body: 'Because of the alias.\n',
  author_name: 'Ada Lark',
  author_email: 'Ada@example.org',
  files: [
    ['M', 'src/a.ts'],
    ['R100', 'old.ts', 'new.ts'],
  ],
  tags: ['v1.2'],
  repo: 'index-tooling',
};
const lines = (...rows: unknown[]): string =>
  rows.map((row) => (typeof row === 'string' ? `${row}\n` : `${JSON.stringify(row)}\n`)).join('');

describe('a commit log', () => {
  const path = sharedSample('mybinder-incident-reports/deploy-repo-commits.jsonl');
  it.skipIf(path === null)(
    'of five years is read completely, with the same keys twice (skipped if the sample does not exist)',
    async () => {
      const [first, second] = [await readAll(path ?? ''), await readAll(path ?? '')];
      expect([first.format, first.records.length, first.rejected]).toEqual(['git-log', 4778, []]);
      expect(new Set(first.records.map((record) => record.key)).size).toBe(4778);
      expect(second.records.map((record) => record.key)).toEqual(
        first.records.map((record) => record.key),
      );
      expect(first.records[0]).toMatchObject({
        kind: 'change',
        text: 'Updates ingress-nginx chart to 4.4.2',
        zoneOffset: 0,
        details: { commit: { files: [{ path: 'mybinder/Chart.yaml', status: 'M' }] } },
      });
    },
  );

  it('keeps all fields of commits and tags', async () => {
    const { records } = await readAll(
      await files.write(
        'full.jsonl',
        lines(commit, {
          tag: 'v1.2',
          sha: 'a1',
          tagged_at: 1670337005,
          subject: 'Release',
          repo: 'index-tooling',
        }),
      ),
    );
    expect(records[0]).toMatchObject({
      key: 'a1',
      stream: { key: 'index-tooling', name: 'index-tooling' },
      author: { key: 'ada@example.org', name: 'Ada Lark', email: 'Ada@example.org', isBot: false },
      text: 'Merge the fix\n\nBecause of the alias.',
      zoneOffset: -300,
      details: {
        commit: {
          sha: 'a1',
          parents: ['p1', 'p2'],
          files: [
            { status: 'M', path: 'src/a.ts' },
            { status: 'R100', path: 'new.ts' },
          ],
          tag: 'v1.2',
        },
        fields: { 'authored at': '2022-12-06T10:00:00+01:00' },
      },
    });
    expect(records[0]?.occurredAt.toISOString()).toBe('2022-12-06T19:30:05.000Z');
    expect(records[1]).toMatchObject({
      key: 'tag:v1.2',
      kind: 'change',
      text: 'Tag v1.2: Release',
      details: { commit: { sha: 'a1', tag: 'v1.2' } },
    });
  });

  it('recognizes bots, and authors in one string', async () => {
    const { records } = await readAll(
      await files.write(
        'authors.jsonl',
        lines(
          {
            ...commit,
            author_name: undefined,
            author_email: undefined,
            author: 'Bo Finch <bo@example.org>',
          },
          { ...commit, sha: 'a2', author_name: 'dependabot[bot]' },
        ),
      ),
    );
    expect(
      records.map((record) => [record.author?.name, record.author?.email, record.author?.isBot]),
    ).toEqual([
      ['Bo Finch', 'bo@example.org', false],
      ['dependabot[bot]', 'Ada@example.org', true],
    ]);
  });

  it('is identified by its repository, or by a given name', async () => {
    const { upload, reader } = await openFile(await files.write('named.jsonl', lines(commit)));
    expect(await reader.source(upload, ReadOptions.parse({}))).toEqual({
      kind: 'git',
      key: 'git:index-tooling',
      name: 'index-tooling',
    });
    expect(await reader.source(upload, ReadOptions.parse({ source: 'deploys' }))).toMatchObject({
      key: 'git:deploys',
      name: 'deploys',
    });
    expect((await previewFile(files.path('named.jsonl'))).sample[0]).toMatchObject({
      author: 'Ada Lark',
      kind: 'change',
      problem: null,
    });
  });

  it('rejects damaged lines and continues', async () => {
    const { records, rejected } = await readAll(
      await files.write(
        'broken.jsonl',
        lines(
          commit,
          commit,
          '{"sha": "b',
          { sha: 'c', committed_at: 'soon', subject: '' },
          { committed_at: commit.committed_at },
          { ...commit, sha: 'd' },
        ),
      ),
    );
    expect(records.map((record) => record.key)).toEqual(['a1', 'a1', 'd']);
    expect(rejected.map((read) => [read.place, read.reason])).toEqual([
      ['line 3', 'Not valid JSON.'],
      ['line 4', expect.stringContaining('"committed_at" contains "soon"')],
      ['line 5', expect.stringContaining('"sha" is missing')],
    ]);
  });

  it('reads a long log in bounded memory', { timeout: 120_000 }, async () => {
    await files.writeLarge(
      'long.jsonl',
      (at) => `${JSON.stringify({ ...commit, sha: `s${at}`, body: longText })}\n`,
    );
    await expectBounded(files.path('long.jsonl'));
  });
});

const printCommits = (start: string, ...commits: [head: string, message: string][]) =>
  start + commits.map(([head, message]) => `${head}\n\n    ${message}\n`).join('\n');
const sha = '3d52f4fe0123456789abcdef0123456789abcdef';
const [day, cet] = ['Wed Mar 13 14:02:11 2024 +0100', '2024-03-13T13:02:11.000Z'];

it.each([
  [
    'git log',
    printCommits(
      '',
      [
        `commit ${sha} (HEAD -> main, tag: v1.0)\nMerge: aa bb\nAuthor: Mara Iwu <m@x>\nDate:   ${day}`,
        'Raise',
      ],
      [`commit ${sha.slice(1)}0\nAuthor: Jon <j@x>\nDate:   ${day}`, 'Fix\n\n    Why.'],
    ),
    ['Mara Iwu: Raise (v1.0)', 'Jon: Fix\n\nWhy.'],
  ],
  [
    'git log --format=fuller',
    printCommits('', [
      `commit ${sha}\nAuthor:     Mara Iwu <m@x>\nAuthorDate: Tue Mar 12 14:02:11 2024 +0100\nCommit:     GitHub <g@x>\nCommitDate: ${day}`,
      'Raise',
    ]),
    ['Mara Iwu: Raise'],
  ],
  [
    'git log --name-status --date=iso',
    `commit ${sha}\nAuthor: Mara Iwu <m@x>\nDate:   2024-03-13 14:02:11 +0100\n\n    Raise\n\nM\ta.ts\nR100\tb.ts\tc.ts\n`,
    ['Mara Iwu: Raise [M a.ts, R100 c.ts]'],
  ],
  [
    'git log --graph',
    `*   commit ${sha}\n|\\  Merge: aa bb\n| | Author: Mara Iwu <m@x>\n| | Date:   ${day}\n| |\n| |     Raise\n| |\n`,
    ['Mara Iwu: Raise'],
  ],
  [
    'svn log',
    `${'-'.repeat(72)}\nr42 | mara | 2024-03-13 14:02:11 +0100 (Wed, 13 Mar 2024) | 1 line\n\nRaise\n${'-'.repeat(72)}\n`,
    ['mara: Raise'],
  ],
  [
    'hg log',
    `changeset:   2:3d52f4f\ntag:         tip\nuser:        Mara Iwu <m@x>\ndate:        ${day}\nsummary:     Raise\n\n`,
    ['Mara Iwu: Raise'],
  ],
])('reads what %s prints', async (_, text, expected) => {
  const { format, records, rejected } = await readAll(await files.write('log.txt', text));
  expect([format, rejected]).toEqual(['git-log', []]);
  expect(records.map(({ occurredAt }) => occurredAt.toISOString())).toEqual(
    expected.map(() => cet),
  );
  const told = records.map(({ author, text, details: { commit } }) => {
    const changed = commit?.files.map(({ path, status }) => `${status} ${path}`).join(', ') ?? '';
    const tag = commit?.tag === undefined ? '' : ` (${commit.tag})`;
    return `${author?.name}: ${text}${tag}${changed === '' ? '' : ` [${changed}]`}`;
  });
  expect(told).toEqual(expected);
});
