import { maxRecordBytes } from './decode.ts';
import { Pending, type Piece, type Splitter, tooLong } from './split.ts';

const newline = 0x0a;
const carriageReturn = 0x0d;

/** Without the CR of CRLF, or of a file that was converted twice. */
export function withoutReturns(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === carriageReturn) end -= 1;
  return bytes.subarray(0, end);
}

/**
 * Lines without their line breaks (LF or CRLF). A last line without a line break counts; an empty
 * one does not.
 */
export class LineSplitter implements Splitter {
  private number = 1;
  private readonly pending: Pending;

  constructor(limit = maxRecordBytes) {
    this.pending = new Pending(limit);
  }

  *push(chunk: Buffer): Generator<Piece> {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      this.pending.add(chunk.subarray(from, at));
      yield this.take();
      from = at + 1;
    }
    this.pending.add(chunk.subarray(from));
  }

  end(): Piece[] {
    return this.pending.length === 0 ? [] : [this.take()];
  }

  private take(): Piece {
    const problem = this.pending.isTooLong ? tooLong : null;
    const bytes = this.pending.take();
    return { number: this.number++, bytes: withoutReturns(bytes), problem };
  }
}
