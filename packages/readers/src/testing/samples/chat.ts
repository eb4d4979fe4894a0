import { toLines, type Sample } from './sample.ts';
import { teamsSamples } from './teams.ts';

const ms = Date.UTC(2024, 2, 13, 14, 2, 11);
const seconds = ms / 1000;
const at = (second: number): string => new Date(ms + second * 1000).toISOString();
const id = (letter: string): string => letter.repeat(26);

const mattermostUser = { username: 'mara', email: 'mara@acme.test', roles: 'system_user' };
const zulipMessage = {
  id: 41,
  sender_id: 7,
  sender_full_name: 'Mara Iwu',
  sender_email: 'user7@acme.zulipchat.test',
  sender_realm_str: 'acme',
  type: 'stream',
  stream_id: 3,
  display_recipient: 'incidents',
  subject: 'orders down',
  content: '<p>@<span class="user-mention">Jon</span> the queue is <strong>full</strong></p>',
  content_type: 'text/html',
  timestamp: seconds,
  last_edit_timestamp: seconds + 60,
  reactions: [{ emoji_name: 'eyes', user_id: 8, user: { full_name: 'Jon Deer' } }],
};
const rocketChat = (more: object) => ({
  _id: 'm1',
  rid: 'GENERAL',
  msg: 'orders fail :fire:',
  ts: at(0),
  u: { _id: 'u1', username: 'mara', name: 'Mara Iwu' },
  _updatedAt: at(90_000),
  ...more,
});
const takeout = (topic: string, message: string, more: object) => ({
  creator: { name: 'Mara Iwu', email: 'mara@acme.test', user_type: 'Human' },
  created_date: 'Wednesday, March 13, 2024 at 2:02:11\u202fPM UTC',
  topic_id: topic,
  message_id: `AAAA/${topic}/${message}`,
  ...more,
});

