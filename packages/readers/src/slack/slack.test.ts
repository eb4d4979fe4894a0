import { readFile } from 'node:fs/promises';
import { ReadOptions } from '@debrief/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slack } from './slack.ts';
import { openUpload } from '../bytes/upload.ts';
import {
  expectBounded,
  longText,
  openFile,
  previewFile,
  readAll,
  scratch,
  sharedSample,
  createZip,
} from '../testing/test-support.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const users = [
  {
    id: 'U1',
    team_id: 'T9',
    name: 'ada',
    is_bot: false,
    profile: { real_name: 'Ada Lark', display_name: 'ada', email: 'Ada@example.org' },
  },
  { id: 'U2', team_id: 'T9', name: 'bo', is_bot: false, profile: { real_name: 'Bo Finch' } },
  { id: 'U3', team_id: 'T9', name: 'pager', is_bot: true, profile: { real_name: 'Pager' } },
];
const channels = [{ id: 'C1', name: 'ops', members: ['U1', 'U2'] }];

async function readExport(
  name: string,
  messages: object[],
  more: Record<string, unknown> = {},
): Promise<string> {
  const content: Record<string, unknown> = {
    'users.json': users,
    'channels.json': channels,
    'ops/2022-12-06.json': messages,
    ...more,
  };
  return files.write(
    name,
    createZip(
      Object.entries(content).map(([path, value]) => ({
        name: path,
        content: typeof value === 'string' ? value : JSON.stringify(value),
      })),
    ),
  );
}

const createMessage = (ts: string, text: string, more: object = {}): object => ({
  type: 'message',
  user: 'U1',
  ts,
  text,
  ...more,
});

describe('real exports', () => {
  for (const [name, messages] of [
    ['test_slack_importer', 91],
    ['test_unicode_slack_importer', 5],
  ] as const) {
    const path = sharedSample(`chat-exports/slack_fixtures/${name}.zip`);
    it.skipIf(path === null)(
      `reads all of ${name} (skipped if the sample does not exist)`,
      async () => {
        const { format, records, rejected, reads } = await readAll(path ?? '');
        expect([format, records.length, rejected]).toEqual(['slack', messages, []]);
        expect(new Set(records.map((record) => `${record.stream.key} ${record.key}`)).size).toBe(
          messages,
        );
        expect(reads.filter((read) => read.type === 'covered').length).toBeGreaterThan(0);
        expect(reads.findLastIndex((read) => read.type === 'record')).toBeLessThan(
          reads.findIndex((read) => read.type === 'covered'),
        );
      },
    );
  }

  it('reads names in any script', async (context) => {
    const path = sharedSample('chat-exports/slack_fixtures/test_unicode_slack_importer.zip');
    if (path === null) return context.skip('the sample is absent');
    const { records } = await readAll(path);
    expect(records.map((record) => record.stream.name)).toContain('チャネル');
  });
});

