import type { Content } from './content.ts';

/**
 * The bytes of one record, cut from a stream. `problem` says why it is incomplete (the bytes are
 * then only its start).
 */
export interface Piece {
  /** 1-based: the line, or the position in the list. */
  number: number;
  bytes: Buffer;
  problem: string | null;
}

/** Splits a stream of bytes into records, with at most one record in memory. */
export interface Splitter {
  /** Consume fully before pushing the next chunk. */
  push(chunk: Buffer): Iterable<Piece>;
  end(): Iterable<Piece>;
}

export const tooLong = 'longer than 16 MiB, the limit for one record';
/** Only this much of a record that is too long is kept, for an excerpt. */
export const excerptBytes = 400;

/** The start of a record from earlier chunks, joined with the rest once it is found. */
export class Pending {
  private parts: Buffer[] = [];
  length = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  get isTooLong(): boolean {
    return this.length > this.limit;
  }

  add(part: Buffer): void {
    const wasTooLong = this.isTooLong;
    this.length += part.length;
    if (wasTooLong || part.length === 0) return;
    this.parts.push(part);
    if (this.isTooLong)
      this.parts = [Buffer.from(Buffer.concat(this.parts).subarray(0, excerptBytes))];
  }

  take(): Buffer {
    const [first] = this.parts;
    const bytes =
      this.parts.length === 1 && first !== undefined ? first : Buffer.concat(this.parts);
    this.parts = [];
    this.length = 0;
    return bytes;
  }
}

export interface Batch {
  pieces: Iterable<Piece>;
  bytesRead: number;
}

export async function* split(content: Content, splitter: Splitter): AsyncGenerator<Batch> {
  for await (const chunk of content.chunks)
    yield { pieces: splitter.push(chunk), bytesRead: content.bytesRead() };
  yield { pieces: splitter.end(), bytesRead: content.bytesRead() };
}

/** The records at the start of a file, without one that the end of the head cuts off. */
export function splitHead(head: Buffer, isWholeFile: boolean, splitter: Splitter): Piece[] {
  const pieces = [...splitter.push(head)];
  return isWholeFile ? [...pieces, ...splitter.end()] : pieces;
}
