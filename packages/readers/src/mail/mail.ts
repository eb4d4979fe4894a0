import type { ReadOptions } from '@debrief/contract';
import { headContent } from '../bytes/content.ts';
import { decodeRecord, maxRecordBytes } from '../bytes/decode.ts';
import { type Piece, type Splitter, tooLong } from '../bytes/split.ts';
import { finish, finishStream, limitText } from '../finish.ts';
import { headPieces, splitFile } from '../read-pieces.ts';
import type { Rejected } from '../row.ts';
import type { IdentityRef, Read, SourceReader, SourceRecord, Upload } from '../source.ts';
import { isBotName } from '../table/table-record.ts';
import { toTimeRules } from '../table/mapping.ts';
import { rejectPiece, toSample } from '../table/table.ts';
import { readTime, type TimeRead } from '../time/time.ts';
import { MboxSplitter, unquoteMail } from './mbox-split.ts';
import { type Mail, parseMail } from './parse-mail.ts';

const mailbox = /^(?:\r?\n)*From \S.*\r?\n>?[\x21-\x39\x3b-\x7e]+:/;
const headers =
  /^(?:(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|Content-[\w-]+|X-[\w-]+|ARC-[\w-]+|DKIM-Signature|Authentication-Results|From|To|Cc|Date|Subject|Reply-To|Thread-[\w-]+):.*\r?\n(?:[ \t].*\r?\n)*){3}/i;

/** Mails are one conversation, in whichever file they are: replies find what they answer. */
const name = 'Mail';

/** One mail, or a mailbox with many. */
export const mail: SourceReader = {
  format: 'mail',
  name: 'Email',

  async recognise(upload) {
    if (upload.isFolder) return 0;
    const begin = headContent(upload).subarray(0, 8000).toString('latin1');
    if (mailbox.test(begin)) return 0.97;
    if (!headers.test(begin)) return 0;
    return /\.eml$/i.test(upload.name) ? 0.97 : 0.9;
  },

  source: async (_upload, options) => {
    const source = options.source ?? name;
    return { kind: 'file', key: `file:${source}`, name: source, isShared: true };
  },

  async *read(upload, options): AsyncGenerator<Read> {
    for await (const { pieces, bytesRead } of splitFile(upload, splitterFor(upload))) {
      for (const piece of pieces) yield await readPiece(piece, options);
      yield { type: 'progress', bytesRead };
    }
    yield { type: 'progress', bytesRead: upload.size };
  },

  async preview(upload, options) {
    const pieces = headPieces(upload, splitterFor(upload));
    // A long mail is shown as far as it has arrived.
    const shown =
      pieces.length > 0 ? pieces : [{ number: 1, bytes: headContent(upload), problem: null }];
    const reads = shown.slice(0, 5).map((piece) => readPiece(piece, options));
    return {
      columns: [],
      mapping: {},
      timeUnit: null,
      questions: [],
      sample: (await Promise.all(reads)).map(toSample),
    };
  },
};

function splitterFor(upload: Upload): Splitter {
  const begin = headContent(upload).subarray(0, 8000).toString('latin1');
  return mailbox.test(begin) ? new MboxSplitter() : new SingleMail();
}

/** A file that is one mail. */
class SingleMail implements Splitter {
  private parts: Buffer[] = [];
  private length = 0;

  push(chunk: Buffer): Piece[] {
    this.length += chunk.length;
    if (this.length <= maxRecordBytes || this.parts.length === 0) this.parts.push(chunk);
    return [];
  }

  end(): Piece[] {
    const problem = this.length > maxRecordBytes ? tooLong : null;
    return [{ number: 1, bytes: Buffer.concat(this.parts), problem }];
  }
}

async function readPiece(
  piece: Piece,
  options: ReadOptions,
): Promise<Rejected | Extract<Read, { type: 'record' }>> {
  const place = `mail ${piece.number}`;
  if (piece.problem !== null) return rejectPiece(piece, place, `The mail is ${piece.problem}.`);
  const parsed = await parseMail(unquoteMail(piece.bytes));
  if (parsed === null)
    return rejectPiece(piece, place, 'Not a mail: no sender, date or subject at its start.');
  return { type: 'record', record: toRecord(parsed, piece, place, options) };
}

function toRecord(parsed: Mail, piece: Piece, place: string, options: ReadOptions): SourceRecord {
  const { time, isInferred } = placeMail(parsed, options);
  const { marks, payload } = decodeRecord(piece.bytes);
  const stream = options.stream ?? name;
  const fields =
    parsed.leftOut === 0
      ? parsed.fields
      : { ...parsed.fields, 'quoted lines left out': String(parsed.leftOut) };
  return finish({
    place,
    stream: finishStream({ key: stream, name: stream }),
    key: parsed.id,
    kind: options.kind ?? 'message',
    occurredAt: time?.at ?? new Date(0),
    untilAt: null,
    precision: time === null ? 'unknown' : isInferred ? 'about' : time.precision,
    zoneOffset: time?.zoneOffset ?? null,
    author: toIdentity(parsed),
    text: parsed.text === '' ? parsed.subject : parsed.text,
    repliesTo: parsed.repliesTo,
    reactions: [],
    details: {
      ...(parsed.subject !== '' && { title: parsed.subject }),
      ...(parsed.files.length > 0 && { files: parsed.files }),
      ...(Object.keys(fields).length > 0 && { fields }),
    },
    marks: [
      // The parts of a mail have their own encodings.
      ...marks.filter((mark) => mark !== 'wrong-encoding'),
      ...(time === null || isInferred ? (['no-time'] as const) : []),
      ...(time?.isEpoch === true ? (['epoch-time'] as const) : []),
    ],
    payload,
    change: 'present',
  });
}

/** The time of sending; if it is missing, that of arriving at the last server. */
function placeMail(
  { date, received }: Mail,
  options: ReadOptions,
): { time: TimeRead | null; isInferred: boolean } {
  const rules = toTimeRules(options);
  const sent = readTime(date, rules);
  if (typeof sent !== 'string') return { time: sent, isInferred: false };
  const arrived = readTime(received, rules);
  return { time: typeof arrived === 'string' ? null : arrived, isInferred: true };
}

function toIdentity({ from, isAutomatic }: Mail): IdentityRef | null {
  if (from === null) return null;
  const email = from.address.toLowerCase();
  const isRobot = /^(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster|alerts?|notifications?)@/;
  return {
    key: email === '' ? from.name : email,
    name: limitText(from.name || from.address, 200),
    email: email === '' ? null : email,
    isBot: isAutomatic || isRobot.test(email) || isBotName(from.name),
  };
}