describe('messages', () => {
  it('keeps threads, reactions, files, links, bots and events', async () => {
    const path = await readExport('kinds.zip', [
      {
        type: 'message',
        subtype: 'channel_join',
        user: 'U2',
        ts: '1670337000.000100',
        text: '<@U2> has joined the channel',
      },
      createMessage(
        '1670337005.000200',
        'Search is <https://example.org/a?x=1&amp;y=2|down> for <@U2> in <#C1|ops> &lt;!&gt; <!here>',
        {
          reply_count: 1,
          thread_ts: '1670337005.000200',
          reactions: [{ name: 'eyes', users: ['U2'], count: 1 }],
          files: [
            {
              name: 'graph.png',
              mimetype: 'image/png',
              size: 12,
              url_private: 'https://files.slack.com/graph.png?t=xoxe-1-secret',
            },
          ],
        },
      ),
      {
        ...createMessage('1670337010.000300', 'On it'),
        user: 'U2',
        thread_ts: '1670337005.000200',
      },
      {
        type: 'message',
        subtype: 'bot_message',
        bot_id: 'B7',
        username: 'Alerts',
        ts: '1670337020.000000',
        text: '',
        attachments: [{ title: 'p99', title_link: 'https://g/1', text: 'over 450 ms' }],
      },
      {
        type: 'message',
        bot_id: 'B8',
        bot_profile: { name: 'Deployer' },
        ts: '1670337030.000000',
        text: '',
        blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Deployed *3.1* by <@U1>' } }],
      },
    ]);
    const { records, reads } = await readAll(path);
    const [join, first, reply, alert, deploy] = records;
    expect(join).toMatchObject({
      details: { event: 'join' },
      text: '@Bo Finch has joined the channel',
    });
    expect(first).toMatchObject({
      key: '1670337005.000200',
      stream: { key: 'C1', name: 'ops' },
      place: 'ops/2022-12-06.json, message 2',
      kind: 'message',
      author: { key: 'U1', name: 'Ada Lark', email: 'Ada@example.org', isBot: false },
      text: 'Search is down (https://example.org/a?x=1&y=2) for @Bo Finch in #ops <!> @here',
      repliesTo: null,
      reactions: [{ name: 'eyes', by: [{ key: 'U2', name: 'Bo Finch' }] }],
      details: {
        files: [
          {
            name: 'graph.png',
            type: 'image/png',
            size: 12,
            url: 'https://files.slack.com/graph.png',
          },
        ],
        links: [{ url: 'https://example.org/a?x=1&y=2', title: 'down' }],
      },
    });
    expect(first?.occurredAt.toISOString()).toBe('2022-12-06T14:30:05.000Z');
    expect(reply?.repliesTo).toBe('1670337005.000200');
    expect(alert).toMatchObject({
      author: { key: 'B7', name: 'Alerts', isBot: true },
      text: 'p99\nover 450 ms',
    });
    expect(deploy).toMatchObject({
      author: { key: 'B8', name: 'Deployer', isBot: true },
      text: 'Deployed *3.1* by @Ada Lark',
    });
    expect(reads.filter((read) => read.type === 'member').map((read) => read.identity.key)).toEqual(
      ['U1', 'U2'],
    );
  });

  it('keeps the words, author, channel and time of a forwarded message', async () => {
    const shared = {
      ts: '1670333400.000100',
      author_id: 'U2',
      channel_id: 'C1',
      from_url: 'https://x.slack.test/archives/C1/p1670333400000100',
    };
    const from = '(Forwarded: Bo Finch, #ops, 2022-12-06T13:30:00Z)';
    const section = { type: 'rich_text_section', elements: [{ type: 'text', text: 'at 95 %' }] };
    const path = await readExport('forwarded.zip', [
      createMessage('1670337005.000200', '', {
        attachments: [{ ...shared, is_share: true, text: 'at 95 % for <@U1>' }],
      }),
      createMessage('1670337006.000200', 'look', {
        attachments: [
          {
            ...shared,
            is_msg_unfurl: true,
            message_blocks: [{ message: { blocks: [{ type: 'rich_text', elements: [section] }] } }],
            fallback: 'at 95 %',
          },
        ],
      }),
      createMessage('1670337007.000200', 'a link', {
        attachments: [{ from_url: 'https://example.org/1', text: 'the preview of a page' }],
      }),
    ]);
    const { records } = await readAll(path);
    expect(records.map((one) => one.text)).toEqual([
      `at 95 % for @Ada Lark\n${from}`,
      `look\nat 95 %\n${from}`,
      'a link',
    ]);
    expect(records[0]).toMatchObject({
      author: { name: 'Ada Lark' },
      details: { links: [{ url: shared.from_url }] },
    });
  });

  it('reads rich text blocks', async () => {
    const section = (elements: object[]): object => ({ type: 'rich_text_section', elements });
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          section([
            { type: 'text', text: 'Steps for ' },
            { type: 'user', user_id: 'U2' },
            { type: 'emoji', name: 'eyes' },
          ]),
          {
            type: 'rich_text_list',
            style: 'ordered',
            elements: [
              section([{ type: 'text', text: 'stop' }]),
              section([{ type: 'link', url: 'https://x.org', text: 'look' }]),
            ],
          },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'kubectl get po' }] },
        ],
      },
    ];
    const { records } = await readAll(
      await readExport('blocks.zip', [createMessage('1670337005.000200', '', { blocks })]),
    );
    expect(records[0]?.text).toBe(
      'Steps for @Bo Finch:eyes:\n1. stop\n2. look (https://x.org)\nkubectl get po',
    );
  });

  it('stores edits as later records, and deletions as such', async () => {
    const path = await readExport('edits.zip', [
      createMessage('1670337005.000200', 'Serch is down'),
      {
        type: 'message',
        subtype: 'message_changed',
        ts: '1670337050.000000',
        message: createMessage('1670337005.000200', 'Search is down', {
          edited: { user: 'U1', ts: '1670337050.000000' },
        }),
      },
      {
        type: 'message',
        subtype: 'message_deleted',
        ts: '1670337060.000000',
        deleted_ts: '1670336000.000000',
        previous_message: createMessage('1670336000.000000', 'oops'),
      },
      {
        type: 'message',
        subtype: 'tombstone',
        user: 'USLACKBOT',
        ts: '1670337070.000000',
        thread_ts: '1670337070.000000',
        text: 'This message was deleted.',
        hidden: true,
      },
      createMessage('1670337071.000000', 'still here', { thread_ts: '1670337070.000000' }),
    ]);
    const { records, reads } = await readAll(path);
    expect(
      records.map(({ key, text, change, author }) => [key, text, change, author?.key ?? null]),
    ).toEqual([
      ['1670337005.000200', 'Serch is down', 'present', 'U1'],
      ['1670337005.000200', 'Search is down', 'present', 'U1'],
      ['1670336000.000000', 'oops', 'deleted', 'U1'],
      ['1670337070.000000', 'This message was deleted.', 'deleted', null],
      ['1670337071.000000', 'still here', 'present', 'U1'],
    ]);
    // What was deleted before the export started does not extend the range it covers.
    const covered = reads.find((read) => read.type === 'covered');
    expect([covered?.from.toISOString(), covered?.until.toISOString()]).toEqual([
      '2022-12-06T14:30:05.000Z',
      '2022-12-06T14:31:11.000Z',
    ]);
  });

  it('gives the same record if only counts of a later export differ', async () => {
    const one = await readAll(
      await readExport('one.zip', [
        createMessage('1670337005.000200', 'Hello', { thread_ts: '1670337005.000200' }),
      ]),
    );
    const two = await readAll(
      await readExport('two.zip', [
        createMessage('1670337005.000200', 'Hello', {
          thread_ts: '1670337005.000200',
          reply_count: 3,
          latest_reply: '1',
          subscribed: true,
          replies: [],
        }),
      ]),
    );
    const { payload: _one, ...first } = one.records[0] ?? {};
    const { payload: _two, ...second } = two.records[0] ?? {};
    expect(first).toEqual(second);
  });
});

