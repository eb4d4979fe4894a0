import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { TagTargetKind } from '../tag/schema.ts';
import { id, time } from './fields.ts';

const tagName = z
  .string()
  .min(1)
  .max(80)
  .regex(/^\P{Cc}*$/u, 'Use one line');
const text = z.string().max(1_000);

/**
 * A tag that items of the incident have. Each server has its own codebook, so the name is the key:
 * an import uses the tag of the same name if there is one.
 */
export const TagLine = z.strictObject({
  type: z.literal('tag'),
  name: tagName,
  definition: text,
  useWhen: text,
  avoidWhen: text,
});

export const ItemTagLine = z.strictObject({
  type: z.literal('item-tag'),
  tag: tagName,
  targetKind: TagTargetKind,
  targetId: id,
  addedAt: time,
  addedBy: ActorRef.strict(),
});
