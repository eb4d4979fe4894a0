import type { OutgoingEmail } from '@debrief/core/notification';
import type { Config } from '../config.ts';
import { sendChatMessage } from './chat-messages.ts';
import { sendMail } from './mailer.ts';

/** Sends it in the way that its account wants. Throws with the answer of the other server. */
export async function sendNotification(
  config: Config,
  message: Omit<OutgoingEmail, 'unsubscribe'> & { unsubscribe: string | null },
): Promise<void> {
  await (message.by === 'chat' ? sendChatMessage : sendMail)(config, message);
}
