import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { count, id, name, time, version } from './fields.ts';
import { RedactionKind } from '../evidence/redaction.ts';
import { EvidenceDetails, EvidenceRevision, ImportState, Mark } from '../evidence/schema.ts';
import { EvidenceKind, Format, Precision } from '../words.ts';

export const SourceLine = z.strictObject({
  type: z.literal('source'),
  id,
  kind: z.string(),
  key: z.string(),
  name: z.string(),
  clockOffsetMs: z.int32(),
});
export const StreamLine = z.strictObject({
  type: z.literal('stream'),
  id,
  sourceId: id,
  key: z.string(),
  name: z.string(),
});
export const IncludedStreamLine = z.strictObject({
  type: z.literal('included-stream'),
  streamId: id,
  from: time.nullable(),
  until: time.nullable(),
});
export const PersonLine = z.strictObject({
  type: z.literal('person'),
  id,
  name: z.string(),
  mergedInto: id.nullable(),
  version,
});
export const IdentityLine = z.strictObject({
  type: z.literal('identity'),
  id,
  sourceId: id,
  key: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  isBot: z.boolean(),
  personId: id,
});
export const PersonRoleLine = z.strictObject({
  type: z.literal('person-role'),
  personId: id,
  roles: z.array(name),
  version,
});
export const StreamMemberLine = z.strictObject({
  type: z.literal('stream-member'),
  streamId: id,
  identityId: id,
});
export const DeclinedMatchLine = z.strictObject({
  type: z.literal('declined-match'),
  one: id,
  other: id,
});

export const ImportLine = z.strictObject({
  type: z.literal('import'),
  id,
  sourceId: id.nullable(),
  name: z.string(),
  format: Format,
  contentHash: z.string(),
  bytes: z.int().min(0),
  bytesRead: z.int().min(0),
  state: ImportState.exclude(['running', 'undoing']),
  read: count,
  imported: count,
  duplicates: count,
  rejected: count,
  revised: count,
  vanished: count,
  marked: count,
  mapping: z.record(z.string(), z.string()),
  problem: z.string().nullable(),
  /** From an undone import. */
  removed: count.optional(),
  /** Records of items that were removed for a legal reason. */
  withheld: count.optional(),
  aliveAt: time,
  startedAt: time,
  startedBy: ActorRef.strict(),
  endedAt: time,
});
export const RejectionLine = z.strictObject({
  type: z.literal('rejection'),
  importId: id,
  number: z.int32().min(1),
  place: z.string(),
  reason: z.string(),
  excerpt: z.string(),
});

/** One revision of one item, with times by the clock of its source. */
export const EvidenceLine = z.strictObject({
  type: z.literal('evidence'),
  id,
  itemId: id,
  streamId: id,
  importId: id,
  key: z.string(),
  revision: z.int32().min(1),
  revises: id.nullable(),
  change: EvidenceRevision.shape.change,
  kind: EvidenceKind,
  occurredAt: time,
  untilAt: time.nullable(),
  knownAt: time.nullable(),
  recordedAt: time,
  precision: Precision,
  zoneOffset: z.int().min(-32_768).max(32_767).nullable(),
  identityId: id.nullable(),
  isBot: z.boolean(),
  text: z.string(),
  repliesToKey: z.string().nullable(),
  details: EvidenceDetails,
  marks: z.array(Mark),
  payload: z.string(),
  payloadEncoding: EvidenceRevision.shape.payloadEncoding,
  contentHash: z.string(),
  /** Missing in bundles from before. */
  place: z.string().nullable().optional(),
  reactions: z.array(z.strictObject({ identityId: id, name: z.string() })),
});

/** A redaction of an item: its evidence is in the bundle without the words. */
export const RedactionLine = z.strictObject({
  type: z.literal('redaction'),
  id,
  itemId: id,
  kind: RedactionKind,
  reason: name,
  at: time,
  by: ActorRef.strict(),
});
