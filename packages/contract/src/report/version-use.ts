import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { Day, WebLink } from '../follow-up/schema.ts';
import { Id, Instant } from '../ids.ts';
import { usePlaces } from '../vocabulary.ts';

/** What a published review was used in, by someone who can read it. */
export const VersionUse = z
  .object({
    id: Id,
    /** The version that was used. */
    number: z.int(),
    usedIn: z.enum(usePlaces),
    usedOn: Day,
    link: WebLink.nullable(),
    note: z.string(),
    addedAt: Instant,
    addedBy: ActorRef,
    can: z.object({ remove: z.boolean() }),
  })
  .meta({ id: 'VersionUse' });
export type VersionUse = z.infer<typeof VersionUse>;

export const VersionUseKey = z.object({ id: Id });
export type VersionUseKey = z.input<typeof VersionUseKey>;
