import { z } from 'zod';
import type { ConnectionKind } from './connection-kinds.ts';

const httpUrl = z
  .string()
  .trim()
  .max(2_000)
  .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), {
    message: 'Enter an address that starts with https:// or http://',
  })
  .refine((text) => !URL.parse(text)?.username && !URL.parse(text)?.password, {
    message: 'Enter the password as the token, not in the address',
  });

/** Minutes between two requests. */
const everyMinutes = (usual: number) =>
  z.coerce
    .number('Enter minutes from 1 to 1440')
    .int('Enter minutes from 1 to 1440')
    .min(1, 'Enter minutes from 1 to 1440')
    .max(1_440, 'Enter minutes from 1 to 1440')
    .default(usual);

const schemas = {
  feed: z.object({ kind: z.literal('feed'), url: httpUrl, everyMinutes: everyMinutes(15) }),
} as const;

export const ConnectionSettings = z.discriminatedUnion('kind', [schemas.feed]);
export type ConnectionSettings = z.output<typeof ConnectionSettings>;
export type SettingsFor<Kind extends ConnectionKind> = Extract<ConnectionSettings, { kind: Kind }>;

/** The settings of each kind. */
export const connectionSettings: { [Kind in ConnectionKind]: z.ZodType<SettingsFor<Kind>> } =
  schemas;
