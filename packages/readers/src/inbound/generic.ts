import { DomainError } from '@debrief/contract';
import type { Piece } from '../bytes/split.ts';
import type { Read } from '../source.ts';
import { jsonRow } from '../table/json.ts';
import { toTimeRules, type Mapping } from '../table/mapping.ts';
import { TableRecords } from '../table/table-record.ts';
import { rejectPiece } from '../table/table.ts';
import { noColumns } from '../table/time-columns.ts';
import { readMapped } from './read-mapped.ts';
import type { InboundSource } from './source.ts';
import { splitBody } from './split-body.ts';

const mapping: Mapping = {
  columns: {
    at: 'time',
    text: 'text',
    author: 'actor',
    kind: 'kind',
    key: 'id',
    title: 'title',
    stream: 'stream',
  },
  all: [],
  kind: 'note',
  time: toTimeRules({}),
  times: noColumns,
  texts: [],
  authors: [],
  hasKeys: true,
  unit: null,
  questions: [],
};

/**
 * `{"time": "2026-03-02T08:00:00Z", "text": "…", "actor": "ada", "kind": "alert"}`, or a list of
 * such records.
 */
export const generic: InboundSource = {
  name: 'generic',
  title: 'Any program (JSON)',
  setUp: 'Send POST requests with a JSON record, or a list of them. "time" and "text" are needed.',
  snippet: `curl ADDRESS -d '{"time": "2026-03-02T08:00:00Z", "text": "Deploy 41 is out", "actor": "bot", "kind": "change"}'`,
  key: 'none',
  verify: ({ headers }) => headers.get('idempotency-key') ?? headers.get('x-delivery-id'),
  parse(body, stream, saved) {
    const pieces = splitBody(Buffer.from(body));
    if (pieces.length === 0) throw new DomainError('bad-file', 'There are no records in the body.');
    if (saved) return readMapped(pieces, stream, saved);
    const records = new TableRecords(mapping, stream);
    return pieces.flatMap((piece) => readRecord(piece, records));
  },
};

function readRecord(piece: Piece, records: TableRecords): Read[] {
  const row = jsonRow(piece, `record ${piece.number}`);
  if (row === null) return [];
  if (row.type === 'rejected') return [row];
  const { place, value } = row;
  if (value['time'] === undefined || value['time'] === null)
    return [rejectPiece(piece, place, 'It has no "time", such as "2026-03-02T08:00:00Z".')];
  const read = records.read(row);
  if ('record' in read) return [{ type: 'record', record: read.record }];
  return [rejectPiece(piece, place, `"time" is "${read.example}". Send "2026-03-02T08:00:00Z".`)];
}
