import { z } from 'zod';
import { ActorRef } from './access.ts';
import { id, name, time } from './bundle-fields.ts';
import { RedactionKind } from './redaction.ts';

/** That words of an item are gone: its evidence is in the bundle without them. */
export const RedactionLine = z.strictObject({
  type: z.literal('redaction'),
  id,
  itemId: id,
  kind: RedactionKind,
  reason: name,
  at: time,
  by: ActorRef.strict(),
});
