import { DomainError } from '@debrief/contract';
import type { Piece } from '../bytes/split.ts';
import { valueAt, type Rejected, type Row } from '../row.ts';
import type { Read, StreamRef } from '../source.ts';
import { jsonRow } from '../table/json.ts';
import { toTimeRules, type Mapping } from '../table/mapping.ts';
import { expandRow } from '../table/nested-rows.ts';
import { TableRecords } from '../table/table-record.ts';
import { rejectPiece } from '../table/table.ts';
import { noColumns } from '../table/time-columns.ts';
import type { SavedReading } from './source.ts';

/** Fields that a saved mapping does not name are not guessed: each delivery is read the same way. */
export function readMapped(
  pieces: readonly Piece[],
  stream: StreamRef,
  saved: SavedReading,
): Read[] {
  const { map = {}, kind = 'note' } = saved.options;
  const { at } = map;
  if (at === undefined)
    throw new DomainError('bad-file', `The mapping "${saved.name}" does not name a time.`);
  const mapping: Mapping = {
    columns: map,
    all: [],
    kind,
    time: toTimeRules(saved.options),
    times: noColumns,
    texts: [],
    authors: [],
    hasKeys: map.key !== undefined,
    unit: null,
    questions: [],
  };
  const records = new TableRecords(mapping, stream);
  const needed = map.text === undefined ? [at] : [at, map.text];
  return pieces.flatMap((piece) => {
    const row = jsonRow(piece, `record ${piece.number}`);
    if (row === null) return [];
    if (row.type === 'rejected') return [row];
    return findMapped(row, at).map((one): Read => {
      if (one.type === 'rejected') return one;
      const missing = needed.find((column) => isMissing(valueAt(one.value, column)));
      if (missing !== undefined)
        return rejectPiece(
          piece,
          one.place,
          `It has no "${missing}", which the mapping "${saved.name}" reads.`,
        );
      const read = records.read(one);
      return 'record' in read ? { type: 'record', record: read.record } : read.rejected;
    });
  });
}

/** The record itself if it has a time, else the records in its lists. */
function findMapped(row: Row, at: string): (Row | Rejected)[] {
  return isMissing(valueAt(row.value, at)) ? expandRow(row, true) : [row];
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === '';
