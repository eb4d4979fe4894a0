import { DomainError } from '@debrief/contract';

/** A place in a sorted list: the sort key of a row and its id. */
export type SortedPlace = readonly [key: string, id: string];

export function writePlace(place: SortedPlace): string {
  return JSON.stringify(place);
}

/** Errors: `invalid` for a cursor that no list returned. */
export function readPlace(cursor: string): SortedPlace {
  try {
    const place: unknown = JSON.parse(cursor);
    if (Array.isArray(place) && place.length === 2) {
      const [key, id]: unknown[] = place;
      if (typeof key === 'string' && typeof id === 'string' && isId.test(id)) return [key, id];
    }
  } catch {
    // Not JSON: not a cursor of a sorted list.
  }
  throw new DomainError('invalid', 'Invalid cursor for this list. Start from the first page.', {
    issues: [{ at: 'cursor', message: 'Not a cursor of this list' }],
  });
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
