import { z } from 'zod';
import { Id, Instant } from '../ids.ts';

/** The lists that have views. */
export const ViewedList = z.enum(['incidents', 'follow-ups', 'library']);
export type ViewedList = z.infer<typeof ViewedList>;

/** A named set of filters and an order of a list, as its address has them. */
export const SavedView = z
  .object({
    id: Id,
    list: ViewedList,
    name: z.string(),
    /** The query of the address: `owner=me&sort=due`. */
    search: z.string(),
    /** Everyone can use it; only its owner can change it. */
    isShared: z.boolean(),
    ownerName: z.string(),
    updatedAt: Instant,
    version: z.int(),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'SavedView' });
export type SavedView = z.infer<typeof SavedView>;

const name = z.string().trim().min(1, 'Enter a name').max(80);
const search = z.string().trim().min(1, 'Set a filter or an order first').max(1_000);

export const SavedViews = z.object({ items: z.array(SavedView) }).meta({ id: 'SavedViews' });
export const SavedViewFilter = z.object({ list: ViewedList });
export type SavedViewFilter = z.input<typeof SavedViewFilter>;

export const AddSavedView = z.object({
  list: ViewedList,
  name,
  search,
  isShared: z.boolean().optional(),
});
export type AddSavedView = z.input<typeof AddSavedView>;

export const ChangeSavedView = z.object({
  id: Id,
  version: z.int(),
  name: name.optional(),
  search: search.optional(),
  isShared: z.boolean().optional(),
});
export type ChangeSavedView = z.input<typeof ChangeSavedView>;

export const RemoveSavedView = z.object({ id: Id, version: z.coerce.number().int() });
export type RemoveSavedView = z.input<typeof RemoveSavedView>;
