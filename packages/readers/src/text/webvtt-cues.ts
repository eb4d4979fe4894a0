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

const timing = /^\s*(-?[\d:.,]+)\s+-->\s+(-?[\d:.,]+)(?:\s.*)?$/;

/** Collects lines into cues: blocks between empty lines that have a timing line. Notes, styles and regions are no cues. */
export class CueReader {
  private block: Piece[] = [];
  private bytes = 0;
  private index = 0;
  private readonly isNamed: boolean;

  /** `isNamed`: a cue may begin with its speaker's name and a colon. */
  constructor(isNamed: boolean) {
    this.isNamed = isNamed;
  }

  push(piece: Piece): Cue[] {
    const isEmpty =
      piece.problem === null && piece.bytes.every((byte) => byte === 0x20 || byte === 0x09);
    if (isEmpty) return this.end();
    this.bytes += piece.bytes.length;
    if (this.bytes <= maxRecordBytes)
      this.block.push({ ...piece, bytes: Buffer.from(piece.bytes) });
    return [];
  }

  end(): Cue[] {
    const [block, isTooLong] = [this.block, this.bytes > maxRecordBytes];
    this.block = [];
    this.bytes = 0;
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
    const [startMs, endMs] = [stampMs(times?.[1]), stampMs(times?.[2])];
    if (startMs === null || endMs === null)
      return [
        rejectPiece(
          { ...first, bytes },
          place,
          'The cue has no valid times. They look like 00:04:01.680 --> 00:04:02.770.',
        ),
      ];
    const spoken = readSpeaker(lines.slice(at + 1).join('\n'), this.isNamed);
    return [{ type: 'cue', place, index: this.index, startMs, endMs, ...spoken, marks, payload }];
  }
}

const newline = Buffer.from('\n');

/** Hours and padding may be missing, and a cue may begin before its call does: `-0:0:1.5`. */
export function stampMs(stamp: string | undefined): number | null {
  const parts = /^(-?)(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,7}))?$/.exec(stamp ?? '');
  if (parts === null) return null;
  const [, sign, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = parts;
  const ms =
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 +
    Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6);
  return sign === '-' ? 0 - ms : ms;
}

/** Teams: `<v Name>text</v>`, several to a cue at times. Zoom: `Name: text`. */
function readSpeaker(text: string, isNamed: boolean): { speaker: string | null; text: string } {
  const voices = [...text.matchAll(/<v(?:\.[^\s>]*)?\s+([^<>]{0,500})>/g)];
  const [voice] = voices;
  if (voice !== undefined) {
    const speaker = plainText(voice[1] ?? '').trim();
    const others = new Set(voices.map((each) => each[1])).size > 1;
    const spoken = others
      ? text.replaceAll(/<v(?:\.[^\s>]*)?\s+([^<>]{0,500})>/g, (_, name: string) => `${name}: `)
      : text;
    return { speaker: speaker === '' ? null : speaker, text: plainText(spoken).trim() };
  }
  const named = isNamed ? /^([^\s:][^:\n]{0,79}?):\s+(?=\S)/.exec(text) : null;
  const name = named?.[1] ?? '';
  if (named === null || !isSpeaker(name)) return { speaker: null, text: plainText(text).trim() };
  return { speaker: plainText(name).trim(), text: plainText(text.slice(named[0].length)).trim() };
}

/** A name is a few words, without the marks of a sentence. */
function isSpeaker(name: string): boolean {
  return (
    name.split(/\s+/).length <= 8 && !/[?!;,"]|\.\s|https?$/.test(name) && /\p{L}|\d/u.test(name)
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
    .replaceAll(/<\/?(?:[cibuv]|ruby|rt|lang)(?:[.\s][^<>]{0,500})?>|<\d[\d:.]*>/g, '')
    .replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
