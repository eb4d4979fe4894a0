import { type ReadOptions, DomainError } from '@debrief/contract';
import { isBinary } from '../bytes/content.ts';
import { decodeRecord, maxRecordBytes } from '../bytes/decode.ts';
import { finish } from '../finish.ts';
import { LineSplitter } from '../bytes/lines.ts';
import { learnFrom, toTimeRules } from '../table/mapping.ts';
import { headPieces, readPieces } from '../read-pieces.ts';
import type { Read, SourceReader, StreamRef, Upload } from '../source.ts';
import { excerptBytes, type Piece } from '../bytes/split.ts';
import { timeReason } from '../table/table-record.ts';
import { fileSource, fileStream, rejectPiece, toSample } from '../table/table.ts';
import { type CopiedChat, findCopiedChat } from './copied-chat.ts';
import { readElapsedLine } from './elapsed-line.ts';
import { findNicks, readAction } from './irc-action.ts';
import { formatTime, readDayLine, readNotesLine } from './notes-line.ts';
import {
  type LogLine,
  plainLine,
  plainText,
  readLogLine,
  readPrefixedLine,
  toDetails,
} from './text-log-line.ts';
import { readIrcDay, readIrcEvent } from './irc-event.ts';
import { isWeechat, readWeechatLine } from './weechat-line.ts';
import { readTime, type TimeProblem, type TimeRead, type TimeRules } from '../time/time.ts';
import { findDays } from '../time/written-time.ts';

const hopeless = 1000;
const headBytes = 4000;
const hugeBytes = 1_000_000;
const hourMs = 3_600_000;

export const textLog: SourceReader = {
  format: 'text-log',
  name: 'Text log',

  async recognise(upload) {
    if (upload.isFolder || isBinary(upload)) return 0;
    const lines = headLines(upload).slice(0, 200);
    if (isWeechat(lines)) return 0.9;
    if (findCopiedChat(lines, null) !== null) return 0.7;
    const read = lineReader(lines);
    const timed = lines.filter((line) => read(line) !== null).length;
    if (timed === 0) return 0;
    const share = timed / lines.length;
    if (isChat(lines)) return 0.9;
    if (share >= 0.5) return read === readLogLine || read === readPrefixedLine ? 0.8 : 0.7;
    if (read !== readLogLine) return 0;
    const beginsTimed = readLogLine(lines[0] ?? '') !== null;
    return beginsTimed && share >= 0.05 ? 0.6 : /\.log$/i.test(upload.name) ? 0.4 : 0;
  },

  source: async (upload, options) => fileSource(upload, options),

  async *read(upload, options): AsyncGenerator<Read> {
    const records = recordsFor(upload, options);
    yield* readPieces(upload, new LineSplitter(), (piece) => records.push(piece), {
      last: () => records.end(),
    });
  },

  async preview(upload, options) {
    const records = recordsFor(upload, options);
    const reads = headPieces(upload, new LineSplitter())
      .slice(0, 500)
      .flatMap((piece) => records.push(piece));
    const sample = [...reads, ...records.end()].filter(
      (read) => read.type === 'record' || read.type === 'rejected',
    );
    return {
      columns: [],
      mapping: {},
      timeUnit: null,
      questions: questionsFor(records.problems, records.reading),
      sample: sample.slice(0, 5).map(toSample),
    };
  },
};

type ReadLine = (line: string) => LogLine | null;

/**
 * How the lines of this file are read: from their start, after a prefix that most of them have, or
 * as a person's notes.
 */
function lineReader(lines: string[]): ReadLine {
  const share = (read: ReadLine): number =>
    lines.filter((line) => read(line) !== null).length / Math.max(1, lines.length);
  if (isWeechat(lines)) return readWeechatLine;
  if (isChat(lines)) return readLogLine;
  const plain = share(readLogLine);
  if (plain >= 0.5) return readLogLine;
  if (share(readPrefixedLine) >= 0.5) return readPrefixedLine;
  if (share(readElapsedLine) >= 0.5) return readElapsedLine;
  const notes = lines.filter((line) => readDayLine(line) === null);
  const timed = notes.filter((line) => readNotesLine(line) !== null).length;
  return timed > 0 && timed * 2 >= notes.length ? readNotesLine : readLogLine;
}

