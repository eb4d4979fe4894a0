import type { JsonObject } from '../../row.ts';
import { isObject, valueAt } from '../../row.ts';
import type { IdentityRef, SourceRef, StreamRef } from '../../source.ts';
import type { Draft, Known, Shape } from '../shape.ts';
import { firstText, joinLines, objectAt, objectsAt, textAt } from '../values.ts';

/** The file of DiscordChatExporter: https://github.com/Tyrrrz/DiscordChatExporter */
export const discordExport: Shape = {
  name: 'Discord messages',
  matches: (value) =>
    isObject(value['guild']) && isObject(value['channel']) && Array.isArray(value['messages']),
  lists: ['messages'],
  source: toSource,
  read: () => [],
};

/** A message as the exporter or Discord's API writes it. */
export const discordMessage: Shape = {
  name: 'Discord messages',
  matches: (value) =>
    isSnowflake(value['id']) &&
    isObject(value['author']) &&
    isSnowflake(value['author']['id']) &&
    typeof value['content'] === 'string' &&
    typeof value['timestamp'] === 'string',
  source: (_, { parent }) => (parent === undefined ? null : toSource(parent.value)),
  read(value, known, { parent }) {
    const { people } = known;
    for (const one of objectsAt(value, 'mentions')) people.set(textAt(one, 'id'), toPerson(one));
    const author = toPerson(objectAt(value, 'author'), textAt(value, 'member.nick'));
    people.set(author.key, author);
    const edited = firstText(value, 'timestampEdited', 'edited_timestamp');
    const system = describeSystem(value);
    return {
      key: textAt(value, 'id'),
      kind: 'message',
      at: value['timestamp'],
      author,
      text: joinLines(
        withNames(textAt(value, 'content'), known),
        ...objectsAt(value, 'embeds').map(readEmbed),
        ...objectsAt(value, 'stickers').map((one) => `[sticker: ${textAt(one, 'name')}]`),
      ),
      stream: toStream(value, parent?.value ?? {}),
      repliesTo: firstText(value, 'reference.messageId', 'message_reference.message_id') || null,
      reactions: objectsAt(value, 'reactions').map((one) => ({
        name: firstText(one, 'emoji.code', 'emoji.name'),
        by: objectsAt(one, 'users').map((user) => toPerson(user)),
      })),
      files: objectsAt(value, 'attachments').map(toFile),
      event: system,
      fields: { edited: edited || null, pinned: isPinned(value) ? 'yes' : null },
    };
  },
};

const isSnowflake = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{15,20}$/.test(value);

function toSource(value: JsonObject): SourceRef | null {
  const id = textAt(value, 'guild.id');
  const name = textAt(value, 'guild.name');
  // Direct messages have no server: the exporter writes 0.
  if (id === '' || id === '0') return null;
  return { kind: 'discord', key: `discord:${id}`, name: name || 'Discord' };
}

function toStream(message: JsonObject, file: JsonObject): StreamRef | null {
  const key = firstText(message, 'channel_id') || textAt(file, 'channel.id');
  return key === '' ? null : { key, name: textAt(file, 'channel.name') || key };
}

function toPerson(user: JsonObject, nickname = ''): IdentityRef {
  const key = textAt(user, 'id');
  return {
    key,
    name: nickname || firstText(user, 'nickname', 'global_name', 'name', 'username') || key,
    email: null,
    isBot: user['isBot'] === true || user['bot'] === true,
  };
}

/** `<@1033044521375764530>` is a person, `<#…>` a channel, `<:name:…>` an emoji. */
function withNames(text: string, { people }: Known): string {
  return text
    .replaceAll(/<@!?(\d{15,20})>/g, (all, id: string) => {
      const person = people.get(id);
      return person === undefined ? all : `@${person.name}`;
    })
    .replaceAll(/<a?(:\w{1,40}:)\d{15,20}>/g, '$1');
}

function readEmbed(embed: JsonObject): string {
  return joinLines(
    textAt(embed, 'title'),
    textAt(embed, 'description'),
    ...objectsAt(embed, 'fields').map(
      (field) => `${textAt(field, 'name')}: ${textAt(field, 'value')}`,
    ),
  );
}

function toFile(file: JsonObject): NonNullable<Draft['files']>[number] {
  const url = textAt(file, 'url');
  const type = textAt(file, 'content_type');
  const size = valueAt(file, 'fileSizeBytes') ?? valueAt(file, 'size');
  return {
    name: firstText(file, 'fileName', 'filename') || 'a file',
    ...(url !== '' && { url }),
    ...(type !== '' && { type }),
    ...(typeof size === 'number' && { size }),
  };
}

const isPinned = (value: JsonObject): boolean =>
  value['isPinned'] === true || value['pinned'] === true;

/**
 * Discord's message types: the exporter writes their names, the API their numbers. Types that people
 * write are no events.
 */
const events = new Map<unknown, Draft['event']>([
  ...['Default', 'Reply', 'ApplicationCommand', 0, 19, 20, 23, undefined].map(
    (type): [unknown, undefined] => [type, undefined],
  ),
  ...['RecipientAdd', 'GuildMemberJoin', 1, 7].map((type): [unknown, 'join'] => [type, 'join']),
  ...['RecipientRemove', 2].map((type): [unknown, 'leave'] => [type, 'leave']),
  ...['ChannelNameChange', 4].map((type): [unknown, 'name'] => [type, 'name']),
]);

function describeSystem({ type }: JsonObject): Draft['event'] {
  return events.has(type) ? events.get(type) : 'other';
}
