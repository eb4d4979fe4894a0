import { z } from 'zod';
import { Day } from '../follow-up/schema.ts';
import { Instant } from '../ids.ts';
import { waitingKindNames } from './waiting-kinds.ts';

/** Something that waits for an account, with the page where it is done. */
export const WaitingItem = z
  .object({
    kind: z.enum(waitingKindNames),
    id: z.string(),
    incidentRef: z.string().nullable(),
    title: z.string(),
    /** Who waits for it, or how many are waiting. */
    from: z.string(),
    /** Since when it waits. */
    at: Instant,
    /** The day or the time by which it is due. */
    due: z.union([Day, Instant]).nullable(),
    isOverdue: z.boolean(),
    link: z.string(),
  })
  .meta({ id: 'WaitingItem' });
export type WaitingItem = z.infer<typeof WaitingItem>;
