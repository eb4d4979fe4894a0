import type { OutgoingEmail } from '@debrief/core/notification';
import type { Config } from '../config.ts';

type MailConfig = Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl' | 'host' | 'port'>;

/** The address of this server in emails. */
export function mailBaseUrl({ publicUrl, host, port }: MailConfig): string {
  return (publicUrl ?? `http://${host}:${port}`).replace(/\/+$/, '');
}

function senderAddress(config: MailConfig): string {
  return config.mailFrom ?? `Debrief <debrief@${new URL(mailBaseUrl(config)).hostname}>`;
}

/**
 * Sends one email. The Message-ID is the same if it is sent again, so that mail programs show it
 * once. Throws with the answer of the mail server.
 */
export async function sendMail(
  config: MailConfig,
  email: Omit<OutgoingEmail, 'by' | 'unsubscribe'> & { unsubscribe: string | null },
): Promise<void> {
  if (config.smtpUrl === null) throw new Error('Set DEBRIEF_SMTP_URL to send email.');
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url: config.smtpUrl.reveal(),
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
  });
  const { hostname } = new URL(mailBaseUrl(config));
  try {
    await transport.sendMail({
      from: senderAddress(config),
      to: email.to,
      subject: email.subject,
      text: email.text,
      messageId: `<${email.id}@${hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(email.unsubscribe) },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } finally {
    transport.close();
  }
}

/** RFC 8058: mail programs turn emails off with one request. */
function unsubscribeHeaders(link: string | null): Record<string, string> {
  return link === null
    ? {}
    : { 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** What a mail server answered, without the address and password of the configuration. */
export function mailProblem(error: unknown): string {
  const text = error instanceof Error ? error.message : 'The server could not be reached.';
  return text.replaceAll(/(smtps?|slack|mattermost)(\+http)?:\/\/\S+/g, '***').slice(0, 300);
}
