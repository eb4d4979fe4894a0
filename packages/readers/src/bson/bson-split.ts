import { maxRecordBytes } from '../bytes/decode.ts';
import { excerptBytes, Pending, type Piece, type Splitter } from '../bytes/split.ts';

/** MongoDB's limit is 16 MiB for a document. */
const mostBytes = maxRecordBytes + 64 * 1024;
const fewestBytes = 5;

/** Whether a file starts with a BSON document: its length, the type of a field, and the field's name. */
export function isBson(head: Uint8Array): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.length < fewestBytes + 3) return false;
  const length = bytes.readInt32LE(0);
  if (length < fewestBytes + 3 || length > mostBytes) return false;
  if (length <= bytes.length && bytes[length - 1] !== 0) return false;
  const type = bytes[4] ?? 0;
  const end = bytes.indexOf(0, 5);
  return type >= 1 && type <= 0x13 && end > 5 && end < 200 && isName(bytes.subarray(5, end));
}

const isName = (bytes: Buffer): boolean => /^[\w$.-]+$/.test(bytes.toString('latin1'));

/** Splits a file of BSON documents, each with its length first. A wrong length ends the file. */
export class BsonSplitter implements Splitter {
  private readonly pending = new Pending(mostBytes);
  private length: number | null = null;
  private number = 1;
  private isBroken = false;

  *push(chunk: Buffer): Generator<Piece> {
    let at = 0;
    while (at < chunk.length && !this.isBroken) {
      const wanted = (this.length ?? 4) - this.pending.length;
      const part = chunk.subarray(at, at + wanted);
      this.pending.add(part);
      at += part.length;
      if (part.length < wanted) return;
      if (this.length !== null) yield this.take(null);
      else {
        const start = this.pending.take();
        const length = start.readInt32LE(0);
        this.pending.add(start);
        if (length >= fewestBytes && length <= mostBytes) this.length = length;
        else {
          this.isBroken = true;
          yield this.take('followed by bytes that are no BSON document: the rest is not read');
        }
      }
    }
  }

  end(): Piece[] {
    return this.isBroken || this.pending.length === 0
      ? []
      : [this.take('cut off at the end of the file')];
  }

  private take(problem: string | null): Piece {
    const bytes = this.pending.take();
    this.length = null;
    return {
      number: this.number++,
      bytes: problem === null ? bytes : bytes.subarray(0, excerptBytes),
      problem,
    };
  }
}
