import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { asBuffer } from '../bytes/content.ts';

export const blockBytes = 512;
/** Longer names and attributes are damaged: they would stay in memory. */
const mostExtraBytes = 1024 * 1024;

export interface TarHeader {
  path: string;
  type: string;
  size: number;
  /** Where its content starts. */
  from: number;
  isSparse: boolean;
}

type Attributes = ReadonlyMap<string, string>;

/** Whether the first block is the header of a file, by its checksum: old archives have no magic. */
export function isTar(head: Uint8Array): boolean {
  return head.length >= blockBytes && isHeader(asBuffer(head.subarray(0, blockBytes)));
}

export function isHeader(block: Buffer): boolean {
  if (block[0] === 0) return false;
  const written = readText(block, 148, 8).trim();
  if (!/^[0-7]{1,7}$/.test(written)) return false;
  let sum = 8 * 32;
  for (const [at, byte] of block.entries()) if (at < 148 || at >= 156) sum += byte;
  return sum === Number.parseInt(written, 8);
}

function readText(block: Buffer, from: number, length: number): string {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? length : end).toString('utf8');
}

/** Octal digits, or for large files a binary number. */
function readSize(block: Buffer): number {
  if (block[124] === 0x80) return Number(block.readBigUInt64BE(128));
  return Number.parseInt(readText(block, 124, 12).trim() || '0', 8);
}

/** `27 path=docs/änderungen.md` and a line break, one after the other. */
function readAttributes(bytes: Buffer): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(bytes.toString('latin1', at, space));
    if (space === -1 || !Number.isInteger(length) || length <= 0) break;
    const record = bytes.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (equals > 0) found.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return found;
}

/** Names and attributes that are written before the header that they belong to. */
export class TarHeaders {
  private common: Attributes = new Map();
  private own: Attributes = new Map();
  private longPath: string | null = null;

  /** The header of a file, or the position after one that only describes the next. */
  async read(block: Buffer, at: number, file: FileHandle): Promise<TarHeader | number | 'damaged'> {
    const type = block.toString('latin1', 156, 157);
    const size = readSize(block);
    const from = at + blockBytes;
    if (!Number.isSafeInteger(size) || size < 0) return 'damaged';
    if ('xgLK'.includes(type)) {
      if (size > mostExtraBytes) return 'damaged';
      const bytes = Buffer.alloc(size);
      await file.read(bytes, 0, size, from);
      if (type === 'x') this.own = readAttributes(bytes);
      if (type === 'g') this.common = readAttributes(bytes);
      if (type === 'L') this.longPath = readText(bytes, 0, size);
      return nextHeaderAt({ from, size });
    }
    const attributes = new Map([...this.common, ...this.own]);
    const header = toHeader(block, attributes, this.longPath, { type, size, from });
    [this.own, this.longPath] = [new Map(), null];
    return header;
  }
}

export function nextHeaderAt({ from, size }: { from: number; size: number }): number {
  return from + Math.ceil(size / blockBytes) * blockBytes;
}

function toHeader(
  block: Buffer,
  attributes: Attributes,
  longPath: string | null,
  { type, size, from }: { type: string; size: number; from: number },
): TarHeader | 'damaged' {
  const isPosix = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isPosix ? readText(block, 345, 155) : '';
  const name = (prefix === '' ? '' : `${prefix}/`) + readText(block, 0, 100);
  const stated = attributes.get('size');
  const real = stated === undefined ? size : Number(stated);
  if (!Number.isSafeInteger(real) || real < 0) return 'damaged';
  const path = attributes.get('path') ?? longPath ?? name;
  const isSparse =
    type === 'S' || [...attributes.keys()].some((key) => key.startsWith('GNU.sparse'));
  const isFolder = type === '5' || ('0\0'.includes(type) && path.endsWith('/'));
  const hasContent = '0\x007SDM'.includes(type);
  return {
    path: attributes.get('GNU.sparse.name') ?? path,
    type: isFolder ? '5' : type,
    size: hasContent ? real : 0,
    from,
    isSparse,
  };
}

export function readRange(
  path: string,
  { from, size }: { from: number; size: number },
): AsyncIterable<unknown> {
  return createReadStream(path, { start: from, end: from + size - 1, highWaterMark: 256 * 1024 });
}
