import { DomainError } from '@debrief/contract';
import { finishStream } from '../finish.ts';
import { isObject, type JsonObject } from '../row.ts';
import { objectAt, objectsAt, textAt } from '../shapes/values.ts';
import type { Read, SourceRecord, SourceRef, StreamRef } from '../source.ts';

/** A part of a channel as the API of a chat tool returned it. */
export interface ChatHistory {
  channel: string;
  messages: JsonObject[];
  /**
   * Where it is complete, in ISO times: what is missing there was deleted. `thread` as in a
   * reader's `covered`.
   */
  covered: { from: string; until: string; thread?: string | null } | null;
}

/**
 * What a connection to a chat tool stores as one delivery: what the tool wrote, and the names of
 * the people and channels in it.
 */
export interface ChatPage {
  /** The workspace or server. */
  source: { key: string; name: string };
  people: JsonObject[];
  channels: { id: string; name: string }[];
  /** Events of the socket, in their order. */
  events: JsonObject[];
  history: ChatHistory[];
  /** Messages that the tool was asked for and no longer has. */
  gone: { channel: string; key: string }[];
}

/** The names in a page. */
export interface PageNames {
  people: JsonObject[];
  stream(channelId: string): StreamRef;
  channelName(channelId: string): string | null;
}

/** How a tool writes its messages. A text says why one cannot be read. */
export interface ChatTool {
  kind: string;
  /** Readers of the messages of one page. */
  open(names: PageNames): {
    /** Null for an event that describes no message. */
    readEvent(event: JsonObject): SourceRecord | string | null;
    /** Null for what is no message of its own. */
    readMessage(message: JsonObject, stream: StreamRef): SourceRecord | string | null;
    readGone(key: string, stream: StreamRef): SourceRecord | null;
  };
}

/** Errors: `bad-file` if it is not a page of a chat tool. */
export function readChatPage(body: Uint8Array, tool: ChatTool): Read[] {
  const page = parsePage(body);
  const channels = new Map(
    objectsAt(page, 'channels').map((channel) => [textAt(channel, 'id'), textAt(channel, 'name')]),
  );
  const stream = (id: string) => finishStream({ key: id, name: channels.get(id) || id });
  const channelName = (id: string) => channels.get(id) || null;
  const reader = tool.open({ people: objectsAt(page, 'people'), stream, channelName });
  const reads: Read[] = [];
  const add = (found: SourceRecord | string | null, value: unknown) => {
    if (found === null) return;
    reads.push(typeof found === 'string' ? reject(found, value, reads.length) : toRead(found));
  };
  for (const event of objectsAt(page, 'events')) add(reader.readEvent(event), event);
  for (const part of objectsAt(page, 'history'))
    for (const message of objectsAt(part, 'messages')) {
      const found = reader.readMessage(message, stream(textAt(part, 'channel')));
      add(typeof found === 'object' && found !== null ? toCurrent(found) : found, message);
    }
  for (const { channel, key } of objectsAt(page, 'gone')) {
    const found = reader.readGone(String(key), stream(String(channel)));
    add(found && toCurrent(found), key);
  }
  const covered = objectsAt(page, 'history').flatMap((part) => readCovered(part, stream));
  return [...reads, ...covered];
}

const toRead = (record: SourceRecord): Read => ({ type: 'record', record });
const toCurrent = (record: SourceRecord): SourceRecord => ({ ...record, state: 'current' });

function reject(reason: string, value: unknown, position: number): Read {
  const excerpt = JSON.stringify(value).slice(0, 400);
  return { type: 'rejected', place: `message ${position + 1}`, reason, excerpt };
}

function readCovered(part: JsonObject, stream: (id: string) => StreamRef): Read[] {
  const covered = objectAt(part, 'covered');
  const [from, until] = [textAt(covered, 'from'), textAt(covered, 'until')].map(
    (time) => new Date(time),
  );
  if (!from || !until || !(from <= until)) return [];
  const { thread } = covered;
  return [
    {
      type: 'covered',
      stream: stream(textAt(part, 'channel')),
      from,
      until,
      ...((typeof thread === 'string' || thread === null) && { thread }),
    },
  ];
}

/** The workspace or server of a page; null if it names none. */
export function readChatSource(body: Uint8Array, kind: string): SourceRef | null {
  const source = objectAt(parsePage(body), 'source');
  const key = textAt(source, 'key');
  return key === '' ? null : { kind, key, name: textAt(source, 'name') || key };
}

function parsePage(body: Uint8Array): JsonObject {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (isObject(value) && Array.isArray(value['channels'])) return value;
  } catch {
    // Not JSON: refused below.
  }
  throw new DomainError('bad-file', 'The body is not a page of a chat.');
}
