import { LineSplitter } from '../bytes/lines.ts';
import { maxRecordBytes } from '../bytes/decode.ts';
import { type Piece, type Splitter, tooLong } from '../bytes/split.ts';

/** The components of a calendar, such as its events, and single lines of the calendar itself. */
export class CalendarSplitter implements Splitter {
  private readonly lines = new LineSplitter();
  private parts: Buffer[] = [];
  private length = 0;
  private depth = 0;
  private number = 0;

  *push(chunk: Buffer): Generator<Piece> {
    for (const line of this.lines.push(chunk)) yield* this.take(line);
  }

  *end(): Generator<Piece> {
    for (const line of this.lines.end()) yield* this.take(line);
    if (this.parts.length > 0) yield { ...this.close(), problem: 'cut off before its end' };
  }

  private *take({ number, bytes, problem }: Piece): Generator<Piece> {
    const start = bytes.toString('latin1', 0, 40).trim().toUpperCase();
    if (start === 'BEGIN:VCALENDAR' || start === 'END:VCALENDAR') return;
    if (start.startsWith('BEGIN:')) this.depth += 1;
    if (this.depth === 0) {
      if (bytes.length > 0) yield { number, bytes, problem };
      return;
    }
    if (this.parts.length === 0) this.number = number;
    this.length += bytes.length;
    if (this.length <= maxRecordBytes) this.parts.push(bytes);
    if (start.startsWith('END:')) this.depth -= 1;
    if (this.depth === 0) yield this.close();
  }

  private close(): Piece {
    const bytes = Buffer.concat(this.parts.flatMap((part) => [part, Buffer.from('\n')]));
    const problem = this.length > maxRecordBytes ? tooLong : null;
    [this.parts, this.length, this.depth] = [[], 0, 0];
    return { number: this.number, bytes, problem };
  }
}
