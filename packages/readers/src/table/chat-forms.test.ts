import { afterAll, describe, expect, it } from 'vitest';
import { createZip, readAll, scratch } from '../testing/test-support.ts';

const files = await scratch();
afterAll(() => files.remove());

async function listRecords(name: string, content: string | Uint8Array): Promise<string[]> {
  const { records } = await readAll(await files.write(name, content));
  return records.map(({ occurredAt, author, text, stream }) =>
    [occurredAt.toISOString().slice(0, 19), stream.name, author?.name, text]
      .filter((part) => part !== undefined)
      .join(' | '),
  );
}

const at = '2024-03-13T14:02:11';
const [ms, seconds] = [1_710_338_531_000, 1_710_338_531];

describe('chats as their tools answer', () => {
  it.each([
    [
      'Discord: a forwarded message',
      {
        channel: { name: 'inc' },
        messages: [
          {
            timestamp: `${at}Z`,
            content: '',
            author: { name: 'mara', nickname: 'Mara' },
            forwardedMessage: { timestamp: '2024-03-13T13:00:00Z', content: 'full' },
          },
        ],
      },
      `${at} | inc | Mara | full`,
    ],
    [
      'Teams: a forwarded message',
      {
        value: [
          {
            createdDateTime: `${at}Z`,
            from: { user: { displayName: 'Mara' } },
            body: { contentType: 'html', content: '<p>see</p><attachment id="1"></attachment>' },
            attachments: [
              {
                contentType: 'forwardedMessageReference',
                content: JSON.stringify({
                  originalMessageContent: '<p>full</p>',
                  originalSentDateTime: '2024-03-13T12:02:11Z',
                  originalMessageSender: { user: { displayName: 'Jon' } },
                }),
              },
            ],
          },
        ],
      },
      `${at} | some | Mara | see\nfull\n(Forwarded: Jon, 2024-03-13T12:02:11Z)`,
    ],
    [
      'Teams: the words of an adaptive card',
      {
        value: [
          {
            createdDateTime: `${at}Z`,
            from: { application: { displayName: 'Grafana' } },
            body: { contentType: 'html', content: '<attachment id="1"></attachment>' },
            attachments: [
              {
                contentType: 'application/vnd.microsoft.card.adaptive',
                content: JSON.stringify({ body: [{ type: 'TextBlock', text: 'FIRING: disk' }] }),
              },
            ],
          },
        ],
      },
      `${at} | some | Grafana | FIRING: disk`,
    ],
    [
      'Teams by way of Data Connect: HTML and the name of an address',
      {
        value: [
          {
            CreatedDateTime: `${at}Z`,
            Body: { ContentType: "Microsoft.BodyType'HTML'", Content: '<b>full</b>' },
            From: { EmailAddress: { Name: 'Mara', Address: 'mara@x.test' } },
          },
        ],
      },
      `${at} | some | Mara | full`,
    ],
    [
      'Mattermost: the time of writing, not of the last change',
      {
        posts: { a: { id: 'a', create_at: ms, update_at: ms + 9000, user_id: 'u1', message: 'x' } },
      },
      `${at} | some | u1 | x`,
    ],
    [
      'Mattermost: attachments in properties',
      {
        posts: [
          {
            create_at: ms,
            user_id: 'u1',
            message: '',
            props: { attachments: [{ title: 'Alert', text: '95 %' }] },
          },
        ],
      },
      `${at} | some | u1 | Alert\n95 %`,
    ],
    [
      'Rocket.Chat: values of MongoDB, and an edit',
      {
        messages: [
          {
            ts: { $date: `${at}Z` },
            u: { username: 'mara', name: 'Mara Iwu' },
            msg: 'x',
            editedAt: { $date: '2024-03-13T15:00:00Z' },
          },
        ],
      },
      `${at} | some | Mara Iwu | x`,
    ],
    [
      'Teams: HTML',
      {
        value: [
          {
            createdDateTime: `${at}Z`,
            from: { user: { displayName: 'Mara Iwu' } },
            body: { contentType: 'html', content: '<p>ok &amp; <b>done</b></p>' },
          },
        ],
      },
      `${at} | some | Mara Iwu | ok & done`,
    ],
    [
      'Telegram: text in pieces',
      {
        name: 'inc',
        messages: [
          {
            date: '2024-03-13T15:02:11',
            date_unixtime: `${seconds}`,
            from: 'Mara',
            text: ['see ', { type: 'link', text: 'https://x' }],
          },
        ],
      },
      `${at} | inc | Mara | see https://x`,
    ],
    [
      'Zulip: names before addresses',
      {
        messages: [
          { timestamp: seconds, sender_full_name: 'Mara Iwu', sender_email: 'm@x', content: 'x' },
        ],
      },
      `${at} | some | Mara Iwu | x`,
    ],
    [
      'Google Chat: the name of a creator',
      {
        messages: [
          {
            created_date: 'Wednesday, March 13, 2024 at 2:02:11\u202fPM UTC',
            creator: { name: 'Mara Iwu', email: 'm@x' },
            text: 'x',
          },
        ],
      },
      `${at} | some | Mara Iwu | x`,
    ],
  ])('%s', async (_, value, expected) => {
    expect(await listRecords('some.json', JSON.stringify(value))).toEqual([expected]);
  });

  it('keeps the messages of several channels in their streams', async () => {
    const message = (text: string) => ({ created_at: `${at}Z`, user: 'mara', text });
    const channels = [
      { name: 'inc', messages: [message('x')] },
      { name: 'pay', messages: [message('x')] },
    ];
    expect(await listRecords('all.json', JSON.stringify({ channels }))).toEqual([
      `${at} | inc | mara | x`,
      `${at} | pay | mara | x`,
    ]);
  });

  it('reads the records within records', async () => {
    const issue = {
      key: 'INC-1',
      created: `${at}Z`,
      summary: 'full',
      comments: [{ created: `${at}Z`, author: { name: 'mara' }, body: 'mine' }],
      replies: [{ created_at: `${at}Z`, text: 'reply' }],
      acknowledgements: [{ at: `${at}Z`, acknowledger: { summary: 'Mara' } }],
    };
    expect((await listRecords('issues.json', JSON.stringify([issue]))).toSorted()).toEqual([
      `${at} | issues | Mara`,
      `${at} | issues | full`,
      `${at} | issues | mara | mine`,
      `${at} | issues | reply`,
    ]);
  });

  it('uses the text of an embed if a message has none', async () => {
    const messages = [
      { timestamp: `${at}Z`, content: '', embeds: [{ title: 'Alert', description: '95 %' }] },
      {
        timestamp: `${at}Z`,
        content: '',
        attachments: [{ fileName: 'graph.png', url: 'https://x' }],
      },
    ];
    expect(await listRecords('some.json', JSON.stringify({ messages }))).toEqual([
      `${at} | some | Alert\n95 %`,
      `${at} | some | graph.png`,
    ]);
  });
});

