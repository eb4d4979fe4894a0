import { isObject, type JsonObject } from '../row.ts';
import { textAt } from '../shapes/values.ts';
import { readMessage, toKey } from '../slack/slack-message.ts';
import { SlackPeople } from '../slack/slack-people.ts';
import type { SourceRecord, StreamRef } from '../source.ts';
import type { ChatTool, PageNames } from './chat-page.ts';

/** Subtypes of events that are about a message that was sent before. */
const later = new Set(['message_changed', 'message_deleted', 'message_replied']);

/** The messages of Slack's socket and API: the same records as in a file of its export. */
export const slackChat: ChatTool = {
  kind: 'slack',
  open(names) {
    const people = new SlackPeople();
    for (const person of names.people) people.add(person);
    const context = {
      people,
      names: { user: (id: string) => people.mention(id), channel: names.channelName },
    };
    const read = (message: JsonObject, stream: StreamRef): SourceRecord | string => {
      const payload = JSON.stringify(message);
      const place = `${stream.name}, ${textAt(message, 'ts') || 'no time'}`;
      return readMessage(message, { text: '', marks: [], payload }, stream, place, context);
    };
    return {
      readEvent: (event) => readEvent(event, names, read),
      readMessage: read,
      readGone(key, stream) {
        const entry = { type: 'message', subtype: 'message_deleted', deleted_ts: toKey(key) };
        const found = read(entry, stream);
        return typeof found === 'string' ? null : found;
      },
    };
  },
};

function readEvent(
  event: JsonObject,
  names: PageNames,
  read: (message: JsonObject, stream: StreamRef) => SourceRecord | string,
): SourceRecord | string | null {
  if (event['type'] !== 'message') return null;
  const stream = names.stream(textAt(event, 'channel'));
  const subtype = textAt(event, 'subtype');
  // A reply changes nothing of the message that it replies to.
  if (subtype === 'message_replied') return null;
  const found = read(event, stream);
  if (typeof found === 'string' || later.has(subtype)) return found;
  return isObject(event['edited']) ? found : { ...found, state: 'first' };
}
