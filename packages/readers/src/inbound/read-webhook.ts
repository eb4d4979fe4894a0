import { DomainError } from '@debrief/contract';
import type { Row } from '../row.ts';
import { standardEvent } from '../shapes/events/cloud-events.ts';
import { ShapeRows } from '../shapes/shape-rows.ts';
import type { Read, StreamRef } from '../source.ts';
import { jsonRow } from '../table/json.ts';
import { expandRow } from '../table/nested-rows.ts';
import { plainRules } from '../time/time.ts';
import { splitBody } from './split-body.ts';

/**
 * The records that Debrief knows by their shape in the body of a webhook. Errors: `bad-file` if
 * there are none.
 */
export function readWebhook(body: Uint8Array, stream: StreamRef): Read[] {
  const records = new ShapeRows(stream, plainRules);
  const rows = splitBody(unwrapForm(Buffer.from(body))).flatMap((piece) => {
    const row = jsonRow(piece, `record ${piece.number}`);
    return row?.type === 'row' ? expandRow(row) : row === null ? [] : [row];
  });
  const reads = rows.flatMap((row) => (row.type === 'row' ? readRow(row, records) : [row]));
  if (reads.length === 0)
    throw new DomainError('bad-file', 'The body contains no kind of record that Debrief knows.');
  return reads;
}

const readRow = (row: Row, records: ShapeRows): Read[] =>
  row.shape !== undefined
    ? records.read(row.shape, row)
    : standardEvent.matches(row.value)
      ? records.read(standardEvent, row)
      : [];

/** Some senders put the JSON into a form field: `payload=%7B%22…`. */
function unwrapForm(body: Buffer): Buffer {
  if (!body.subarray(0, 8).equals(Buffer.from('payload='))) return body;
  return Buffer.from(new URLSearchParams(body.toString('utf8')).get('payload') ?? '');
}
