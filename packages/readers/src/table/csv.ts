import { ReadOptions } from '@debrief/contract';
import { headContent } from '../bytes/content.ts';
import { CsvSplitter, splitFields } from '../bytes/csv-split.ts';
import { decodeRecord } from '../bytes/decode.ts';
import { headPieces } from '../read-pieces.ts';
import { guessMapping } from './mapping.ts';
import type { JsonObject, Rejected, Row } from '../row.ts';
import type { Upload } from '../source.ts';
import type { Piece } from '../bytes/split.ts';
import { expandComments, hasComments } from './csv-comments.ts';
import { findHeaderRows, listHeader, splitByComponent, type HeaderRows } from './header-rows.ts';
import { type Layout, rejectPiece, tableReader } from './table.ts';
import { findShape } from '../shapes/shapes.ts';
import { findStatedZone } from '../time/zones.ts';
import { plainRules, readTime } from '../time/time.ts';

interface Sniffed {
  delimiter: string;
  columns: string[];
  /** Lines up to this one are not data. */
  dataAfter: number;
  /** The first records, and how many of them have a different number of fields than the first. */
  rows: JsonObject[];
  misfits: number;
  hasHeader: boolean;
  /** If the header has several rows. */
  headerRows: HeaderRows | null;
  /** Lines before the column names, up to this one, and their text. */
  lead: { upTo: number; text: string };
}

const delimiters = [',', '\t', ';', '|'];

