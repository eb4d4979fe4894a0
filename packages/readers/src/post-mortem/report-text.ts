import type { ReportRow } from '@debrief/contract';
import { type Inline, type Part, toPlainText } from './parts.ts';
import { type ParsedReport, type PostMortem, parsePostMortem } from './read-post-mortem.ts';
import { findDays } from '../time/written-time.ts';
import { type LocalDay, type WrittenZone } from '../time/zones.ts';

/** A piece of a block's text, and where it is in the text of the report. */
interface Piece {
  /** Offset in the block's text. */
  at: number;
  text: string;
  from: number;
  to: number;
}

/** A paragraph, heading, list item or row of a table, as its reader sees it. */
export interface ReportBlock {
  text: string;
  kind: 'text' | 'heading' | 'row' | 'quote' | 'code';
  /** The headings above it, outermost first. */
  headings: string[];
  /** The date that the closest heading with a date names. */
  day: LocalDay | null;
  /** The row of the timeline that this block is. */
  row: ReportRow | null;
  pieces: Piece[];
}

/** A report as blocks of running text, for checks of what it says. */
export interface ReportText {
  text: string;
  format: ParsedReport['format'];
  title: string;
  blocks: ReportBlock[];
  /** The zone that the report states for its times. */
  zone: WrittenZone | null;
  /** The date of the full report, if it has one. */
  day: LocalDay | null;
  isDayFirst: boolean | null;
}

/** Reads a report in Markdown, HTML or plain text. Pure; never throws, whatever the input. */
export function readReportText(report: PostMortem): ReportText {
  const parsed = parsePostMortem(report);
  const reader = new BlockReader(parsed);
  reader.read(parsed.parts);
  return {
    text: parsed.text,
    format: parsed.format,
    title: parsed.title,
    blocks: reader.blocks,
    zone: parsed.zone,
    day: parsed.day,
    isDayFirst: parsed.isDayFirst,
  };
}

/** Where a range of a block is in the text of the report. */
export function toReportRange(
  report: string,
  { pieces }: ReportBlock,
  start: number,
  end: number,
): { start: number; end: number } {
  return {
    start: toOffset(report, pieces, start, 'start'),
    end: toOffset(report, pieces, end, 'end'),
  };
}

function toOffset(
  report: string,
  pieces: readonly Piece[],
  offset: number,
  edge: 'start' | 'end',
): number {
  const piece =
    pieces.findLast(({ at }) => (edge === 'start' ? at <= offset : at < offset)) ?? pieces[0];
  if (piece === undefined) return 0;
  const wanted = Math.min(offset - piece.at, piece.text.length);
  const places = findPlaces(report, piece);
  if (edge === 'start') return places[wanted] ?? piece.to;
  return wanted === 0 ? piece.from : (places[wanted - 1] ?? piece.to - 1) + 1;
}

/** `&CounterClockwiseContourIntegral;` */
const longestEntity = 40;
const knownPlaces = new WeakMap<Piece, readonly number[]>();

/**
 * Where each letter of a piece is in the report. Escapes and entities are longer there: letters are
 * followed one by one.
 */
function findPlaces(report: string, piece: Piece): readonly number[] {
  const before = knownPlaces.get(piece);
  if (before !== undefined) return before;
  const places: number[] = [];
  let at = piece.from;
  for (const letter of piece.text.split('')) {
    const ahead = report.slice(at, Math.min(at + longestEntity, piece.to)).indexOf(letter);
    places.push(Math.min(at + Math.max(0, ahead), Math.max(piece.from, piece.to - 1)));
    if (ahead !== -1) at += ahead + 1;
  }
  knownPlaces.set(piece, places);
  return places;
}

class BlockReader {
  readonly blocks: ReportBlock[] = [];
  private readonly parsed: ParsedReport;
  private readonly rows: Map<number, ReportRow>;
  private headings: { level: number; title: string; day: LocalDay | null }[] = [];

  constructor(parsed: ParsedReport) {
    this.parsed = parsed;
    this.rows = new Map(parsed.rows.map((row) => [row.start, row]));
  }

  read(parts: readonly Part[], kind: ReportBlock['kind'] = 'text'): void {
    for (const part of parts) {
      if (part.type === 'heading') this.heading(part);
      else if (part.type === 'paragraph') this.paragraph(part.inlines, kind);
      else if (part.type === 'code')
        this.add([{ at: 0, text: part.text, from: part.from, to: part.to }], part.text, 'code');
      else if (part.type === 'quote') this.read(part.parts, 'quote');
      else if (part.type === 'list') for (const item of part.items) this.read(item.parts, kind);
      else if (part.type === 'table') for (const row of part.rows) this.row(row);
    }
  }

  private heading(part: Extract<Part, { type: 'heading' }>): void {
    const title = toPlainText(part.inlines).replaceAll(/\s+/g, ' ').trim();
    this.headings = this.headings.filter(({ level }) => level < part.level);
    const [written] = findDays(title, this.parsed.isDayFirst);
    const year = written?.year ?? this.parsed.day?.year ?? null;
    const day =
      written === undefined || written.either !== null || year === null
        ? null
        : { year, month: written.month, day: written.day };
    this.headings.push({ level: part.level, title, day });
    this.paragraph(part.inlines, 'heading');
  }

  /** Lines with a time each are rows of their own. */
  private paragraph(inlines: readonly Inline[], kind: ReportBlock['kind']): void {
    const lines = splitAtRows(inlines, this.rows);
    for (const line of lines) {
      const pieces = toPieces(line);
      this.add(pieces, pieces.map(({ text }) => text).join(''), kind);
    }
  }

  private row(cells: readonly { parts: Part[] }[]): void {
    const pieces: Piece[] = [];
    let text = '';
    for (const cell of cells) {
      if (text !== '') text += ' | ';
      for (const part of cell.parts)
        if (part.type === 'paragraph')
          for (const piece of toPieces(part.inlines)) {
            pieces.push({ ...piece, at: text.length });
            text += piece.text;
          }
        else this.read([part]);
    }
    this.add(pieces, text, 'row');
  }

  private add(pieces: Piece[], text: string, kind: ReportBlock['kind']): void {
    const [first] = pieces;
    if (first === undefined || text.trim() === '') return;
    const headings = this.headings.map(({ title }) => title);
    const day = this.headings.findLast((one) => one.day !== null)?.day ?? null;
    this.blocks.push({ text, kind, headings, day, row: this.rows.get(first.from) ?? null, pieces });
  }
}

function toPieces(inlines: readonly Inline[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const inline of inlines) {
    const text = inline === null ? '\n' : inline.text;
    const before = pieces.at(-1)?.to ?? 0;
    pieces.push({ at, text, from: inline?.from ?? before, to: inline?.to ?? before });
    at += text.length;
  }
  return pieces;
}

/** A paragraph of a timeline can have several rows, each on a line of its own. */
function splitAtRows(inlines: readonly Inline[], rows: ReadonlyMap<number, ReportRow>): Inline[][] {
  const lines: Inline[][] = [[]];
  for (const inline of inlines) {
    const isRow = inline !== null && rows.has(inline.from) && (lines.at(-1) ?? []).length > 0;
    if (isRow) lines.push([]);
    lines.at(-1)?.push(inline);
  }
  return lines;
}
