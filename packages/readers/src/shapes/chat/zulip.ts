import { readHtml } from '../../document/read-html.ts';
import { isObject, valueAt, type JsonObject } from '../../row.ts';
import type { StreamRef } from '../../source.ts';
import { toZulipPerson } from './zulip-person.ts';
import type { Draft, Known, Shape } from '../shape.ts';
import {
  firstText,
  groupReactions,
  isText,
  objectsAt,
  textAt,
  toIdentity,
  toIso,
  toStream,
} from '../values.ts';

/** Messages of an organization export, `messages-000001.json`, and its `realm.json`. */
export const zulipExport: Shape = {
  name: 'Zulip messages',
  matches: ({ zerver_message, zerver_userprofile, zerver_realm }) =>
    Array.isArray(zerver_message) ||
    (Array.isArray(zerver_userprofile) && zerver_realm !== undefined),
  lists: ['zerver_message'],
  source(value) {
    const [realm] = objectsAt(value, 'zerver_realm');
    const name = realm === undefined ? '' : textAt(realm, 'string_id');
    return name === '' ? null : { kind: 'zulip', key: `zulip:${name}`, name };
  },
  read(value, { people, streams }) {
    for (const one of [
      ...objectsAt(value, 'zerver_userprofile'),
      ...objectsAt(value, 'zerver_userprofile_crossrealm'),
      ...objectsAt(value, 'zerver_userprofile_mirrordummy'),
    ]) {
      const person = toZulipPerson(textAt(one, 'id'), one);
      if (person !== null) people.set(person.key, person);
    }
    const names = new Map(
      objectsAt(value, 'zerver_stream').map((one) => [textAt(one, 'id'), textAt(one, 'name')]),
    );
    for (const one of objectsAt(value, 'zerver_recipient')) {
      const name = names.get(textAt(one, 'type_id'));
      if (textAt(one, 'type') === '2' && name !== undefined)
        streams.set(textAt(one, 'id'), { key: textAt(one, 'type_id'), name });
    }
    return [];
  },
};

/** A message in an organization export: its author and channel are ids. */
export const zulipExportedMessage: Shape = {
  name: 'Zulip messages',
  matches: ({ id, sender, recipient, content, date_sent }) =>
    typeof id === 'number' &&
    typeof sender === 'number' &&
    typeof recipient === 'number' &&
    typeof content === 'string' &&
    (typeof date_sent === 'number' || isText(date_sent)),
  source: (_value, _row, names) => names?.source ?? null,
  read(value, known) {
    const recipient = textAt(value, 'recipient');
    const sender = textAt(value, 'sender');
    return {
      ...readMessage(value, known),
      at: value['date_sent'],
      author: known.people.get(sender) ?? toIdentity(sender),
      stream: known.streams.get(recipient) ?? toStream(`recipient/${recipient}`),
    };
  },
};

/** A message as Zulip's API returns it. */
export const zulipMessage: Shape = {
  name: 'Zulip messages',
  matches: ({ id, sender_id, sender_full_name, content, timestamp }) =>
    typeof id === 'number' &&
    typeof sender_id === 'number' &&
    typeof sender_full_name === 'string' &&
    typeof content === 'string' &&
    typeof timestamp === 'number',
  source: ({ sender_realm_str }) =>
    isText(sender_realm_str)
      ? { kind: 'zulip', key: `zulip:${sender_realm_str}`, name: sender_realm_str }
      : null,
  read: (value, known) => ({
    ...readMessage(value, known),
    at: value['timestamp'],
    author: toZulipPerson(textAt(value, 'sender_id'), value),
    stream: toChannel(value),
  }),
};

function toChannel(value: JsonObject): StreamRef | null {
  const { display_recipient: to } = value;
  if (typeof to === 'string') return toStream(firstText(value, 'stream_id') || to, to);
  const members = Array.isArray(to) ? to.filter(isObject) : [];
  const ids = members.map((one) => textAt(one, 'id')).toSorted();
  return toStream(
    ids.length === 0 ? '' : `direct/${ids.join(',')}`,
    members.map((one) => textAt(one, 'full_name')).join(', '),
  );
}

function readMessage(value: JsonObject, { people }: Known): Draft {
  const content = textAt(value, 'content');
  return {
    key: textAt(value, 'id'),
    kind: 'message',
    at: null,
    title: firstText(value, 'subject', 'topic'),
    text: plainMentions(
      textAt(value, 'content_type') === 'text/html' ? readHtml(content) : content,
    ),
    reactions: groupReactions(
      objectsAt(value, 'reactions').map((one) => {
        const id = firstText(one, 'user_id', 'user.id', 'user_profile');
        const by = people.get(id) ?? toIdentity(id, textAt(one, 'user.full_name'));
        return { name: textAt(one, 'emoji_name'), by };
      }),
    ),
    files: listUploads(content),
    fields: {
      edited: toIso(valueAt(value, 'last_edit_timestamp') ?? valueAt(value, 'last_edit_time')),
    },
  };
}

/** `@**Mara Iwu|12**` is a person, `#**ops>orders**` a channel with a topic. */
function plainMentions(text: string): string {
  return text.replaceAll(/([@#])_?\*\*([^*|]{1,200})(?:\|\d+)?\*\*/g, '$1$2');
}

function listUploads(content: string): NonNullable<Draft['files']> {
  return [...content.matchAll(/\[([^\]\n]{0,200})\]\((\/user_uploads\/[^)\s]{1,500})\)/g)].map(
    ([, name = '', url = '']) => ({ name: name || (url.split('/').at(-1) ?? url), url }),
  );
}
