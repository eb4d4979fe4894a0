import { readMessage, toKey } from './slack-message.ts';
import { SlackPeople } from './slack-people.ts';
import { asString } from './slack-text.ts';
import { finishStream } from '../finish.ts';
import { isObject, type JsonObject, type Row } from '../row.ts';
import type { SourceRecord, StreamRef } from '../source.ts';

/** A message as Slack's API and one file of its export write it; also within an event. */
function findMessage({ value }: Row): JsonObject | null {
  const message = isObject(value['event']) ? value['event'] : value;
  const isMessage = message['type'] === 'message' && toKey(message['ts'])?.length === 17;
  return isMessage ? message : null;
}

/** Reads Slack's messages outside of an export, where only the messages themselves name people. */
export class SlackRows {
  private readonly people = new SlackPeople();
  private readonly channels = new Map<string, string>();

  /** Null if the row is not a message of Slack; a text says why it cannot be read. */
  read(row: Row, stream: StreamRef): SourceRecord | string | null {
    const message = findMessage(row);
    if (message === null) return null;
    this.learn(message);
    const { place, marks, payload } = row;
    const own = this.streamOf(message, row) ?? stream;
    return readMessage(message, { text: '', marks, payload }, own, place, {
      people: this.people,
      names: {
        user: (id) => this.people.mention(id),
        channel: (id) => this.channels.get(id) ?? null,
      },
    });
  }

  private learn(message: JsonObject): void {
    const profile = isObject(message['user_profile']) ? message['user_profile'] : {};
    const name = asString(profile['real_name']) || asString(message['username']);
    const id = asString(message['user']);
    if (id !== '' && name !== '' && this.people.mention(id) === null)
      this.people.add({ id, real_name: name });
  }

  /** Search results name the channel of each message, dumps that of all. */
  private streamOf(message: JsonObject, { parent }: Row): StreamRef | null {
    const own = isObject(message['channel']) ? message['channel'] : { id: message['channel'] };
    const all = parent?.value ?? {};
    const channel = asString(own['id']) === '' ? all : own;
    const id = asString(channel['id']) || asString(channel['channel_id']);
    if (id === '') return null;
    const name = asString(channel['name']);
    if (name !== '') this.channels.set(id, name);
    return finishStream({ key: id, name: name || id });
  }
}
