import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { id, time, version } from './fields.ts';
import { MilestoneKind } from '../incident/milestone.ts';
import { Precision } from '../words.ts';

export const MilestoneLine = z.strictObject({
  type: z.literal('milestone'),
  kind: MilestoneKind,
  at: time,
  precision: Precision,
  eventId: id.nullable(),
  note: z.string(),
  setAt: time,
  setBy: ActorRef.strict(),
  version,
});
