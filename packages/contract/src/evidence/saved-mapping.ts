import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';
import { ReadOptions } from './read-options.ts';

/** What is saved of how to read a file: what is the same for the next file with these columns. */
const kept = ReadOptions.pick({
  format: true,
  timeUnit: true,
  zone: true,
  dateOrder: true,
  encoding: true,
  kind: true,
}).extend({
  /** As in the options of an import: `at=start,author=source`. */
  map: z
    .string()
    .max(2000)
    .refine((map) => ReadOptions.shape.map.safeParse(map).success, 'Write field=column')
    .optional(),
});
export const SavedOptions = kept;
export type SavedOptions = z.infer<typeof SavedOptions>;

export const SavedMapping = z
  .object({
    id: Id,
    name: z.string(),
    /** The columns of the files for which it is offered. */
    columns: z.array(z.string()),
    options: SavedOptions,
    updatedAt: Instant,
    updatedBy: ActorRef,
  })
  .meta({ id: 'SavedMapping' });
export type SavedMapping = z.infer<typeof SavedMapping>;

export const SavedMappings = z
  .object({ items: z.array(SavedMapping) })
  .meta({ id: 'SavedMappings' });

/** Replaces the mapping with this name. */
export const SaveMapping = z.object({
  name: z.string().trim().min(1, 'Enter a name').max(80),
  columns: z.array(z.string().max(500)).min(1, 'A mapping needs columns').max(1_000),
  options: SavedOptions,
});
export type SaveMapping = z.input<typeof SaveMapping>;
