import { readRichText } from '../../nested-text.ts';
import { isObject, type JsonObject } from '../../row.ts';
import type { Draft, Shape } from '../shape.ts';
import {
  firstText,
  isText,
  joinLines,
  objectAt,
  objectsAt,
  textAt,
  toFile,
  toIdentity,
  toIso,
  toLinks,
  toStream,
} from '../values.ts';

/** All chats of an account, as Telegram Desktop exports them. */
export const telegramAccount: Shape = {
  name: 'Telegram messages',
  matches: ({ chats }) => isObject(chats) && objectsAt(chats, 'list').some(isChat),
  lists: ['chats.list', 'left_chats.list'],
  read: () => [],
};

/** One chat: `result.json`. */
export const telegramChat: Shape = {
  name: 'Telegram messages',
  matches: isChat,
  lists: ['messages'],
  read: () => [],
};

function isChat({ id, type, messages }: JsonObject): boolean {
  return typeof id === 'number' && isText(type) && chatType.test(type) && Array.isArray(messages);
}

const chatType =
  /^(?:(?:personal|bot)_chat|saved_messages|replies|verification_codes|(?:private|public)_(?:group|supergroup|channel))$/;

export const telegramMessage: Shape = {
  name: 'Telegram messages',
  matches: ({ id, type, date, text, date_unixtime, from_id, actor_id }) =>
    typeof id === 'number' &&
    (type === 'message' || type === 'service') &&
    isText(date) &&
    text !== undefined &&
    [date_unixtime, from_id, actor_id].some(isText),
  read(value, _, { parent }) {
    const event = textAt(value, 'type') === 'service' ? describeAction(value) : undefined;
    const chat = parent?.value ?? {};
    return {
      key: textAt(value, 'id'),
      kind: 'message',
      // `date` is the local time of the computer that exported.
      at: firstText(value, 'date_unixtime', 'date'),
      author: toIdentity(
        firstText(value, 'from_id', 'actor_id'),
        firstText(value, 'from', 'actor'),
        { isBot: textAt(chat, 'type') === 'bot_chat' && textAt(value, 'from_id') === botId(chat) },
      ),
      text: joinLines(
        readRichText(value['text']) ?? readRichText(value['text_entities']) ?? '',
        event === undefined ? '' : describeService(value),
        readPoll(objectAt(value, 'poll')),
        sticker(value),
      ),
      stream: toStream(textAt(chat, 'id'), textAt(chat, 'name')),
      repliesTo: textAt(value, 'reply_to_message_id') || null,
      reactions: objectsAt(value, 'reactions').map((one) => ({
        name: firstText(one, 'emoji', 'type'),
        by: objectsAt(one, 'recent').flatMap(
          (by) => toIdentity(textAt(by, 'from_id'), textAt(by, 'from')) ?? [],
        ),
      })),
      files: listFiles(value),
      links: toLinks(
        ...objectsAt(value, 'text_entities').map((one) =>
          textAt(one, 'type') === 'link' ? textAt(one, 'text') : textAt(one, 'href'),
        ),
      ),
      fields: {
        edited: toIso(firstText(value, 'edited_unixtime', 'edited')),
        'forwarded from': textAt(value, 'forwarded_from'),
        'via bot': textAt(value, 'via_bot'),
      },
      event,
    };
  },
};

const botId = (chat: JsonObject): string => `user${textAt(chat, 'id')}`;

function describeAction(value: JsonObject): Draft['event'] {
  const action = textAt(value, 'action');
  if (/^(?:invite_members|join_)/.test(action)) return 'join';
  if (action === 'remove_members') return 'leave';
  if (/edit_group_title|topic_edit/.test(action)) return 'name';
  return 'other';
}

function describeService(value: JsonObject): string {
  const { members } = value;
  const names = Array.isArray(members) ? members.filter(isText).join(', ') : '';
  return [
    textAt(value, 'action').replaceAll('_', ' '),
    names,
    firstText(value, 'title', 'new_title'),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function readPoll(poll: JsonObject): string {
  const answers = objectsAt(poll, 'answers').map(
    (one) => `${textAt(one, 'text')}: ${textAt(one, 'voters') || '0'}`,
  );
  return joinLines(textAt(poll, 'question'), ...answers);
}

function sticker(value: JsonObject): string {
  const emoji = textAt(value, 'sticker_emoji');
  return emoji === '' ? '' : `[sticker: ${emoji}]`;
}

/** A file that was not exported has a sentence in parentheses instead of its path. */
function listFiles(value: JsonObject): NonNullable<Draft['files']> {
  return ['photo', 'file'].flatMap((kind) => {
    const path = textAt(value, kind);
    if (path === '') return [];
    const isExported = !path.startsWith('(');
    const name =
      firstText(value, 'file_name') || (isExported ? path.split('/').at(-1) : '') || kind;
    return [
      toFile(name, {
        url: isExported ? path : '',
        type: textAt(value, 'mime_type'),
        size: value[`${kind}_size`] ?? value[`${kind}_file_size`],
      }),
    ];
  });
}
