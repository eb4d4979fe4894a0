import { type Preview, type ReadOptions, DomainError } from '@debrief/contract';
import { isWhole } from '../bytes/content.ts';
import { toExcerpt } from '../bytes/decode.ts';
import { limitText, finishStream } from '../finish.ts';
import type { Mapping } from './mapping.ts';
import { formatColumns } from './mapping-questions.ts';
import type { Names } from '../names/names.ts';
import type { Rejected, Row } from '../row.ts';
import type { WrittenZone } from '../time/zones.ts';
import type { Read, ReaderPreview, SourceReader, SourceRef, StreamRef, Upload } from '../source.ts';
import { headPieces, splitFile, readPieces } from '../read-pieces.ts';
import type { Piece, Splitter } from '../bytes/split.ts';
import { PathRecords } from './path-records.ts';
import { relativeName, withoutEnding } from '../bytes/upload.ts';

/** What a file format must define to be read as a table. */
export interface TableFormat {
  format: SourceReader['format'];
  name: string;
  recognise: (upload: Upload) => Promise<number>;
  /** How this file is split into rows. The same for every call on the same file. */
  layout: (upload: Upload) => Layout;
}

export interface Layout {
  splitter(): Splitter;
  row(piece: Piece): Row | Rejected | null;
  /** The nested records of a row, with the row itself if it is one. */
  expand?(row: Row): (Row | Rejected)[];
  /** What the file says about its times before the first row. */
  stated?: WrittenZone | null;
  /** Bytes at the start that are not rows. */
  skip: number;
  /** The object around all rows, as far as it is written before them. */
  preface?: Row | null;
  /** The columns, if the file names them once for all rows. */
  header?: string[];
}

const sampleRows = 500;
const lookAhead = 64 * 1024 * 1024;
/** After this many rejections without a record, the mapping is wrong, not the records. */
const hopeless = 1000;

export function tableReader({ format, name, recognise, layout }: TableFormat): SourceReader {
  return {
    format,
    name,
    recognise,
    source: async (upload, options) =>
      (options.source === undefined && options.map === undefined
        ? findSource(headRows(upload, layout(upload)), upload.names)
        : null) ?? fileSource(upload, options),
    async *read(upload, options): AsyncGenerator<Read> {
      const shape = layout(upload);
      const rows = await firstRows(upload, shape);
      if (rows.length > 0 && !rows.some((row) => row.type === 'row'))
        throw unreadable(upload, name, rows);
      const records = recordsFor(upload, shape, rows, options);
      const isKnown = rows.some((row) => row.type === 'row' && records.hasShape(row));
      if (records.main.columns.at === undefined && !isKnown)
        throw withoutTime(upload, records.main);
      yield* readRows(upload, shape, records);
    },
    async preview(upload, options) {
      return previewTable(upload, layout(upload), options);
    },
  };
}

/** The tool that recorded the rows, if they name it. */
function findSource(rows: (Row | Rejected)[], names: Names | undefined): SourceRef | null {
  for (const row of rows) {
    const source = row.type === 'row' ? (row.shape?.source?.(row.value, row, names) ?? null) : null;
    if (source !== null) return source;
  }
  return null;
}

/** A file is its own source, identified by its name. */
export function fileSource(upload: Upload, options: ReadOptions): SourceRef {
  const name = limitText(options.source ?? relativeName(upload.name), 200);
  return { kind: 'file', key: `file:${name}`, name };
}

export function fileStream(upload: Upload, options: ReadOptions): StreamRef {
  const name = options.stream ?? withoutEnding(relativeName(upload.name));
  return finishStream({ key: name, name });
}

function recordsFor(
  upload: Upload,
  { header, stated }: Layout,
  rows: (Row | Rejected)[],
  options: ReadOptions,
): PathRecords {
  const stream = fileStream(upload, options);
  return new PathRecords(rows, {
    header,
    stated: stated ?? null,
    stream,
    options,
    names: upload.names,
  });
}

function readRows(upload: Upload, layout: Layout, records: PathRecords): AsyncIterable<Read> {
  let read = 0;
  let refused = 0;
  let sameCause: string | null = null;
  const readRow = (row: Row | Rejected, siblings: readonly Row[]): Read[] => {
    if (row.type === 'rejected') return [row];
    const result = records.read(row, siblings);
    if (Array.isArray(result)) {
      read++;
      return result;
    }
    refused++;
    sameCause = refused === 1 || sameCause === result.cause ? result.cause : null;
    if (read === 0 && refused >= hopeless && sameCause !== null)
      throw wrongMapping(upload, records.main, result.rejected.reason);
    return [result.rejected];
  };
  const { preface } = layout;
  if (preface?.shape !== undefined) readRow(preface, []);
  const toReads = (piece: Piece): Read[] => {
    const rows = rowsOfPiece(layout, piece);
    const siblings = rows.filter((row) => row.type === 'row');
    return rows.flatMap((row) => readRow(row, siblings));
  };
  return readPieces(upload, layout.splitter(), toReads, { skip: layout.skip });
}

