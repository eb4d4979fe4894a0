import { describe, expect, test } from 'vitest';
import type { SourceRecord } from '../source.ts';
import { readChatPage, readChatSource, type ChatPage, type ChatTool } from './chat-page.ts';
import { mattermostChat } from './mattermost-page.ts';
import { slackChat } from './slack-page.ts';

const empty: ChatPage = {
  source: { key: 'T0ACME001', name: 'Acme' },
  people: [],
  channels: [{ id: 'C0INC00012', name: 'inc-12' }],
  events: [],
  history: [],
  gone: [],
};
const toBody = (page: Partial<ChatPage>) => Buffer.from(JSON.stringify({ ...empty, ...page }));

function readRecords(tool: ChatTool, page: Partial<ChatPage>): SourceRecord[] {
  return readChatPage(toBody(page), tool).flatMap((read) =>
    read.type === 'record' ? [read.record] : [],
  );
}

const part = (channel: string, ...messages: Record<string, unknown>[]) => ({
  channel,
  messages,
  covered: null,
});
/** What is the same however a message arrived. */
const withoutState = ({ state: _, payload: __, ...record }: SourceRecord) => record;

describe('Slack', () => {
  const people = [
    { id: 'U0ADA00001', team_id: 'T0ACME001', profile: { real_name: 'Ada Byron' } },
    { id: 'U0GRACE002', team_id: 'T0ACME001', profile: { real_name: 'Grace Hopper' } },
  ];
  const message = {
    type: 'message',
    user: 'U0ADA00001',
    text: 'ask <@U0GRACE002> in <#C0INC00012>, see <https://grafana.test/d/1|the graph>',
    ts: '1772442000.000100',
    team: 'T0ACME001',
  };
  const inSocket = { channel: 'C0INC00012', channel_type: 'channel', event_ts: message.ts };

  test('a message of the socket and of the history is the same record, with names', () => {
    const [live] = readRecords(slackChat, { people, events: [{ ...message, ...inSocket }] });
    const [later] = readRecords(slackChat, { people, history: [part('C0INC00012', message)] });
    expect(live).toMatchObject({
      key: '1772442000.000100',
      stream: { key: 'C0INC00012', name: 'inc-12' },
      author: { key: 'U0ADA00001', name: 'Ada Byron' },
      text: 'ask @Grace Hopper in #inc-12, see the graph (https://grafana.test/d/1)',
      state: 'first',
      change: 'present',
    });
    expect(later?.state).toBe('current');
    expect(live && withoutState(live)).toEqual(later && withoutState(later));
  });

  test('an edit, a deletion, a reply with reactions and files, and what is gone', () => {
    const edited = {
      ...message,
      text: 'fixed',
      edited: { user: 'U0ADA00001', ts: '1772442060.000000' },
    };
    const reply = {
      type: 'message',
      user: 'U0GRACE002',
      text: '',
      ts: '1772442010.000100',
      thread_ts: message.ts,
      subtype: 'thread_broadcast',
      reactions: [{ name: 'eyes', users: ['U0ADA00001'], count: 1 }],
      files: [{ name: 'dump.txt', size: 12, mimetype: 'text/plain' }],
    };
    const records = readRecords(slackChat, {
      people,
      events: [
        { type: 'message', subtype: 'message_changed', message: edited, ...inSocket, ts: '1' },
        {
          type: 'message',
          subtype: 'message_deleted',
          deleted_ts: message.ts,
          previous_message: edited,
          ...inSocket,
        },
        { type: 'message', subtype: 'message_replied', message, ...inSocket },
        { type: 'reaction_added', item: { ts: message.ts } },
      ],
      history: [part('C0INC00012', reply)],
      gone: [{ channel: 'C0INC00012', key: '1772442020.000100' }],
    });
    expect(records.map(({ key, text, change, state }) => [key, text, change, state])).toEqual([
      [message.ts, 'fixed', 'present', undefined],
      [message.ts, 'fixed', 'deleted', undefined],
      ['1772442010.000100', '', 'present', 'current'],
      ['1772442020.000100', '', 'deleted', 'current'],
    ]);
    expect(records[2]).toMatchObject({
      repliesTo: message.ts,
      reactions: [{ name: 'eyes', by: [{ name: 'Ada Byron' }] }],
      details: { files: [{ name: 'dump.txt', size: 12 }] },
    });
  });

  test('a range is complete for messages that are no replies, or for one thread', () => {
    const covered = { from: '2026-03-02T09:00:00.000Z', until: '2026-03-02T09:05:00.000Z' };
    const history = [
      { channel: 'C0INC00012', messages: [message], covered: { ...covered, thread: null } },
      { channel: 'C0INC00012', messages: [], covered: { ...covered, thread: message.ts } },
      {
        channel: 'C0INC00012',
        messages: [],
        covered: { from: covered.until, until: covered.from },
      },
    ];
    const reads = readChatPage(toBody({ history }), slackChat);
    expect(reads.filter(({ type }) => type === 'covered')).toMatchObject([
      { thread: null, from: new Date(covered.from) },
      { thread: message.ts, until: new Date(covered.until) },
    ]);
    expect(readChatSource(toBody({}), 'slack')).toEqual({
      kind: 'slack',
      key: 'T0ACME001',
      name: 'Acme',
    });
  });
});

