import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';
import { incident } from '../inputs.ts';
import { tagTargetKinds } from '../vocabulary.ts';

export const TagTargetKind = z.enum(tagTargetKinds);
export type TagTargetKind = z.infer<typeof TagTargetKind>;

const longest = 80;

/** On one line: in lists and on items, names are short labels. */
const name = z
  .string()
  .trim()
  .min(1, 'Enter a name')
  .max(longest, `Use up to ${longest} characters`)
  .regex(/^\P{Cc}*$/u, 'Use one line');
const text = z.string().trim().max(1_000, 'Use up to 1,000 characters');

/** A tag of the codebook, which all incidents share. */
export const Tag = z
  .object({
    id: Id,
    name: z.string(),
    definition: z.string(),
    /** When to use it, and when to use another one. */
    useWhen: z.string(),
    avoidWhen: z.string(),
    /** The tag that replaces this one. Items with this tag are shown with that one. */
    mergedInto: Id.nullable(),
    /** An archived tag stays where it is and can't be added to items. */
    archivedAt: Instant.nullable(),
    /** Items with this tag, and their incidents: only incidents that you can see. */
    items: z.int(),
    incidents: z.int(),
    version: z.int(),
    updatedAt: Instant,
    updatedBy: ActorRef,
  })
  .meta({ id: 'Tag' });
export type Tag = z.infer<typeof Tag>;

/** All tags by name, also archived and merged ones. */
export const Codebook = z
  .object({ items: z.array(Tag), can: z.object({ change: z.boolean() }) })
  .meta({ id: 'Codebook' });
export type Codebook = z.infer<typeof Codebook>;

/** The caller creates `id`, so that a repeated request does not add another tag. */
export const AddTag = z.object({
  id: Id.optional(),
  name,
  definition: text.optional(),
  useWhen: text.optional(),
  avoidWhen: text.optional(),
});
export type AddTag = z.input<typeof AddTag>;

export const ChangeTag = z.object({
  id: Id,
  version: z.int(),
  name: name.optional(),
  definition: text.optional(),
  useWhen: text.optional(),
  avoidWhen: text.optional(),
  isArchived: z.boolean().optional(),
});
export type ChangeTag = z.input<typeof ChangeTag>;

export const MergeTag = z.object({ id: Id, version: z.int(), into: Id });
export type MergeTag = z.input<typeof MergeTag>;

export const SeparateTag = z.object({ id: Id, version: z.int() });
export type SeparateTag = z.input<typeof SeparateTag>;

/** A tag on an item: evidence by item, whatever its revision. */
export const ItemTag = z.object({ tagId: Id, kind: TagTargetKind, id: Id }).meta({ id: 'ItemTag' });
export type ItemTag = z.infer<typeof ItemTag>;

/** The tags in use in an incident, with the items that have them. Merged tags count as the tag that replaces them. */
export const IncidentTags = z
  .object({
    items: z.array(
      z.object({
        tagId: Id,
        evidence: z.array(Id),
        event: z.array(Id),
        finding: z.array(Id),
      }),
    ),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'IncidentTags' });
export type IncidentTags = z.infer<typeof IncidentTags>;

const itemTags = z.array(ItemTag).max(1_000, 'Change up to 1,000 at a time').optional();

/** To undo a change, send what it added as `remove` and what it removed as `add`. */
export const ChangeItemTags = z.object({ incident, add: itemTags, remove: itemTags });
export type ChangeItemTags = z.input<typeof ChangeItemTags>;

/** What changed: an item that already had a tag is not in `added`. */
export const ItemTagsChange = z
  .object({
    added: z.array(ItemTag),
    removed: z.array(ItemTag),
    /** Null if nothing changed. */
    activityId: z.string().nullable(),
  })
  .meta({ id: 'ItemTagsChange' });
export type ItemTagsChange = z.infer<typeof ItemTagsChange>;
