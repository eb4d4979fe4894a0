import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';
import { historyKinds } from './words.ts';

const HistoryKind = z.enum(historyKinds);

/** `2023`, `2023-04` or `2023-04-11`: as precise as it is known. */
const PartialDay = z
  .string()
  .trim()
  .regex(/^\d{4}(-\d\d(-\d\d)?)?$/, 'Write a year, a month or a day, such as 2023-04')
  .refine(isRealDay, 'This day is not in the calendar');

function isRealDay(text: string): boolean {
  const day = text + '-01-01'.slice(text.length - 4);
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/** An event in the past of a service. */
export const HistoryEntry = z
  .object({
    id: Id,
    serviceId: Id,
    on: z.string(),
    kind: HistoryKind,
    text: z.string(),
    /** Who did it, or was taught, by name. */
    people: z.array(z.string()),
    /** Where it is shown: a document, a ticket, an incident. */
    url: z.string().nullable(),
    updatedAt: Instant,
    updatedBy: ActorRef,
    version: z.int(),
  })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** The newest first. */
export const ServiceHistory = z
  .object({ items: z.array(HistoryEntry), can: z.object({ change: z.boolean() }) })
  .meta({ id: 'ServiceHistory' });
export type ServiceHistory = z.infer<typeof ServiceHistory>;

const fields = {
  on: PartialDay,
  kind: HistoryKind,
  text: z.string().trim().min(1, 'Describe what happened').max(2_000),
  people: z.array(z.string().trim().min(1).max(200)).max(20),
  url: z
    .url({ protocol: /^https?$/, error: 'Enter an http:// or https:// address' })
    .max(2_000)
    .nullable(),
};

/** The caller creates `entryId`, so that a repeated request does not add another entry. */
export const AddHistoryEntry = z.object({
  id: Id,
  entryId: Id.optional(),
  on: fields.on,
  kind: fields.kind,
  text: fields.text,
  people: fields.people.optional(),
  url: fields.url.optional(),
});
export type AddHistoryEntry = z.input<typeof AddHistoryEntry>;

export const ChangeHistoryEntry = z.object({
  id: Id,
  version: z.int(),
  ...z.object(fields).partial().shape,
});
export type ChangeHistoryEntry = z.input<typeof ChangeHistoryEntry>;

export const RemoveHistoryEntry = z.object({ id: Id, version: z.coerce.number().int() });

/** The current entry (null: removed), and what undoes the change (null: nothing changed). */
export const HistoryChange = z
  .object({ entry: HistoryEntry.nullable(), activityId: z.string().nullable() })
  .meta({ id: 'HistoryChange' });
export type HistoryChange = z.infer<typeof HistoryChange>;