export const csv = tableReader({
  format: 'csv',
  name: 'CSV table',
  async recognise(upload) {
    if (upload.isFolder) return 0;
    const head = headContent(upload);
    if (head.includes(0) || /^\s*[[{]/.test(head.subarray(0, 100).toString('latin1'))) return 0;
    const sniffed = sniff(upload);
    if (sniffed === null) return 0;
    const { columns, rows, delimiter, hasHeader, misfits } = sniffed;
    // Rows with unquoted delimiters are rejected one by one if the file is named a table.
    const share = hasHeader && isNamedTable(upload) ? 1 : 5;
    if (misfits > Math.max(1, rows.length / share)) return 0;
    const hasTime = guessMapping(rows, ReadOptions.parse({}), columns).columns.at !== undefined;
    if (!hasTime) return isNamedTable(upload) ? 0.6 : 0;
    if (columns[0] === 'log_time' && !hasHeader) return 0.9;
    // A table without a header is hard to tell from a log, unless it is separated by tabs.
    return (hasHeader ? 0.85 : delimiter === '\t' ? 0.82 : 0.5) + (isNamedTable(upload) ? 0.05 : 0);
  },
  layout: csvLayout,
});

/** How the rows of a table are split, and its columns. */
export function csvLayout(upload: Upload): Layout {
  const { delimiter, columns, dataAfter, lead, headerRows } = sniff(upload) ?? {
    delimiter: ',',
    columns: ['column 1'],
    dataAfter: 0,
    headerRows: null,
    lead: { upTo: 0, text: '' },
  };
  const isWithComments = hasComments(columns);
  return {
    skip: 0,
    header: headerRows === null ? columns : listHeader(headerRows),
    stated: findStatedZone(lead.text, false),
    splitter: () => new CsvSplitter(delimiter),
    expand: (row) => {
      const shape = findShape(row.value);
      if (shape !== null && shape.isJsonOnly !== true) return [{ ...row, shape }];
      if (headerRows !== null) return splitByComponent(row, headerRows);
      return isWithComments ? expandComments(row) : [row];
    },
    row: (piece) => {
      if (piece.number <= lead.upTo) return leadLine(piece);
      return piece.number <= dataAfter || isRule(piece) ? null : csvRow(piece, columns, delimiter);
    },
  };
}

/** A line of a drawn table: `---+---`, `|---|:--|`. */
function isRule({ bytes }: Piece): boolean {
  return (
    bytes.length < 2000 && bytes.includes('-') && /^[\s|+:=-]*$/.test(bytes.toString('latin1'))
  );
}

/** The fields of a row; in a drawn table without the spaces around them. */
function rowFields(text: string, delimiter: string): string[] {
  const fields = splitFields(text, delimiter);
  return delimiter === '|' ? fields.map((field) => field.trim()) : fields;
}

/** How many fields there are up to the last one that is not empty. */
function countUsed(row: string[]): number {
  return row.findLastIndex((field) => field.trim() !== '') + 1;
}

function toRow(columns: string[], fields: string[]): JsonObject {
  if (columns.includes('__proto__'))
    return Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']));
  // Without a pair for each field: a third of the time.
  const row: JsonObject = {};
  for (let index = 0; index < columns.length; index += 1)
    row[columns[index] ?? ''] = fields[index] ?? '';
  return row;
}

function isNamedTable(upload: Upload): boolean {
  return /\.(csv|tsv|tab)$/i.test(upload.name);
}

function csvRow(piece: Piece, columns: string[], delimiter: string): Row | Rejected | null {
  const place = `line ${piece.number}`;
  if (piece.problem !== null) return rejectPiece(piece, place, `Record is ${piece.problem}.`);
  const { text, marks, payload } = decodeRecord(piece.bytes);
  if (text.trim() === '') return null;
  const fields = rowFields(text, delimiter);
  const isOdd =
    fields.slice(columns.length).some((field) => field.trim() !== '') ||
    (fields.length === 1 && columns.length > 1);
  if (isOdd)
    return rejectPiece(
      piece,
      place,
      `The record has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, but the table has ${columns.length} columns.`,
    );
  const value = toRow(columns, fields);
  return { type: 'row', place, value, marks, payload };
}

/** The delimiter that splits the first records into the same number of fields. */
function sniff(upload: Upload): Sniffed | null {
  const head = headContent(upload).subarray(0, 1000).toString('utf8');
  const announced = /^sep=(.)\r?\n/i.exec(head)?.[1];
  const skipLines = announced === undefined ? 0 : 1;
  const candidates = (announced === undefined ? delimiters : [announced])
    .map((delimiter) => sniffWith(upload, delimiter, skipLines))
    .filter((found) => found !== null);
  return (
    candidates.toSorted(
      (a, b) => a.misfits - b.misfits || b.columns.length - a.columns.length,
    )[0] ?? null
  );
}

function sniffWith(upload: Upload, delimiter: string, skipLines: number): Sniffed | null {
  const records = headPieces(upload, new CsvSplitter(delimiter))
    .filter(
      (piece) =>
        piece.number > skipLines &&
        piece.problem === null &&
        piece.bytes.length > 0 &&
        !isRule(piece),
    )
    .slice(0, 50);
  const rows = records.map((piece) => rowFields(decodeRecord(piece.bytes).text, delimiter));
  const at = headingAt(rows);
  const [first, ...others] = rows.slice(at);
  const record = records[at];
  if (first === undefined || record === undefined || first.length < 2) return null;
  const headerRows = findHeaderRows(rows.slice(at), isHeader);
  if (headerRows !== null) others.splice(0, headerRows.count - 1);
  const hasHeader = isHeader(first) && others.length > 0;
  const columns =
    headerRows?.names ??
    (hasHeader
      ? nameColumns(withUnnamed(first, others))
      : (postgresColumns(first) ?? first.map((_, index) => `column ${index + 1}`)));
  // Some tables omit empty fields at the end; only a column name distinguishes them from prose with
  // commas.
  const fits = (row: string[]): boolean =>
    row.length === columns.length ||
    (isNamedTable(upload) && hasHeader && row.length > 1 && row.length < columns.length);
  const data = (hasHeader ? others : rows.slice(at)).filter(fits);
  const before = records.slice(0, at);
  return {
    delimiter,
    columns,
    dataAfter: hasHeader
      ? (records[at + (headerRows?.count ?? 1) - 1] ?? record).number
      : skipLines,
    rows: data.map((row) => toRow(columns, row)),
    misfits: (hasHeader ? others : rows.slice(at)).filter((row) => !fits(row)).length,
    hasHeader,
    headerRows,
    lead: {
      upTo: before.at(-1)?.number ?? 0,
      text: before.map((piece) => decodeRecord(piece.bytes).text).join('\n'),
    },
  };
}

const longestLead = 30;

/**
 * The header row: the first one, or the first with as many fields as most rows, below other lines.
 */
function headingAt(rows: string[][]): number {
  const counts = Map.groupBy(rows, countUsed);
  const [usual = 0, same = []] =
    [...counts].toSorted(
      ([width, one], [wider, other]) => other.length - one.length || wider - width,
    )[0] ?? [];
  const first = rows[0] ?? [];
  const isComment = /^\s*#/.test(first[0] ?? '');
  // The names of columns that are mostly empty are also a header.
  const isWide = countUsed(first) > 2 && isHeader(first) && !isComment;
  if (usual < 2 || same.length < 2 || countUsed(first) === usual || isWide) return 0;
  const at = rows.findIndex((row) => countUsed(row) === usual && !/^\s*#/.test(row[0] ?? ''));
  return at <= longestLead && isHeader(rows[at] ?? []) ? at : 0;
}

/**
 * One more field in every row than there are names: Windows writes the message of an event like
 * this.
 */
function withUnnamed(names: string[], rows: string[][]): string[] {
  const isLonger = rows.length > 0 && rows.every((row) => row.length === names.length + 1);
  return isLonger ? [...names, 'Message'] : names;
}

/** Reported, so that no one takes these lines for lost. */
function leadLine(piece: Piece): Rejected | null {
  if (decodeRecord(piece.bytes).text.trim() === '') return null;
  return rejectPiece(
    piece,
    `line ${piece.number}`,
    'Not part of the table: this line comes before the column names.',
  );
}

const postgresLog =
  'log_time user_name database_name process_id connection_from session_id session_line_num command_tag session_start_time virtual_transaction_id transaction_id error_severity sql_state_code message detail hint internal_query internal_query_pos context query query_pos location application_name backend_type leader_pid query_id'.split(
    ' ',
  );

/** PostgreSQL's csvlog has no header, but always the same columns. */
function postgresColumns(first: string[]): string[] | null {
  const isLog =
    first.length >= 22 &&
    first.length <= postgresLog.length &&
    /^(?:DEBUG\d?|INFO|NOTICE|WARNING|ERROR|LOG|FATAL|PANIC)$/.test(first[11] ?? '');
  return isLog ? postgresLog.slice(0, first.length) : null;
}

/** Names, not values: nothing that is a number or a time. */
function isHeader(fields: string[]): boolean {
  const names = fields.map((field) => field.trim());
  return names.every(
    (name) =>
      name.length <= 100 &&
      !/^[-+]?[\d.,]+$/.test(name) &&
      ['unreadable', 'missing'].some((problem) => problem === readTime(name, plainRules)),
  );
}

function nameColumns(fields: string[]): string[] {
  const names = fields.map((field, index) => field.trim() || `column ${index + 1}`);
  const seen = new Set<string>();
  return names.map((name, index) => {
    const isFirst = !seen.has(name);
    seen.add(name);
    return isFirst ? name : `${name} (column ${index + 1})`;
  });
}
