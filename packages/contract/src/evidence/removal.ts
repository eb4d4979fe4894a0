import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { itemKinds } from '../activity-kind.ts';
import { Id, Instant } from '../ids.ts';

const scope = {
  incident: z.string().max(60),
  /** A revision of the item. */
  item: Id.optional(),
  /** Everything in the incident that this person wrote. */
  person: Id.optional(),
  /** Everything that this import contained, also if it was a duplicate. */
  import: Id.optional(),
};
const isOne = (input: Partial<Record<'item' | 'person' | 'import', string | undefined>>) =>
  [input.item, input.person, input.import].filter((id) => id !== undefined).length === 1;
const onlyOne = 'Name an item, a person or an import';

/** What a removal would remove, and what quotes it. */
export const PreviewRemoval = z.object(scope).refine(isOne, onlyOne);
export type PreviewRemoval = z.input<typeof PreviewRemoval>;

/** Removes evidence permanently for a legal reason. */
export const RemoveEvidence = z
  .object({
    ...scope,
    /** Visible to everyone who sees the place of the item. */
    reason: z.string().trim().min(1, 'Give a reason without the removed text').max(500),
  })
  .refine(isOne, onlyOne);
export type RemoveEvidence = z.input<typeof RemoveEvidence>;

export const RemovalPreview = z
  .object({
    items: z.int(),
    /** How many events, findings, follow-ups and comments cite them, and some of these. */
    citations: z.int(),
    citedBy: z.array(
      z.object({ kind: z.enum(itemKinds), id: Id, incident: z.string(), title: z.string() }),
    ),
    /** Incidents whose report or published versions cite or repeat them. */
    reports: z.array(z.string()),
    /** Other incidents that contain them. */
    alsoIn: z.array(z.string()),
  })
  .meta({ id: 'RemovalPreview' });
export type RemovalPreview = z.infer<typeof RemovalPreview>;

export const Removal = z
  .object({
    id: Id,
    of: z.enum(['item', 'person', 'import']),
    reason: z.string(),
    at: Instant,
    by: ActorRef,
    /** Removed so far. */
    items: z.int(),
    /** Null while the rest is removed in the background. */
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'Removal' });
export type Removal = z.infer<typeof Removal>;
