import { z } from 'zod';
import { RequestError, type GuardedFetch } from '../../network/guarded-fetch.ts';
import type { OpenSocket } from '../../network/guarded-socket.ts';
import type { AskedMessage, ChatPart, ChatTool, JsonObject } from '../chat/chat-tool.ts';
import { noPart } from '../chat/chat-tool.ts';
import { Names, toBody } from '../chat/names.ts';
import { createCallSlack, SlackError, type CallSlack } from './slack-api.ts';
import { Auth, readChannels } from './slack-channels.ts';
import {
  checkChannel,
  noteThreads,
  readChannel,
  SlackMessage,
  toChannelMark,
  type SlackMark,
} from './slack-history.ts';

export interface SlackRequest {
  settings: { url: string; channels: string[]; pastDays: number };
  tokens: { app: string; bot: string };
  fetch: GuardedFetch;
  openSocket: OpenSocket;
  signal: AbortSignal;
  now(): Date;
  /** What Slack says about the app, at each start. */
  describe(about: {
    workspace: string;
    scopes: string[];
    missingChannels: string[];
  }): Promise<void>;
}

const User = z.object({ user: z.looseObject({ id: z.string() }) });
const Opened = z.object({ url: z.string() });
const dayMs = 24 * 3_600_000;
const helloMs = 30_000;

/** A Slack app in Socket Mode. Throws a `RequestError` if it can't be used. */
export async function openSlack(request: SlackRequest): Promise<ChatTool<SlackMark>> {
  const { settings, tokens, signal, fetch } = request;
  let scopes: string[] = [];
  const access = { url: settings.url, fetch, signal };
  const call = createCallSlack({ ...access, token: tokens.bot, onScopes: (now) => (scopes = now) });
  const callApp = createCallSlack({ ...access, token: tokens.app });
  const team = await call('auth.test', Auth);
  const joined = await readChannels(call, 'users.conversations', scopes);
  const isChosen = ({ id, name }: { id: string; name: string }) =>
    settings.channels.some((one) => one === id || one.toLowerCase() === name.toLowerCase());
  const channels = joined.filter(isChosen);
  const missingChannels = settings.channels.filter(
    (one) =>
      !channels.some(({ id, name }) => one === id || one.toLowerCase() === name.toLowerCase()),
  );
  await request.describe({ workspace: team.team, scopes, missingChannels });
  if (channels.length === 0)
    throw new SlackError(
      `The Slack app is not in ${missingChannels.map((one) => `#${one}`).join(', ')}. Type /invite @Debrief there.`,
      'not_in_channel',
    );
  const names = new Names(/\b[UW](?=[A-Z]*\d)[A-Z0-9]{6,20}\b/g, (ids) => findPeople(call, ids));
  const source = { key: team.team_id, name: team.team };
  return {
    connect: (on) => connect(request, callApp, on),
    async *readGap(mark) {
      const from = new Date(request.now().getTime() - settings.pastDays * dayMs);
      let current = mark ?? { channels: {} };
      for (const { id } of channels)
        current = yield* readChannel(call, id, { mark: current, from, now: request.now() });
      return current;
    },
    async *check(mark) {
      const now = request.now();
      const from = new Date(now.getTime() - settings.pastDays * dayMs);
      for (const { id } of channels) yield* checkChannel(call, id, { mark, from, now });
    },
    sortEvent: (event) => sortEvent(event, new Set(channels.map(({ id }) => id))),
    ask: (message) => askMessage(call, message),
    advance,
    lacksNames: (part) => names.lacks(part),
    toBody: async (part) => toBody(part, { source, channels, people: await names.find(part) }),
  };
}

async function findPeople(call: CallSlack, ids: string[]): Promise<Map<string, JsonObject>> {
  const found = new Map<string, JsonObject>();
  for (const id of ids) {
    const answer = await call('users.info', User, { user: id }).catch((error: unknown) => {
      // People without a name keep their id, also if the app may not see names.
      if (error instanceof SlackError) return null;
      throw error;
    });
    if (answer !== null) found.set(id, toPerson(answer.user));
  }
  return found;
}

const Profile = z.object({
  real_name: z.string().optional(),
  display_name: z.string().optional(),
  email: z.string().optional(),
});

/** Only what a name needs: a profile has phone numbers, images and more. */
function toPerson(user: JsonObject): JsonObject {
  const profile = Profile.safeParse(user['profile']).data ?? {};
  const { id, team_id, name, real_name, is_bot } = user;
  return { id, team_id, name, real_name, is_bot, profile };
}

const Frame = z.looseObject({
  type: z.string(),
  reason: z.string().optional(),
  envelope_id: z.string().optional(),
  payload: z.looseObject({ event: z.record(z.string(), z.unknown()).optional() }).optional(),
});

