import { decodeUpdate } from 'yjs';

/** The longest reports have a tenth of this. */
const mostPieces = 250_000;

/**
 * Whether a change of a shared document has more pieces than people write. Each takes time and
 * memory whenever the document is opened, and two bytes are enough for one. Errors: a `RangeError`
 * or an `Error` if it is not a change.
 */
export function hasTooManyPieces(update: Uint8Array): boolean {
  const { structs, ds } = decodeUpdate(update);
  const removed = [...ds.clients.values()].reduce((sum, ranges) => sum + ranges.length, 0);
  return structs.length + removed > mostPieces;
}
