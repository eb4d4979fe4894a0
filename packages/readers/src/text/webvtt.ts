import type { Precision, ReadOptions } from '@debrief/contract';
import { headContent } from '../bytes/content.ts';
import { decodeRecord } from '../bytes/decode.ts';
import { finish } from '../finish.ts';
import { LineSplitter } from '../bytes/lines.ts';
import { toTimeRules } from '../table/mapping.ts';
import { headPieces, readPieces } from '../read-pieces.ts';
import type { Read, SourceReader, Upload } from '../source.ts';
import { fileSource, fileStream, toSample } from '../table/table.ts';
import { readTime } from '../time/time.ts';
import { baseName } from '../bytes/upload.ts';
import { type Cue, CueReader, type CueStyle, isTiming } from './webvtt-cues.ts';

/** Where cues count from, and how certain that is. */
interface Origin {
  at: Date;
  precision: Precision;
  question: string | null;
}

export const webvtt: SourceReader = {
  format: 'webvtt',
  name: 'WebVTT or SRT transcript',

  async recognise(upload) {
    if (upload.isFolder) return 0;
    const lines = headContent(upload).subarray(0, 1000).toString('utf8').trimStart().split(/\r?\n/);
    if (/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) return 0.99;
    // SRT, SBV, and WebVTT without its first line start with the times of a cue, or its number.
    const [first = '', second = ''] = lines;
    return isTiming(first) || (first.length < 40 && isTiming(second)) ? 0.97 : 0;
  },

  source: async (upload, options) => fileSource(upload, options),

  async *read(upload, options): AsyncGenerator<Read> {
    const toRead = readerFor(upload, options);
    const cues = new CueReader(findStyle(upload));
    yield* readPieces(upload, new LineSplitter(), (piece) => cues.push(piece).map(toRead), {
      last: () => cues.end().map(toRead),
    });
  },

  async preview(upload, options) {
    const { question } = findOrigin(upload, options);
    const toRead = readerFor(upload, options);
    const sample = headCues(upload, findStyle(upload)).slice(0, 5).map(toRead);
    return {
      columns: [],
      mapping: {},
      timeUnit: null,
      questions: question === null ? [] : [question],
      sample: sample.map(toSample),
    };
  },
};

type Outcome = Extract<Read, { type: 'record' | 'rejected' }>;

function readerFor(upload: Upload, options: ReadOptions): (cue: Cue) => Outcome {
  const { at: origin, precision } = findOrigin(upload, options);
  const stream = fileStream(upload, options);
  return (cue) => {
    if (cue.type === 'rejected') return cue;
    const at = new Date(origin.getTime() + cue.startMs);
    const until = new Date(origin.getTime() + cue.endMs);
    return {
      type: 'record',
      record: finish({
        place: cue.place,
        stream,
        key: `${cue.index}@${cue.startMs}`,
        kind: options.kind ?? 'utterance',
        occurredAt: at,
        untilAt: until < at ? null : until,
        precision,
        zoneOffset: null,
        author:
          cue.speaker === null
            ? null
            : { key: cue.speaker, name: cue.speaker, email: null, isBot: false },
        text: cue.text,
        repliesTo: null,
        reactions: [],
        details: {},
        marks: precision === 'unknown' ? [...cue.marks, 'no-time'] : cue.marks,
        payload: cue.payload,
        change: 'present',
      }),
    };
  };
}

/**
 * A transcript counts from the start of its call: given by an option, by the file's name, or
 * unknown.
 */
function findOrigin(upload: Upload, options: ReadOptions): Origin {
  if (options.timeOrigin !== undefined)
    return { at: new Date(options.timeOrigin), precision: 'exact', question: null };
  const name = baseName(upload.name);
  const started = /GMT(\d{8})-(\d{6})/.exec(name);
  const recorded = readTime(
    started === null ? null : `${started[1]}T${started[2]}Z`,
    toTimeRules(options),
  );
  if (typeof recorded !== 'string') return { at: recorded.at, precision: 'exact', question: null };
  const day = readTime(/(?:19|20)\d{2}-\d{2}-\d{2}/.exec(name)?.[0], toTimeRules(options));
  const question =
    'Transcript times count from the start of the call. Enter when the call started. Use --time-origin.';
  if (typeof day === 'string') return { at: new Date(0), precision: 'unknown', question };
  return {
    at: day.at,
    precision: 'unknown',
    question: `${question} The file's name only gives the day.`,
  };
}

function headCues(upload: Upload, style: CueStyle): Cue[] {
  const cues = new CueReader(style);
  const found = headPieces(upload, new LineSplitter()).flatMap((piece) => cues.push(piece));
  return upload.head.length >= upload.size ? [...found, ...cues.end()] : found;
}

/** Cues name their speaker like Zoom ("Name: text") if the first one does, or many do. */
function findStyle(upload: Upload): CueStyle {
  const cues = headCues(upload, { isNamed: true, isRolling: false }).filter(
    (cue) => cue.type === 'cue',
  );
  const named = cues.filter((cue) => cue.speaker !== null);
  const head = decodeRecord(Buffer.from(upload.head.subarray(0, 2000))).text;
  return {
    isNamed:
      named.length * 2 > cues.length ||
      (named.length > 0 && cues[0]?.type === 'cue' && cues[0].speaker !== null) ||
      head.includes('<v '),
    isRolling: head.includes('<c>') && head.includes('align:start position:0%'),
  };
}
