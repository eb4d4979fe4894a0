import type { ChatChannels } from '@debrief/contract';
import { z } from 'zod';
import { RequestError, type GuardedFetch } from '../../network/guarded-fetch.ts';
import type { OpenSocket } from '../../network/guarded-socket.ts';
import {
  noPart,
  type AskedMessage,
  type ChatPart,
  type ChatTool,
  type JsonObject,
} from '../chat/chat-tool.ts';
import { Names, toBody } from '../chat/names.ts';
import { sortChannels } from '../chat/sort-channels.ts';
import { readChannel, type MattermostMark, Post } from './mattermost-history.ts';

export interface MattermostRequest {
  settings: { url: string; channels: string[]; pastDays: number };
  token: string;
  fetch: GuardedFetch;
  openSocket: OpenSocket;
  signal: AbortSignal;
  now(): Date;
  /** What the server says, at each start. */
  describe(about: { workspace: string; scopes: null; missingChannels: string[] }): Promise<void>;
}

/** Asks the API. Throws a `RequestError`. */
export type CallMattermost = <T>(path: string, schema: z.ZodType<T>, body?: unknown) => Promise<T>;

const Channels = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    display_name: z.string(),
    delete_at: z.number().optional(),
    /** `O` and `P`: an open and a private one; the others are direct messages. */
    type: z.string().optional(),
  }),
);
const Site = z.object({ SiteName: z.string().optional() });
const People = z.array(z.looseObject({ id: z.string() }));
const dayMs = 24 * 3_600_000;
const helloMs = 30_000;

/** A Mattermost server, as a bot or a person sees it. Throws a `RequestError` if it can't be used. */
export async function openMattermost(
  request: MattermostRequest,
): Promise<ChatTool<MattermostMark>> {
  const { settings } = request;
  const call = createCall({ ...request, url: settings.url });
  const host = new URL(settings.url).host;
  const joined = await call('users/me/channels', Channels);
  const { SiteName: name = '' } = await call('config/client?format=old', Site);
  const matches = (one: string, { id, name, display_name: title }: (typeof joined)[number]) =>
    one === id || [name, title].some((other) => other.toLowerCase() === one.toLowerCase());
  const chosen = joined.filter((channel) => settings.channels.some((one) => matches(one, channel)));
  const missingChannels = settings.channels.filter(
    (one) => !chosen.some((channel) => matches(one, channel)),
  );
  await request.describe({ workspace: name || host, scopes: null, missingChannels });
  if (chosen.length === 0)
    throw new RequestError(
      `The bot is not in ${missingChannels.join(', ')}. Add it to the channel.`,
      { status: 403 },
    );
  const ids = new Set(chosen.map(({ id }) => id));
  const channels = chosen.map((one) => ({ id: one.id, name: one.display_name || one.name }));
  const names = new Names(/user_id\\*":\\*"([a-z0-9]{26})/g, (ids) => findPeople(call, ids));
  const source = { key: `mattermost:${host}`, name: name || host };
  return {
    connect: (on) => connect(request, on),
    async *readGap(mark) {
      const from = new Date(request.now().getTime() - settings.pastDays * dayMs);
      let current = mark ?? { channels: {} };
      for (const id of ids)
        current = yield* readChannel(call, id, { mark: current, from, now: request.now() });
      return current;
    },
    sortEvent: (event) => sortEvent(event, ids),
    ask: (message) => askPost(call, message),
    advance,
    lacksNames: (part) => names.lacks(part),
    toBody: async (part) => toBody(part, { source, channels, people: await names.find(part) }),
  };
}

/** The channels of the bot or person. Throws a `RequestError`. */
export async function listAllChannels(access: MattermostAccess): Promise<ChatChannels> {
  const call = createCall(access);
  const joined = await call('users/me/channels', Channels);
  const { SiteName: name = '' } = await call('config/client?format=old', Site);
  const items = joined.flatMap(({ id, name, display_name: title, type = 'O' }) =>
    type === 'O' || type === 'P'
      ? [{ id, name: title || name, isPrivate: type === 'P', isMember: true }]
      : [],
  );
  return { workspace: name || new URL(access.url).host, scopes: null, items: sortChannels(items) };
}

interface MattermostAccess extends Pick<MattermostRequest, 'fetch' | 'signal' | 'token'> {
  url: string;
}

function createCall({ url, token, fetch, signal }: MattermostAccess): CallMattermost {
  return async (path, schema, given) => {
    const { body } = await fetch(new URL(`/api/v4/${path}`, url).href, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(given !== undefined && { method: 'POST', body: JSON.stringify(given) }),
      signal,
    });
    const read = schema.safeParse(parseJson(body.toString('utf8')));
    if (!read.success)
      throw new RequestError(`The answer of ${new URL(url).host} is not understood.`);
    return read.data;
  };
}

