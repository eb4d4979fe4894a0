import { maxRecordBytes } from '../bytes/decode.ts';
import { Pending, type Piece, type Splitter, tooLong } from '../bytes/split.ts';

const tokens = {
  outside: /<(?:entry|item)(?=[\s>])/,
  entry: /<!\[CDATA\[|<\/(?:entry|item)\s{0,9}>/,
  cdata: /\]\]>/,
};
/** A token can be cut between two chunks. */
const longestToken = 20;

/** The entries of an Atom or RSS feed. */
export class FeedSplitter implements Splitter {
  private readonly pending = new Pending(maxRecordBytes);
  private place: keyof typeof tokens = 'outside';
  private text = '';
  private number = 0;

  *push(chunk: Buffer): Generator<Piece> {
    // Latin-1 keeps each byte as one character.
    this.text += chunk.toString('latin1');
    for (let found = this.find(); found !== null; found = this.find()) {
      if (this.place === 'outside') this.text = this.text.slice(found.index);
      const end = (this.place === 'outside' ? 0 : found.index) + found[0].length;
      this.consume(end);
      const isClosed = found[0].startsWith('</');
      this.place = isClosed ? 'outside' : found[0].startsWith('<!') ? 'cdata' : 'entry';
      if (isClosed) yield this.close(this.pending.isTooLong ? tooLong : null);
    }
    const kept = Math.min(longestToken, this.text.length);
    if (this.place === 'outside') this.text = this.text.slice(this.text.length - kept);
    else this.consume(this.text.length - kept);
  }

  *end(): Generator<Piece> {
    if (this.place === 'outside') return;
    this.consume(this.text.length);
    yield this.close('cut off before its end');
  }

  private find(): RegExpExecArray | null {
    return tokens[this.place].exec(this.text);
  }

  private consume(length: number): void {
    this.pending.add(Buffer.from(this.text.slice(0, length), 'latin1'));
    this.text = this.text.slice(length);
  }

  private close(problem: string | null): Piece {
    this.number += 1;
    return { number: this.number, bytes: this.pending.take(), problem };
  }
}
