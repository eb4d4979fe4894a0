import { DomainError } from '@debrief/contract';

/**
 * A place in the record: the corrected time and id of an item, so that items with equal times have
 * an order.
 */
export interface Place {
  atMs: number;
  itemId: string;
}

export const firstItem = '00000000-0000-0000-0000-000000000000';
export const lastItem = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const earliestMs = Date.parse('0001-01-01T00:00:00Z');
const latestMs = Date.parse('9999-12-31T23:59:59.999Z');

export function writeCursor(place: Place): string {
  return `${place.atMs}.${place.itemId}`;
}

/** Errors: `invalid` for a cursor that Debrief did not write. */
export function readCursor(cursor: string): Place {
  const match = /^(-?\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  if (!match?.[1] || !match[2] || Number(match[1]) < earliestMs || Number(match[1]) > latestMs)
    throw new DomainError('invalid', 'Invalid cursor. Start from the first page.', {
      issues: [{ at: 'cursor', message: 'Not a cursor' }],
    });
  return { atMs: Number(match[1]), itemId: match[2] };
}
