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
import {
  findScope,
  makeWorkspace,
  selectRange,
  toExport,
  toPage,
  toSlackUser,
  type SlackMessage,
} from './slack-pages.ts';

interface Envelope {
  envelope_id: string;
  payload: { event_id: string; event: Record<string, unknown> };
  retry_attempt: number;
}

export interface FakeSlack extends FakeChat {
  appToken: string;
  botToken: string;
  /** Scopes that the workspace granted. */
  scopes: Set<string>;
  /** A message with any fields, such as one of a bot. */
  post(message: Partial<SlackMessage>, channel?: string): string;
  /** The files of an export of the workspace, with its one channel. */
  exportFiles(): Record<string, unknown>;
  /** A reply that is also shown in the channel. */
  broadcast(text: string, replyTo: string): string;
  /** Slack asks for a new connection, and closes this one at `refresh_requested`. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  /** Three seconds without an acknowledgement: what is unacknowledged is sent again. */
  resendUnacknowledged(): void;
  countUnacknowledged(): number;
  /** The workspace keeps messages for a time: its oldest ones are no longer there, without an event. */
  expire(count: number): void;
  /** People who are only found one by one: members of another workspace. */
  strangers: FakePerson[];
}

const Acknowledgement = z.object({ envelope_id: z.string() });
const team = { id: 'T0ACME001', name: 'Acme' };
const most = { history: 999, users: 200 };

