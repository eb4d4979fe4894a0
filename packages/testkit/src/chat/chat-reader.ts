import { WebSocket } from 'ws';
import { z } from 'zod';
import type { FakeMattermost } from './fake-mattermost.ts';
import type { FakeSlack } from './fake-slack.ts';

/** What a socket said about a message, whatever the tool. */
export interface HeardEvent {
  what: 'sent' | 'edited' | 'deleted' | 'reacted';
  key: string;
  text: string;
}

export interface ReadMessage {
  key: string;
  text: string;
  replyTo: string | null;
  reactions: string[];
}

/** The plainest possible client of a chat tool, for the conformance suite. */
export interface ChatReader {
  /** Listens until the socket ends. `next` waits for an event; null after the end. */
  listen(): Promise<{ next(): Promise<HeardEvent | null>; close(): void }>;
  /** The channel, replies included, oldest first. */
  read(): Promise<ReadMessage[]>;
  /** The status of one request, and how many seconds it asks to wait. */
  ask(): Promise<{ status: number; retryAfter: number | null }>;
}

/** A socket whose messages are read one by one. */
async function openSocket(url: string, headers: Record<string, string>) {
  const socket = new WebSocket(url, { headers });
  const messages: string[] = [];
  let isOver = false;
  let wake = () => {};
  socket.on('message', (data: Buffer) => {
    messages.push(data.toString('utf8'));
    wake();
  });
  socket.on('close', () => {
    isOver = true;
    wake();
  });
  const opened = Promise.withResolvers<void>();
  socket.on('open', () => opened.resolve());
  socket.on('error', (error) => opened.reject(error));
  await opened.promise;
  return {
    socket,
    async next(): Promise<unknown> {
      for (;;) {
        const message = messages.shift();
        if (message !== undefined) return JSON.parse(message);
        if (isOver) return null;
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
    },
  };
}

const SlackFrame = z.object({
  type: z.string(),
  envelope_id: z.string().optional(),
  payload: z
    .object({
      event: z.looseObject({
        type: z.string(),
        subtype: z.string().optional(),
        ts: z.string().optional(),
        text: z.string().optional(),
        deleted_ts: z.string().optional(),
        message: z.object({ ts: z.string(), text: z.string() }).optional(),
        item: z.object({ ts: z.string() }).optional(),
      }),
    })
    .optional(),
});
const SlackMessages = z.object({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      text: z.string(),
      subtype: z.string().optional(),
      thread_ts: z.string().optional(),
      reply_count: z.number().optional(),
      reactions: z.array(z.object({ name: z.string() })).optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string() }),
});

