import type { Address, Email, Mailbox } from 'postal-mime';
import { readHtml } from '../document/read-html.ts';
import { cutQuotedHtml, type Folded, foldQuoted } from './quoted-text.ts';

export interface Mail {
  id: string | null;
  /** The mail that this one answers. */
  repliesTo: string | null;
  /** As written in `Date`, and in the newest `Received`. */
  date: string | null;
  received: string | null;
  from: Mailbox | null;
  subject: string;
  text: string;
  /** Lines of the quoted mail that were left out. */
  leftOut: number;
  files: { name: string; type: string; size: number }[];
  /** Facts for display. */
  fields: Record<string, string>;
  isAutomatic: boolean;
}

const mostNesting = 50;

/** Null if the bytes are not a mail. Loads the library when the first mail is read. */
export async function parseMail(bytes: Buffer): Promise<Mail | null> {
  const { default: PostalMime } = await import('postal-mime');
  const email = await PostalMime.parse(Uint8Array.from(bytes), {
    maxNestingDepth: mostNesting,
  }).catch(() => null);
  if (email === null || !isMail(email)) return null;
  const header = (key: string): string => email.headers.find((one) => one.key === key)?.value ?? '';
  const earlier = findIds(email.references ?? '');
  const repliesTo = findIds(email.inReplyTo ?? '')[0] ?? earlier.at(-1) ?? null;
  const body = readBody(email, repliesTo !== null);
  return {
    id: findIds(email.messageId ?? '')[0] ?? null,
    repliesTo,
    date: header('date') || null,
    received: header('received').split(';').at(-1)?.trim() || null,
    from: readAuthor(email, header('from')),
    subject: (email.subject ?? '').replaceAll(/\s+/g, ' ').trim(),
    text: body.text,
    leftOut: body.leftOut,
    files: email.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? mimeType,
      type: mimeType,
      size: typeof content === 'string' ? content.length : content.byteLength,
    })),
    fields: readFields(email, header),
    isAutomatic:
      /^(?!no\b)\S/i.test(header('auto-submitted')) || header('x-failed-recipients') !== '',
  };
}

/** At least one of the headers that every mail has. */
function isMail({ headers }: Email): boolean {
  return headers.some(({ key }) => /^(?:from|to|date|subject|message-id|received)$/.test(key));
}

function findIds(text: string): string[] {
  const bracketed = [...text.matchAll(/<([^<>\s]+)>/g)].map((match) => match[1] ?? '');
  return bracketed.length > 0
    ? bracketed
    : text
        .trim()
        .split(/\s+/)
        .filter((id) => id.includes('@'));
}

function listMailboxes(addresses: readonly Address[] = []): Mailbox[] {
  return addresses.flatMap((one) => (one.group === undefined ? [one] : one.group));
}

/** Archives of mailing lists write `mara at example.com (Mara Iwu)`. */
function readAuthor(email: Email, written: string): Mailbox | null {
  const hidden = /^(\S+) at (\S+) \((.*)\)$/.exec(written.trim());
  if (hidden !== null) return { name: hidden[3] ?? '', address: `${hidden[1]}@${hidden[2]}` };
  return listMailboxes([email.from, email.sender].filter((one) => one !== undefined))[0] ?? null;
}

function readBody(email: Email, isReply: boolean): Folded {
  const { text, html } = email;
  if (text !== undefined && text.trim() !== '') {
    const plain = text.replaceAll('\r\n', '\n').trim();
    return isReply ? foldQuoted(plain) : { text: plain, leftOut: 0 };
  }
  const page = html ?? '';
  const whole = readHtml(page);
  const start = isReply ? cutQuotedHtml(page) : null;
  const own = start === null ? '' : readHtml(start);
  if (own === '') return isReply ? foldQuoted(whole) : { text: whole, leftOut: 0 };
  return { text: own, leftOut: Math.max(0, whole.split('\n').length - own.split('\n').length) };
}

function readFields(email: Email, header: (key: string) => string): Record<string, string> {
  const list = (addresses?: readonly Address[]): string =>
    listMailboxes(addresses).map(formatMailbox).join(', ');
  const invitation = email.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  const all = {
    to: list(email.to),
    cc: list(email.cc),
    bcc: list(email.bcc),
    list: header('list-id'),
    priority: /^[12]/.test(header('x-priority')) ? 'high' : '',
    'auto-submitted': header('auto-submitted'),
    invitation: invitation?.method ?? '',
    delivery: readDelivery(email),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

function formatMailbox({ name, address }: Mailbox): string {
  return name === '' || name === address ? address : `${name} <${address}>`;
}

/** `failed 5.1.1 mara@example.org`, from the report of a mail server. */
function readDelivery({ attachments }: Email): string {
  const report = attachments.find(({ mimeType }) => mimeType === 'message/delivery-status');
  if (report === undefined || typeof report.content === 'string') return '';
  const text = new TextDecoder().decode(report.content);
  const value = (name: string): string =>
    new RegExp(`^${name}:[ \\t]*(?:\\w+;)?[ \\t]*(.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';
  return [value('Action'), value('Status'), value('Final-Recipient')].filter(Boolean).join(' ');
}
