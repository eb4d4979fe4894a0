import type { Mark } from '@debrief/contract';
import { decodeRecord, maxRecordBytes } from '../bytes/decode.ts';
import type { Rejected } from '../row.ts';
import type { Piece } from '../bytes/split.ts';
import { rejectPiece } from '../table/table.ts';

export type Cue =
  | Rejected
  | {
      type: 'cue';
      place: string;
      index: number;
      startMs: number;
      endMs: number;
      speaker: string | null;
      text: string;
      marks: Mark[];
      payload: string | Uint8Array;
    };

/** WebVTT and SRT; SBV has a comma between its two times. */
const timing =
  /^\s*(?:(-?[\d:.,]+)\s+-->\s+(-?[\d:.,]+)(?:\s.*)?|(\d{1,4}:\d{2}:\d{2}\.\d{3}),(\d{1,4}:\d{2}:\d{2}\.\d{3})\s*)$/;

export const isTiming = (line: string): boolean => timing.test(line);

/** How the cues of a file are read, judged by its start. */
export interface CueStyle {
  /** Whether a cue can start with its speaker's name and a colon. */
  isNamed: boolean;
  /** Whether each cue repeats the last line of the previous one, like rolling captions. */
  isRolling: boolean;
}

/**
 * Collects lines into cues: blocks between empty lines with a timing line. Notes, styles and
 * regions are not cues.
 */
export class CueReader {
  private block: Piece[] = [];
  private bytes = 0;
  private index = 0;
  private readonly style: CueStyle;
  private hasTiming = false;
  private lastLine = '';

  constructor(style: CueStyle) {
    this.style = style;
  }

  push(piece: Piece): Cue[] {
    if (piece.problem === null && piece.bytes.length === 0) return this.end();
    const begins = piece.bytes.length < 200 && timing.test(piece.bytes.toString('latin1'));
    const ended = begins && this.hasTiming ? this.endBeforeTiming() : [];
    this.hasTiming ||= begins;
    this.keep(piece);
    return ended;
  }

  /**
   * A timing line starts a cue, with or without an empty line before it; a number above it belongs
   * to it.
   */
  private endBeforeTiming(): Cue[] {
    const last = this.block.at(-1);
    const isNumber = last !== undefined && /^\s*\d+\s*$/.test(last.bytes.toString('latin1'));
    if (isNumber) this.block.pop();
    const ended = this.end();
    if (isNumber) this.keep(last);
    return ended;
  }

  private keep(piece: Piece): void {
    this.bytes += piece.bytes.length;
    if (this.bytes <= maxRecordBytes)
      this.block.push({ ...piece, bytes: Buffer.from(piece.bytes) });
  }

  end(): Cue[] {
    const [block, isTooLong] = [this.block, this.bytes > maxRecordBytes];
    this.block = [];
    this.bytes = 0;
    this.hasTiming = false;
    const [first] = block;
    if (first === undefined) return [];
    const broken = block.find((piece) => piece.problem !== null);
    if (broken !== undefined || isTooLong)
      return [
        rejectPiece(
          broken ?? first,
          `line ${first.number}`,
          'The cue is longer than 16 MiB, the limit for one record.',
        ),
      ];
    return this.read(first, block);
  }

  private read(first: Piece, block: Piece[]): Cue[] {
    const bytes = Buffer.concat(
      block.flatMap((piece, at) => (at === 0 ? [piece.bytes] : [newline, piece.bytes])),
    );
    const { text, marks, payload } = decodeRecord(bytes);
    const lines = text.split('\n');
    if (
      /^(WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP-MAP)\b/.test(lines[0] ?? '') &&
      !lines.some((line) => timing.test(line))
    )
      return [];
    const place = `cue ${++this.index}, line ${first.number}`;
    const at = lines.findIndex((line) => timing.test(line));
    const times = timing.exec(lines[at] ?? '');
    const [startMs, endMs] = [stampMs(times?.[1] ?? times?.[3]), stampMs(times?.[2] ?? times?.[4])];
    if (startMs === null || endMs === null)
      return [
        rejectPiece(
          { ...first, bytes },
          place,
          'The cue has no valid times. They look like 00:04:01.680 --> 00:04:02.770.',
        ),
      ];
    const body = this.withoutRepeat(lines.slice(at + 1));
    if (body === null) return [];
    const spoken = readSpeaker(body.join('\n'), this.style.isNamed);
    return [{ type: 'cue', place, index: this.index, startMs, endMs, ...spoken, marks, payload }];
  }

