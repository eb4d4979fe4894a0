import { DomainError, type Routes } from '@debrief/contract';
import * as notification from '@debrief/core/notification';
import { chatName } from '../../mail/chat-messages.ts';
import { mailBaseUrl, mailProblem } from '../../mail/mailer.ts';
import { sendNotification } from '../../mail/send-notification.ts';
import type { Call, Handlers } from '../handler.ts';

const canSend = ({ deps }: Call) => ({
  canSend: deps.config.smtpUrl !== null,
  chat: chatName(deps.config),
});

export const notificationHandlers: Handlers<Routes['notification']> = {
  waiting: async (ctx) => ({ items: await notification.listWaiting(ctx) }),
  list: notification.listNotifications,
  markRead: notification.markNotificationsRead,
  settings: async (ctx, _input, call) => ({
    ...(await notification.readNotificationSettings(ctx)),
    ...canSend(call),
  }),
  changeSettings: async (ctx, input, call) => ({
    ...(await notification.changeNotificationSettings(ctx, input)),
    ...canSend(call),
  }),
  createFeed: notification.createFeed,
  revokeFeed: notification.revokeFeed,
  problems: notification.listEmailProblems,
  sendTest: async (ctx, _input, { deps }) => {
    const { address, sentBy: by } = await notification.recordTestEmail(ctx);
    const isSet = by === 'chat' ? chatName(deps.config) : deps.config.smtpUrl;
    if (isSet === null)
      throw new DomainError(
        'invalid',
        `Set ${by === 'chat' ? 'DEBRIEF_CHAT_URL' : 'DEBRIEF_SMTP_URL'}, then restart Debrief.`,
      );
    const text = `This server can send ${by === 'chat' ? 'messages' : 'email'}.\n\n${mailBaseUrl(deps.config)}/settings\n`;
    const email = { id: ctx.ids.next(), by, to: address, subject: 'Debrief: test', text };
    try {
      await sendNotification(deps.config, { ...email, unsubscribe: null });
    } catch (error) {
      throw new DomainError('unavailable', `It was not sent: ${mailProblem(error)}`);
    }
    return { to: address };
  },
};
