import { maxRecordBytes } from './decode.ts';
import { excerptBytes, Pending, type Piece, type Splitter, tooLong } from './split.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/** Metadata of the list, for example where its next page is, is not a record. */
const mostLeft = 4096;

const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Splits JSON into records without parsing it: the elements of a list, or consecutive values. It
 * only counts brackets outside strings; a record can still be invalid, which parsing then shows.
 */
export class JsonSplitter implements Splitter {
  private readonly pending: Pending;
  private readonly isInside: boolean;
  private place: 'outside' | 'list' | 'element' | 'scalar' | 'after' = 'outside';
  private isInList = false;
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  private number = 1;
  private leftBytes = 0;

  /** `isInside`: the bytes start within a list, whose end is the end of all records. */
  constructor({
    isInside = false,
    limit = maxRecordBytes,
  }: { isInside?: boolean; limit?: number } = {}) {
    this.pending = new Pending(limit);
    this.isInside = isInside;
    if (isInside) this.enterList();
  }

  *push(chunk: Buffer): Generator<Piece> {
    let at = 0;
    while (at < chunk.length) {
      if (this.place === 'after') {
        this.leftBytes += chunk.length - at;
        break;
      }
      if (this.place === 'outside' || this.place === 'list') {
        at = this.between(chunk, at);
        continue;
      }
      const end =
        this.place === 'element'
          ? this.endOfElement(chunk, at)
          : findScalarEnd(chunk, at, this.pending.length === 0);
      this.pending.add(chunk.subarray(at, end === -1 ? chunk.length : end));
      if (end === -1) break;
      yield this.take(null);
      at = end;
    }
  }

  end(): Piece[] {
    if (this.place === 'scalar') {
      const pieces = [this.take(null)];
      return this.isInList ? [...pieces, this.unclosed()] : pieces;
    }
    if (this.place === 'element') return [this.take('cut off at the end of the file')];
    if (this.place === 'after' && this.leftBytes > mostLeft)
      return [this.broken(`left out: ${this.leftBytes} bytes follow the list of records`)];
    return this.place === 'list' ? [this.unclosed()] : [];
  }

  private between(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (isSpace(byte) || byte === comma) continue;
      if (this.place === 'outside' && byte === openList) {
        this.enterList();
        return at + 1;
      }
      if (this.place === 'list' && byte === closeList) {
        this.place = this.isInside ? 'after' : 'outside';
        this.isInList = false;
        return at + 1;
      }
      this.place =
        byte === openObject || byte === openList || byte === quote ? 'element' : 'scalar';
      return at;
    }
    return chunk.length;
  }

  /** The index after the element's last byte, or -1 if it is not in this chunk. */
  private endOfElement(chunk: Buffer, from: number): number {
    let { depth, isInString, isEscaped } = this;
    let end = -1;
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at];
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) {
          isInString = false;
          if (depth === 0) end = at + 1;
        }
      } else if (byte === quote) isInString = true;
      else if (byte === openObject || byte === openList) depth++;
      else if (byte === closeObject || byte === closeList) {
        depth--;
        if (depth <= 0) end = at + 1;
      }
      if (end !== -1) break;
    }
    this.depth = depth;
    this.isInString = isInString;
    this.isEscaped = isEscaped;
    return end;
  }

  private enterList(): void {
    this.place = 'list';
    this.isInList = true;
  }

  private take(problem: string | null): Piece {
    const isTooLong = this.pending.isTooLong;
    const bytes = this.pending.take();
    this.place = this.isInList ? 'list' : 'outside';
    this.depth = 0;
    this.isInString = false;
    this.isEscaped = false;
    return {
      number: this.number++,
      bytes: problem === null ? bytes : bytes.subarray(0, excerptBytes),
      problem: problem ?? (isTooLong ? tooLong : null),
    };
  }

  private unclosed(): Piece {
    return this.broken('missing: the file ends inside its list');
  }

  private broken(problem: string): Piece {
    return { number: this.number, bytes: Buffer.alloc(0), problem };
  }
}

/** At the start even a stray bracket is consumed, so that reading continues after it. */
function findScalarEnd(chunk: Buffer, from: number, isBegin: boolean): number {
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at] ?? 0;
    if (byte === comma || byte === closeList || isSpace(byte))
      return isBegin && at === from ? at + 1 : at;
  }
  return -1;
}
