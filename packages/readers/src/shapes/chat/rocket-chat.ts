import { readRichText } from '../../nested-text.ts';
import { isObject, type JsonObject } from '../../row.ts';
import type { IdentityRef } from '../../source.ts';
import type { Draft, Known, Shape } from '../shape.ts';
import {
  firstText,
  isText,
  joinLines,
  listTexts,
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
  read(value, known) {
    const user = objectAt(value, 'u');
    const type = textAt(value, 't');
    const [event, does] = systemTypes[type] ?? (type === '' ? [] : ['other', '']);
    return {
      key: textAt(value, '_id'),
      kind: 'message',
      at: value['ts'],
      author: readAuthor(value, user, known),
      text: joinLines(
        does === undefined || does === ''
          ? textAt(value, 'msg')
          : `${does} ${textAt(value, 'msg')}`,
        ...objectsAt(value, 'attachments').map(readAttachment),
      ),
      stream:
        known.streams.get(textAt(value, 'rid')) ??
        toStream(textAt(value, 'rid'), firstText(value, 'channel.name', 'room.name')),
      repliesTo: textAt(value, 'tmid') || null,
      reactions: Object.entries(objectAt(value, 'reactions')).map(([name, reaction]) => ({
        name: name.replaceAll(':', ''),
        by: listNames(reaction).flatMap(
          (one) => known.people.get(`@${one}`) ?? toIdentity(one) ?? [],
        ),
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

/** Messages have names of then; other files of a dump also have addresses. */
function readAuthor(value: JsonObject, user: JsonObject, { people }: Known): IdentityRef | null {
  const id = firstText(user, '_id', 'username');
  const known = people.get(id);
  return toIdentity(id, firstText(user, 'name') || known?.name || textAt(user, 'username'), {
    email: known?.email ?? '',
    isBot: isObject(value['bot']) || textAt(user, 'type') === 'bot' || known?.isBot === true,
  });
}

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
  return isObject(reaction) ? listTexts(reaction['usernames']) : [];
}