export function readSlack(slack: FakeSlack): ChatReader {
  const call = async (method: string, given: Record<string, string>, token = slack.botToken) =>
    fetch(`${slack.origin}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(given),
    });
  const readPages = async (method: string, given: Record<string, string>) => {
    const found: z.infer<typeof SlackMessages>['messages'] = [];
    let cursor = '';
    do {
      const more = { channel: slack.channel.id, limit: '50', ...given, ...(cursor && { cursor }) };
      const page = SlackMessages.parse(await (await call(method, more)).json());
      found.push(...page.messages);
      cursor = page.response_metadata.next_cursor;
    } while (cursor !== '');
    return found;
  };
  return {
    async listen() {
      const opened = await call('apps.connections.open', {}, slack.appToken);
      const { url } = z.object({ url: z.string() }).parse(await opened.json());
      const { socket, next } = await openSocket(url, {});
      return {
        close: () => socket.close(),
        async next() {
          for (;;) {
            const frame = await next();
            if (frame === null) return null;
            const { envelope_id: id, payload } = SlackFrame.parse(frame);
            if (payload === undefined) continue;
            socket.send(JSON.stringify({ envelope_id: id }));
            const { event } = payload;
            if (event.item) return { what: 'reacted', key: event.item.ts, text: '' };
            if (event.subtype === 'message_deleted')
              return { what: 'deleted', key: event.deleted_ts ?? '', text: '' };
            if (event.message)
              return { what: 'edited', key: event.message.ts, text: event.message.text };
            return { what: 'sent', key: event.ts ?? '', text: event.text ?? '' };
          }
        },
      };
    },
    async read() {
      const top = await readPages('conversations.history', {});
      const parents = top.filter((one) => (one.reply_count ?? 0) > 0);
      const threads = [];
      for (const { ts } of parents)
        threads.push(...(await readPages('conversations.replies', { ts })));
      const all = new Map([...top, ...threads].map((one) => [one.ts, one]));
      return [...all.values()]
        .filter((one) => one.subtype !== 'tombstone')
        .toSorted((a, b) => (a.ts < b.ts ? -1 : 1))
        .map((one) => ({
          key: one.ts,
          text: one.text,
          replyTo: one.thread_ts === undefined || one.thread_ts === one.ts ? null : one.thread_ts,
          reactions: (one.reactions ?? []).map(({ name }) => name),
        }));
    },
    async ask() {
      const { status, headers } = await call('conversations.history', {
        channel: slack.channel.id,
      });
      const retryAfter = headers.get('retry-after');
      return { status, retryAfter: retryAfter === null ? null : Number(retryAfter) };
    },
  };
}

const MattermostFrame = z.object({
  event: z.string().optional(),
  seq: z.number().optional(),
  data: z.object({ post: z.string().optional(), reaction: z.string().optional() }).optional(),
});
const Post = z.object({
  id: z.string(),
  message: z.string(),
  root_id: z.string(),
  create_at: z.number(),
  metadata: z.object({ reactions: z.array(z.object({ emoji_name: z.string() })).optional() }),
});
const PostList = z.object({ order: z.array(z.string()), posts: z.record(z.string(), Post) });
const events: Record<string, HeardEvent['what']> = {
  posted: 'sent',
  post_edited: 'edited',
  post_deleted: 'deleted',
};

export function readMattermost(mattermost: FakeMattermost): ChatReader {
  const headers = { authorization: `Bearer ${mattermost.token}` };
  const call = (path: string) => fetch(`${mattermost.origin}/api/v4/${path}`, { headers });
  const path = `channels/${mattermost.channel.id}/posts`;
  return {
    async listen() {
      const url = `${mattermost.origin.replace('http', 'ws')}/api/v4/websocket`;
      const { socket, next } = await openSocket(url, {});
      const challenge = { action: 'authentication_challenge', seq: 1 };
      socket.send(JSON.stringify({ ...challenge, data: { token: mattermost.token } }));
      for (;;) if (MattermostFrame.parse(await next()).event === 'hello') break;
      return {
        close: () => socket.close(),
        async next() {
          for (;;) {
            const frame = await next();
            if (frame === null) return null;
            const { event = '', data } = MattermostFrame.parse(frame);
            if (data?.reaction !== undefined) {
              const { post_id: key } = z
                .object({ post_id: z.string() })
                .parse(JSON.parse(data.reaction));
              return { what: 'reacted', key, text: '' };
            }
            const what = events[event];
            if (what === undefined || data?.post === undefined) continue;
            const post = Post.parse(JSON.parse(data.post));
            return { what, key: post.id, text: what === 'deleted' ? '' : post.message };
          }
        },
      };
    },
    async read() {
      const found: z.infer<typeof Post>[] = [];
      for (let page = 0; ; page += 1) {
        const list = PostList.parse(await (await call(`${path}?page=${page}&per_page=50`)).json());
        found.push(...list.order.flatMap((id) => list.posts[id] ?? []));
        if (list.order.length < 50) break;
      }
      return found.toReversed().map((post) => ({
        key: post.id,
        text: post.message,
        replyTo: post.root_id || null,
        reactions: (post.metadata.reactions ?? []).map((one) => one.emoji_name),
      }));
    },
    async ask() {
      const { status, headers: answered } = await call(path);
      const retryAfter = answered.get('retry-after');
      return { status, retryAfter: retryAfter === null ? null : Number(retryAfter) };
    },
  };
}