async function connect(
  { settings, openSocket, signal }: SlackRequest,
  callApp: CallSlack,
  on: Parameters<ChatTool<SlackMark>['connect']>[0],
) {
  const { url } = await callApp('apps.connections.open', Opened);
  // The ticket in it must not be sent in the clear.
  if (!url.startsWith('wss://') && settings.url.startsWith('https:'))
    throw new RequestError('Slack named a WebSocket without encryption.');
  const ready = Promise.withResolvers<void>();
  const socket = await openSocket(url, {
    onMessage(text) {
      const frame = Frame.safeParse(parseJson(text)).data;
      if (frame === undefined) return;
      const { type, reason, envelope_id: id, payload } = frame;
      const acknowledge = () => {
        if (id !== undefined) socket.send(JSON.stringify({ envelope_id: id }));
      };
      if (type === 'hello') ready.resolve();
      else if (type === 'disconnect') on.end(describeEnd(reason));
      else if (type === 'events_api' && payload?.event !== undefined)
        on.event({ value: payload.event, acknowledge });
      else acknowledge();
    },
    onEnd() {
      ready.reject(new RequestError('Slack closed the WebSocket.'));
      on.end();
    },
  });
  const late = AbortSignal.any([signal, AbortSignal.timeout(helloMs)]);
  late.addEventListener('abort', () => ready.reject(new RequestError('Slack said no hello.')));
  return ready.promise.then(
    () => socket,
    (error: unknown) => {
      socket.close();
      throw error;
    },
  );
}

/** Slack asks for a new connection from time to time. */
function describeEnd(reason: string | undefined): RequestError | undefined {
  return reason === 'link_disabled'
    ? new SlackError('Socket Mode is turned off in the Slack app. Turn it on.', 'link_disabled')
    : undefined;
}

const Item = z.object({ channel: z.string(), ts: z.string() });

/**
 * A new message is complete in its event. An edit or a deletion is stored, and its message asked
 * for, because events and history can overtake each other. A reaction names only its message.
 */
function sortEvent(event: JsonObject, channels: ReadonlySet<string>) {
  const { type, subtype, channel } = event;
  if (type === 'reaction_added' || type === 'reaction_removed') {
    const item = Item.safeParse(event['item']).data;
    const isOurs = item !== undefined && channels.has(item.channel);
    return { isKept: false, asked: isOurs ? { channel: item.channel, key: item.ts, event } : null };
  }
  if (type !== 'message' || typeof channel !== 'string' || !channels.has(channel))
    return { isKept: false, asked: null };
  const key =
    subtype === 'message_deleted'
      ? event['deleted_ts']
      : subtype === 'message_changed'
        ? SlackMessage.safeParse(event['message']).data?.ts
        : undefined;
  return { isKept: true, asked: typeof key === 'string' ? { channel, key, event } : null };
}

const Messages = z.object({ messages: z.array(z.unknown()) });

async function askMessage(call: CallSlack, message: AskedMessage): Promise<ChatPart | null> {
  const { channel, key, event, isNewest = false } = message;
  const range = { oldest: key, latest: key, inclusive: 'true', limit: '10' };
  const found = await call('conversations.replies', Messages, { channel, ts: key, ...range }).then(
    ({ messages }) =>
      messages
        .flatMap((one) => SlackMessage.safeParse(one).data ?? [])
        .find(({ ts }) => ts === key),
    (error: unknown) => {
      if (error instanceof SlackError && error.code.endsWith('_not_found')) return undefined;
      throw error;
    },
  );
  const isSaid = isNewest && event['subtype'] === 'message_deleted';
  if (found === undefined) return isSaid ? null : { ...noPart, gone: [{ channel, key }] };
  const said = SlackMessage.safeParse(event['message']).data;
  if (isNewest && said !== undefined && toState(said) === toState(found)) return null;
  return { ...noPart, history: [{ channel, messages: [found], covered: null }] };
}

/** What a change of a message changes. */
function toState({ text, edited, reactions, attachments, files }: JsonObject): string {
  return JSON.stringify([text, edited, reactions, attachments, files]);
}

function advance(mark: SlackMark, events: readonly JsonObject[]): SlackMark {
  const channels = { ...mark.channels };
  for (const event of events) {
    const { channel, ts, subtype } = event;
    const known = typeof channel === 'string' ? channels[channel] : undefined;
    if (known === undefined || typeof channel !== 'string' || typeof ts !== 'string') continue;
    if (subtype === 'message_changed' || subtype === 'message_deleted') continue;
    const threads = new Map(Object.entries(known.threads));
    noteThreads([event], threads);
    channels[channel] = toChannelMark(
      Number(ts) > Number(known.ts) ? ts : known.ts,
      threads,
      known.from,
    );
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
