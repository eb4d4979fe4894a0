import { z } from 'zod';
import { Cursor, Id } from './ids.ts';
import { knownAt } from './known-at.ts';

// Inputs that many routes share.
export const incident = z.string().max(60);
export const ofIncident = z.object({ incident });
/** Of an incident, as it was known at a time. */
export const ofIncidentAt = ofIncident.extend({ knownAt });
export const ofId = z.object({ id: Id });
export const paging = {
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
};

/** The order of a list: a column, with a leading `-` for descending order. */
export function sortBy<const Name extends string>(names: readonly Name[]) {
  const backwards = names.map((name): `-${Name}` => `-${name}`);
  return z.enum([...names, ...backwards]).optional();
}

/**
 * The column of a sort, and whether it is descending. The cast holds because `sortBy` created the
 * value.
 */
export function parseSort<Name extends string>(
  sort: Name | `-${Name}`,
): { column: Name; isBackwards: boolean } {
  const isBackwards = sort.startsWith('-');
  return { column: (isBackwards ? sort.slice(1) : sort) as Name, isBackwards };
}
