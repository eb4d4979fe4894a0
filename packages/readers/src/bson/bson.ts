import { DomainError } from '@debrief/contract';
import { isObject, type JsonObject, type Rejected, type Row } from '../row.ts';
import { findShape } from '../shapes/shapes.ts';
import type { SourceReader } from '../source.ts';
import { parseJson } from '../table/json.ts';
import { tableReader } from '../table/table.ts';
import { headPieces } from '../read-pieces.ts';
import type { Piece } from '../bytes/split.ts';
import { BsonSplitter, isBson } from './bson-split.ts';

type Parse = (bytes: Buffer) => JsonObject | string;

let parse: Parse | null = null;

/** Loads the parser of BSON documents. It says why it cannot read one. */
export async function loadBson(): Promise<Parse> {
  if (parse !== null) return parse;
  const { BSON } = await import('bson');
  parse = (bytes) => {
    try {
      const document = BSON.deserialize(bytes, { promoteBuffers: false });
      const value = parseJson(BSON.EJSON.stringify(document, { relaxed: true }));
      return isObject(value) ? value : 'Not a BSON document.';
    } catch (error) {
      return error instanceof RangeError && /call stack/i.test(error.message)
        ? 'Its values are nested too deeply.'
        : 'Not a valid BSON document.';
    }
  };
  return parse;
}

/** A document that is not what Debrief knows can contain passwords and tokens: it is never shown. */
function readRow(piece: Piece): Row | Rejected {
  const place = `document ${piece.number}`;
  const reject = (reason: string): Rejected => ({ type: 'rejected', place, reason, excerpt: '' });
  if (piece.problem !== null) return reject(`Document is ${piece.problem}.`);
  const value = parse?.(piece.bytes) ?? 'Not read.';
  if (typeof value === 'string') return reject(value);
  const shape = findShape(value);
  if (shape === null) return reject('Not a message that Debrief knows.');
  return { type: 'row', place, value, marks: [], payload: piece.bytes, shape };
}

const table = tableReader({
  format: 'bson',
  name: 'BSON (MongoDB dump)',
  async recognise(upload) {
    if (upload.isFolder || !isBson(upload.head)) return 0;
    await loadBson();
    const rows = headPieces(upload, new BsonSplitter()).slice(0, 20).map(readRow);
    return rows.length === 0 || rows.some((row) => row.type === 'row') ? 0.98 : 0;
  },
  layout: () => ({ skip: 0, splitter: () => new BsonSplitter(), row: readRow }),
});

/** The documents of a collection as `mongodump` writes them: those that have a shape. */
export const bson: SourceReader = {
  ...table,
  async source(upload, options) {
    await loadBson();
    return table.source(upload, options);
  },
  async *read(upload, options) {
    if (options.map !== undefined)
      throw new DomainError('invalid', 'A BSON file is read as it is, without a mapping.');
    await loadBson();
    yield* table.read(upload, options);
  },
  async preview(upload, options) {
    await loadBson();
    return table.preview(upload, options);
  },
};
