import { type ReadOptions, DomainError } from '@debrief/contract';
import { headContent } from '../bytes/content.ts';
import { decodeRecord, maxRecordBytes } from '../bytes/decode.ts';
import { finish } from '../finish.ts';
import { LineSplitter } from '../bytes/lines.ts';
import { learnFrom, toTimeRules } from '../table/mapping.ts';
import { headPieces, readPieces } from '../reads.ts';
import type { Read, SourceReader, StreamRef, Upload } from '../source.ts';
import { excerptBytes, type Piece } from '../bytes/split.ts';
import { timeReason } from '../table/table-record.ts';
import { fileSource, fileStream, rejectedPiece, toSample } from '../table/table.ts';
import { type LogLine, readLogLine } from './text-log-line.ts';
import { readTime, type TimeRules } from '../time/time.ts';

const hopeless = 1000;
const hourMs = 3_600_000;

export const textLog: SourceReader = {
  format: 'text-log',
  name: 'Text log',

  async recognise(upload) {
    if (upload.isFolder || headContent(upload).includes(0)) return 0;
    const lines = headLines(upload)
      .filter((line) => line.trim() !== '')
      .slice(0, 200);
    const timed = lines.filter((line) => readLogLine(line) !== null).length;
    if (timed === 0) return 0;
    const share = timed / lines.length;
    if (isChat(lines)) return 0.9;
    const beginsTimed = readLogLine(lines[0] ?? '') !== null;
    if (share >= 0.5) return 0.8;
    return beginsTimed && share >= 0.05 ? 0.6 : /\.log$/i.test(upload.name) ? 0.4 : 0;
  },

  source: async (upload, options) => fileSource(upload, options),

  async *read(upload, options): AsyncGenerator<Read> {
    const records = new LogRecords(
      detectRules(upload, options),
      fileStream(upload, options),
      options,
      upload.name,
    );
    yield* readPieces(upload, new LineSplitter(), (piece) => records.push(piece), {
      last: () => records.end(),
    });
  },

  async preview(upload, options) {
    const rules = detectRules(upload, options);
    const questions = listQuestions(upload, rules);
    const records = new LogRecords(rules, fileStream(upload, options), options, upload.name);
    const reads = headPieces(upload, new LineSplitter())
      .slice(0, 200)
      .flatMap((piece) => records.push(piece));
    const sample = [...reads, ...records.end()].filter(
      (read) => read.type === 'record' || read.type === 'rejected',
    );
    return {
      columns: [],
      mapping: {},
      timeUnit: null,
      questions,
      sample: sample.slice(0, 5).map(toSample),
    };
  },
};

/** Most lines name who said them. */
function isChat(lines: string[]): boolean {
  return (
    lines.filter((line) => (readLogLine(line)?.author ?? null) !== null).length * 2 > lines.length
  );
}

function headLines(upload: Upload): string[] {
  return headPieces(upload, new LineSplitter()).map(
    (piece) => decodeRecord(piece.bytes.subarray(0, 4000)).text,
  );
}

function headTimes(upload: Upload): string[] {
  return headLines(upload)
    .slice(0, 1000)
    .flatMap((line) => readLogLine(line)?.time ?? []);
}

function detectRules(upload: Upload, options: ReadOptions): TimeRules {
  const rules = toTimeRules(options);
  const times = headTimes(upload);
  learnFrom(times, rules, options);
  // The chat of a recorded call counts from the beginning of the call: few calls begin in the first hour of a day.
  if (/^0?0:/.test(times[0] ?? '') && isChat(headLines(upload))) rules.clock = 'elapsed';
  return rules;
}

function listQuestions(upload: Upload, rules: TimeRules): string[] {
  const reads = headTimes(upload).map((time) => readTime(time, readingNumbers(time, rules)));
  return [
    ...(reads.includes('no-date')
      ? ['The times have no date. Enter when the file starts. Use --time-origin.']
      : []),
    ...(reads.includes('no-year')
      ? ['The times have no year. Enter a date near the first of them. Use --time-origin.']
      : []),
    ...(reads.includes('ambiguous')
      ? ['The dates could start with the day or the month. Write them as 2022-12-06.']
      : []),
  ];
}

