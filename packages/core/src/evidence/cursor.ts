import { DomainError } from '../errors.ts';

/** A place in the record: the corrected time of an item and the item, so that equal times have an order. */
export interface Place {
  atMs: number;
  itemId: string;
}

export const firstItem = '00000000-0000-0000-0000-000000000000';
export const lastItem = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export function writeCursor(place: Place): string {
  return `${place.atMs}.${place.itemId}`;
}

/** Errors: `invalid` for a cursor that Debrief did not write. */
export function readCursor(cursor: string): Place {
  const match = /^(-?\d{1,16})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  if (!match?.[1] || !match[2])
    throw new DomainError('invalid', 'The cursor is not one that Debrief gave out. Begin at the start of the list.', {
      issues: [{ at: 'cursor', message: 'Not a cursor' }],
    });
  return { atMs: Number(match[1]), itemId: match[2] };
}