describe('other forms of an export', () => {
  it('a single folder, zipped or unpacked, without a list of channels', async () => {
    const day = JSON.stringify([createMessage('1670337005.000200', 'Hello')]);
    const nested = await files.write(
      'nested.zip',
      createZip([
        { name: 'Acme export/users.json', content: JSON.stringify(users) },
        { name: '__MACOSX/._users.json', content: 'x' },
        { name: 'Acme export/ops/2022-12-06.json', content: day },
      ]),
    );
    const zipped = await readAll(nested);
    await files.write('unpacked/users.json', JSON.stringify(users));
    await files.write('unpacked/ops/2022-12-06.json', day);
    const unpacked = await readAll(files.path('unpacked'));
    for (const { format, records } of [zipped, unpacked]) {
      expect(format).toBe('slack');
      expect(records[0]).toMatchObject({
        stream: { key: 'ops', name: 'ops' },
        text: 'Hello',
        author: { name: 'Ada Lark' },
      });
    }
  });

  it('is identified by its workspace', async () => {
    const { upload, reader } = await openFile(
      await readExport('Acme Slack export Dec 1 2022 - Dec 7 2022.zip', [
        createMessage('1670337005.000200', 'Hello'),
      ]),
    );
    expect(await reader.source(upload, ReadOptions.parse({}))).toEqual({
      kind: 'slack',
      key: 'T9',
      name: 'Acme',
    });
  });

  it('keeps UTF-8 names that are not flagged as such', async () => {
    const content = JSON.stringify([createMessage('1670337005.000200', 'Hello')]);
    const path = await files.write(
      'names.zip',
      createZip([
        { name: 'users.json', content: JSON.stringify(users) },
        { name: Buffer.from('störung/2022-12-06.json'), content },
        { name: Buffer.from('caf\x82/2022-12-06.json', 'latin1'), content },
      ]),
    );
    const { records } = await readAll(path);
    expect(records.map((record) => record.stream.name).toSorted()).toEqual(['café', 'störung']);
  });
});

