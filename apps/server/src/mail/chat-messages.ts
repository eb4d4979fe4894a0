import type { NotificationSettings } from '@debrief/contract';
import type { OutgoingEmail } from '@debrief/core/notification';
import { z } from 'zod';
import type { Config } from '../config.ts';

type ChatConfig = Pick<Config, 'chatUrl'>;
type Message = Pick<OutgoingEmail, 'id' | 'to' | 'subject' | 'text'>;

const timeoutMs = 15_000;

/** The chat of the configuration, for people; null: none. */
export function chatName({ chatUrl }: ChatConfig): NotificationSettings['chat'] {
  if (chatUrl === null) return null;
  return chatUrl.reveal().startsWith('slack') ? 'Slack' : 'Mattermost';
}

/**
 * Sends a direct message to the person with this email address. Only the configuration of the server
 * says to which chat. Throws with its answer.
 */
export async function sendChatMessage(config: ChatConfig, message: Message): Promise<void> {
  if (config.chatUrl === null) throw new Error('Set DEBRIEF_CHAT_URL to send messages.');
  const url = new URL(config.chatUrl.reveal().replace(/^(slack|mattermost)(\+http)?:/, 'http:'));
  const scheme = config.chatUrl.reveal().split(':')[0]?.endsWith('+http') ? 'http' : 'https';
  const chat: Chat = {
    name: chatName(config) ?? '',
    base: `${scheme}://${url.host}`,
    token: decodeURIComponent(url.username),
  };
  await (chat.name === 'Slack' ? sendBySlack : sendByMattermost)(chat, message);
}

interface Chat {
  name: string;
  base: string;
  token: string;
}

/** `users.lookupByEmail` needs the scope users:read.email, `chat.postMessage` chat:write. */
async function sendBySlack(chat: Chat, { to, subject, text }: Message): Promise<void> {
  const Answer = z.object({ ok: z.boolean(), error: z.string().optional() });
  const call = async <Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    body?: object,
  ): Promise<z.output<Schema>> => {
    const answer = await ask(chat, `/api/${path}`, body);
    const { ok, error } = Answer.parse(answer);
    if (!ok)
      throw new Error(
        error === 'users_not_found'
          ? `Slack has no one with the address ${to}.`
          : `Slack answered ${error ?? 'with an error'}.`,
      );
    return schema.parse(answer);
  };
  const { user } = await call(
    z.object({ user: z.object({ id: z.string() }) }),
    `users.lookupByEmail?email=${encodeURIComponent(to)}`,
  );
  await call(z.object({}), 'chat.postMessage', {
    channel: user.id,
    text: escapeSlack(`${subject}\n\n${text}`),
    unfurl_links: false,
    unfurl_media: false,
  });
}

/** Else a title with `<!channel>` would be a mention. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `pending_post_id` makes a message that is sent again the same one. */
async function sendByMattermost(chat: Chat, { id, to, subject, text }: Message): Promise<void> {
  const HasId = z.object({ id: z.string() });
  const person = HasId.parse(await ask(chat, `/api/v4/users/email/${encodeURIComponent(to)}`));
  const own = HasId.parse(await ask(chat, '/api/v4/users/me'));
  const channel = HasId.parse(await ask(chat, '/api/v4/channels/direct', [own.id, person.id]));
  await ask(chat, '/api/v4/posts', {
    channel_id: channel.id,
    message: escapeMarkdown(`${subject}\n\n${text}`),
    pending_post_id: id,
  });
}

/** Titles are shown as they are, without mentions and formatting; links of this server stay links. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/https?:\/\/\S+|[\\`*_{}[\]()#+!|~<>@]/g, (found) => {
    if (found.length > 1) return found;
    return found === '@' ? '@\u200B' : `\\${found}`;
  });
}

async function ask({ name, base, token }: Chat, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${base}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (response.status === 404 && path.includes('/users/email/'))
    throw new Error(`${name} has no one with this address.`);
  if (!response.ok) throw new Error(`${name} answered with HTTP ${response.status}.`);
  return response.json();
}