const slackMessage = (more: object) => ({
  type: 'message',
  user: 'U1',
  ts: '1710338531.000100',
  text: '',
  ...more,
});

describe('messages of Slack without an export', () => {
  const text = '<@U2> look &amp; see <https://x|x>';
  const [first, reply] = [
    slackMessage({ text, user_profile: { real_name: 'Mara Iwu' }, thread_ts: '1710338531.000100' }),
    slackMessage({
      ts: '1710338532.000100',
      user: 'U2',
      username: 'jon',
      text: 'yes',
      thread_ts: '1710338531.000100',
    }),
  ];
  const said = ['Mara Iwu | @U2 look & see https://x', 'jon | yes'];
  it.each([
    ['a day file', [first, reply], '2024-03-13'],
    ['conversations.history', { ok: true, messages: [first, reply], has_more: false }, 'some'],
    ['a dump of one channel', { id: 'C1', name: 'inc', messages: [first, reply] }, 'inc'],
    [
      'a search',
      {
        messages: {
          matches: [first, reply].map((one) => ({ ...one, channel: { id: 'C1', name: 'inc' } })),
        },
      },
      'inc',
    ],
  ])('reads %s', async (_, value, stream) => {
    const name = Array.isArray(value) ? '2024-03-13.json' : 'some.json';
    expect(await listRecords(name, JSON.stringify(value))).toEqual(
      said.map((one, index) => `2024-03-13T14:02:1${index + 1} | ${stream} | ${one}`),
    );
    const { records } = await readAll(files.path(name));
    expect(records.map(({ repliesTo }) => repliesTo)).toEqual([null, '1710338531.000100']);
  });

  it('reads JSON lines and events', async () => {
    const rows = [first, { type: 'event_callback', event: reply }].map((one) =>
      JSON.stringify(one),
    );
    expect((await listRecords('some.jsonl', rows.join('\n'))).map((one) => one.slice(29))).toEqual(
      said,
    );
  });
});