describe('Mattermost', () => {
  const [ada, channel] = ['ada00000000000000000000000', 'inc12000000000000000000000'];
  const people = [
    { id: ada, username: 'ada', first_name: 'Ada', last_name: 'Byron', is_bot: false },
  ];
  const channels = [{ id: channel, name: 'INC-12' }];
  const post = {
    id: 'post1000000000000000000000',
    create_at: 1_772_442_000_000,
    update_at: 1_772_442_000_000,
    edit_at: 0,
    delete_at: 0,
    user_id: ada,
    channel_id: channel,
    root_id: '',
    original_id: '',
    message: 'orders fail',
    type: '',
    props: {},
    metadata: { reactions: [{ user_id: ada, emoji_name: 'eyes' }] },
  };
  const event = (name: string, said: object) => ({
    event: name,
    data: { post: JSON.stringify(said) },
  });

  test('a post of the socket and of the history is the same record, with names', () => {
    const [live] = readRecords(mattermostChat, {
      people,
      channels,
      events: [event('posted', post)],
    });
    const [later] = readRecords(mattermostChat, {
      people,
      channels,
      history: [part(channel, post)],
    });
    expect(live).toMatchObject({
      key: post.id,
      stream: { key: channel, name: 'INC-12' },
      author: { key: ada, name: 'Ada Byron' },
      reactions: [{ name: 'eyes', by: [{ name: 'Ada Byron' }] }],
      state: 'first',
    });
    expect(later?.state).toBe('current');
    expect(live && withoutState(live)).toEqual(later && withoutState(later));
  });

  test('edits, deletions and replies; the earlier texts of a post are no posts', () => {
    const records = readRecords(mattermostChat, {
      people,
      channels,
      events: [
        event('post_edited', { ...post, message: 'fixed', edit_at: post.create_at + 1 }),
        event('post_deleted', post),
        event('status_change', {}),
      ],
      history: [
        part(
          channel,
          { ...post, id: 'old10000000000000000000000', original_id: post.id, delete_at: 5 },
          { ...post, id: 'post2000000000000000000000', root_id: post.id },
        ),
      ],
    });
    expect(records.map(({ key, text, change }) => [key, text, change])).toEqual([
      [post.id, 'fixed', 'present'],
      [post.id, 'orders fail', 'deleted'],
      ['post2000000000000000000000', 'orders fail', 'present'],
    ]);
    expect(records[2]?.repliesTo).toBe(post.id);
  });
});

test('nonsense is refused or listed, never an error of the server', () => {
  for (const body of ['', '[]', '{"channels": 1}', 'null'])
    expect(() => readChatPage(Buffer.from(body), slackChat)).toThrow('not a page');
  const odd = { type: 'message', ts: {}, channel: 7, user: [], text: 5 };
  const history = [part('C', odd, { ts: '1', reactions: 'x', files: [1], blocks: {} })];
  for (const tool of [slackChat, mattermostChat]) {
    const events = [odd, { event: 'posted', data: { post: '[' } }, { event: 'posted', data: 1 }];
    const reads = readChatPage(
      toBody({ events, history, gone: [{ channel: 'C', key: 'x' }] }),
      tool,
    );
    expect(reads.some(({ type }) => type === 'rejected')).toBe(true);
  }
});