function recordsFor(upload: Upload, options: ReadOptions): LogRecords {
  const lines = headLines(upload);
  const rules = toTimeRules(options);
  const copied = findCopiedChat(lines.slice(0, 200), rules.origin);
  const read = lineReader(lines.slice(0, 200));
  const found = lines.slice(0, 1000).map((line) => read(line));
  const times = copied?.times ?? found.flatMap((line) => line?.time ?? []);
  learnFrom(times, rules, options);
  const hasAuthors = copied === null && isChat(lines);
  // The chat of a recorded call counts from the start of the call: few calls start in the first
  // hour of a day.
  const isCall = copied === null ? hasAuthors && /^0?0:/.test(times[0] ?? '') : copied.isElapsed;
  if (isCall || read === readElapsedLine) rules.clock = 'elapsed';
  if (read === readElapsedLine) rules.origin ??= findZero(lines, rules);
  if (read === readNotesLine) rules.origin ??= findTitleDay(lines, rules);
  return new LogRecords(
    { read, rules, hasAuthors, copied, nicks: findNicks(found) },
    fileStream(upload, options),
    options,
    upload.name,
  );
}

/** `T+0 = 2024-03-13 14:02 UTC`. */
function findZero(lines: readonly string[], rules: TimeRules): Date | null {
  const zero = lines.map(readElapsedLine).find((line) => line?.sinceMs === 0);
  const at = readTime(readNotesLine(zero?.text ?? '')?.time ?? '', rules);
  return typeof at === 'string' ? null : at.at;
}

/** The one date in the lines above the first note: `Incident notes 2024-03-13`. */
function findTitleDay(lines: readonly string[], rules: TimeRules): Date | null {
  const first = lines.findIndex((line) => readNotesLine(line) !== null);
  const days = findDays(lines.slice(0, Math.max(0, first)).join('\n').slice(0, 1000), null);
  const [day] = days;
  if (days.length !== 1 || day === undefined || day.year === null || day.either !== null)
    return null;
  const at = readTime(formatTime(day, { ms: 0, hasSeconds: false }), rules);
  return typeof at === 'string' ? null : at.at;
}

const isCallTime = /^\d{1,3}:\d{2}/;

/**
 * Its first line and another one name their authors: any other line is part of a message, whatever
 * was pasted into it.
 */
function isChat(lines: string[]): boolean {
  const hasAuthor = (line: string): boolean => {
    const read = readLogLine(line);
    const isNick = /^\[?[\d:.]+\]?\s*</.test(line);
    return read !== null && read.author !== null && !isNick && isCallTime.test(read.time);
  };
  return hasAuthor(lines[0] ?? '') && lines.filter(hasAuthor).length >= Math.min(2, lines.length);
}

function headLines(upload: Upload): string[] {
  return headPieces(upload, new LineSplitter())
    .map((piece) => plainLine(decodeRecord(piece.bytes.subarray(0, 4000)).text))
    .filter((line) => line.trim() !== '');
}

function questionsFor(problems: ReadonlySet<TimeProblem>, { copied, rules }: Reading): string[] {
  const questions: Partial<Record<TimeProblem, string>> = {
    'no-date':
      copied?.isRelative === true
        ? 'The text says Today, Yesterday or a weekday. Enter the day on which it was copied. Use --time-origin.'
        : rules.clock === 'elapsed'
          ? 'The times count from a start. Enter when that was. Use --time-origin.'
          : 'The times have no date. Enter when the file starts. Use --time-origin.',
    'no-year': 'The times have no year. Enter a date near the first of them. Use --time-origin.',
    ambiguous:
      'The dates could start with the day or the month. Set what they start with. Use --date-order.',
    'unclear-zone':
      'The times name a time zone that means several, such as CST. Set the time zone with --zone.',
  };
  return [...problems].flatMap((problem) => questions[problem] ?? []);
}