/** Records of chat tools, as they write them. */
export const chatSamples: Sample[] = [
  {
    name: 'mattermost-bulk.jsonl',
    content: toLines(
      { type: 'version', version: 1 },
      { type: 'team', team: { name: 'ops', display_name: 'Operations', type: 'O' } },
      {
        type: 'channel',
        channel: { team: 'ops', name: 'inc-41', display_name: 'Incident 41', type: 'O' },
      },
      { type: 'user', user: { ...mattermostUser, first_name: 'Mara', last_name: 'Iwu' } },
      {
        type: 'post',
        post: {
          team: 'ops',
          channel: 'inc-41',
          user: 'mara',
          message: 'orders fail',
          create_at: ms,
          edit_at: ms + 60_000,
          reactions: [{ user: 'jon', create_at: ms, emoji_name: 'eyes' }],
          replies: [{ user: 'jon', message: 'looking', create_at: ms + 1000 }],
          attachments: [{ path: '20240313/teams/noteam/graph.png' }],
        },
      },
      {
        type: 'post',
        post: {
          team: 'ops',
          channel: 'inc-41',
          user: 'mara',
          type: 'system_header_change',
          message: 'mara set the header to: SEV1',
          create_at: ms + 2000,
        },
      },
      {
        type: 'direct_post',
        direct_post: {
          channel_members: ['mara', 'jon'],
          user: 'jon',
          message: 'call me',
          create_at: ms + 3000,
        },
      },
    ),
  },
  {
    name: 'mattermost-api.json',
    content: {
      order: [id('a'), id('b'), id('c')],
      posts: {
        [id('a')]: {
          id: id('a'),
          create_at: ms,
          update_at: ms,
          edit_at: 0,
          delete_at: 0,
          user_id: id('u'),
          channel_id: id('c'),
          root_id: '',
          message: '',
          type: 'slack_attachment',
          props: {
            from_webhook: 'true',
            override_username: 'alerts',
            attachments: [{ title: 'Disk', title_link: 'https://g.test/1', text: '95 %' }],
          },
        },
        [id('b')]: {
          id: id('b'),
          create_at: ms + 1000,
          edit_at: ms + 5000,
          delete_at: 0,
          user_id: id('u'),
          channel_id: id('c'),
          root_id: id('a'),
          message: 'on it',
          type: '',
          metadata: { files: [{ name: 'g.png', mime_type: 'image/png', size: 9 }] },
        },
        [id('c')]: {
          id: id('c'),
          create_at: ms + 2000,
          delete_at: ms + 9000,
          user_id: id('u'),
          channel_id: id('c'),
          root_id: '',
          message: 'wrong channel',
          type: '',
        },
      },
    },
  },
  {
    name: 'rocket-chat.jsonl',
    content: toLines(
      rocketChat({ reactions: { ':eyes:': { usernames: ['jon', 'li'] } } }),
      rocketChat({
        _id: 'm2',
        msg: '',
        tmid: 'm1',
        editedAt: at(60),
        attachments: [{ title: 'Disk', title_link: 'https://g.test/1', text: '95 %' }],
      }),
      rocketChat({ _id: 'm3', t: 'uj', msg: 'li', ts: { $date: at(3) } }),
      rocketChat({ _id: 'm4', t: 'room_changed_topic', msg: 'SEV1', ts: { $date: at(4) } }),
      rocketChat({ _id: 'm5', t: 'rm', msg: '', ts: { $date: { $numberLong: String(ms) } } }),
      rocketChat({ _id: 'm6', file: { name: 'graph.png', type: 'image/png' }, bot: { i: 'js' } }),
    ),
  },
  {
    name: 'zulip-api.json',
    content: {
      result: 'success',
      messages: [
        zulipMessage,
        {
          ...zulipMessage,
          id: 42,
          type: 'private',
          display_recipient: [
            { id: 8, full_name: 'Jon Deer' },
            { id: 7, full_name: 'Mara Iwu' },
          ],
          subject: '',
          content: 'see [graph.png](/user_uploads/2/ab/graph.png) @**Jon Deer|8**',
          content_type: 'text/x-markdown',
        },
      ],
    },
  },
  {
    name: 'zulip-export.json',
    content: {
      zerver_realm: [{ id: 2, string_id: 'acme' }],
      zerver_userprofile: [{ id: 7, full_name: 'Mara Iwu', delivery_email: 'mara@acme.test' }],
      zerver_stream: [{ id: 3, name: 'incidents' }],
      zerver_recipient: [{ id: 30, type: 2, type_id: 3 }],
      zerver_message: [
        {
          id: 41,
          sender: 7,
          recipient: 30,
          subject: 'orders down',
          content: '@**Jon Deer** orders fail',
          date_sent: seconds + 0.25,
          last_edit_time: null,
        },
      ],
    },
  },
  ...teamsSamples,
  {
    name: 'google-takeout.json',
    content: {
      messages: [
        takeout('T1', 'T1', {
          text: 'orders fail',
          attached_files: [{ original_name: 'graph.png', export_name: 'File-graph.png' }],
          reactions: [{ emoji: { unicode: '👀' }, reactor_emails: ['jon@acme.test'] }],
        }),
        takeout('T1', 'M2', {
          text: 'looking',
          updated_date: 'Wednesday, March 13, 2024 at 2:10:11 PM UTC',
        }),
        takeout('T1', 'M3', { message_state: 'DELETED' }),
      ],
    },
  },
  {
    name: 'google-chat-api.json',
    content: {
      messages: [
        {
          name: 'spaces/S1/messages/T1.T1',
          sender: { name: 'users/1', displayName: 'Mara Iwu', type: 'HUMAN' },
          createTime: at(0),
          text: 'orders fail',
          thread: { name: 'spaces/S1/threads/T1' },
          space: { name: 'spaces/S1', displayName: 'Incident 41' },
          attachment: [{ contentName: 'g.png', contentType: 'image/png' }],
          emojiReactionSummaries: [{ emoji: { unicode: '👀' }, reactionCount: 2 }],
        },
        {
          name: 'spaces/S1/messages/T1.M2',
          sender: { name: 'users/2', type: 'BOT' },
          createTime: at(1),
          lastUpdateTime: at(60),
          cardsV2: [
            {
              cardId: 'c',
              card: {
                header: { title: 'Disk' },
                sections: [{ widgets: [{ textParagraph: { text: '<b>95 %</b>' } }] }],
              },
            },
          ],
        },
        {
          name: 'spaces/S1/messages/T1.M3',
          sender: { name: 'users/1', type: 'HUMAN' },
          createTime: at(2),
          deleteTime: at(60),
        },
      ],
    },
  },
  {
    name: 'telegram.json',
    content: {
      name: 'Incident 41',
      type: 'private_supergroup',
      id: 1_234_567,
      messages: [
        {
          id: 1,
          type: 'service',
          date: '2024-03-13T15:02:11',
          date_unixtime: String(seconds),
          actor: 'Mara Iwu',
          actor_id: 'user1',
          action: 'invite_members',
          members: ['Jon Deer'],
          text: '',
          text_entities: [],
        },
        {
          id: 2,
          type: 'message',
          date: '2024-03-13T15:02:12',
          date_unixtime: String(seconds + 1),
          edited: '2024-03-13T15:10:12',
          edited_unixtime: String(seconds + 481),
          from: 'Mara Iwu',
          from_id: 'user1',
          photo: 'photos/photo_1.jpg',
          photo_file_size: 9,
          text: ['see ', { type: 'link', text: 'https://g.test/1' }],
          text_entities: [
            { type: 'plain', text: 'see ' },
            { type: 'link', text: 'https://g.test/1' },
          ],
          reactions: [
            { type: 'emoji', count: 1, emoji: '👀', recent: [{ from: 'Jon', from_id: 'user2' }] },
          ],
        },
        {
          id: 3,
          type: 'message',
          date: '2024-03-13T15:02:13',
          date_unixtime: String(seconds + 2),
          from: 'Jon Deer',
          from_id: 'user2',
          reply_to_message_id: 2,
          file: '(File not included. Change data exporting settings to download.)',
          media_type: 'sticker',
          sticker_emoji: '👍',
          text: '',
          text_entities: [],
        },
      ],
    },
  },
  {
    name: 'telegram-account.json',
    content: {
      about: 'Here is the data you requested.',
      chats: {
        about: 'This page lists all chats.',
        list: [
          {
            name: 'Ops bot',
            type: 'bot_chat',
            id: 77,
            messages: [
              {
                id: 1,
                type: 'message',
                date: '2024-03-13T15:02:11',
                date_unixtime: String(seconds),
                from: 'Ops bot',
                from_id: 'user77',
                text: 'deploy 41 is out',
                text_entities: [],
              },
            ],
          },
        ],
      },
    },
  },
];
