import { z } from 'zod';
import { Instant } from './ids.ts';
import { FactorKind } from './inquiry.ts';
import { Precision } from './words.ts';

/** What work after an incident is for. */
export const ProposedIntent = z.enum(['recover', 'prevent', 'detect', 'mitigate', 'learn']);
export type ProposedIntent = z.infer<typeof ProposedIntent>;

/** Offsets count UTF-16 units of the text of the report as evidence. */
const quoted = { start: z.int().min(0), end: z.int().min(0), text: z.string() };

/** How the day of a row is known: written in it, carried from a row or heading before it, taken from the title, the file's name or the front matter, or not at all. */
export const DateFrom = z.enum(['own', 'carried', 'document', 'none']);
export type DateFrom = z.infer<typeof DateFrom>;

/** A row of the timeline of a written report. `at` is null where its time cannot be placed; `zone` null where none was written (its time is then read as UTC). */
export const ReportRow = z
  .object({ ...quoted, at: Instant.nullable(), until: Instant.nullable(), precision: Precision, zone: z.string().nullable(), dateFrom: DateFrom })
  .meta({ id: 'ReportRow' });
export type ReportRow = z.infer<typeof ReportRow>;

/** An action item. What the report does not say is null. */
export const ReportAction = z
  .object({
    ...quoted,
    owner: z.string().nullable(),
    trackerUrl: z.string().nullable(),
    dueOn: z.iso.date().nullable(),
    intent: ProposedIntent.nullable(),
    isDone: z.boolean().nullable(),
  })
  .meta({ id: 'ReportAction' });
export type ReportAction = z.infer<typeof ReportAction>;

export const ReportCause = z.object({ ...quoted, kind: FactorKind }).meta({ id: 'ReportCause' });
export type ReportCause = z.infer<typeof ReportCause>;
