import { afterAll, beforeAll, expect, test } from 'vitest';
import { previewFile, readAll, scratch, sharedSample } from '../../testing/test-support.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const ada = {
  id: '1033044521375764530',
  name: 'ada.l',
  discriminator: '0000',
  nickname: 'Ada',
  isBot: false,
};
const bot = { id: '1457469483726668048', name: 'deploy-bot', nickname: 'deploy-bot', isBot: true };
const message = (id: number, more: object) => ({
  id: String(1_457_512_653_978_341_000n + BigInt(id)),
  type: 'Default',
  timestamp: `2026-01-04T23:14:${String(id % 60).padStart(2, '0')}.984+00:00`,
  timestampEdited: null,
  isPinned: false,
  content: '',
  author: ada,
  attachments: [],
  embeds: [],
  stickers: [],
  reactions: [],
  mentions: [],
  ...more,
});
const makeExport = (messages: object[]) => ({
  guild: { id: '1457468924290662599', name: 'Acme', iconUrl: 'https://cdn.example/i.png' },
  channel: { id: '1457510428359004343', type: 'GuildTextChat', category: 'Ops', name: 'incidents' },
  dateRange: { after: null, before: null },
  exportedAt: '2026-01-05T10:00:00.0000000+00:00',
  messages,
  messageCount: messages.length,
});
const messages = [
  message(1, {
    content: `<@${bot.id}> is orders down? <:fire:1457473602180878604>`,
    mentions: [bot],
  }),
  message(2, {
    type: 'Reply',
    author: bot,
    embeds: [
      { title: 'Deploy 41', description: 'failed', fields: [{ name: 'by', value: 'mara' }] },
    ],
    reference: { messageId: '1457512653978341001', channelId: '1457510428359004343' },
    reactions: [{ emoji: { id: '', name: '👀', code: 'eyes' }, count: 1, users: [ada] }],
  }),
  message(3, {
    content: 'see the graph',
    timestampEdited: '2026-01-04T23:20:00.000+00:00',
    attachments: [
      { id: '1', url: 'https://cdn.example/g.png', fileName: 'g.png', fileSizeBytes: 9 },
    ],
  }),
  message(4, { type: 'GuildMemberJoin', content: 'Joined the server.' }),
];

test('an export keeps channel, authors, replies, reactions, files, edits and joins', async () => {
  const path = await files.write('incidents.json', JSON.stringify(makeExport(messages)));
  const { records, rejected } = await readAll(path);
  expect(rejected).toEqual([]);
  expect(records.map(({ author, text }) => `${author?.name}: ${text}`)).toEqual([
    'Ada: @deploy-bot is orders down? :fire:',
    'deploy-bot: Deploy 41\nfailed\nby: mara',
    'Ada: see the graph',
    'Ada: Joined the server.',
  ]);
  expect(records[1]).toMatchObject({
    key: '1457512653978341002',
    repliesTo: '1457512653978341001',
    stream: { key: '1457510428359004343', name: 'incidents' },
    author: { isBot: true },
    reactions: [{ name: 'eyes', by: [{ name: 'Ada' }] }],
  });
  expect(records[0]?.occurredAt.toISOString()).toBe('2026-01-04T23:14:01.984Z');
  expect(records[2]?.details).toEqual({
    files: [{ name: 'g.png', url: 'https://cdn.example/g.png', size: 9 }],
    fields: { edited: '2026-01-04T23:20:00.000+00:00' },
  });
  expect(records[3]?.details.event).toBe('join');
});

test('the preview names the tool and asks nothing', async () => {
  const path = await files.write('preview.json', JSON.stringify(makeExport(messages)));
  expect(await previewFile(path)).toMatchObject({
    formatName: 'Discord messages',
    columns: [],
    questions: [],
    sample: [{ author: 'Ada' }, {}, {}, {}],
  });
});

test('an export larger than its head has the same channel and source', async () => {
  const many = Array.from({ length: 3_000 }, (_, at) => message(at, { content: `line ${at}` }));
  const path = await files.write('large.json', JSON.stringify(makeExport(many)));
  const { records, rejected, source } = await readAll(path);
  expect([records.length, rejected]).toEqual([3_000, []]);
  expect(new Set(records.map(({ stream }) => stream.name))).toEqual(new Set(['incidents']));
  expect(source).toEqual({ kind: 'discord', key: 'discord:1457468924290662599', name: 'Acme' });
});

test('a message without an id or with a broken time is not lost in silence', async () => {
  const broken = { ...makeExport([...messages, message(9, { timestamp: 'soon' })]) };
  const { records, rejected } = await readAll(
    await files.write('broken.json', JSON.stringify(broken)),
  );
  expect(records).toHaveLength(4);
  expect(rejected).toMatchObject([{ place: 'messages 5', reason: 'Not a time: "soon".' }]);
});

const history = sharedSample('chat-exports/live-events/history/discord-messages.json');
test.skipIf(history === null)("reads the response of Discord's API", async () => {
  const { records, rejected } = await readAll(history ?? '');
  expect(rejected).toEqual([]);
  expect(records[0]).toMatchObject({
    author: { name: 'Test User', isBot: false },
    text: '@Chat SDK Demo Hey',
    stream: { key: '1457512653978341593' },
  });
});