it('names the files next to an export, which are not read', async () => {
  const message = createMessage('1670337005.000200', 'Hello');
  const path = await readExport('mixed.zip', [message], {
    'integration_logs.json': [],
    'logs/app.log': '2022-12-06T14:30:00Z x',
    '.DS_Store': 'x',
    'pictures/graph.png': 'x',
  });
  const { records, rejected } = await readAll(path);
  expect(records.map((one) => one.text)).toEqual(['Hello']);
  expect(rejected).toMatchObject([
    {
      place: 'files next to the export',
      reason: expect.stringMatching(/^Not read: 2 files, such as logs\/app.log. Import/),
    },
  ]);
});

describe('several workspaces in one archive', () => {
  it('stay separate, with the names of their own people', async () => {
    const day = (text: string) => [createMessage('1670337005.000200', text, { reactions: [] })];
    const other = [{ ...users[0], team_id: 'T8', profile: { real_name: 'Cy Dahl' } }];
    const content = Object.entries({
      'export/org_users.json': [{ id: 'U2', team_id: 'T9', profile: { real_name: 'Bo of both' } }],
      'export/acme/users.json': users,
      'export/acme/channels.json': channels,
      'export/acme/ops/2022-12-06.json': day('from acme, <@U2>'),
      'export/beta/users.json': other,
      'export/beta/channels.json': channels,
      'export/beta/ops/2022-12-06.json': day('from beta, <@U1> <@U2>'),
    }).map(([name, value]) => ({ name, content: JSON.stringify(value) }));
    const path = await files.write('two.zip', createZip(content));
    const { format, source, records, reads } = await readAll(path);
    expect([format, source.key]).toEqual(['slack', 'T9 T8']);
    expect(
      records.map(({ place, stream, author, text }) => [
        place,
        stream.key,
        stream.name,
        author?.key,
        author?.name,
        text,
      ]),
    ).toEqual([
      [
        'export/acme, ops/2022-12-06.json, message 1',
        'export/acme: C1',
        'export/acme: ops',
        'T9: U1',
        'Ada Lark',
        'from acme, @Bo Finch',
      ],
      [
        'export/beta, ops/2022-12-06.json, message 1',
        'export/beta: C1',
        'export/beta: ops',
        'T8: U1',
        'Cy Dahl',
        'from beta, @Cy Dahl @Bo of both',
      ],
    ]);
    const covered = reads.flatMap((read) => (read.type === 'covered' ? [read.stream.key] : []));
    expect(covered).toEqual(['export/acme: C1', 'export/beta: C1']);
  });
});

