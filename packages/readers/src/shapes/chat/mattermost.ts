import { readRichText } from '../../nested-text.ts';
import { isObject, valueAt, type JsonObject } from '../../row.ts';
import type { IdentityRef, StreamRef } from '../../source.ts';
import type { Draft, Known, Shape } from '../shape.ts';
import {
  firstText,
  groupReactions,
  isText,
  listTexts,
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

/** What a line of a bulk export must contain, by its type. */
const lineTypes: Record<string, (inner: JsonObject) => boolean> = {
  post: isPost,
  direct_post: isPost,
  user: ({ username, roles, email }) => isText(username) && (isText(roles) || isText(email)),
  bot: ({ username, owner }) => isText(username) && isText(owner),
  team: ({ name, display_name }) => isText(name) && typeof display_name === 'string',
  channel: ({ team, name }) => isText(team) && isText(name),
  direct_channel: ({ members, participants }) =>
    Array.isArray(members) || Array.isArray(participants),
  emoji: ({ name, image }) => isText(name) && isText(image),
  scheme: ({ name, scope }) => isText(name) && isText(scope),
  role: ({ name, permissions }) => isText(name) && Array.isArray(permissions),
};

function isPost({ create_at, message, user }: JsonObject): boolean {
  return typeof create_at === 'number' && typeof message === 'string' && isText(user);
}

/** A line of a bulk export: `mattermost export`, `mmctl export`. */
export const mattermostLine: Shape = {
  name: 'Mattermost messages',
  matches(value) {
    const { type, version } = value;
    if (type === 'version') return typeof version === 'number';
    if (typeof type !== 'string' || !Object.hasOwn(lineTypes, type)) return false;
    const inner = Object.hasOwn(value, type) ? value[type] : null;
    return isObject(inner) && lineTypes[type]?.(inner) === true;
  },
  read(value, known) {
    const type = textAt(value, 'type');
    const inner = objectAt(value, type);
    if (type === 'post' || type === 'direct_post') return readThread(inner, known);
    if (type === 'user' || type === 'bot') {
      const key = textAt(inner, 'username');
      known.people.set(key, toUser(inner));
    }
    if (type === 'channel') {
      const key = `${textAt(inner, 'team')}/${textAt(inner, 'name')}`;
      known.streams.set(key, { key, name: firstText(inner, 'display_name', 'name') });
    }
    return [];
  },
};

/** A post of Mattermost's API or of a compliance export in JSON. */
export const mattermostPost: Shape = {
  name: 'Mattermost messages',
  matches: ({ id, create_at, channel_id, user_id, message }) =>
    isId(id) &&
    typeof create_at === 'number' &&
    isId(channel_id) &&
    isText(user_id) &&
    typeof message === 'string',
  read: (value, known) => ({
    ...readPost(value, known),
    key: textAt(value, 'id'),
    stream: toStream(textAt(value, 'channel_id'), textAt(value, 'channel_name')),
    repliesTo: textAt(value, 'root_id') || null,
  }),
};

const isId = (value: unknown): boolean => typeof value === 'string' && /^[a-z0-9]{26}$/.test(value);

/** A line of an export names people by their username. */
function toUser(user: JsonObject): IdentityRef {
  return { ...toMattermostPerson(user), key: textAt(user, 'username') };
}

/** A user of the API. */
export function toMattermostPerson(user: JsonObject): IdentityRef {
  const username = textAt(user, 'username');
  const full = `${textAt(user, 'first_name')} ${textAt(user, 'last_name')}`.trim();
  return {
    key: textAt(user, 'id') || username,
    name: firstText(user, 'nickname') || full || username,
    email: textAt(user, 'email') || null,
    isBot: textAt(user, 'owner') !== '' || user['is_bot'] === true,
  };
}

/**
 * An export has no ids: who wrote and when identifies a post in its channel, and their order if that
 * is the same.
 */
function readThread(post: JsonObject, known: Known): Draft[] {
  const stream = toChannel(post, known);
  const key = toKey(post, stream, known);
  const replies = objectsAt(post, 'replies').map((reply) => ({
    ...readPost(reply, known),
    key: toKey(reply, stream, known),
    stream,
    repliesTo: key,
  }));
  return [{ ...readPost(post, known), key, stream }, ...replies];
}

/** Posts of the same millisecond are next to each other. */
const mostCounted = 10_000;

function toKey(post: JsonObject, stream: StreamRef | null, { counts }: Known): string {
  const key = `${textAt(post, 'create_at')}.${textAt(post, 'user')}`;
  const counted = `${stream?.key ?? ''}/${key}`;
  const count = (counts.get(counted) ?? 0) + 1;
  counts.set(counted, count);
  const [oldest] = counts.keys();
  if (counts.size > mostCounted && oldest !== undefined) counts.delete(oldest);
  return count === 1 ? key : `${key}.${count}`;
}

function toChannel(post: JsonObject, { people, streams }: Known): StreamRef | null {
  const members = valueAt(post, 'channel_members');
  if (Array.isArray(members)) {
    const names = listTexts(members).toSorted();
    return toStream(
      `direct/${names.join(',')}`,
      names.map((one) => people.get(one)?.name ?? one).join(', '),
    );
  }
  const key = `${textAt(post, 'team')}/${textAt(post, 'channel')}`;
  return streams.get(key) ?? toStream(key, textAt(post, 'channel'));
}

function readPost(post: JsonObject, { people }: Known): Draft {
  const id = firstText(post, 'user', 'user_id');
  const props = objectAt(post, 'props');
  const isBot = [props['from_webhook'], props['from_bot']].some((one) => one === 'true');
  const author = people.get(id) ?? toIdentity(id);
  const shown = textAt(props, 'override_username');
  const event = describeSystem(textAt(post, 'type'));
  return {
    kind: 'message',
    at: post['create_at'],
    author: isBot ? toIdentity(shown === '' ? id : `${id}/${shown}`, shown, { isBot }) : author,
    text: joinLines(textAt(post, 'message'), readRichText(props['attachments']) ?? ''),
    reactions: groupReactions(
      [...objectsAt(post, 'reactions'), ...objectsAt(post, 'metadata.reactions')].map((one) => {
        const by = firstText(one, 'user', 'user_id');
        return { name: textAt(one, 'emoji_name'), by: people.get(by) ?? toIdentity(by) };
      }),
    ),
    files: [
      ...objectsAt(post, 'attachments').map((one) =>
        toFile(textAt(one, 'path').split('/').at(-1) ?? '', { url: textAt(one, 'path') }),
      ),
      ...objectsAt(post, 'metadata.files').map((one) =>
        toFile(textAt(one, 'name'), { type: textAt(one, 'mime_type'), size: one['size'] }),
      ),
    ],
    links: toLinks(
      ...objectsAt(post, 'metadata.embeds').map((one) => textAt(one, 'url')),
      ...objectsAt(props, 'attachments').map((one) => textAt(one, 'title_link')),
    ),
    fields: {
      edited: toIso(post['edit_at']),
      pinned: post['is_pinned'] === true ? 'yes' : null,
    },
    isDeleted: typeof post['delete_at'] === 'number' && post['delete_at'] > 0,
    event,
  };
}

function describeSystem(type: string): Draft['event'] {
  if (!type.startsWith('system_')) return undefined;
  if (/_(?:join|add_to)/.test(type)) return 'join';
  if (/_(?:leave|remove)/.test(type)) return 'leave';
  if (/header|purpose/.test(type)) return 'topic';
  if (/displayname/.test(type)) return 'name';
  return type === 'system_channel_deleted' ? 'archive' : 'other';
}
