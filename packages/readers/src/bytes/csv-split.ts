import { maxRecordBytes } from './decode.ts';
import { withoutReturns } from './lines.ts';
import { Pending, type Piece, type Splitter, tooLong } from './split.ts';

const quote = 0x22;
const newline = 0x0a;
const carriageReturn = 0x0d;
const unclosed = 'broken: a quote opens and never closes';
const mostBroken = 5;

/**
 * Splits CSV into records: line breaks count only outside quotes, and a quote only at the start of
 * a field.
 */
export class CsvSplitter implements Splitter {
  private readonly delimiter: number;
  private readonly pending: Pending;
  private state: 'field' | 'plain' | 'quoted' | 'quote' = 'field';
  private line = 1;
  private linesInRecord = 0;

  constructor(delimiter: string, limit = maxRecordBytes) {
    this.delimiter = delimiter.charCodeAt(0);
    this.pending = new Pending(limit);
  }

  *push(chunk: Buffer): Generator<Piece> {
    let from = 0;
    while (from < chunk.length) {
      const end = this.endOfRecord(chunk, from);
      this.pending.add(chunk.subarray(from, end === -1 ? chunk.length : end));
      // A quote longer than the longest record was never closed: the next line break ends it.
      if (this.pending.isTooLong && this.state === 'quoted') this.state = 'plain';
      if (end === -1) break;
      yield this.take(null);
      from = end + 1;
    }
  }

  *end(): Generator<Piece> {
    for (let broken = 0; this.pending.length > 0; broken += 1) {
      if (this.state !== 'quoted' || this.pending.isTooLong) {
        yield this.take(null);
        return;
      }
      // A quote was never closed: its line is broken, and what follows are records again.
      const bytes = this.pending.take();
      const end = bytes.indexOf(newline);
      yield this.takeLine(end === -1 ? bytes : bytes.subarray(0, end), unclosed);
      if (end === -1) return;
      const rest = bytes.subarray(end + 1);
      if (broken < mostBroken) yield* this.push(rest);
      else yield* this.plainLines(rest);
    }
  }

  /**
   * If many quotes are unclosed, each would cost another pass over the rest: then they are treated
   * as text.
   */
  private *plainLines(bytes: Buffer): Generator<Piece> {
    for (let from = 0; from < bytes.length;) {
      const end = bytes.indexOf(newline, from);
      yield this.takeLine(bytes.subarray(from, end === -1 ? bytes.length : end), null);
      from = end === -1 ? bytes.length : end + 1;
    }
  }

  private takeLine(bytes: Buffer, problem: string | null): Piece {
    this.linesInRecord = 0;
    this.pending.add(bytes);
    return this.take(problem);
  }

  private endOfRecord(chunk: Buffer, from: number): number {
    if (this.state === 'field' || this.state === 'plain') {
      const end = chunk.indexOf(newline, from);
      const quoteAt = chunk.indexOf(quote, from);
      if (end !== -1 && (quoteAt === -1 || quoteAt > end)) return end;
    }
    let { state } = this;
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at];
      if (state === 'quoted') {
        if (byte === quote) state = 'quote';
        else if (byte === newline) this.linesInRecord++;
        continue;
      }
      if (byte === newline) {
        this.state = state;
        return at;
      }
      if (byte === quote) state = state === 'field' || state === 'quote' ? 'quoted' : 'plain';
      else
        state =
          byte === this.delimiter
            ? 'field'
            : state === 'quote' && byte === carriageReturn
              ? 'quote'
              : 'plain';
    }
    this.state = state;
    return -1;
  }

  private take(problem: string | null): Piece {
    const isTooLong = this.pending.isTooLong;
    const bytes = this.pending.take();
    const number = this.line;
    this.line += this.linesInRecord + 1;
    this.linesInRecord = 0;
    this.state = 'field';
    return {
      number,
      bytes: withoutReturns(bytes),
      problem: problem ?? (isTooLong ? tooLong : null),
    };
  }
}

/**
 * The fields of one record. A quote within an unquoted field, or text after a closing quote, is
 * kept.
 */
export function splitFields(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  while (true) {
    let field = '';
    if (record[at] === '"') {
      const { text, next } = quotedFrom(record, at + 1);
      field = text;
      at = next;
    }
    const end = record.indexOf(delimiter, at);
    fields.push(field + record.slice(at, end === -1 ? record.length : end));
    if (end === -1) return fields;
    at = end + delimiter.length;
  }
}

function quotedFrom(record: string, from: number): { text: string; next: number } {
  let text = '';
  let at = from;
  while (true) {
    const end = record.indexOf('"', at);
    if (end === -1) return { text: text + record.slice(at), next: record.length };
    text += record.slice(at, end);
    if (record[end + 1] !== '"') return { text, next: end + 1 };
    text += '"';
    at = end + 2;
  }
}
