import { isObject, toText, type JsonObject } from './row.ts';

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
  'fields',
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
    .map((key) => readRichText(value[key], depth + 1))
    .filter((part) => part !== null);
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
