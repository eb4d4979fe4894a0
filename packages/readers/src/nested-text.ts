import { readHtml } from './document/read-html.ts';
import { isObject, toText, type JsonObject, valueAt } from './row.ts';

const wordKeys = [
  'pretext',
  'title',
  'summary',
  'description',
  'text',
  'plain_text',
  'insert',
  'fileName',
  'filename',
  'body',
  'message',
  'content',
  'value',
  'activityTitle',
  'activitySubtitle',
  'activityText',
  'fields',
  'facts',
  'sections',
  'columns',
  'items',
  'originalMessageContent',
  'messagePreview',
  'elements',
  'blocks',
  'children',
  'ops',
  'attachments',
];
const holders = new Set([
  ...wordKeys,
  'embeds',
  'attachments',
  'cards',
  'annotations',
  'rich_text',
  'props',
]);
const deepest = 8;

/**
 * The text of rich text: a list of strings and formatted pieces, a tree of blocks, or bytes. Null
 * if there is none.
 */
export function readRichText(value: unknown, depth = 0): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (depth > deepest) return null;
  if (Array.isArray(value)) return readList(value, depth);
  if (!isObject(value)) return null;
  const parts = wordKeys
    .filter((key) => Object.hasOwn(value, key))
    .map((key) => readWords(value, key, depth + 1))
    .filter((part) => part !== null && part.trim() !== '');
  return parts.length === 0 ? null : parts.join('\n');
}

/** Whether a value can be the text of a message: a string, or a list of pieces with words. */
export function hasWords(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && readRichText(value) !== null);
}

/** A card within a message is often JSON as text, and a text can be HTML. */
function readWords(holder: JsonObject, key: string, depth: number): string | null {
  const value = holder[key];
  if (typeof value !== 'string') return readRichText(value, depth);
  if (isHtmlType(holder) || key === 'originalMessageContent') return readHtml(value);
  const card = key === 'content' && /^\s*\{/.test(value) ? parseCard(value) : null;
  return card === null ? readRichText(value, depth) : readRichText(card, depth);
}

export function parseCard(text: string): JsonObject | null {
  try {
    const card: unknown = JSON.parse(text);
    return isObject(card) ? card : null;
  } catch {
    return null;
  }
}

/** A field next to a text says that it is HTML: Teams, Zulip, Outlook. */
export function isHtmlType(holder: unknown): boolean {
  return (
    isObject(holder) &&
    ['contentType', 'content_type', 'ContentType'].some((name) =>
      /^(?:text\/html|html|.*'html')$/i.test(toText(holder[name]) ?? ''),
    )
  );
}

/** The words that a message forwards from another one (Teams), with who wrote them and when. */
export function readForwarded(record: JsonObject): string | null {
  const { attachments } = record;
  if (!Array.isArray(attachments)) return null;
  const parts = attachments.flatMap((attachment: unknown) => {
    if (!isObject(attachment) || attachment['contentType'] !== 'forwardedMessageReference')
      return [];
    const card = parseCard(toText(attachment['content']) ?? '');
    const words = card === null ? null : readWords(card, 'originalMessageContent', 0);
    if (card === null || words === null) return [];
    const from = [
      toText(valueAt(card, 'originalMessageSender.user.displayName')),
      toText(card['originalSentDateTime']),
    ].filter((part) => part !== null);
    return [`${words}\n(Forwarded: ${from.join(', ')})`];
  });
  return parts.length === 0 ? null : parts.join('\n');
}

function readList(list: unknown[], depth: number): string | null {
  if (list.length > 0 && list.every(isByte)) return Buffer.from(list).toString('utf8');
  if (list.every((part) => typeof part === 'string')) return toText(list);
  const parts = list.map((part) => readRichText(part, depth + 1)).filter((part) => part !== null);
  const isInline = list.every((part) => typeof part === 'string' || isMarkedPiece(part));
  return parts.length === 0 ? null : parts.join(isInline ? '' : '\n');
}

function isByte(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 256;
}

function isMarkedPiece(value: unknown): boolean {
  return (
    isObject(value) &&
    ['text', 'plain_text', 'insert'].some((key) => typeof value[key] === 'string') &&
    !('title' in value)
  );
}

/** The text of a record without a text field: that of its cards, embeds and attachments. */
export function wordsInside(record: JsonObject): string | null {
  const parts = Object.entries(record)
    .filter(([key, value]) => holders.has(key.toLowerCase()) && typeof value === 'object')
    .map(([, value]) => readRichText(value))
    .filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('\n');
}