/** Numbers of ten or more digits are times since 1970 in a log, whatever the origin is. */
function readingNumbers(time: string, rules: TimeRules): TimeRules {
  return /^\d{10}/.test(time) ? { ...rules, origin: null, unit: null } : rules;
}

interface Reading {
  read: ReadLine;
  rules: TimeRules;
  /** Only a line with an author starts a record. */
  hasAuthors: boolean;
  copied: CopiedChat | null;
  nicks: ReadonlySet<string>;
}

interface Open {
  piece: Piece;
  line: LogLine;
  more: Buffer[];
  bytes: number;
}

/** Joins lines: one without a time belongs to the record before it. */
class LogRecords {
  private open: Open | null = null;
  private found = 0;
  private lost = 0;
  readonly problems = new Set<TimeProblem>();
  readonly reading: Reading;
  /** A line of a copied conversation that can be the author of the next one. */
  private held: Piece | null = null;
  private readonly rules: TimeRules;
  private readonly stream: StreamRef;
  private readonly options: ReadOptions;
  private readonly name: string;

  constructor(reading: Reading, stream: StreamRef, options: ReadOptions, name: string) {
    this.reading = reading;
    this.rules = reading.rules;
    this.stream = stream;
    this.options = options;
    this.name = name;
  }

  push(piece: Piece): Read[] {
    if (piece.problem !== null)
      return [
        ...this.end(),
        rejectPiece(piece, `line ${piece.number}`, `Line is ${piece.problem}.`),
      ];
    const text = plainLine(
      decodeRecord(
        piece.bytes.length > headBytes ? piece.bytes.subarray(0, headBytes) : piece.bytes,
      ).text,
    );
    if (this.reading.copied !== null) return this.readCopied(this.reading.copied, piece, text);
    const line = this.readLine(text);
    if (line === null || (this.reading.hasAuthors && line.author === null))
      return this.readDay(text) ?? this.follow(piece);
    return this.begin(piece, line);
  }

  private readLine(text: string): LogLine | null {
    const line = this.reading.read(text);
    return line === null ? null : readIrcEvent(readAction(line, this.reading.nicks));
  }

  /** The line whose head was read. A pattern could exhaust its stack on one of megabytes. */
  private readLong(line: LogLine, bytes: Buffer): LogLine {
    const { text } = decodeRecord(bytes);
    if (bytes.length < hugeBytes) return this.readLine(plainLine(text)) ?? line;
    const head = decodeRecord(bytes.subarray(0, headBytes)).text.replace(/\ufffd$/, '');
    return { ...line, text: line.text.replace(/\ufffd$/, '') + text.slice(head.length) };
  }

  private begin(piece: Piece, line: LogLine): Read[] {
    const reads = this.end();
    this.open = {
      piece: { ...piece, bytes: Buffer.from(piece.bytes) },
      line,
      more: [],
      bytes: piece.bytes.length,
    };
    return reads;
  }

  end(): Read[] {
    const reads = this.followHeld();
    const { open } = this;
    this.open = null;
    return open === null ? reads : [...reads, this.read(open)];
  }

  private readCopied(copied: CopiedChat, piece: Piece, text: string): Read[] {
    const { held } = this;
    const above = held === null ? null : plainLine(decodeRecord(held.bytes).text);
    const found = copied.read(text, above);
    if (found.type === 'author-above' && held !== null) {
      this.held = null;
      return this.begin({ ...held, bytes: joinLines([held.bytes, piece.bytes]) }, found.line);
    }
    if ('line' in found) return this.begin(piece, found.line);
    if (found.type === 'aside')
      return [
        ...this.end(),
        rejectPiece(piece, `line ${piece.number}`, 'Not part of the conversation.'),
      ];
    const reads = this.followHeld();
    if (found.type !== 'text') return reads;
    if (text.trim() === '') return this.open === null ? reads : [...reads, ...this.follow(piece)];
    this.held = { ...piece, bytes: Buffer.from(piece.bytes) };
    return reads;
  }

  private followHeld(): Read[] {
    const { held } = this;
    this.held = null;
    return held === null ? [] : this.follow(held);
  }

