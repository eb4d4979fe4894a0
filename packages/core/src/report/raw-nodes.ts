import { createHash } from 'node:crypto';
import * as Y from 'yjs';

/** A node of a shared document: text with its formats, or an element with any name. */
export type RawNode =
  | { type: 'text'; text: string; formats: Record<string, unknown> }
  | { type: 'element'; name: string; element: Y.XmlElement };

/** Deeper nesting is read as plain text: no one writes it, and reading must terminate. */
export const maxDepth = 40;

/** All attributes: Yjs declares only strings, but clients can store anything. */
export function readAttributes(element: Y.XmlElement | null): Record<string, unknown> {
  return element?.getAttributes() ?? {};
}

/**
 * The contents of an element, in order. Adjacent texts with equal formats are not joined; nothing
 * changes.
 */
export function listNodes(parent: Y.XmlFragment): RawNode[] {
  return parent.toArray().flatMap((value) => toRawNodes(value, 0));
}

function toRawNodes(value: unknown, depth: number): RawNode[] {
  if (isElement(value)) return [{ type: 'element', name: value.nodeName, element: value }];
  if (value instanceof Y.Text) return depth < maxDepth ? textIn(value, depth) : [];
  return typeof value === 'string' ? plain(value, {}) : [];
}

function isElement(value: unknown): value is Y.XmlElement {
  return value instanceof Y.XmlElement;
}

/** PostgreSQL cannot store NUL; half a surrogate pair becomes U+FFFD, as everywhere else. */
function plain(text: string, formats: Record<string, unknown>): RawNode[] {
  const clean = text.replaceAll('\0', '').toWellFormed();
  return clean === '' ? [] : [{ type: 'text', text: clean, formats }];
}

/** The cast holds: a delta has this form, and its parts are checked. */
function textIn(text: Y.Text, depth: number): RawNode[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
  return delta.flatMap((part) =>
    typeof part.insert === 'string'
      ? plain(part.insert, part.attributes ?? {})
      : toRawNodes(part.insert, depth + 1),
  );
}

export function collectText(node: RawNode): string {
  const rest: RawNode[] = [node];
  let words = '';
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (next.type === 'text') words += next.text;
    else rest.push(...listNodes(next.element).toReversed());
  }
  return words;
}

/**
 * A UUID (version 8, RFC 9562) for the place of an element in its document's history: the same at
 * every read, in every process.
 */
export function toPlaceId(element: Y.XmlElement | null, more = ''): string {
  const place = `${element?._item?.id.client ?? 0}:${element?._item?.id.clock ?? 0}:${more}`;
  const bytes = createHash('sha256').update(place).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
