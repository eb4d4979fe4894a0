import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { count, id, name, stateCitation, time, version, written } from './fields.ts';
import { MilestoneKind } from '../incident/milestone.ts';
import { Marker, Precision, Stance } from '../words.ts';

export const EventLine = z.strictObject({
  type: z.literal('event'),
  id,
  title: name,
  text: z.string(),
  at: time,
  until: time.nullable(),
  precision: Precision,
  marker: Marker,
  perspectivePersonId: id.nullable(),
  perspectiveTeam: z.string().nullable(),
  recollectionOf: z.string().nullable(),
  ...written,
  removedAt: time.nullable(),
  version,
});
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
export const CitationLine = z.strictObject({
  type: z.literal('citation'),
  eventId: id,
  position: count,
  id,
  evidenceId: id,
  stance: Stance,
  quoteStart: count.nullable(),
  quoteEnd: count.nullable(),
});

/** What undoing reads of the history: the state of a timeline event before or after a change. */
export const BundleEventState = z.object({
  id,
  title: name,
  text: z.string(),
  at: time,
  until: time.nullable(),
  precision: Precision,
  marker: Marker,
  perspective: z.discriminatedUnion('type', [
    z.object({ type: z.literal('shared') }),
    z.object({ type: z.literal('person'), personId: id }),
    z.object({ type: z.literal('team'), team: name }),
  ]),
  recollectionOf: z.string().nullable(),
  citations: z.array(stateCitation),
  isRemoved: z.boolean(),
  version,
});