function rowsOfPiece(layout: Layout, piece: Piece): (Row | Rejected)[] {
  const row = layout.row(piece);
  if (row === null) return [];
  if (row.type !== 'row') return [row];
  return layout.expand?.(row) ?? [row];
}

function headRows(upload: Upload, layout: Layout): (Row | Rejected)[] {
  const rows: (Row | Rejected)[] = [];
  for (const piece of headPieces(upload, layout.splitter(), layout.skip)) {
    rows.push(...rowsOfPiece(layout, piece));
    if (rows.length >= sampleRows) break;
  }
  return rows;
}

/** The first record of the file, if not even one fits into the head. */
async function firstRows(upload: Upload, layout: Layout): Promise<(Row | Rejected)[]> {
  const rows = headRows(upload, layout);
  if (rows.some((row) => row.type === 'row') || isWhole(upload)) return rows;
  for await (const { pieces, bytesRead } of splitFile(upload, layout.splitter(), layout.skip)) {
    for (const piece of pieces) {
      const found = rowsOfPiece(layout, piece);
      if (found.some((row) => row.type === 'row')) return found;
    }
    if (bytesRead > lookAhead) break;
  }
  return rows;
}

async function previewTable(
  upload: Upload,
  layout: Layout,
  options: ReadOptions,
): Promise<ReaderPreview> {
  const rows = headRows(upload, layout);
  const records = recordsFor(upload, layout, rows, options);
  const mapping = records.main;
  const siblings = rows.filter((row) => row.type === 'row');
  const known = siblings.filter((row) => records.hasShape(row));
  const isKnown = known.length > 0 && known.length === siblings.length;
  const reads = rows.slice(0, sampled).flatMap((row) => {
    const result = row.type === 'row' ? records.read(row, siblings) : [row];
    return Array.isArray(result) ? result.filter(isShown) : [result.rejected];
  });
  return {
    ...(known[0] !== undefined && { formatName: known[0].shape.name }),
    columns: isKnown ? [] : mapping.all,
    mapping: isKnown ? {} : mapping.columns,
    timeUnit: isKnown ? null : mapping.unit,
    // If not even one record fits into the head, there is nothing to ask about yet.
    questions: isKnown || (rows.length === 0 && !isWhole(upload)) ? [] : mapping.questions,
    sample: reads.slice(0, 5).map(toSample),
  };
}

const sampled = 50;

type Shown = Rejected | Extract<Read, { type: 'record' }>;

const isShown = (read: Read): read is Shown => read.type === 'record' || read.type === 'rejected';

export function toSample(read: Shown): Preview['sample'][number] {
  if (read.type === 'rejected')
    return {
      place: read.place,
      at: null,
      author: null,
      text: read.excerpt,
      kind: null,
      problem: read.reason,
    };
  const { place, occurredAt, precision, author, text, kind } = read.record;
  return {
    place,
    at: precision === 'unknown' ? null : occurredAt.toISOString(),
    author: author?.name ?? null,
    text: text.slice(0, 500).toWellFormed(),
    kind,
    problem: null,
  };
}

/** The rejection of a piece that could not be cut out completely. */
export function rejectPiece(piece: Piece, place: string, reason: string): Rejected {
  return {
    type: 'rejected',
    place: limitText(place, 500),
    reason: limitText(reason, 500),
    excerpt: toExcerpt(piece.bytes),
  };
}

function unreadable(upload: Upload, name: string, rows: (Row | Rejected)[]): DomainError {
  const why =
    rows.flatMap((row) => (row.type === 'rejected' ? [`${row.place}: ${row.reason}`] : []))[0] ??
    '';
  return new DomainError(
    'bad-file',
    `Couldn't read the first records of ${upload.name} as ${name} (${why}). If it's another format, name it.`,
  );
}

function withoutTime(upload: Upload, mapping: Mapping): DomainError {
  return new DomainError(
    'invalid',
    `${upload.name} can't be imported yet. ${mapping.questions[0] ?? ''}`.trim(),
  );
}

function wrongMapping(upload: Upload, mapping: Mapping, reason: string): DomainError {
  return new DomainError(
    'invalid',
    `Stopped: the first ${hopeless} records of ${upload.name} were all rejected. ${reason} Columns: ${formatColumns(mapping.all)}.`,
  );
}
