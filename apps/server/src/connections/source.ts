import {
  connectionSettings,
  type ChatChannels,
  type ConnectionAbout,
  type ConnectionKind,
  type SettingsFor,
} from '@debrief/contract';
import type { Page } from '@debrief/core/inbound';
import { z } from 'zod';
import type { GuardedFetch } from '../network/guarded-fetch.ts';
import type { OpenSocket } from '../network/guarded-socket.ts';

export interface PullRequest<Settings, Watermark> {
  settings: Settings;
  /** The token; null if there is none. */
  secret: string | null;
  /** Where the last stored page ended; null for everything that there is. */
  watermark: Watermark | null;
  fetch: GuardedFetch;
  now: Date;
  signal: AbortSignal;
}

interface ListenRequest<Settings, Watermark> extends Omit<PullRequest<Settings, Watermark>, 'now'> {
  openSocket: OpenSocket;
  now(): Date;
  /** Resolves after a while, or earlier if it has to end. */
  wait(ms: number): Promise<void>;
  /** Stores a page with its watermark; what it contains is acknowledged afterwards. False ends it. */
  store(page: Page): Promise<boolean>;
  /** What the other side says about the app. */
  describe(about: ConnectionAbout): Promise<void>;
  /** It listens now. */
  connected(): Promise<void>;
}

export interface PulledSource {
  /**
   * The pages after the watermark, oldest first. Each is stored with its watermark before the next
   * one is asked for. Throws a `RequestError` for what the other side answered.
   */
  pull(request: PullRequest<unknown, unknown>): AsyncIterable<Page>;
}

/** A request for the channels of a chat tool. */
export interface ChannelsRequest extends Pick<PullRequest<unknown, unknown>, 'fetch' | 'signal'> {
  url: string;
  secret: string;
}

export interface LiveSource {
  /** The channels that it can listen to. Throws a `RequestError`. */
  listChannels(request: ChannelsRequest): Promise<ChatChannels>;
  /**
   * Listens until the signal aborts or a page can't be stored. At each start, reconnect and break in
   * the sequence, what comes after the watermark is read. Throws a `RequestError`.
   */
  listen(request: ListenRequest<unknown, unknown>): Promise<void>;
}

/** A kind of connection: it is asked again and again, or listened to. */
export type ConnectionSource = PulledSource | LiveSource;

interface Definition<Kind extends ConnectionKind, Watermark> {
  kind: Kind;
  watermark: z.ZodType<Watermark>;
}

/** A source with its own types. A watermark of another version is as none. */
export function defineSource<Kind extends ConnectionKind, Watermark>(
  definition: Definition<Kind, Watermark> & {
    pull(request: PullRequest<SettingsFor<Kind>, Watermark>): AsyncIterable<Page>;
  },
): PulledSource {
  return {
    pull: (request) => definition.pull({ ...request, ...parseStored(definition, request) }),
  };
}

/** As `defineSource`, for a kind that is listened to. */
export function defineLiveSource<Kind extends ConnectionKind, Watermark>(
  definition: Definition<Kind, Watermark> & {
    listen(request: ListenRequest<SettingsFor<Kind>, Watermark>): Promise<void>;
    listChannels(request: ChannelsRequest): Promise<ChatChannels>;
  },
): LiveSource {
  return {
    listChannels: (request) => definition.listChannels(request),
    listen: (request) => definition.listen({ ...request, ...parseStored(definition, request) }),
  };
}

function parseStored<Kind extends ConnectionKind, Watermark>(
  { kind, watermark }: Definition<Kind, Watermark>,
  given: { settings: unknown; watermark: unknown },
) {
  const schema: z.ZodType<SettingsFor<Kind>> = connectionSettings[kind];
  return {
    settings: schema.parse(given.settings),
    watermark: watermark.safeParse(given.watermark).data ?? null,
  };
}

/** A bearer token, or `user:password`. */
export function toAuthorization(secret: string | null): Record<string, string> {
  if (secret === null) return {};
  return {
    authorization: secret.includes(':')
      ? `Basic ${Buffer.from(secret).toString('base64')}`
      : `Bearer ${secret}`,
  };
}
