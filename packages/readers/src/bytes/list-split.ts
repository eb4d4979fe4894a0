import { maxRecordBytes } from './decode.ts';
import { Pending } from './split.ts';

const quote = 0x22;
const backslash = 0x5c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
const longestName = 200;

/** An element of a named list. */
export interface ListElement {
  list: string;
  bytes: Buffer;
}

/**
 * The objects in some lists of one large JSON object, `{"users": [{…}], …}`, with one of them in
 * memory. Elements that are too long are left out.
 */
export class ListSplitter {
  private readonly wanted: ReadonlySet<string>;
  private readonly pending = new Pending(maxRecordBytes);
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  /** The last text directly in the object: the name of the list that follows. */
  private name: number[] = [];
  private list = '';

  constructor(wanted: readonly string[]) {
    this.wanted = new Set(wanted);
  }

  *push(chunk: Buffer): Generator<ListElement> {
    let from = this.isWithin ? 0 : -1;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.isInString) this.readText(byte);
      else if (byte === quote) {
        this.isInString = true;
        if (this.depth === 1) this.name = [];
      } else if (byte === openObject || byte === openList) {
        this.depth += 1;
        if (this.depth === 2) this.list = byte === openList ? this.takeName() : '';
        if (this.depth === 3 && byte === openObject && this.list !== '') from = at;
      } else if (byte === closeObject || byte === closeList) {
        this.depth -= 1;
        if (this.depth === 2 && from !== -1) {
          this.pending.add(chunk.subarray(from, at + 1));
          from = -1;
          const isTooLong = this.pending.isTooLong;
          const bytes = this.pending.take();
          if (!isTooLong) yield { list: this.list, bytes };
        }
        if (this.depth < 2) this.list = '';
      }
    }
    if (from !== -1) this.pending.add(chunk.subarray(from));
  }

  private get isWithin(): boolean {
    return this.pending.length > 0;
  }

  private readText(byte: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === backslash) this.isEscaped = true;
    else if (byte === quote) {
      this.isInString = false;
      return;
    }
    if (this.depth === 1 && this.name.length < longestName) this.name.push(byte);
  }

  private takeName(): string {
    const name = Buffer.from(this.name).toString('utf8');
    return this.wanted.has(name) ? name : '';
  }
}