/** Numbers of ten digits and more are times since 1970 in a log, whatever the origin is given for. */
function readingNumbers(time: string, rules: TimeRules): TimeRules {
  return /^\d{10}/.test(time) ? { ...rules, origin: null, unit: null } : rules;
}

interface Open {
  piece: Piece;
  line: LogLine;
  more: Buffer[];
  bytes: number;
}

/** Puts lines together: one without a time belongs to the record before it. */
class LogRecords {
  private open: Open | null = null;
  private found = 0;
  private lost = 0;
  private readonly rules: TimeRules;
  private readonly stream: StreamRef;
  private readonly options: ReadOptions;
  private readonly name: string;

  constructor(rules: TimeRules, stream: StreamRef, options: ReadOptions, name: string) {
    this.rules = rules;
    this.stream = stream;
    this.options = options;
    this.name = name;
  }

  push(piece: Piece): Read[] {
    if (piece.problem !== null)
      return [
        ...this.end(),
        rejectedPiece(piece, `line ${piece.number}`, `Line is ${piece.problem}.`),
      ];
    const line = readLogLine(
      decodeRecord(piece.bytes.length > 4000 ? piece.bytes.subarray(0, 4000) : piece.bytes).text,
    );
    if (line === null) return this.follow(piece);
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
    const { open } = this;
    this.open = null;
    return open === null ? [] : [this.read(open)];
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
      return rejectedPiece(
        { ...piece, bytes: piece.bytes.subarray(0, excerptBytes) },
        place,
        'Together with the lines that follow it, the entry is longer than 16 MiB, the limit for one record.',
      );
    const at = readTime(line.time, readingNumbers(line.time, this.rules));
    if (typeof at === 'string')
      return this.refuse(
        piece,
        timeReason(at, 'the time', line.time).replace(/ Name another column.*$/, ''),
        'Set --time-origin.',
      );
    this.found++;
    // Times without a day or a year go on from the one before, with room for lines that are late.
    if (this.rules.origin !== null && this.rules.clock === 'of-day')
      this.rules.origin = new Date(Math.max(this.rules.origin.getTime(), at.at.getTime() - hourMs));
    const whole = decodeRecord(more.length === 0 ? piece.bytes : joinLines([piece.bytes, ...more]));
    const first =
      piece.bytes.length > 4000 ? (readLogLine(decodeRecord(piece.bytes).text) ?? line) : line;
    const rest = more.length === 0 ? '' : `\n${decodeRecord(joinLines(more)).text.trimEnd()}`;
    const { author } = line;
    return {
      type: 'record',
      record: finish({
        place,
        stream: this.stream,
        key: null,
        kind: this.options.kind ?? (author === null ? 'log' : 'message'),
        occurredAt: at.at,
        untilAt: null,
        precision: at.precision,
        zoneOffset: at.zoneOffset,
        author: author === null ? null : { key: author, name: author, email: null, isBot: false },
        text: `${first.text}${rest}`,
        repliesTo: null,
        reactions: [],
        details: Object.keys(line.fields).length === 0 ? {} : { fields: line.fields },
        marks: at.isEpoch ? [...whole.marks, 'epoch-time'] : whole.marks,
        payload: whole.payload,
        change: 'present',
      }),
    };
  }

  /** A thousand refusals and nothing read: the file is no such log, or its times need an origin. */
  private refuse(piece: Piece, reason: string, remedy: string): Read {
    if (++this.lost >= hopeless && this.found === 0) {
      throw new DomainError(
        'invalid',
        `Stopped: the first ${hopeless} lines of ${this.name} were all rejected. ${reason} ${remedy}`,
      );
    }
    return rejectedPiece(piece, `line ${piece.number}`, reason);
  }
}

function joinLines(lines: Buffer[]): Buffer {
  return Buffer.concat(lines.flatMap((line, at) => (at === 0 ? [line] : [newline, line])));
}

const newline = Buffer.from('\n');
