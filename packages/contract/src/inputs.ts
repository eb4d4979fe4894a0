import { z } from 'zod';
import { Cursor, Id } from './ids.ts';

// Inputs that many routes share.
export const incident = z.string().max(60);
export const ofIncident = z.object({ incident });
export const ofId = z.object({ id: Id });
export const paging = {
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
};