  /** For rolling captions, only new lines; null if there are none. */
  private withoutRepeat(lines: string[]): string[] | null {
    if (!this.style.isRolling) return lines;
    const worded = lines.filter((line) => plainText(line).trim() !== '');
    const fresh = worded.filter((line) => plainText(line).trim() !== this.lastLine);
    this.lastLine = plainText(fresh.at(-1) ?? worded.at(-1) ?? '').trim() || this.lastLine;
    return fresh.length === 0 && worded.length > 0 ? null : fresh;
  }
}

/** Hours and padding can be missing, and a cue can start before its call: `-0:0:1.5`. */
export function stampMs(stamp: string | undefined): number | null {
  const parts = /^(-?)(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,7}))?$/.exec(stamp ?? '');
  if (parts === null) return null;
  const [, sign, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = parts;
  const ms =
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 +
    Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6);
  return sign === '-' ? 0 - ms : ms;
}

/** Teams: `<v Name>text</v>`, sometimes several per cue. Zoom: `Name: text`. */
function readSpeaker(written: string, isNamed: boolean): { speaker: string | null; text: string } {
  const text = written.trimStart();
  const voices = [...text.matchAll(/<v(?:\.[^\s>]{0,200})?\s{1,20}([^<>]{0,500})>/g)];
  const [voice] = voices;
  if (voice !== undefined) {
    const speaker = plainText(voice[1] ?? '').trim();
    const others = new Set(voices.map((each) => each[1])).size > 1;
    const spoken = others
      ? text.replaceAll(
          /<v(?:\.[^\s>]{0,200})?\s{1,20}([^<>]{0,500})>/g,
          (_, name: string) => `${name}: `,
        )
      : text;
    return { speaker: speaker === '' ? null : speaker, text: plainText(spoken).trim() };
  }
  const named = isNamed
    ? /^(?:(?:>{1,3}|[-–—])\s*)?([^\s:>-][^:\n]{0,79}?):\s+(?=\S)/.exec(text)
    : null;
  const name = named?.[1] ?? '';
  if (named === null || !isSpeaker(name)) return { speaker: null, text: plainText(text).trim() };
  const speaker = plainText(name).trim();
  const spoken = plainText(text.slice(named[0].length)).trim();
  // Two speakers in a cue, one on each line: both are named in its text.
  const isDialog =
    /^[-–—]/.test(text) && /\n[ \t]{0,20}[-–—][ \t]{0,20}[^:\n]{1,80}:\s/.test(spoken);
  return { speaker, text: isDialog ? `${speaker}: ${spoken}` : spoken };
}

const noName =
  /^(?:errors?|warn(?:ing)?|info|debug|trace|fatal|critical|exception|caused by|notes?|nb|ps|todo|hint|tip|example|e\.?g|output|result|status|summary|question|answer|update|(?:step|part|phase|option|item|line|point) \d+|https?)$/i;

/** A name is a few words without punctuation; longer ones are capitalized. */
function isSpeaker(name: string): boolean {
  const words = name.split(/\s+/);
  const isLowerPhrase =
    words.length > 2 && words.filter((word) => /^\p{Ll}/u.test(word)).length > 1;
  return (
    words.length <= 8 &&
    !noName.test(name) &&
    !isLowerPhrase &&
    !/[?!;,"]|\.\s/.test(name) &&
    /\p{L}|\d/u.test(name)
  );
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '',
  rlm: '',
  quot: '"',
  apos: "'",
};

function plainText(text: string): string {
  return text
    .replaceAll(/\{\\[^{}]{1,40}\}/g, '')
    .replaceAll(/<\/?(?:[cibuv]|ruby|rt|lang)(?:[.\s][^<>]{0,500})?>|<\d[\d:.]*>/g, '')
    .replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}

const newline = Buffer.from('\n');
