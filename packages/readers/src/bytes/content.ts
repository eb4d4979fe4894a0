import { createReadStream } from 'node:fs';
import { DomainError } from '@debrief/contract';
import { isUtf8 } from 'node:buffer';
import { detectEastern } from '../encoding/detect.ts';
import type { Upload } from '../source.ts';

/**
 * The bytes of a file as UTF-8, or unchanged if the encoding is unknown: without byte order mark,
 * UTF-16 converted.
 */
export interface Content {
  chunks: AsyncIterable<Buffer>;
  /** Bytes of the file on disk consumed so far. */
  bytesRead(): number;
}

const encodings = new WeakMap<Uint8Array, string>();

/**
 * As named, or by its byte order mark, else UTF-8, else the Chinese or Japanese encoding that its bytes match.
 */
function detectEncoding({ head, encoding }: Upload): string {
  if (encoding !== undefined) return encoding;
  const cached = encodings.get(head);
  if (cached !== undefined) return cached;
  const isMarked = (first: number, second: number): boolean =>
    head[0] === first && head[1] === second;
  const found = isMarked(0xff, 0xfe)
    ? 'utf-16le'
    : isMarked(0xfe, 0xff)
      ? 'utf-16be'
      : (detectUtf16(head) ??
        (isUnicode(head) || head.includes(0) ? 'utf-8' : (detectEastern(head) ?? 'utf-8')));
  encodings.set(head, found);
  return found;
}

/** A character can be cut at the end of the head. */
function isUnicode(head: Uint8Array): boolean {
  return [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, head.length - cut)));
}

/** UTF-16 without its mark: in plain text, nearly every second byte is zero. */
function detectUtf16(head: Uint8Array): string | null {
  const start = head.subarray(0, 4000);
  const share = (from: number): number =>
    start.filter((byte, index) => byte === 0 && index % 2 === from).length / (start.length / 2);
  if (start.length < 20) return null;
  if (share(1) > 0.5 && share(0) < 0.02) return 'utf-16le';
  return share(0) > 0.5 && share(1) < 0.02 ? 'utf-16be' : null;
}

/** The encoding that is assumed for text that is not Unicode; null if nothing is assumed. */
export function guessEncoding({ isFolder, head }: Upload): string | null {
  if (isFolder || head.includes(0) || isUnicode(head)) return null;
  return detectEastern(head) ?? 'windows-1252';
}

/** Whether NUL bytes show that this is not text: some are left in logs that were cut or rotated. */
export function isBinary(upload: Upload): boolean {
  const encoding = detectEncoding(upload);
  const bytes = headContent(upload).subarray(0, 8000);
  if (encoding.startsWith('utf-16') && upload.encoding === undefined) return false;
  const from = bytes.findIndex((byte) => byte !== 0);
  const rest = from === -1 ? bytes : bytes.subarray(from);
  const count = (is: (byte: number) => boolean): number => rest.filter(is).length;
  const nuls = count((byte) => byte === 0);
  const controls = count((byte) => byte > 0 && byte < 32 && ![9, 10, 12, 13, 27].includes(byte));
  return from === -1 ? bytes.length > 0 : nuls > 2 && (controls > 2 || nuls * 3 > rest.length);
}

export function openContent(upload: Upload): Content {
  let bytesRead = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    if (isWhole(upload)) {
      bytesRead = upload.size;
      if (upload.size > 0) yield asBuffer(upload.head);
      return;
    }
    try {
      const highWaterMark = Math.min(256 * 1024, upload.size + 1);
      for await (const chunk of createReadStream(upload.path, { highWaterMark })) {
        const bytes = asBuffer(chunk);
        bytesRead += bytes.length;
        yield bytes;
      }
    } catch (error) {
      throw new DomainError(
        'bad-file',
        `Couldn't read ${upload.name} to the end. Check the disk, or copy the file again.`,
        { cause: error },
      );
    }
  }
  const text = asUtf8(chunks(), detectEncoding(upload));
  return {
    chunks: hasOldLineEnds(upload) ? withLineFeeds(text) : text,
    bytesRead: () => bytesRead,
  };
}

interface HeadContent {
  encoding: string | undefined;
  isWhole: boolean;
  content: Buffer;
}
const headContents = new WeakMap<Uint8Array, HeadContent>();

/** The start of the file as `openContent` would return it. Each reader asks for it. */
export function headContent(upload: Upload): Buffer {
  const known = headContents.get(upload.head);
  const { encoding } = upload;
  if (known !== undefined && known.encoding === encoding && known.isWhole === isWhole(upload))
    return known.content;
  const content = decodeHead(upload);
  headContents.set(upload.head, { encoding, isWhole: isWhole(upload), content });
  return content;
}

function decodeHead(upload: Upload): Buffer {
  const head = asBuffer(upload.head);
  const encoding = detectEncoding(upload);
  const text =
    encoding === 'utf-8'
      ? withoutMark(head)
      : Buffer.from(new TextDecoder(encoding).decode(head, { stream: !isWhole(upload) }));
  return hasOldLineEnds(upload) ? toLineFeeds(text) : text;
}

/** Lines that end with CR only, as old spreadsheets for the Mac write them. */
function hasOldLineEnds({ head }: Upload): boolean {
  if (!head.includes(carriageReturn)) return false;
  if (!head.includes(newline)) return true;
  // A cell can contain line breaks of its own, between quotes.
  let [isQuoted, returns] = [false, 0];
  for (const byte of head) {
    if (byte === quote) isQuoted = !isQuoted;
    else if (byte === newline && !isQuoted) return false;
    else if (byte === carriageReturn && !isQuoted) returns += 1;
  }
  return returns > 0;
}

const quote = 0x22;
const newline = 0x0a;
const carriageReturn = 0x0d;

function toLineFeeds(text: Buffer): Buffer {
  return Buffer.from(text.toString('latin1').replaceAll(/\r\n?/g, '\n'), 'latin1');
}

async function* withLineFeeds(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield toLineFeeds(chunk);
}

/** Whether the head is the full file. */
export function isWhole(upload: Upload): boolean {
  return upload.head.length >= upload.size;
}

async function* asUtf8(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') {
    let isFirst = true;
    for await (const chunk of chunks) {
      yield isFirst ? withoutMark(chunk) : chunk;
      isFirst = false;
    }
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

export function asBuffer(bytes: unknown): Buffer {
  if (Buffer.isBuffer(bytes)) return bytes;
  if (bytes instanceof Uint8Array)
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  throw new TypeError('Expected bytes');
}
