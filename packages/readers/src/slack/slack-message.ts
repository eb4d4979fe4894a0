import type { EvidenceDetails } from '@debrief/contract';
import type { Decoded } from '../bytes/decode.ts';
import { finish } from '../finish.ts';
import { isObject, type JsonObject, toText } from '../row.ts';
import type { SlackPeople } from './slack-people.ts';
import {
  blocksText,
  readableText,
  type SlackLink,
  type SlackNames,
  asString,
} from './slack-text.ts';
import type { SourceRecord, StreamRef } from '../source.ts';

export interface SlackContext {
  people: SlackPeople;
  names: SlackNames;
}

const events: Record<string, EvidenceDetails['event']> = {
  channel_join: 'join',
  group_join: 'join',
  channel_leave: 'leave',
  group_leave: 'leave',
  channel_topic: 'topic',
  group_topic: 'topic',
  channel_purpose: 'topic',
  group_purpose: 'topic',
  channel_name: 'name',
  group_name: 'name',
  channel_archive: 'archive',
  group_archive: 'archive',
  channel_unarchive: 'archive',
  group_unarchive: 'archive',
};

/** Subtypes that are messages by someone; all others describe what happened in the channel. */
const spoken = new Set([
  '',
  'thread_broadcast',
  'reply_broadcast',
  'bot_message',
  'me_message',
  'file_share',
  'file_comment',
  'slackbot_response',
  'assistant_app_thread',
  'document_mention',
]);

/** Reads one message of a day file as a record, or says why it is not one. Pure. */
export function readMessage(
  message: JsonObject,
  decoded: Decoded,
  stream: StreamRef,
  place: string,
  context: SlackContext,
): SourceRecord | string {
  const subtype = asString(message['subtype']);
  const common = { place, stream, payload: decoded.payload, marks: decoded.marks };
  if (subtype === 'message_deleted') {
    const key =
      toKey(message['deleted_ts']) ??
      (isObject(message['previous_message']) ? toKey(message['previous_message']['ts']) : null);
    if (key === null)
      return "The entry deletes a message but doesn't say which one (no deleted_ts).";
    const previous = isObject(message['previous_message']) ? message['previous_message'] : {};
    return record(
      { ...previous, subtype: '', ts: key },
      key,
      { ...common, change: 'deleted' },
      context,
    );
  }
  if (subtype === 'message_changed' || subtype === 'message_replied') {
    const inner = message['message'];
    const key = isObject(inner) ? toKey(inner['ts']) : null;
    if (!isObject(inner) || key === null)
      return "The entry changes a message but doesn't say which one (no message.ts).";
    const change = asString(inner['subtype']) === 'tombstone' ? 'deleted' : 'present';
    return record(inner, key, { ...common, change }, context);
  }
  const key = toKey(message['ts']);
  if (key === null)
    return `Invalid time: "ts" is ${toText(message['ts']) ?? 'missing'}. Slack writes times like "1516454482.000120".`;
  if (subtype === 'tombstone')
    return record({ ...message, user: '' }, key, { ...common, change: 'deleted' }, context);
  return record(message, key, { ...common, change: 'present' }, context);
}

/** A ts is both the message's id in its channel and its time. */
export function toKey(ts: unknown): string | null {
  const text = typeof ts === 'number' ? ts.toFixed(6) : asString(ts);
  return /^\d{1,11}(\.\d{1,9})?$/.test(text) ? text : null;
}

export function toTime(key: string): Date {
  const [seconds = '0', fraction = '0'] = key.split('.');
  return new Date(Number(seconds) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6));
}

type Common = Pick<SourceRecord, 'place' | 'stream' | 'payload' | 'marks' | 'change'>;

/**
 * Includes only what people would call a change of the message: reply counts and the like change
 * with every export.
 */
function record(
  message: JsonObject,
  key: string,
  common: Common,
  context: SlackContext,
): SourceRecord {
  const { people } = context;
  const links: SlackLink[] = [];
  const subtype = asString(message['subtype']);
  const thread = toKey(message['thread_ts']);
  const occurredAt = toTime(key);
  const text = messageText(message, context.names, links);
  const event =
    spoken.has(subtype) || subtype === 'tombstone' ? undefined : (events[subtype] ?? 'other');
  const files = readFiles(message);
  const fields = readFields(message);
  return finish({
    ...common,
    key,
    kind: 'message',
    occurredAt,
    untilAt: null,
    precision: 'exact',
    zoneOffset: null,
    author: people.author(message),
    text,
    repliesTo: thread === null || thread === key ? null : thread,
    reactions: readReactions(message, people),
    details: {
      ...(files.length === 0 ? {} : { files }),
      ...(links.length === 0 ? {} : { links: distinct(links) }),
      ...(event === undefined ? {} : { event }),
      ...(fields === undefined ? {} : { fields }),
    },
    marks: occurredAt.getUTCFullYear() < 1971 ? [...common.marks, 'epoch-time'] : common.marks,
  });
}

function messageText(message: JsonObject, names: SlackNames, links: SlackLink[]): string {
  const comment = isObject(message['comment']) ? asString(message['comment']['comment']) : '';
  const written = readableText(asString(message['text']) || comment, names, links);
  const own = written.trim() === '' ? blocksText(message['blocks'], names, links) : written;
  const attached = innerAttachments(message)
    .map((attachment) => attachmentText(attachment, names, links))
    .filter((text) => text !== '' && text !== own);
  return [...(own === '' ? [] : [own]), ...attached].join('\n');
}

