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

/** A number as it is typed into a form. */
const numberFrom = (least: number, most: number, usual: number) => {
  const hint = `Enter a number from ${least} to ${most}`;
  return z.coerce.number(hint).int(hint).min(least, hint).max(most, hint).default(usual);
};

/** Minutes between two requests. */
const everyMinutes = (usual: number) => numberFrom(1, 1_440, usual);

const mostChannels = 50;

const channels = z
  .string()
  .trim()
  .min(1, 'Enter the names of channels, separated by commas')
  .max(2_000)
  .refine((text) => toChannelNames(text).length <= mostChannels, {
    message: `At most ${mostChannels} channels`,
  });

/** The names in a list such as `#inc-12, inc-13`. */
export function toChannelNames(text: string): string[] {
  const names = text.split(/[\s,;]+/).map((name) => name.replace(/^[#~]/, ''));
  return [...new Set(names.filter((name) => name !== ''))];
}

const pastDays = numberFrom(0, 365, 7);

const schemas = {
  feed: z.object({ kind: z.literal('feed'), url: httpUrl, everyMinutes: everyMinutes(15) }),
  calendar: z.object({ kind: z.literal('calendar'), url: httpUrl, everyMinutes: everyMinutes(60) }),
  prometheus: z.object({
    kind: z.literal('prometheus'),
    url: httpUrl,
    query: z.string().trim().min(1, 'Enter a query').max(4_000),
    stepSeconds: numberFrom(1, 86_400, 60),
    hoursBefore: numberFrom(0, 720, 24),
    everyMinutes: everyMinutes(5),
  }),
  git: z.object({
    kind: z.literal('git'),
    url: httpUrl,
    branch: z
      .string()
      .trim()
      .max(200)
      .regex(/^[^\s~^:?*[\\]*$/, 'Enter the name of a branch')
      .optional(),
    commits: numberFrom(1, 10_000, 100),
    everyMinutes: everyMinutes(15),
  }),
  slack: z.object({
    kind: z.literal('slack'),
    channels,
    pastDays,
    url: httpUrl.default('https://slack.com'),
    everyMinutes: everyMinutes(5),
  }),
  mattermost: z.object({
    kind: z.literal('mattermost'),
    url: httpUrl,
    channels,
    pastDays,
    everyMinutes: everyMinutes(5),
  }),
} as const;

export const ConnectionSettings = z.discriminatedUnion('kind', [
  schemas.feed,
  schemas.calendar,
  schemas.prometheus,
  schemas.git,
  schemas.slack,
  schemas.mattermost,
]);
/** Where the channels of a chat tool are. */
export const ChatAddress = z.discriminatedUnion('kind', [
  schemas.slack.pick({ kind: true, url: true }),
  schemas.mattermost.pick({ kind: true, url: true }),
]);
export type ConnectionSettings = z.output<typeof ConnectionSettings>;
export type SettingsFor<Kind extends ConnectionKind> = Extract<ConnectionSettings, { kind: Kind }>;

/** The settings of each kind. */
export const connectionSettings: { [Kind in ConnectionKind]: z.ZodType<SettingsFor<Kind>> } =
  schemas;