describe('damage', () => {
  it('rejects a broken message and keeps the others; a channel with a gap is not complete', async () => {
    const path = await readExport('broken.zip', [], {
      'ops/2022-12-06.json': `[${JSON.stringify(createMessage('1670337005.000200', 'a'))},{"ts": nope},{"text":"no time"},${JSON.stringify(createMessage('1670337006.000200', 'b'))}`,
    });
    const { records, rejected, reads } = await readAll(path);
    expect(records.map((record) => record.text)).toEqual(['a', 'b']);
    expect(rejected.map((read) => read.place)).toEqual([
      'ops/2022-12-06.json, message 2',
      'ops/2022-12-06.json, message 3',
      'ops/2022-12-06.json, message 5',
    ]);
    expect(rejected[1]?.reason).toContain('Invalid time');
    expect(reads.some((read) => read.type === 'covered')).toBe(false);
  });

  const whole = createZip([
    { name: 'users.json', content: JSON.stringify(users) },
    {
      name: 'ops/2022-12-06.json',
      content: JSON.stringify(
        Array.from({ length: 500 }, (_, at) =>
          createMessage(
            `16703370${10 + (at % 80)}.${String(at).padStart(6, '0')}`,
            `message ${at} ${Math.sin(at)}`,
          ),
        ),
      ),
    },
  ]);

  it.each([
    ['cut off', whole.subarray(0, 3000)],
    [
      'scrambled',
      Buffer.concat([whole.subarray(0, 600), Buffer.alloc(200, 7), whole.subarray(800)]),
    ],
    [
      'encrypted',
      createZip([
        { name: 'users.json', content: '[]', flags: 1 },
        { name: 'ops/2022-12-06.json', content: '[]', flags: 1 },
      ]),
    ],
    [
      'false about its checksums',
      createZip([
        { name: 'users.json', content: '[]', crc: 5 },
        { name: 'ops/2022-12-06.json', content: '[]' },
      ]),
    ],
    [
      'false about its sizes',
      createZip([
        { name: 'users.json', content: '[]', size: 500 },
        { name: 'ops/2022-12-06.json', content: '[]' },
      ]),
    ],
    [
      'leading upwards',
      createZip([
        { name: '../../users.json', content: '[]' },
        { name: 'ops/2022-12-06.json', content: '[]' },
      ]),
    ],
    ['leading to the root', createZip([{ name: '/etc/users.json', content: '[]' }])],
    ['no export', createZip([{ name: 'photo.jpg', content: 'x' }])],
  ])('refuses an archive that is %s', async (name, bytes) => {
    const path = await files.write(`${name}.zip`, bytes);
    const upload = await openUpload(path, `${name}.zip`);
    const read = async (): Promise<void> => {
      for await (const _ of slack.read(upload, ReadOptions.parse({})));
    };
    await expect(read()).rejects.toMatchObject({ code: 'bad-file' });
  });

  it('rejects a zip bomb before inflating it', { timeout: 60_000 }, async () => {
    const path = await readExport('bomb.zip', [], {
      'ops/2022-12-06.json': `[{"text":"${'0'.repeat(100 * 1024 * 1024)}"}]`,
    });
    expect((await readFile(path)).length).toBeLessThan(400_000);
    await expect(readAll(path)).rejects.toThrow('unpacks to far more');
  });

  it('previews an archive that is still being uploaded as empty', async () => {
    const path = await files.write('partial.zip', whole.subarray(0, 3000));
    expect(await previewFile(path)).toMatchObject({ sample: [] });
  });
});

it('reads a large export in bounded memory', { timeout: 120_000 }, async () => {
  await files.write('huge/users.json', JSON.stringify(users));
  const message = (at: number): string =>
    `${at === 0 ? '[' : ',\n'}${JSON.stringify(createMessage(`${1670337000 + at}.000100`, longText), null, 2)}`;
  await files.writeLarge('huge/ops/2022-12-06.json', message, ']');
  await expectBounded(files.path('huge'));
});
