import { createReadStream } from 'node:fs';
import { DomainError } from '@debrief/contract';
import type { Upload } from '../source.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** A file's bytes as UTF-8 (or as whatever it is, where it does not say): without byte order mark, UTF-16 turned into UTF-8. */
export interface Content {
  chunks: AsyncIterable<Buffer>;
  /** Bytes of the file consumed so far, as they lie on disk. */
  bytesRead(): number;
}

export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

export function openContent(upload: Upload): Content {
  let bytesRead = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of createReadStream(upload.path, { highWaterMark: 256 * 1024 })) {
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
  return { chunks: asUtf8(chunks(), detectEncoding(upload.head)), bytesRead: () => bytesRead };
}

/** The beginning of the file as `openContent` would give it. */
export function headContent(upload: Upload): Buffer {
  const head = asBuffer(upload.head);
  const encoding = detectEncoding(head);
  if (encoding === 'utf-8') return withoutMark(head);
  return Buffer.from(new TextDecoder(encoding).decode(head));
}

/** Whether the head is the whole file. */
export function isWhole(upload: Upload): boolean {
  return upload.head.length >= upload.size;
}

async function* asUtf8(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
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
