import { headContent, isWhole } from '../bytes/content.ts';
import { decodeRecord } from '../bytes/decode.ts';
import { JsonSplitter } from '../bytes/json-split.ts';
import { isObject, type Rejected, type Row } from '../row.ts';
import type { Upload } from '../source.ts';
import { headPieces } from '../read-pieces.ts';
import type { Piece } from '../bytes/split.ts';
import { expandRow, withGroup } from './nested-rows.ts';
import { findShape } from '../shapes/shapes.ts';
import { rejectPiece, tableReader } from './table.ts';
import { LineSplitter } from '../bytes/lines.ts';

/** Properties of an enclosing object that can contain the list of records. */
const listNames = [
  'items',
  'data',
  'records',
  'messages',
  'events',
  'alerts',
  'entries',
  'results',
  'rows',
  'incidents',
  'issues',
  'value',
  'logs',
  'log_entries',
  'hits',
  'result',
  'comments',
  'Records',
];

export const json = tableReader({
  format: 'json',
  name: 'JSON',
  async recognise(upload) {
    if (upload.isFolder) return 0;
    const found = firstRows(
      upload,
      new JsonSplitter({ isInside: listStart(upload) > 0 }),
      listStart(upload),
    );
    if (found.good + found.bad === 0 && isOneLongRecord(upload)) return 0.5;
    if (found.good === 0 || found.bad > found.good * 4) return 0;
    // Objects within the lines of a log.
    if (!/^\s*[[{]/.test(headContent(upload).subarray(0, 1000).toString('latin1'))) return 0.5;
    return /\.json$/i.test(upload.name) ? 0.85 : 0.8;
  },
  layout(upload) {
    const skip = listStart(upload);
    const isRoot = skip === 0 && isOneObject(upload);
    const preface = skip === 0 ? null : readPreface(upload, skip);
    return {
      skip,
      preface,
      expand: (row) =>
        expandRow(preface === null ? row : { ...row, ...inPreface(preface) }, isRoot),
      splitter: () => new JsonSplitter({ isInside: skip > 0 }),
      row: (piece) => jsonRow(piece, `record ${piece.number}`),
    };
  },
});

export const jsonLines = tableReader({
  format: 'jsonl',
  name: 'JSON lines',
  recognise: async (upload) => recogniseLines(upload),
  layout: () => ({
    skip: 0,
    expand: expandRow,
    splitter: () => new LineSplitter(),
    row: (piece) => jsonRow(piece, `line ${piece.number}`),
  }),
});

/** Several lines that each are an object are JSON lines; a single one could be either. */
export function recogniseLines(upload: Upload): number {
  if (upload.isFolder) return 0;
  const { good, bad } = firstRows(upload, new LineSplitter(), 0);
  const isNamed = /\.(jsonl|ndjson|jsonlines)$/i.test(upload.name);
  if (good + bad === 0 && isOneLongRecord(upload)) return isNamed ? 0.6 : 0.4;
  if (good === 0 || bad > good) return 0;
  return isNamed ? 0.95 : good > 1 ? 0.9 : 0.7;
}

/** A record that starts as JSON and does not end within the head. */
function isOneLongRecord(upload: Upload): boolean {
  return (
    !isWhole(upload) &&
    /^\s*(\[\s*)?\{\s*"/.test(headContent(upload).subarray(0, 1000).toString('latin1'))
  );
}

function firstRows(
  upload: Upload,
  splitter: JsonSplitter | LineSplitter,
  skip: number,
): { good: number; bad: number } {
  const pieces = headPieces(upload, splitter, skip).slice(0, 50);
  const rows = pieces.map((piece) => jsonRow(piece, '')).filter((row) => row !== null);
  const good = rows.filter((row) => row.type === 'row').length;
  return { good, bad: rows.length - good };
}

export function jsonRow(piece: Piece, place: string): Row | Rejected | null {
  if (piece.problem !== null) return rejectPiece(piece, place, `Record is ${piece.problem}.`);
  const { text, marks, payload } = decodeRecord(piece.bytes);
  if (text.trim() === '') return null;
  const value = parseJson(text);
  if (value === undefined) return rejectPiece(piece, place, 'Not valid JSON.');
  if (!isObject(value))
    return rejectPiece(piece, place, 'A record must be an object, as in {"at": …, "text": …}.');
  return { type: 'row', place, value, marks, payload };
}

/** What a JSON value can start with; also Python's NaN and Infinity. */
const startOfJson = /^\s*(?:[{["\d]|-|true|false|null|NaN|Infinity)/;

export function parseJson(text: string): unknown {
  // The lines of a log are not JSON: an error for each would take most of the time.
  if (!startOfJson.test(text)) return undefined;
  try {
    return /"\$(?:date|oid|number\w+)"/.test(text)
      ? JSON.parse(text, unwrapMongo)
      : JSON.parse(text);
  } catch {
    return parseWithoutNaN(text);
  }
}

/** MongoDB wraps values that JSON does not have: `{"$date": "2024-03-13T14:02:11Z"}`. */
function unwrapMongo(_: string, value: unknown): unknown {
  if (!isObject(value)) return value;
  const [entry, another] = Object.entries(value);
  return entry !== undefined && another === undefined && /^\$(?:date|oid|number\w+)$/.test(entry[0])
    ? entry[1]
    : value;
}

/** Python writes NaN and Infinity, which JSON does not have. */
function parseWithoutNaN(text: string): unknown {
  if (!/\b(?:NaN|Infinity)\b/.test(text)) return undefined;
  try {
    return JSON.parse(text.replaceAll(/([:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,}\]])/g, '$1null'));
  } catch {
    return undefined;
  }
}

/** Whether the file is one object that fits in its head: then every list in it can be checked. */
function isOneObject(upload: Upload): boolean {
  const head = headContent(upload);
  if (!isWhole(upload) || !/^\s*\{/.test(head.subarray(0, 1000).toString('latin1'))) return false;
  return isObject(parseJson(head.toString('utf8')));
}

/**
 * Where a list of records starts in an enclosing object that is larger than the head; 0 if there is
 * none.
 */
function listStart(upload: Upload): number {
  if (isOneObject(upload)) return 0;
  // Latin-1 has one character per byte, so that positions in the text are positions in the file.
  const text = headContent(upload).toString('latin1');
  if (!/^\s*\{/.test(text.slice(0, 1000))) return 0;
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (letter === '{' || letter === '[') open.push(letter);
    else if (letter === '}' || letter === ']') {
      open.pop();
      if (open.length === 0) return 0;
    } else if (letter === '"') {
      const end = findStringEnd(text, at);
      const isNear = open.length <= deepestList && !open.includes('[');
      const opening = isNear
        ? /^\s{0,1000}:\s{0,1000}\[(?=\s{0,1000}\{)/.exec(text.slice(end + 1, end + 3100))
        : null;
      if (opening !== null && isRecordList(text, at + 1, end, opening[0].length))
        return end + 1 + opening[0].length;
      at = end;
    }
  }
  return 0;
}

/**
 * What an object says before its list of records: the name of its channel, for example. Null if that
 * cannot be read.
 */
function readPreface(upload: Upload, skip: number): Row | null {
  const text = headContent(upload).subarray(0, skip).toString('utf8');
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') at = findStringEnd(text, at);
    else if (letter === '{') open.push('}');
    else if (letter === '[') open.push(']');
    else if (letter === '}' || letter === ']') open.pop();
  }
  const value = parseJson(text + open.toReversed().join(''));
  if (!isObject(value)) return null;
  const row: Row = { type: 'row', place: 'start', value, marks: [], payload: '' };
  const shape = findShape(value);
  return shape === null ? row : { ...row, shape };
}

function inPreface(preface: Row): Pick<Row, 'parent' | 'group'> {
  const { group } = withGroup(preface, preface.value);
  return { parent: preface, ...(group !== undefined && { group }) };
}

const deepestList = 3;
const timeKey = /"[@\w.]{0,60}(?:time|date|stamp|_at|At|"ts|created|started)[\w.]{0,60}"\s*:/;

/** By its name, or by a time in its first record. */
function isRecordList(text: string, name: number, end: number, opening: number): boolean {
  const from = end + 1 + opening;
  return listNames.includes(text.slice(name, end)) || timeKey.test(text.slice(from, from + 2000));
}

function findStringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
