import { maxRecordBytes } from '../bytes/decode.ts';
import { excerptBytes, type Piece, type Splitter, tooLong } from '../bytes/split.ts';

const mark = Buffer.from('From ');
const markOnNewLine = Buffer.from('\nFrom ');
const newline = 0x0a;
/** Enough for the line that separates two mails, and the header after it. */
const lookAhead = 2_000;
const headerBytes = 64 * 1024;

const postmark = /^From \S.*?\b\d{1,2}:\d{2}(?::\d{2})?\b.*\b\d{4}\b/;
const header = /^(?:>?[\x21-\x39\x3b-\x7e]+:|$)/;

/**
 * The mails of a mailbox. A line that starts with `From ` starts a mail if it is a postmark or
 * follows an empty line, and a header follows; not within the length that a header states.
 */
export class MboxSplitter implements Splitter {
  private parts: Buffer[] = [];
  private length = 0;
  private carry: Buffer = Buffer.alloc(0);
  private number = 1;
  /** Where mails may start within the stated length of this one. */
  private inside: number[] = [];
  private stated: number | null | undefined = undefined;
  private readonly limit: number;

  constructor(limit = maxRecordBytes) {
    this.limit = limit;
  }

  *push(chunk: Buffer): Generator<Piece> {
    yield* this.scan(Buffer.concat([this.carry, chunk]), false);
  }

  *end(): Generator<Piece> {
    yield* this.scan(this.carry, true);
    yield* this.take();
  }

  private *scan(data: Buffer, isEnd: boolean): Generator<Piece> {
    let from = 0;
    const last = isEnd ? data.length : data.length - lookAhead;
    for (let at = data.indexOf(markOnNewLine); at !== -1 && at < last;) {
      const start = at + 1;
      if (isStart(data, start)) {
        this.add(data.subarray(from, start));
        from = start;
        yield* this.close();
      }
      at = data.indexOf(markOnNewLine, start);
    }
    // The line break before a mark stays, to be found with it.
    const keep = isEnd ? data.length : Math.max(from, last);
    this.add(data.subarray(from, keep));
    this.carry = Buffer.from(data.subarray(keep));
  }

  /** At a mark: the mail ends here, unless it says that it is longer. */
  private *close(): Generator<Piece> {
    const length = this.statedLength();
    if (length !== null && this.length < length) {
      this.inside.push(this.length);
      return;
    }
    yield* this.take();
  }

  private statedLength(): number | null {
    if (this.stated === undefined) this.stated = readLength(this.bytes(headerBytes));
    return this.length > this.limit ? null : this.stated;
  }

  private bytes(most = Infinity): Buffer {
    const parts: Buffer[] = [];
    let length = 0;
    for (const part of this.parts) {
      if (length >= most) break;
      parts.push(part);
      length += part.length;
    }
    return Buffer.concat(parts);
  }

  private add(bytes: Buffer): void {
    const wasTooLong = this.length > this.limit;
    this.length += bytes.length;
    if (wasTooLong || bytes.length === 0) return;
    this.parts.push(Buffer.from(bytes));
    if (this.length > this.limit)
      this.parts = [Buffer.from(this.bytes(excerptBytes).subarray(0, excerptBytes))];
  }

  private *take(): Generator<Piece> {
    const stated = this.statedLength();
    const bytes = this.bytes();
    const problem = this.length > this.limit ? tooLong : null;
    // A length that fits the mail exactly, without the empty line at its end, is right.
    const isRight = stated !== null && this.length - stated >= 0 && this.length - stated <= 4;
    const cuts = isRight || problem !== null ? [] : this.inside;
    [this.parts, this.length, this.inside, this.stated] = [[], 0, [], undefined];
    let from = 0;
    for (const cut of [...cuts, bytes.length]) {
      const piece = bytes.subarray(from, cut);
      from = cut;
      if (piece.some((byte) => byte !== newline && byte !== 0x0d))
        yield { number: this.number++, bytes: piece, problem };
    }
  }
}

/** The length of a mail with its headers, if `Content-Length` states that of its body. */
function readLength(bytes: Buffer): number | null {
  if (!bytes.subarray(0, mark.length).equals(mark)) return null;
  const text = bytes.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text);
  const stated = /^Content-Length:\s*(\d{1,10})\s*$/im.exec(
    text.slice(0, end?.index ?? text.length),
  );
  return end === null || stated === null ? null : end.index + end[0].length + Number(stated[1]);
}

function isStart(data: Buffer, start: number): boolean {
  const text = data.toString('latin1', start, Math.min(data.length, start + lookAhead));
  const [line = '', next = ''] = text.split(/\r?\n/, 2);
  if (!header.test(next)) return false;
  if (postmark.test(line)) return true;
  const before = data.toString('latin1', Math.max(0, start - 3), start);
  return /\n\r?\n$/.test(before) && next !== '';
}

/** The mail as it was before it was put into a mailbox: without `From ` and its quoting. */
export function unquoteMail(bytes: Buffer): Buffer {
  const isMarked = bytes.subarray(0, mark.length).equals(mark);
  const from = isMarked ? bytes.indexOf(newline) + 1 : 0;
  const mail = bytes.subarray(from === 0 && isMarked ? bytes.length : from);
  if (!isMarked || !mail.includes('\n>')) return mail;
  return Buffer.from(mail.toString('latin1').replaceAll(/^>(>*From )/gm, '$1'), 'latin1');
}
