import { z } from 'zod';

/** A UUID (version 7 if Debrief creates it: sorted by creation time). */
export const Id = z.uuid().meta({ description: 'UUID' });
export type Id = z.infer<typeof Id>;

/** A position in the activity of a database: larger ids are newer. */
export const ActivityId = z.string().regex(/^\d{1,18}$/, 'Use the ID of an activity');
export type ActivityId = z.infer<typeof ActivityId>;

/** The public reference of an incident: `INC-12`. Routes accept it or the UUID. */
export const IncidentRef = z
  .string()
  .regex(
    /^(INC-[1-9]\d{0,8}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
    'Use an incident ID such as INC-12',
  )
  .meta({ description: 'INC-12, or the ID of the incident', example: 'INC-12' });
export type IncidentRef = z.infer<typeof IncidentRef>;

/**
 * An ISO 8601 instant with an offset, for example `2022-12-06T14:30:00-05:00`. Responses are always
 * in UTC with milliseconds.
 */
export const Instant = z.iso
  .datetime({
    offset: true,
    error: 'Write a time as 2022-12-06T14:30:00Z or with an offset such as -05:00',
  })
  // An offset can move a time outside the four-digit years that every format writes.
  .refine((time) => /^\d{4}-/.test(yearFirst(time)), 'Use a time in the years 0000 to 9999');
export type Instant = z.infer<typeof Instant>;

function yearFirst(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** An opaque position in a list; send it back unchanged. */
export const Cursor = z.string().max(500);

/** A page of a list, in list order. `next` is null on the last page. */
export function toPageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: Cursor.nullable() });
}
export interface Page<T> {
  items: T[];
  next: string | null;
}