describe('forwarded and edited messages of Slack', () => {
  const read = async (message: object) => {
    const day = JSON.stringify([slackMessage(message)]);
    const users = JSON.stringify([{ id: 'U2', profile: { real_name: 'Jon Deer' } }]);
    const zip = createZip([
      { name: 'users.json', content: users },
      { name: 'channels.json', content: '[{"id":"C1","name":"inc"}]' },
      { name: 'inc/2024-03-13.json', content: day },
    ]);
    return (await readAll(await files.write('export.zip', zip))).records[0];
  };
  const forwarded = { is_share: true, author_id: 'U2', ts: '1710338000.000100' };
  const from = '(Forwarded: Jon Deer, 2024-03-13T13:53:20Z)';
  it.each([
    ['with its text', { text: 'full' }, `full\n${from}`],
    [
      'with nested blocks',
      {
        message_blocks: [
          {
            message: {
              blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'full &amp; slow' } }],
            },
          },
        ],
      },
      `full & slow\n${from}`,
    ],
    [
      'with only a file',
      { files: [{ name: 'graph.png' }], fallback: '[no text]' },
      `Files: graph.png\n${from}`,
    ],
    [
      'with an alert',
      { text: 'see', attachments: [{ title: 'Disk', text: '95 %' }] },
      `see\nDisk\n95 %\n${from}`,
    ],
    [
      'by someone unknown',
      { text: 'full', author_id: 'U9', channel_id: 'C9' },
      'full\n(Forwarded: U9, #C9, 2024-03-13T13:53:20Z)',
    ],
    [
      'by another name',
      { text: 'full', author_id: '', author_subname: 'Jon Deer' },
      `full\n${from}`,
    ],
    [
      'from a direct message',
      { text: 'full', channel_name: 'directmessage' },
      'full\n(Forwarded: Jon Deer, direct message, 2024-03-13T13:53:20Z)',
    ],
    [
      'from a channel',
      { text: 'full', channel_id: 'C1' },
      'full\n(Forwarded: Jon Deer, #inc, 2024-03-13T13:53:20Z)',
    ],
    [
      'without its words',
      { fallback: '[March 13th] jon: full' },
      `[March 13th] jon: full\n${from}`,
    ],
  ])('%s', async (_, attachment, expected) => {
    expect((await read({ attachments: [{ ...forwarded, ...attachment }] }))?.text).toBe(expected);
  });

  it.each([
    ['1710338600.000000', '2024-03-13T14:03:20.000Z'],
    [1_710_338_600, '2024-03-13T14:03:20.000Z'],
    ['0', undefined],
  ])('edited at %s', async (ts, expected) => {
    const record = await read({ text: 'x', edited: { user: 'U2', ts } });
    expect(record?.details.fields?.['edited at']).toBe(expected);
  });
});

describe('series of values', () => {
  it.each([
    [
      'a range',
      {
        data: {
          resultType: 'matrix',
          result: [{ metric: { __name__: 'up', job: 'a' }, values: [[seconds, '1']] }],
        },
      },
      'up 1',
    ],
    [
      'an instant',
      {
        data: {
          resultType: 'vector',
          result: [{ metric: { __name__: 'up' }, value: [seconds, '1'] }],
        },
      },
      'up 1',
    ],
    ['a scalar', { data: { resultType: 'scalar', result: [seconds, '1'] } }, '1'],
    ['Graphite', [{ target: 'cpu', datapoints: [[1.5, seconds]] }], 'cpu 1.5'],
    [
      'InfluxDB',
      {
        results: [
          {
            series: [
              { name: 'cpu', columns: ['time', 'user', 'system'], values: [[`${at}Z`, 0.5, 0.25]] },
            ],
          },
        ],
      },
      'cpu user 0.5, system 0.25',
    ],
    ['Datadog', { series: [{ metric: 'cpu', scope: 'host:a', pointlist: [[ms, 2]] }] }, 'cpu 2'],
  ])('%s', async (_, value, expected) => {
    const { records } = await readAll(await files.write('some.json', JSON.stringify(value)));
    expect(
      records.map(({ kind, text, occurredAt }) => [kind, text, occurredAt.toISOString()]),
    ).toEqual([['metric', expected, `${at}.000Z`]]);
  });

  it('keeps the lines of a log', async () => {
    const value = {
      data: { result: [{ stream: { app: 'web' }, values: [[`${ms}000000`, 'disk full']] }] },
    };
    const { records } = await readAll(await files.write('loki.json', JSON.stringify(value)));
    expect(records[0]).toMatchObject({
      kind: 'log',
      text: 'disk full',
      details: { fields: { app: 'web' } },
    });
  });
});

it('reads a Telegram export without plain texts as messages', async () => {
  const from = { from: 'Mara', from_id: 'user1', date: at, date_unixtime: String(seconds) };
  const toExport = (...messages: object[]) =>
    JSON.stringify({ name: 'ops', type: 'private_group', id: 1, messages });
  const link = { id: 3, type: 'message', ...from, text: [{ type: 'link', text: 'https://a.b' }] };
  const mixed = { ...link, id: 4, text: ['see ', { type: 'link', text: 'https://a.b' }] };
  const photo = { id: 5, type: 'message', ...from, photo: 'photo_1.jpg', text: '' };
  const made = { id: 1, type: 'service', date: at, date_unixtime: String(seconds), actor: 'Mara' };
  const service = { ...made, action: 'create_group', title: 'ops', text: '' };
  const read = async (...messages: object[]) => {
    const { records } = await readAll(await files.write('result.json', toExport(...messages)));
    return records.map(({ kind, author, text }) => [kind, author?.name, text]);
  };
  expect(await read(link)).toEqual([['message', 'Mara', 'https://a.b']]);
  expect(await read(mixed)).toEqual([['message', 'Mara', 'see https://a.b']]);
  expect(await read(photo)).toEqual([['message', 'Mara', expect.stringContaining('photo_1.jpg')]]);
  expect((await read(service, photo, mixed)).slice(1)).toEqual([
    ['message', 'Mara', expect.stringContaining('photo_1.jpg')],
    ['message', 'Mara', 'see https://a.b'],
  ]);
});