/** The preview of a link adds nothing: only the link is kept. */
function attachmentText(attachment: JsonObject, names: SlackNames, links: SlackLink[]): string {
  const title = readableText(asString(attachment['title']), names, links);
  if (isForwarded(attachment)) return forwardedText(attachment, names, links);
  const origin = asString(attachment['from_url']) || asString(attachment['original_url']);
  const url = asString(attachment['title_link']) || origin;
  if (url !== '') links.push(title === '' ? { url } : { url, title });
  if (origin !== '' && attachment['callback_id'] === undefined) return '';
  const fields = Array.isArray(attachment['fields']) ? attachment['fields'].filter(isObject) : [];
  const parts = [
    readableText(asString(attachment['pretext']), names, links),
    title,
    readableText(asString(attachment['text']), names, links),
    blocksText(attachment['blocks'], names, links),
    ...fields.map((field) =>
      [asString(field['title']), readableText(asString(field['value']), names, links)]
        .filter((part) => part !== '')
        .join(': '),
    ),
  ].filter((part) => part.trim() !== '');
  return parts.length > 0
    ? parts.join('\n')
    : readableText(asString(attachment['fallback']), names, links);
}

function isForwarded(attachment: JsonObject): boolean {
  return (
    attachment['is_share'] === true ||
    attachment['is_msg_unfurl'] === true ||
    (toKey(attachment['ts']) !== null && asString(attachment['author_id']) !== '')
  );
}

/** A forwarded message, with its author, place and time. */
function forwardedText(attachment: JsonObject, names: SlackNames, links: SlackLink[]): string {
  const url = asString(attachment['from_url']);
  if (url !== '') links.push({ url });
  const inner = innerAttachments(attachment).map((one) => attachmentText(one, names, links));
  const files = readFiles(attachment).map((file) => file.name);
  const said = [
    readableText(asString(attachment['text']), names, links) ||
      blocksText(messageBlocks(attachment), names, links),
    ...inner,
    ...(files.length === 0 ? [] : [`Files: ${files.join(', ')}`]),
  ].filter((part) => part.trim() !== '');
  if (said.length === 0) said.push(readableText(asString(attachment['fallback']), names, links));
  const key = toKey(attachment['ts']);
  const channelId = asString(attachment['channel_id']);
  const channel = asString(attachment['channel_name']) || (names.channel(channelId) ?? channelId);
  const authorId = asString(attachment['author_id']);
  const from = [
    asString(attachment['author_name']) ||
      asString(attachment['author_subname']) ||
      (names.user(authorId) ?? authorId),
    channel === ''
      ? ''
      : channel === 'directmessage'
        ? 'direct message'
        : `#${channel.replace(/^#/, '')}`,
    key === null ? '' : `${toTime(key).toISOString().slice(0, 19)}Z`,
  ].filter((part) => part !== '');
  return [...said, ...(from.length === 0 ? [] : [`(Forwarded: ${from.join(', ')})`])].join('\n');
}

/** Slack wraps the blocks of a forwarded message once more. */
function messageBlocks(attachment: JsonObject): unknown {
  const wrapped = attachment['message_blocks'] ?? attachment['blocks'];
  return Array.isArray(wrapped)
    ? wrapped.flatMap((one: unknown): unknown[] => {
        const message = isObject(one) && isObject(one['message']) ? one['message'] : null;
        return Array.isArray(message?.['blocks']) ? message['blocks'] : [one];
      })
    : wrapped;
}

function innerAttachments(message: JsonObject): JsonObject[] {
  return Array.isArray(message['attachments']) ? message['attachments'].filter(isObject) : [];
}

function readFiles(message: JsonObject): NonNullable<EvidenceDetails['files']> {
  const list = Array.isArray(message['files'])
    ? message['files']
    : isObject(message['file'])
      ? [message['file']]
      : [];
  return list.filter(isObject).map((file) => {
    const url = withoutToken(
      asString(file['url_private']) ||
        asString(file['permalink']) ||
        asString(file['external_url']),
    );
    const type = asString(file['mimetype']) || asString(file['filetype']);
    const name =
      asString(file['name']) ||
      asString(file['title']) ||
      (file['mode'] === 'tombstone' ? 'a deleted file' : 'a file');
    return {
      name,
      ...(url === '' ? {} : { url }),
      ...(type === '' ? {} : { type }),
      ...(typeof file['size'] === 'number' ? { size: file['size'] } : {}),
    };
  });
}

/** Every export signs file URLs again, with a secret. */
function withoutToken(url: string): string {
  return url.replace(/([?&])t=xox[a-z]-[^&]*&?/, '$1').replace(/[?&]$/, '');
}

function readReactions(message: JsonObject, people: SlackPeople): SourceRecord['reactions'] {
  const list = Array.isArray(message['reactions']) ? message['reactions'].filter(isObject) : [];
  return list.map((reaction) => ({
    name: asString(reaction['name']),
    by: Array.isArray(reaction['users'])
      ? reaction['users']
          .filter((user) => typeof user === 'string')
          .map((user) => people.identity(user))
      : [],
  }));
}

function readFields(message: JsonObject): Record<string, string> | undefined {
  const editedKey = isObject(message['edited']) ? toKey(message['edited']['ts']) : null;
  const edited = Number(editedKey) > 0 ? editedKey : null;
  const topic = asString(message['topic']) || asString(message['purpose']);
  const [name, oldName] = [asString(message['name']), asString(message['old_name'])];
  const fields = {
    ...(topic === '' ? {} : { topic }),
    ...(topic !== '' || name === '' || oldName === '' ? {} : { name, 'old name': oldName }),
    ...(edited === null ? {} : { 'edited at': toTime(edited).toISOString() }),
  };
  return Object.keys(fields).length === 0 ? undefined : fields;
}

function distinct(links: SlackLink[]): SlackLink[] {
  return [...new Map(links.map((link) => [link.url, link])).values()];
}
