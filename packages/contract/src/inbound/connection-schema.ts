import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { ChatAddress, ConnectionSettings } from './connection-settings.ts';
import { InboundEndpointSummary } from './schema.ts';

/** What a chat tool says about the app. */
export const ConnectionAbout = z.object({
  workspace: z.string(),
  /** The scopes that were granted; null if the tool has none. */
  scopes: z.array(z.string()).nullable(),
  /** Channels of the settings in which the app is not. */
  missingChannels: z.array(z.string()),
});
export type ConnectionAbout = z.infer<typeof ConnectionAbout>;

/**
 * A source that Debrief asks itself: an inbound endpoint without an address. Its `source` is the
 * kind, and its secret is the token.
 */
export const Connection = InboundEndpointSummary.extend({
  settings: ConnectionSettings,
  isPaused: z.boolean(),
  /** Whether it is being asked now. */
  isAsking: z.boolean(),
  /** The end of the last request. */
  askedAt: Instant.nullable(),
  /** The next request; null if it is paused or revoked. */
  nextAt: Instant.nullable(),
  /** Why the last request failed. */
  problem: z.string().nullable(),
  /** What a chat tool said at the last start; null if it was not reached yet. */
  about: ConnectionAbout.nullable(),
}).meta({ id: 'Connection' });
export type Connection = z.infer<typeof Connection>;

const incident = z.string().max(60);
const name = z.string().trim().min(1, 'Enter a name').max(120);
const token = z
  .string()
  .trim()
  .min(1, 'Enter the token')
  .max(4_000)
  .regex(/^[\x20-\x7e]+$/, 'A token has only letters, digits and signs of ASCII');

export const CreateConnection = z.object({
  incident,
  name,
  settings: ConnectionSettings,
  token: token.optional(),
});

export const ConnectionRef = z.object({ incident, id: Id });
export type ConnectionRef = z.infer<typeof ConnectionRef>;

/** What is not given stays. A `token` of null removes it. Settings keep their kind. */
export const ChangeConnection = ConnectionRef.extend({
  name: name.optional(),
  settings: ConnectionSettings.optional(),
  token: token.nullable().optional(),
});

/** With these tokens, or without them with those of the connection `id`. */
export const ListChatChannels = z.object({
  incident,
  id: Id.optional(),
  settings: ChatAddress,
  token: token.optional(),
});

export type ListChatChannels = z.input<typeof ListChatChannels>;

/** What a connection can listen to. */
export const ChatChannels = z
  .object({
    workspace: z.string(),
    /** The scopes that were granted; null if the tool has none. */
    scopes: z.array(z.string()).nullable(),
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        isPrivate: z.boolean(),
        /** Whether the app is in it; if not, it has to be invited. */
        isMember: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'ChatChannels' });
export type ChatChannels = z.infer<typeof ChatChannels>;
