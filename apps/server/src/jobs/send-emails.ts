import { notificationWays } from '@debrief/contract';
import type { JobData } from '@debrief/core/context';
import {
  claimEmail,
  collectEmails,
  failEmail,
  finishEmail,
  scheduleEmails,
} from '@debrief/core/notification';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';
import { chatName } from '../mail/chat-messages.ts';
import { mailBaseUrl, mailProblem } from '../mail/mailer.ts';
import { sendNotification } from '../mail/send-notification.ts';

/** Adds the emails that are due. The next run is added first. */
export async function collectEmailsJob(deps: Deps): Promise<void> {
  const ways = notificationWays.filter((way) =>
    way === 'email' ? deps.config.smtpUrl !== null : chatName(deps.config) !== null,
  );
  if (ways.length === 0) return;
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  await scheduleEmails(ctx);
  await collectEmails(ctx, ways);
}

/** Sends an email, unless another process has. What fails is tried again by a later collection. */
export async function sendEmailJob(deps: Deps, { emailId }: JobData['email.send']): Promise<void> {
  const ctx = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  const email = await claimEmail(ctx, emailId, mailBaseUrl(deps.config));
  if (!email) return;
  try {
    await sendNotification(deps.config, email);
  } catch (error) {
    await failEmail(ctx, emailId, mailProblem(error));
    deps.log.warn({ emailId, problem: mailProblem(error) }, 'a notification could not be sent');
    return;
  }
  await finishEmail(ctx, emailId);
}