/** The parts of Slack that a connection uses: Socket Mode, and reading through the Web API. */
export async function openFakeSlack(clock: Clock): Promise<FakeSlack> {
  const { people, strangers, channels, scopes } = makeWorkspace();
  const [appToken, botToken] = ['xapp-1-A0FAKE-secret-app', 'xoxb-0-secret-bot'];
  const history = new Map(channels.map(({ id }) => [id, new Map<string, SlackMessage>()]));
  const requests: string[] = [];
  const unacknowledged = new Map<string, Envelope>();
  const ready: WebSocket[] = [];
  const limits = { requests: 0, seconds: 0 };
  const tick = createTicks(clock);
  let events = 0;

  const server = await openChatServer(answer, (socket) => {
    ready.push(socket);
    socket.on('close', () => leave(socket));
    socket.on('message', (data: Buffer) => {
      const { envelope_id: id } = Acknowledgement.parse(JSON.parse(data.toString('utf8')));
      unacknowledged.delete(id);
    });
    const hello = {
      type: 'hello',
      num_connections: ready.length,
      debug_info: { host: 'applink-0', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: 'A0FAKE' },
    };
    socket.send(JSON.stringify(hello));
  });

  function leave(socket: WebSocket): void {
    const index = ready.indexOf(socket);
    if (index !== -1) ready.splice(index, 1);
  }

  const toTs = (ms: number) => `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}100`;
  const of = (channel: string) => history.get(channel) ?? new Map<string, SlackMessage>();
  const place = (key: string): [string, SlackMessage] => {
    for (const [channel, all] of history) {
      const message = all.get(key);
      if (message !== undefined) return [channel, message];
    }
    throw new Error(`There is no message ${key}`);
  };
  const repliesTo = (channel: string, ts: string) =>
    [...of(channel).values()].filter((one) => one.thread_ts === ts && one.ts !== ts);

  /** As the API and the socket show it: a parent knows its replies. */
  const show = (channel: string, message: SlackMessage): SlackMessage => {
    const replies = repliesTo(channel, message.ts);
    if (replies.length === 0) return structuredClone(message);
    const latest = replies.at(-1)?.ts;
    return {
      ...structuredClone(message),
      thread_ts: message.ts,
      reply_count: replies.length,
      latest_reply: latest,
    };
  };

  function emit(event: Record<string, unknown>): void {
    const [socket] = ready;
    events += 1;
    // Slack loses what happens while nothing listens.
    if (socket === undefined) return;
    const id = `envelope-${events}`;
    const payload = {
      token: 'verification',
      team_id: team.id,
      api_app_id: 'A0FAKE',
      event,
      type: 'event_callback',
      event_id: `Ev${String(events).padStart(9, '0')}`,
      event_time: Math.floor(clock.now().getTime() / 1000),
    };
    const envelope = { envelope_id: id, payload, retry_attempt: 0 };
    unacknowledged.set(id, envelope);
    deliver(socket, envelope, '');
    ready.push(...ready.splice(0, 1));
  }

  function deliver(socket: WebSocket, envelope: Envelope, reason: string): void {
    socket.send(
      JSON.stringify({
        type: 'events_api',
        accepts_response_payload: false,
        ...envelope,
        retry_reason: reason,
      }),
    );
  }

  const emitMessage = (channel: string, event: Record<string, unknown>) =>
    emit({
      ...event,
      channel,
      event_ts: toTs(tick()),
      channel_type: channel.startsWith('G') ? 'group' : 'channel',
    });

  function post(given: Partial<SlackMessage>, channel = 'C0INC00012'): string {
    const ts = toTs(tick());
    const message: SlackMessage = { type: 'message', text: '', team: team.id, ...given, ts };
    of(channel).set(ts, message);
    emitMessage(channel, structuredClone(message));
    return ts;
  }

  function change(key: string, from: SlackMessage, channel: string): void {
    const [, now] = place(key);
    emitMessage(channel, {
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      ts: toTs(tick()),
      message: show(channel, now),
      previous_message: from,
    });
  }

  function setReaction(key: string, by: string, name: string, isOn: boolean): void {
    const [channel, message] = place(key);
    const others = (message.reactions ?? []).flatMap((one) => {
      const users = one.users.filter((user) => one.name !== name || user !== by);
      return users.length === 0 ? [] : [{ name: one.name, users, count: users.length }];
    });
    const same = others.find((one) => one.name === name);
    if (isOn && same !== undefined) Object.assign(same, { users: [...same.users, by] });
    else if (isOn) others.push({ name, users: [by], count: 1 });
    if (others.length > 0) message.reactions = others;
    else delete message.reactions;
    emit({
      type: isOn ? 'reaction_added' : 'reaction_removed',
      user: by,
      reaction: name,
      item_user: message.user,
      item: { type: 'message', channel, ts: key },
      event_ts: toTs(tick()),
    });
  }

  function answer(request: IncomingMessage, body: string, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://slack.test');
    const method = url.pathname.replace(/^\/api\//, '');
    requests.push(method);
    if (limits.requests > 0) {
      limits.requests -= 1;
      const retry = { 'retry-after': String(limits.seconds) };
      return sendJson(response, 429, { ok: false, error: 'ratelimited' }, retry);
    }
    const given = new URLSearchParams([...url.searchParams, ...new URLSearchParams(body)]);
    const token = request.headers.authorization?.replace(/^Bearer /, '');
    const headers = { 'x-oauth-scopes': [...scopes].join(',') };
    sendJson(response, 200, respond(method, given, token), token === botToken ? headers : {});
  }

  function respond(method: string, given: URLSearchParams, token: string | undefined): object {
    if (token === undefined) return { ok: false, error: 'not_authed' };
    if (method === 'apps.connections.open') {
      if (token === botToken) return { ok: false, error: 'not_allowed_token_type' };
      if (token !== appToken) return { ok: false, error: 'invalid_auth' };
      const url = `${server.origin.replace('http', 'ws')}/link/?ticket=secret-ticket-${events}`;
      return { ok: true, url };
    }
    if (token !== botToken) return { ok: false, error: 'invalid_auth' };
    const channelId = given.get('channel') ?? '';
    const channel = channels.find(({ id }) => id === channelId);
    const needed = findScope(method, channelId);
    if (needed !== null && !scopes.has(needed))
      return { ok: false, error: 'missing_scope', needed, provided: [...scopes].join(',') };
    switch (method) {
      case 'auth.test':
        return {
          ok: true,
          url: 'https://acme.slack.com/',
          team: team.name,
          user: 'debrief',
          team_id: team.id,
          user_id: 'U0BOT00001',
          bot_id: 'B0BOT00001',
        };
      case 'users.list':
        return toPage(
          given,
          'members',
          people.map(toUser).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
          most.users,
        );
      case 'users.info': {
        const person = [...people, ...strangers].find(({ id }) => id === given.get('user'));
        if (person === undefined) return { ok: false, error: 'user_not_found' };
        return { ok: true, user: toUser(person) };
      }
      case 'users.conversations':
      case 'conversations.list': {
        const types = (given.get('types') ?? 'public_channel').split(',');
        const shown = channels.filter(
          ({ is_private: isPrivate, is_member: isMember }) =>
            types.includes(isPrivate ? 'private_channel' : 'public_channel') &&
            (isMember || method === 'conversations.list'),
        );
        const sorted = shown.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        return toPage(given, 'channels', sorted, 1_000);
      }
      case 'conversations.info':
        return channel === undefined
          ? { ok: false, error: 'channel_not_found' }
          : { ok: true, channel };
      case 'conversations.history': {
        if (channel?.is_member !== true) return { ok: false, error: 'channel_not_found' };
        const all = [...of(channelId).values()].filter(
          (one) =>
            one.thread_ts === undefined ||
            one.thread_ts === one.ts ||
            one.subtype === 'thread_broadcast',
        );
        const found = selectRange(all, given).toReversed();
        return toPage(
          given,
          'messages',
          found.map((one) => show(channelId, one)),
          most.history,
        );
      }
      case 'conversations.replies': {
        if (channel?.is_member !== true) return { ok: false, error: 'channel_not_found' };
        const parent = of(channelId).get(given.get('ts') ?? '');
        if (parent === undefined) return { ok: false, error: 'thread_not_found' };
        // A reply has no replies, so it is the only one.
        const found = [parent, ...selectRange(repliesTo(channelId, parent.ts), given)];
        return toPage(
          given,
          'messages',
          found.map((one) => show(channelId, one)),
          most.history,
        );
      }
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  const toUser = (person: FakePerson) =>
    toSlackUser(person, {
      team: strangers.includes(person) ? 'T0VENDOR01' : team.id,
      hasEmail: scopes.has('users:read.email'),
    });

  return {
    origin: server.origin,
    channel: { id: 'C0INC00012', name: 'inc-12' },
    appToken,
    botToken,
    people,
    strangers,
    scopes,
    requests,
    post,
    send(text: string, { by = 'U0ADA00001', replyTo, channel, files }: SentOptions = {}) {
      const parent = replyTo === undefined ? {} : { thread_ts: replyTo };
      const shared = files === undefined ? {} : { files, subtype: 'file_share' };
      return post({ user: by, text, ...parent, ...shared }, channel);
    },
    exportFiles: () =>
      toExport(
        [...people, ...strangers].map(toUser),
        [...of('C0INC00012').values()].map((one) => show('C0INC00012', one)),
      ),
    broadcast: (text, replyTo) =>
      post({ user: 'U0ADA00001', text, thread_ts: replyTo, subtype: 'thread_broadcast' }),
    edit(key, text) {
      const [channel, message] = place(key);
      const before = structuredClone(message);
      message.text = text;
      message.edited = { user: message.user ?? '', ts: toTs(tick()) };
      change(key, before, channel);
    },
    remove(key) {
      const [channel, message] = place(key);
      const before = structuredClone(message);
      if (repliesTo(channel, key).length === 0) of(channel).delete(key);
      else
        of(channel).set(key, {
          type: 'message',
          subtype: 'tombstone',
          text: 'This message was deleted.',
          user: 'USLACKBOT',
          hidden: true,
          thread_ts: key,
          ts: key,
        });
      emitMessage(channel, {
        type: 'message',
        subtype: 'message_deleted',
        hidden: true,
        ts: toTs(tick()),
        deleted_ts: key,
        previous_message: before,
      });
    },
    react: (key, by, name) => setReaction(key, by, name, true),
    unreact: (key, by, name) => setReaction(key, by, name, false),
    drop() {
      for (const socket of server.sockets) socket.terminate();
      ready.splice(0);
      unacknowledged.clear();
    },
    disconnect(reason) {
      for (const socket of ready.slice()) {
        socket.send(
          JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-0' } }),
        );
        if (reason === 'warning') continue;
        socket.close();
        leave(socket);
      }
    },
    resendUnacknowledged() {
      const [socket] = ready;
      for (const envelope of unacknowledged.values()) {
        envelope.retry_attempt += 1;
        if (socket !== undefined) deliver(socket, envelope, 'timeout');
      }
    },
    expire(count) {
      for (const ts of [...of('C0INC00012').keys()].slice(0, count)) of('C0INC00012').delete(ts);
    },
    countUnacknowledged: () => unacknowledged.size,
    limit(count, retryAfterSeconds) {
      Object.assign(limits, { requests: count, seconds: retryAfterSeconds });
    },
    countSockets: () => ready.length,
    [Symbol.asyncDispose]: () => server.close(),
  };
}
