import { DomainError, Id } from '@debrief/contract';
import { z } from 'zod';

const Place = z.tuple([z.string(), Id]);

/** A place in a sorted list: the sort key and the id of a row. */
export type SortedPlace = readonly [key: string, id: string];

export function writePlace(place: SortedPlace): string {
  return JSON.stringify(place);
}

/** Errors: `invalid` for a cursor that no list returned. */
export function readPlace(cursor: string): SortedPlace {
  try {
    const place = Place.safeParse(JSON.parse(cursor)).data;
    if (place) return place;
  } catch {
    // Not JSON, so not a cursor of a sorted list.
  }
  throw new DomainError('invalid', 'Invalid cursor for this list. Start from the first page.', {
    issues: [{ at: 'cursor', message: 'Not a cursor of this list' }],
  });
}
