import { DomainError } from '@debrief/contract';

/**
 * Where a list continues: after this item, with this time or score. A ranked list also remembers
 * when it was started, so that its order does not change.
 */
export type Place =
  | { type: 'newest' | 'oldest'; at: Date; id: string }
  | { type: 'ranked'; now: Date; score: number; id: string };

export function writeCursor(place: Place): string {
  return place.type === 'ranked'
    ? `r_${place.now.getTime()}_${place.score}_${place.id}`
    : `${place.type === 'newest' ? 'n' : 'o'}_${place.at.getTime()}_${place.id}`;
}

/**
 * Errors: `invalid` for a cursor that Debrief did not write, or that belongs to a list with another
 * order.
 */
export function readCursor(cursor: string, type: Place['type']): Place {
  const match =
    /^(?:([no])_(-?\d{1,15})|r_(\d{1,15})_(\d[\d.e+-]{0,30}))_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
      cursor,
    );
  const [, order, at, now, score, id] = match ?? [];
  if (id !== undefined && type !== 'ranked' && at !== undefined && type.startsWith(order ?? '-'))
    return { type, at: new Date(Number(at)), id };
  if (
    id !== undefined &&
    type === 'ranked' &&
    now !== undefined &&
    Number.isFinite(Number(score))
  ) {
    return { type, now: new Date(Number(now)), score: Number(score), id };
  }
  throw new DomainError('invalid', 'Invalid cursor for this list. Start from the first page.', {
    issues: [{ at: 'cursor', message: 'Not a cursor of this list' }],
  });
}
