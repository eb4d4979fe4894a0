import type { Clock } from '@debrief/core/context';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import {
  createTicks,
  openChatServer,
  sendJson,
  type FakeChat,
  type FakePerson,
  type SentOptions,
} from './fake-chat.ts';

export interface MattermostPost {
  id: string;
  create_at: number;
  update_at: number;
  edit_at: number;
  delete_at: number;
  user_id: string;
  channel_id: string;
  root_id: string;
  original_id: string;
  message: string;
  type: string;
  props: Record<string, unknown>;
  metadata: { reactions?: Reaction[]; files?: object[] };
}

interface Reaction {
  user_id: string;
  post_id: string;
  emoji_name: string;
  create_at: number;
}

export interface FakeMattermost extends FakeChat {
  token: string;
  /** The next events are not sent, although they have a number. */
  skip(events: number): void;
  /** A post with any fields, such as one of the system. */
  post(post: Partial<MattermostPost>): string;
  /** What is in the channel now, replies included, oldest first. */
  messages(): MattermostPost[];
}

const Action = z.object({
  seq: z.number(),
  action: z.string(),
  data: z.object({ token: z.string().optional() }).optional(),
});

const most = { page: 200, since: 1_000 };

/** The parts of Mattermost that a connection uses: its WebSocket, and reading through its API. */
export async function openFakeMattermost(clock: Clock): Promise<FakeMattermost> {
  const token = 'mm-secret-bot-token';
  const people = [
    { id: toId('ada'), name: 'Ada Byron' },
    { id: toId('grace'), name: 'Grace Hopper' },
    { id: toId('linus'), name: 'Linus Moreau' },
  ];
  const team = { id: toId('team'), name: 'ops', display_name: 'Operations' };
  const channels = [
    { id: toId('inc12'), name: 'inc-12', display_name: 'INC-12', type: 'O', team_id: team.id },
    { id: toId('legal'), name: 'legal', display_name: 'Legal', type: 'P', team_id: team.id },
  ].map((channel) => ({ ...channel, delete_at: 0 }));
  const posts = new Map<string, MattermostPost>();
  const requests: string[] = [];
  const ready = new Map<WebSocket, { sequence: number }>();
  const limits = { requests: 0, seconds: 0, skipped: 0 };
  const tick = createTicks(clock);
  let made = 0;

  const server = await openChatServer(answer, (socket, request) => {
    if (request.url?.startsWith('/api/v4/websocket') !== true) return socket.close();
    if (request.headers.authorization === `Bearer ${token}`) welcome(socket);
    socket.on('message', (data: Buffer) => {
      const { seq, action, data: given } = Action.parse(JSON.parse(data.toString('utf8')));
      if (action === 'authentication_challenge' && given?.token !== token) {
        const error = { id: 'api.web_socket_router.bad_auth.app_error', message: 'Invalid token.' };
        socket.send(JSON.stringify({ status: 'FAIL', seq_reply: seq, error }));
        return socket.close();
      }
      socket.send(JSON.stringify({ status: 'OK', seq_reply: seq }));
      if (action === 'authentication_challenge') welcome(socket);
    });
    socket.on('close', () => ready.delete(socket));
  });

  function welcome(socket: WebSocket): void {
    ready.set(socket, { sequence: 0 });
    emitTo(socket, 'hello', { server_version: '11.9.0', connection_id: toId(`c${made}`) }, '');
  }

  function emitTo(socket: WebSocket, event: string, data: object, channelId: string): void {
    const state = ready.get(socket);
    if (state === undefined) return;
    const broadcast = { omit_users: null, user_id: '', channel_id: channelId, team_id: '' };
    const text = JSON.stringify({ event, data, broadcast, seq: state.sequence });
    state.sequence += 1;
    if (limits.skipped > 0) limits.skipped -= 1;
    else socket.send(text);
  }

  const emit = (event: string, data: object, channelId: string) => {
    for (const socket of ready.keys()) emitTo(socket, event, data, channelId);
  };

  function post(given: Partial<MattermostPost>): string {
    made += 1;
    const at = tick();
    const [first] = channels;
    const full: MattermostPost = {
      id: toId(`post${String(made).padStart(6, '0')}x`),
      create_at: at,
      update_at: at,
      edit_at: 0,
      delete_at: 0,
      user_id: people[0]?.id ?? '',
      channel_id: first?.id ?? '',
      root_id: '',
      original_id: '',
      message: '',
      type: '',
      props: {},
      metadata: {},
      ...given,
    };
    posts.set(full.id, full);
    const channel = channels.find(({ id }) => id === full.channel_id);
    emit(
      'posted',
      {
        channel_type: channel?.type,
        channel_display_name: channel?.display_name,
        channel_name: channel?.name,
        sender_name: `@${toUsername(people.find(({ id }) => id === full.user_id))}`,
        team_id: team.id,
        set_online: true,
        post: JSON.stringify(full),
      },
      full.channel_id,
    );
    return full.id;
  }

  const find = (key: string): MattermostPost => {
    const found = posts.get(key);
    if (found === undefined) throw new Error(`There is no post ${key}`);
    return found;
  };

  function setReaction(key: string, by: string, name: string, isOn: boolean): void {
    const target = find(key);
    const others = (target.metadata.reactions ?? []).filter(
      (one) => one.user_id !== by || one.emoji_name !== name,
    );
    const at = tick();
    const reaction = { user_id: by, post_id: key, emoji_name: name, create_at: at };
    const reactions = isOn ? [...others, reaction] : others;
    const { reactions: _, ...rest } = target.metadata;
    target.metadata = reactions.length === 0 ? rest : { ...rest, reactions };
    target.update_at = at;
    const data = { reaction: JSON.stringify(reaction) };
    emit(isOn ? 'reaction_added' : 'reaction_removed', data, target.channel_id);
  }

  function answer(request: IncomingMessage, body: string, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://mattermost.test');
    const path = url.pathname.replace(/^\/api\/v4\//, '');
    requests.push(path.replaceAll(/[a-z0-9]{26}/g, '…'));
    if (limits.requests > 0) {
      limits.requests -= 1;
      const headers = {
        'retry-after': String(limits.seconds),
        'x-ratelimit-reset': String(limits.seconds),
      };
      return sendJson(
        response,
        429,
        { id: 'limit', message: 'limit exceeded', status_code: 429 },
        headers,
      );
    }
    if (path === 'config/client') return sendJson(response, 200, { SiteName: 'Acme Chat' });
    if (request.headers.authorization !== `Bearer ${token}`) {
      const error = {
        id: 'api.context.session_expired.app_error',
        message: 'Invalid or expired session, please login again.',
        status_code: 401,
      };
      return sendJson(response, 401, error);
    }
    const found = respond(path, url.searchParams, body);
    if (found === null) {
      const error = { id: 'store.not_found', message: 'Not found.', status_code: 404 };
      return sendJson(response, 404, error);
    }
    sendJson(response, 200, found);
  }

  function respond(path: string, given: URLSearchParams, body: string): unknown {
    const [area, id = '', part] = path.split('/');
    if (area === 'users' && id === 'me')
      return part === 'channels'
        ? channels
        : { id: toId('bot'), username: 'debrief', is_bot: true };
    if (area === 'users' && id === 'ids') {
      const ids = z.array(z.string()).parse(JSON.parse(body));
      return people.filter((person) => ids.includes(person.id)).map(toUser);
    }
    if (area === 'channels' && part === 'posts') return listPosts(id, given);
    if (area === 'channels') return channels.find((channel) => channel.id === id) ?? null;
    if (area === 'posts') {
      const found = posts.get(id);
      return found === undefined || found.delete_at > 0 ? null : found;
    }
    return null;
  }

  function listPosts(channelId: string, given: URLSearchParams): object {
    const all = [...posts.values()].filter((one) => one.channel_id === channelId);
    const since = Number(given.get('since') ?? '0');
    if (since > 0) {
      const changed = all.filter((one) => one.update_at > since).slice(0, most.since);
      const roots = changed.flatMap((one) => posts.get(one.root_id) ?? []);
      return toList(
        changed.toSorted((a, b) => b.create_at - a.create_at),
        roots,
      );
    }
    const size = Math.min(Number(given.get('per_page') ?? '60'), most.page);
    const alive = all
      .filter((one) => one.delete_at === 0)
      .toSorted((a, b) => b.create_at - a.create_at);
    const [before, after] = [
      posts.get(given.get('before') ?? ''),
      posts.get(given.get('after') ?? ''),
    ];
    const found =
      before !== undefined
        ? alive.filter((one) => one.create_at < before.create_at)
        : after !== undefined
          ? alive.filter((one) => one.create_at > after.create_at).toReversed()
          : alive;
    const start = Number(given.get('page') ?? '0') * size;
    const shown = found.slice(start, start + size);
    return toList(after === undefined ? shown : shown.toReversed(), []);
  }

  const toList = (shown: MattermostPost[], others: MattermostPost[]) => ({
    order: shown.map(({ id }) => id),
    posts: Object.fromEntries([...others, ...shown].map((one) => [one.id, one])),
    next_post_id: '',
    prev_post_id: '',
    has_next: false,
  });

  return {
    origin: server.origin,
    channel: { id: channels[0]?.id ?? '', name: 'INC-12' },
    token,
    people,
    requests,
    post,
    messages: () =>
      [...posts.values()].filter((one) => one.delete_at === 0 && one.original_id === ''),
    send: (text: string, { by, replyTo, channel, files }: SentOptions = {}) =>
      post({
        message: text,
        ...(by !== undefined && { user_id: by }),
        ...(replyTo !== undefined && { root_id: replyTo }),
        ...(channel !== undefined && { channel_id: channel }),
        ...(files !== undefined && { metadata: { files } }),
      }),
    edit(key, text) {
      const target = find(key);
      const at = tick();
      made += 1;
      const old = {
        ...structuredClone(target),
        id: toId(`old${String(made).padStart(6, '0')}x`),
        original_id: key,
      };
      posts.set(old.id, { ...old, update_at: at, delete_at: at });
      Object.assign(target, { message: text, edit_at: at, update_at: at });
      emit('post_edited', { post: JSON.stringify(target) }, target.channel_id);
    },
    remove(key) {
      const target = find(key);
      const shown = JSON.stringify(target);
      const at = tick();
      Object.assign(target, { delete_at: at, update_at: at });
      emit('post_deleted', { post: shown }, target.channel_id);
    },
    react: (key, by, name) => setReaction(key, by, name, true),
    unreact: (key, by, name) => setReaction(key, by, name, false),
    drop() {
      for (const socket of server.sockets) socket.terminate();
      ready.clear();
    },
    skip(events) {
      limits.skipped = events;
    },
    limit(count, retryAfterSeconds) {
      Object.assign(limits, { requests: count, seconds: retryAfterSeconds });
    },
    countSockets: () => ready.size,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

const toUsername = (person: FakePerson | undefined) =>
  (person?.name ?? 'someone').toLowerCase().replaceAll(' ', '.');

const toUser = (person: FakePerson) => {
  const [first = '', last = ''] = person.name.split(' ');
  return {
    id: person.id,
    username: toUsername(person),
    first_name: first,
    last_name: last,
    nickname: '',
    email: `${first.toLowerCase()}@acme.test`,
    is_bot: false,
    delete_at: 0,
  };
};

/** An id of 26 letters and digits, as Mattermost makes them. */
function toId(name: string): string {
  return name.padEnd(26, '0').slice(0, 26);
}
