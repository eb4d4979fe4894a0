import type { Names } from '../names/names.ts';
import { isObject, type JsonObject } from '../row.ts';
import { mattermostPost, toMattermostPerson } from '../shapes/chat/mattermost.ts';
import { ShapeRows } from '../shapes/shape-rows.ts';
import { textAt } from '../shapes/values.ts';
import type { IdentityRef, SourceRecord, StreamRef } from '../source.ts';
import { plainRules } from '../time/time.ts';
import type { ChatTool, PageNames } from './chat-page.ts';

const postEvents = new Set(['posted', 'post_edited', 'post_deleted']);

/** The posts of Mattermost's socket and API: the same records as in a response of its API. */
export const mattermostChat: ChatTool = {
  kind: 'mattermost',
  open(names) {
    const people = new Map(
      names.people.map((person): [string, IdentityRef] => [
        textAt(person, 'id'),
        toMattermostPerson(person),
      ]),
    );
    const read = (post: JsonObject, stream: StreamRef): SourceRecord | string =>
      readPost(post, stream, { people, streams: new Map(), source: null });
    return {
      readEvent: (event) => readEvent(event, names, read),
      // An earlier text of an edited post.
      readMessage: (post, stream) =>
        textAt(post, 'original_id') === '' ? read(post, stream) : null,
      readGone: () => null,
    };
  },
};

function readPost(post: JsonObject, stream: StreamRef, names: Names): SourceRecord | string {
  if (!mattermostPost.matches(post)) return 'The post has no id, time, author or text.';
  const row = {
    type: 'row' as const,
    place: `${stream.name}, post ${textAt(post, 'id')}`,
    value: { ...post, channel_name: stream.name },
    marks: [],
    payload: JSON.stringify(post),
  };
  const [found] = new ShapeRows(stream, plainRules, names).read(mattermostPost, row);
  if (found?.type === 'record') return found.record;
  return found?.type === 'rejected' ? found.reason : 'The post cannot be read.';
}

function readEvent(
  event: JsonObject,
  names: PageNames,
  read: (post: JsonObject, stream: StreamRef) => SourceRecord | string,
): SourceRecord | string | null {
  const kind = textAt(event, 'event');
  if (!postEvents.has(kind)) return null;
  const post = parsePost(textAt(event, 'data.post'));
  if (post === null) return 'The event has no post.';
  const found = read(post, names.stream(textAt(post, 'channel_id')));
  if (typeof found === 'string') return found;
  if (kind === 'post_deleted') return { ...found, change: 'deleted' };
  return kind === 'posted' ? { ...found, state: 'first' } : found;
}

function parsePost(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
