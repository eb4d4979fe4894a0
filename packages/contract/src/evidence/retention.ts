import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Id, Instant } from '../ids.ts';

const days = z.coerce.number().int().min(1, 'At least one day').max(36_500, 'At most 36,500 days');

/** How long evidence of a source is kept after its import. Null: forever. */
export const SetRetention = z.object({ id: Id, days: days.nullable() });
export type SetRetention = z.input<typeof SetRetention>;

export const PreviewRetention = z.object({ id: Id, days });
export type PreviewRetention = z.input<typeof PreviewRetention>;

export const SourceRetention = z
  .object({
    sourceId: Id,
    name: z.string(),
    kind: z.string(),
    /** Visible incidents that contain it. */
    incidents: z.array(z.string()),
    items: z.int(),
    /** When its oldest item was imported. */
    oldestAt: Instant.nullable(),
    days: z.int().nullable(),
    setAt: Instant.nullable(),
    setBy: ActorRef.nullable(),
    /** The latest run that removed something, and how many items. */
    lastRun: z.object({ at: Instant, items: z.int() }).nullable(),
  })
  .meta({ id: 'SourceRetention' });
export type SourceRetention = z.infer<typeof SourceRetention>;

export const SourceRetentions = z
  .object({ items: z.array(SourceRetention), nextRunAt: Instant })
  .meta({ id: 'SourceRetentions' });
export type SourceRetentions = z.infer<typeof SourceRetentions>;

/** What the next run would remove and keep with this number of days. */
export const RetentionPreview = z
  .object({
    /** Items imported before this time are removed. */
    before: Instant,
    removes: z.int(),
    /** Older items that stay, each counted once, for the first of these reasons. */
    keeps: z.object({
      /** In an incident that is not closed. */
      open: z.int(),
      /** Cited, commented on, or named in a report or an undoable change. */
      cited: z.int(),
      /** Redacted or removed: their place shows it, and they must not be imported again. */
      redacted: z.int(),
    }),
    nextRunAt: Instant,
  })
  .meta({ id: 'RetentionPreview' });
export type RetentionPreview = z.infer<typeof RetentionPreview>;
