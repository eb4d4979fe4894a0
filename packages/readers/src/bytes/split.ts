import type { Content } from './content.ts';

/** One record's bytes, cut out of a stream; `problem` says in plain words why it is not a whole record (its bytes are then only its beginning). */
export interface Piece {
  /** 1-based: the line, or the place in the list. */
  number: number;
  bytes: Buffer;
  problem: string | null;
}

/** Cuts a stream of bytes into records, holding never more than one record. */
export interface Splitter {
  /** To be taken to its end before the next chunk comes. */
  push(chunk: Buffer): Iterable<Piece>;
  end(): Iterable<Piece>;
}

export const tooLong = 'longer than 16 MiB, the limit for one record';
/** Of a record that is too long, only this much is kept, for an excerpt. */
export const excerptBytes = 400;

/** What came before in other chunks, and the rest of it once it is found. */
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

/** The records of the beginning of a file; one that the end of the head cuts off is left out. */
export function splitHead(head: Buffer, isWholeFile: boolean, splitter: Splitter): Piece[] {
  const pieces = [...splitter.push(head)];
  return isWholeFile ? [...pieces, ...splitter.end()] : pieces;
}
