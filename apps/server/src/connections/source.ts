import { connectionSettings, type ConnectionKind, type SettingsFor } from '@debrief/contract';
import type { Page } from '@debrief/core/inbound';
import { z } from 'zod';
import type { GuardedFetch } from '../network/guarded-fetch.ts';

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

interface ListenRequest<Settings, Watermark> extends PullRequest<Settings, Watermark> {
  /** Stores an event. It is acknowledged afterwards. */
  onEvent(page: Page): Promise<void>;
  /** At each start, reconnect and break in the sequence: pulls what comes after the watermark. */
  onGap(): Promise<void>;
}

/** A kind of connection. */
export interface ConnectionSource {
  /**
   * The pages after the watermark, oldest first. Each is stored with its watermark before the next
   * one is asked for. Throws a `RequestError` for what the other side answered.
   */
  pull(request: PullRequest<unknown, unknown>): AsyncIterable<Page>;
  /** Live kinds only. Resolves when the socket ends. */
  listen?(request: ListenRequest<unknown, unknown>): Promise<void>;
}

/** A source with its own types. A watermark of another version is as none. */
export function defineSource<Kind extends ConnectionKind, Watermark>(definition: {
  kind: Kind;
  watermark: z.ZodType<Watermark>;
  pull(request: PullRequest<SettingsFor<Kind>, Watermark>): AsyncIterable<Page>;
  listen?(request: ListenRequest<SettingsFor<Kind>, Watermark>): Promise<void>;
}): ConnectionSource {
  const schema: z.ZodType<SettingsFor<Kind>> = connectionSettings[definition.kind];
  const parseTyped = (given: { settings: unknown; watermark: unknown }) => ({
    settings: schema.parse(given.settings),
    watermark: definition.watermark.safeParse(given.watermark).data ?? null,
  });
  const { listen } = definition;
  return {
    pull: (request) => definition.pull({ ...request, ...parseTyped(request) }),
    ...(listen && { listen: (request) => listen({ ...request, ...parseTyped(request) }) }),
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