  /** Clock times continue from a date above them. */
  private readDay(text: string): Read[] | null {
    const day = this.reading.read === readNotesLine ? readDayLine(text) : readIrcDay(text);
    const read = day === null ? 'missing' : readTime(day, this.rules);
    if (typeof read === 'string') return null;
    const reads = this.end();
    this.rules.origin = read.at;
    return reads;
  }

  private follow(piece: Piece): Read[] {
    if (this.open !== null) {
      this.open.bytes += piece.bytes.length + 1;
      if (this.open.bytes <= maxRecordBytes) this.open.more.push(Buffer.from(piece.bytes));
      return [];
    }
    if (piece.bytes.length === 0) return [];
    return [
      this.refuse(
        piece,
        'No timestamp on or before this line.',
        'No line starts with a time that Debrief recognizes.',
      ),
    ];
  }

  private read({ piece, line, more, bytes }: Open): Read {
    const place = `line ${piece.number}`;
    if (bytes > maxRecordBytes)
      return rejectPiece(
        { ...piece, bytes: piece.bytes.subarray(0, excerptBytes) },
        place,
        'Together with the lines that follow it, the entry is longer than 16 MiB, the limit for one record.',
      );
    const at = this.timeOf(line);
    if (typeof at === 'string') {
      this.problems.add(at);
      const reason = timeReason(at, 'the time', line.time).replace(/ Use another column.*$/, '');
      return this.refuse(piece, reason, 'Set --time-origin.');
    }
    this.found++;
    // Times without a date or year continue from the previous one, with tolerance for late lines.
    if (this.reading.read === readNotesLine) this.rules.origin ??= at.at;
    if (this.rules.origin !== null && this.rules.clock === 'of-day')
      this.rules.origin = new Date(Math.max(this.rules.origin.getTime(), at.at.getTime() - hourMs));
    const whole = decodeRecord(more.length === 0 ? piece.bytes : joinLines([piece.bytes, ...more]));
    const isLong = piece.bytes.length > headBytes && this.reading.copied === null;
    const first = isLong ? this.readLong(line, piece.bytes) : line;
    const rest =
      more.length === 0 ? '' : `\n${plainText(decodeRecord(joinLines(more)).text.trimEnd())}`;
    const until = line.until === undefined ? null : readTime(line.until, this.rules);
    const { author } = line;
    return {
      type: 'record',
      record: finish({
        place,
        stream: this.stream,
        key: null,
        kind: this.options.kind ?? (author === null ? 'log' : 'message'),
        occurredAt: at.at,
        untilAt: until === null || typeof until === 'string' || until.at < at.at ? null : until.at,
        precision: line.isAbout === true ? 'about' : at.precision,
        zoneOffset: at.zoneOffset,
        author:
          author === null
            ? null
            : { key: author, name: author, email: null, isBot: line.isBot === true },
        text: `${first.text}${rest}`.replace(/^\n\t?/, ''),
        repliesTo: null,
        reactions: [],
        details: toDetails(line),
        marks: at.isEpoch ? [...whole.marks, 'epoch-time'] : whole.marks,
        payload: whole.payload,
        change: 'present',
      }),
    };
  }

  private timeOf({ time, sinceMs }: LogLine): TimeRead | TimeProblem {
    if (sinceMs === undefined) return readTime(time, readingNumbers(time, this.rules));
    const { origin } = this.rules;
    if (origin === null) return 'no-date';
    const at = new Date(origin.getTime() + sinceMs);
    return { at, precision: 'exact', zoneOffset: null, isEpoch: false };
  }

  /** A thousand rejections without a record: the file is not a log, or its times need an origin. */
  private refuse(piece: Piece, reason: string, remedy: string): Read {
    if (++this.lost >= hopeless && this.found === 0) {
      throw new DomainError(
        'invalid',
        `Stopped: the first ${hopeless} lines of ${this.name} were all rejected. ${reason} ${remedy}`,
      );
    }
    return rejectPiece(piece, `line ${piece.number}`, reason);
  }
}

function joinLines(lines: Buffer[]): Buffer {
  const end = Buffer.from('\n');
  return Buffer.concat(lines.flatMap((line, at) => (at === 0 ? [line] : [end, line])));
}
