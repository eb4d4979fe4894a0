import { isObject, type JsonObject } from '../../row.ts';
import type { IdentityRef, StreamRef } from '../../source.ts';
import type { Shape } from '../shape.ts';
import {
  firstText,
  groupReactions,
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

/** A message in `messages.json` of Google Takeout. */
export const googleChatTakeout: Shape = {
  name: 'Google Chat messages',
  matches: ({ creator, created_date, message_id, topic_id }) =>
    isObject(creator) && isText(created_date) && (isText(message_id) || isText(topic_id)),
  read(value) {
    const id = textAt(value, 'message_id');
    // "AAAA/topic/message": the first message of a topic has its name twice.
    const [space = '', topic = '', message = ''] = id.split('/');
    const isReply = message !== '' && topic !== message;
    return {
      key: id || null,
      kind: 'message',
      at: value['created_date'],
      author: toAccount(objectAt(value, 'creator')),
      text: joinLines(textAt(value, 'text'), ...objectsAt(value, 'annotations').map(readPreview)),
      stream: message === '' ? null : toStream(space),
      repliesTo: isReply ? `${space}/${topic}/${topic}` : null,
      reactions: objectsAt(value, 'reactions').map((one) => ({
        name: firstText(one, 'emoji.unicode', 'emoji.custom_emoji.shortcode'),
        by: listTexts(one['reactor_emails']).flatMap(
          (email) => toIdentity(email, '', { email }) ?? [],
        ),
      })),
      files: objectsAt(value, 'attached_files').map((one) =>
        toFile(firstText(one, 'original_name', 'export_name'), { url: textAt(one, 'export_name') }),
      ),
      links: toLinks(
        ...objectsAt(value, 'annotations').map((one) =>
          firstText(one, 'url_metadata.url.private_do_not_access_or_else_safe_url_wrapped_value'),
        ),
      ),
      fields: { edited: toIso(value['updated_date']) },
      isDeleted: textAt(value, 'message_state') === 'DELETED',
    };
  },
};

function toAccount(creator: JsonObject): IdentityRef | null {
  return toIdentity(firstText(creator, 'email', 'name'), textAt(creator, 'name'), {
    email: textAt(creator, 'email'),
    isBot: /bot|app/i.test(textAt(creator, 'user_type')),
  });
}

const readPreview = (note: JsonObject): string => textAt(note, 'url_metadata.title');

const messageName = /^spaces\/[^/]{1,100}\/messages\/[^/]{1,200}$/;

/** A message of Google Chat's API. */
export const googleChatMessage: Shape = {
  name: 'Google Chat messages',
  matches: ({ name, sender, createTime }) =>
    isText(name) && messageName.test(name) && isObject(sender) && isText(createTime),
  read(value, { people, streams }, { parent }) {
    const key = textAt(value, 'name');
    const author = toUser(objectAt(value, 'sender'));
    const known = author === null ? null : people.get(author.key);
    if (author !== null && author.name !== author.key) people.set(author.key, author);
    const space = toSpace(objectAt(value, 'space'), parent?.value ?? {}, key);
    if (space !== null && space.name !== space.key) streams.set(space.key, space);
    const [, root = '', last = ''] = /^(.*\/([^./]+))\.[^./]+$/.exec(key) ?? [];
    const first = root === '' ? '' : `${root}.${last}`;
    return {
      key,
      kind: 'message',
      at: value['createTime'],
      author: known ?? author,
      text: joinLines(
        firstText(value, 'text', 'fallbackText'),
        ...[...objectsAt(value, 'cardsV2'), ...objectsAt(value, 'cards')].map(readCard),
      ),
      stream: streams.get(space?.key ?? '') ?? space,
      repliesTo: first === '' || first === key ? null : first,
      reactions: groupReactions(
        objectsAt(value, 'emojiReactionSummaries').map((one) => ({
          name: firstText(one, 'emoji.unicode', 'emoji.customEmoji.emojiName'),
          by: null,
        })),
      ),
      files: objectsAt(value, 'attachment').map((one) =>
        toFile(textAt(one, 'contentName'), {
          url: textAt(one, 'downloadUri'),
          type: textAt(one, 'contentType'),
        }),
      ),
      links: toLinks(textAt(value, 'matchedUrl.url')),
      fields: { edited: toIso(value['lastUpdateTime']) },
      isDeleted: isText(value['deleteTime']),
    };
  },
};

function toUser(user: JsonObject): IdentityRef | null {
  return toIdentity(textAt(user, 'name'), textAt(user, 'displayName'), {
    email: textAt(user, 'email'),
    isBot: textAt(user, 'type') === 'BOT',
  });
}

function toSpace(space: JsonObject, around: JsonObject, key: string): StreamRef | null {
  return toStream(
    textAt(space, 'name') || key.split('/').slice(0, 2).join('/'),
    firstText(space, 'displayName') || textAt(around, 'space.displayName'),
  );
}

const cardWords = new Set(['title', 'subtitle', 'text', 'topLabel', 'bottomLabel', 'content']);

/** The words of a card, in their order. */
function readCard(card: unknown, depth = 0): string {
  if (depth > 12) return '';
  if (Array.isArray(card)) return joinLines(...card.map((one) => readCard(one, depth + 1)));
  if (!isObject(card)) return '';
  return joinLines(
    ...Object.entries(card).map(([name, value]) =>
      typeof value === 'string'
        ? cardWords.has(name)
          ? value.replaceAll(/<[^>]{1,200}>/g, '')
          : ''
        : readCard(value, depth + 1),
    ),
  );
}

function listTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(isText) : [];
}
