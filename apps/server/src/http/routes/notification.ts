import { DomainError, type Routes } from '@debrief/contract';
import * as notification from '@debrief/core/notification';
import { mailBaseUrl, mailProblem, sendMail } from '../../mail/mailer.ts';
import type { Call, Handlers } from '../handler.ts';

const canSend = ({ deps }: Call) => ({ canSend: deps.config.smtpUrl !== null });

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
    const { address } = await notification.recordTestEmail(ctx);
    if (deps.config.smtpUrl === null)
      throw new DomainError('invalid', 'Set DEBRIEF_SMTP_URL, then restart Debrief.');
    const text = `This server can send email.\n\n${mailBaseUrl(deps.config)}/settings\n`;
    const email = { id: ctx.ids.next(), to: address, subject: 'Debrief: test email', text };
    try {
      await sendMail(deps.config, { ...email, unsubscribe: null });
    } catch (error) {
      throw new DomainError('unavailable', `The mail server answered: ${mailProblem(error)}`);
    }
    return { to: address };
  },
};
