import { createHash } from 'node:crypto';
import * as Y from 'yjs';

/** A node of a shared document as it is found there: text with its formats, or an element of whatever name. */
export type RawNode =
  | { type: 'text'; text: string; formats: Record<string, unknown> }
  | { type: 'element'; name: string; element: Y.XmlElement };

/** Nesting beyond this is read as its words: nobody writes it, and a reader must come to its end. */
export const maxDepth = 40;

/** Attributes as they stand there: the types of Yjs know texts alone, people and programs write anything. */
export function readAttributes(element: Y.XmlElement | null): Record<string, unknown> {
  return element?.getAttributes() ?? {};
}

/** What stands in an element, in order. Neighbouring texts of equal formats stay apart; nothing is changed. */
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

/** PostgreSQL keeps no NUL, and half a character is shown as what it is everywhere else. */
function plain(text: string, formats: Record<string, unknown>): RawNode[] {
  const clean = text.replaceAll('\0', '').toWellFormed();
  return clean === '' ? [] : [{ type: 'text', text: clean, formats }];
}

/** The cast holds: this is what a delta is made of; its parts are looked at. */
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

/** A UUID (version 8, RFC 9562) of the place of an element in the history of its document: the same at every read, in every process. */
export function toPlaceId(element: Y.XmlElement | null, more = ''): string {
  const place = `${element?._item?.id.client ?? 0}:${element?._item?.id.clock ?? 0}:${more}`;
  const bytes = createHash('sha256').update(place).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
