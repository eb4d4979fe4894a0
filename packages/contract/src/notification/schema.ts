import { z } from 'zod';
import { Day } from '../follow-up/schema.ts';
import { Instant } from '../ids.ts';
import {
  emailRhythms,
  notificationKindNames,
  notificationWays,
  waitingKindNames,
} from './waiting-kinds.ts';

/** Something that waits for an account, with the page where it is done. */
export const WaitingItem = z
  .object({
    kind: z.enum(waitingKindNames),
    id: z.string(),
    incidentRef: z.string().nullable(),
    title: z.string(),
    /** Who waits for it, or how many are waiting. */
    from: z.string(),
    /** Since when it waits. */
    at: Instant,
    /** The day or the time by which it is due. */
    due: z.union([Day, Instant]).nullable(),
    isOverdue: z.boolean(),
    link: z.string(),
  })
  .meta({ id: 'WaitingItem' });
export type WaitingItem = z.infer<typeof WaitingItem>;

/** What waits for an account, and its news. */
export const Notification = WaitingItem.extend({
  kind: z.enum(notificationKindNames),
  /** It is newer than the last time that the account read its notifications. */
  isUnread: z.boolean(),
}).meta({ id: 'Notification' });
export type Notification = z.infer<typeof Notification>;

const settingFields = {
  /** Off until the account turns it on. */
  email: z.enum(emailRhythms),
  /** By email, or as a direct message in the chat of the server. */
  sentBy: z.enum(notificationWays),
  /** The hour of a daily or weekly email, in the time zone of the account. */
  hour: z.int().min(0).max(23),
  /** The kinds that are in no email. */
  muted: z.array(z.enum(notificationKindNames)).max(notificationKindNames.length),
};

export const NotificationSettings = z
  .object({
    ...settingFields,
    address: z.string(),
    zone: z.string(),
    /** Whether this server can send email. */
    canSend: z.boolean(),
    /** The chat in which this server can send messages; null: none. */
    chat: z.enum(['Slack', 'Mattermost']).nullable(),
    hasFeed: z.boolean(),
  })
  .meta({ id: 'NotificationSettings' });
export type NotificationSettings = z.infer<typeof NotificationSettings>;

export const ChangeNotificationSettings = z.object(settingFields).partial();
export type ChangeNotificationSettings = z.input<typeof ChangeNotificationSettings>;

/** An email that could not be sent: what the server answered, and nothing of its content. */
export const EmailProblem = z
  .object({
    id: z.string(),
    to: z.string(),
    problem: z.string(),
    attempts: z.int(),
    isGivenUp: z.boolean(),
    at: Instant,
  })
  .meta({ id: 'EmailProblem' });
export type EmailProblem = z.infer<typeof EmailProblem>;