async function findPeople(call: CallMattermost, ids: string[]): Promise<Map<string, JsonObject>> {
  const people = await call('users/ids', People, ids);
  return new Map(people.map((person): [string, JsonObject] => [person.id, toPerson(person)]));
}

/** Only what a name needs. */
function toPerson(user: JsonObject): JsonObject {
  const { id, username, first_name, last_name, nickname, email, is_bot } = user;
  return { id, username, first_name, last_name, nickname, email, is_bot };
}

const Frame = z.looseObject({
  event: z.string().optional(),
  seq: z.number().optional(),
  seq_reply: z.number().optional(),
  status: z.string().optional(),
});

/** Each event has a number: after a missing one, history is read. */
async function connect(
  { settings, token, openSocket, signal }: MattermostRequest,
  on: Parameters<ChatTool<MattermostMark>['connect']>[0],
) {
  const url = new URL('/api/v4/websocket', settings.url);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const { host } = url;
  const ready = Promise.withResolvers<void>();
  let next = 0;
  const socket = await openSocket(url.href, {
    onMessage(text) {
      const frame = Frame.safeParse(parseJson(text)).data;
      if (frame === undefined) return;
      const { event, seq, seq_reply: reply, status } = frame;
      if (reply !== undefined) {
        if (status === 'FAIL')
          ready.reject(
            new RequestError(`${host} refused the token. Enter it again.`, { status: 401 }),
          );
        return;
      }
      if (event === 'hello') ready.resolve();
      if (seq !== undefined) {
        if (seq !== next) on.gap();
        next = seq + 1;
      }
      if (event !== undefined) on.event({ value: frame, acknowledge: () => {} });
    },
    onEnd() {
      ready.reject(new RequestError(`${host} closed the WebSocket.`));
      on.end();
    },
  });
  const challenge = { seq: 1, action: 'authentication_challenge', data: { token } };
  socket.send(JSON.stringify(challenge));
  const late = AbortSignal.any([signal, AbortSignal.timeout(helloMs)]);
  late.addEventListener('abort', () => ready.reject(new RequestError(`${host} said no hello.`)));
  return ready.promise.then(
    () => socket,
    (error: unknown) => {
      socket.close();
      throw error;
    },
  );
}

const EventData = z.object({ post: z.string().optional(), reaction: z.string().optional() });
const Reaction = z.object({ post_id: z.string() });
const Broadcast = z.object({ channel_id: z.string() });

function postIn(event: JsonObject) {
  const data = EventData.safeParse(event['data']).data;
  return Post.safeParse(parseJson(data?.post ?? '')).data ?? null;
}

/** As for Slack: a new post is complete, others are asked for as well. */
function sortEvent(event: JsonObject, channels: ReadonlySet<string>) {
  const neither = { isKept: false, asked: null };
  switch (event['event']) {
    case 'posted':
    case 'post_edited':
    case 'post_deleted': {
      const post = postIn(event);
      if (post === null || !channels.has(post.channel_id)) return neither;
      const asked = { channel: post.channel_id, key: post.id, event };
      return { isKept: true, asked: event['event'] === 'posted' ? null : asked };
    }
    case 'reaction_added':
    case 'reaction_removed': {
      const channel = Broadcast.safeParse(event['broadcast']).data?.channel_id ?? '';
      const said = EventData.safeParse(event['data']).data?.reaction ?? '';
      const reaction = Reaction.safeParse(parseJson(said)).data;
      if (reaction === undefined || !channels.has(channel)) return neither;
      return { isKept: false, asked: { channel, key: reaction.post_id, event } };
    }
    default:
      return neither;
  }
}

async function askPost(call: CallMattermost, message: AskedMessage): Promise<ChatPart | null> {
  const { channel, key, event, isNewest = false } = message;
  const post = await call(`posts/${key}`, Post).catch((error: unknown) => {
    if (error instanceof RequestError && error.status === 404) return null;
    throw error;
  });
  const said = postIn(event);
  if (post === null) {
    // A deletion is an event of its own, but an older page can be stored after it.
    if (said === null || isNewest || event['event'] !== 'post_deleted') return null;
    const deleted = { ...said, delete_at: Math.max(said.delete_at, said.update_at) };
    return { ...noPart, history: [{ channel, messages: [deleted], covered: null }] };
  }
  if (isNewest && toState(post) === toState(said ?? {})) return null;
  return { ...noPart, history: [{ channel, messages: [post], covered: null }] };
}

function toState({ message, edit_at: edited, metadata }: JsonObject): string {
  return JSON.stringify([message, edited, metadata]);
}

function advance(mark: MattermostMark, events: readonly JsonObject[]): MattermostMark {
  const channels = { ...mark.channels };
  for (const event of events) {
    const post = postIn(event);
    const known = post && channels[post.channel_id];
    if (known) channels[post.channel_id] = { at: Math.max(known.at, post.update_at) };
  }
  return { channels };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
