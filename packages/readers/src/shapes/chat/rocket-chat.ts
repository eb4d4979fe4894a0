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

/** A message as the API or `bsondump rocketchat_message.bson` writes it. */
export const rocketChatMessage: Shape = {
  name: 'Rocket.Chat messages',
  matches: ({ _id, rid, msg, ts, u }) =>
    isText(_id) &&
    isText(rid) &&
    typeof msg === 'string' &&
    ts !== undefined &&
    isObject(u) &&
    isText(u['username']),
  read(value) {
    const user = objectAt(value, 'u');
    const type = textAt(value, 't');
    const [event, does] = systemTypes[type] ?? (type === '' ? [] : ['other', '']);
    return {
      key: textAt(value, '_id'),
      kind: 'message',
      at: value['ts'],
      author: toIdentity(firstText(user, '_id', 'username'), firstText(user, 'name', 'username'), {
        isBot: isObject(value['bot']) || textAt(user, 'type') === 'bot',
      }),
      text: joinLines(
        does === undefined || does === ''
          ? textAt(value, 'msg')
          : `${does} ${textAt(value, 'msg')}`,
        ...objectsAt(value, 'attachments').map(readAttachment),
      ),
      stream: toStream(textAt(value, 'rid'), firstText(value, 'channel.name', 'room.name')),
      repliesTo: textAt(value, 'tmid') || null,
      reactions: Object.entries(objectAt(value, 'reactions')).map(([name, reaction]) => ({
        name: name.replaceAll(':', ''),
        by: listNames(reaction).flatMap((one) => toIdentity(one) ?? []),
      })),
      files: listFiles(value).map((one) =>
        toFile(textAt(one, 'name'), { type: textAt(one, 'type'), size: one['size'] }),
      ),
      links: toLinks(
        ...objectsAt(value, 'urls').map((one) => textAt(one, 'url')),
        ...objectsAt(value, 'attachments').map((one) =>
          firstText(one, 'title_link', 'message_link'),
        ),
      ),
      fields: {
        edited: toIso(value['editedAt']),
        pinned: value['pinned'] === true ? 'yes' : null,
        alias: textAt(value, 'alias'),
      },
      event,
      isDeleted: type === 'rm',
    };
  },
};

/** The text of these messages is only a name. */
const systemTypes: Record<string, [Draft['event'], string]> = {
  uj: ['join', 'joined:'],
  ut: ['join', 'joined:'],
  au: ['join', 'added'],
  ujt: ['join', 'joined:'],
  ul: ['leave', 'left:'],
  ult: ['leave', 'left:'],
  ru: ['leave', 'removed'],
  r: ['name', 'renamed the room to'],
  room_changed_topic: ['topic', 'changed the topic to'],
  room_changed_description: ['topic', 'changed the description to'],
  'room-archived': ['archive', 'archived the room'],
};

/** A quoted message or the card of an integration. */
function readAttachment(card: JsonObject): string {
  return joinLines(
    firstText(card, 'author_name'),
    textAt(card, 'pretext'),
    textAt(card, 'type') === 'file' ? '' : textAt(card, 'title'),
    firstText(card, 'text', 'description'),
    readRichText(card['fields']) ?? '',
  );
}

function listFiles(value: JsonObject): JsonObject[] {
  const files = objectsAt(value, 'files');
  const { file } = value;
  return files.length === 0 && isObject(file) ? [file] : files;
}

function listNames(reaction: unknown): string[] {
  const names = isObject(reaction) ? reaction['usernames'] : null;
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}
