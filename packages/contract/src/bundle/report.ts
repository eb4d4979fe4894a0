import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { count, id, name, time, version, written } from './fields.ts';
import { VersionContent, VersionVisibility } from '../report/published-version.ts';
import { LensTargetKind } from '../lens/schema.ts';
import { usePlaces } from '../vocabulary.ts';
import { SuggestionContent, SuggestionState } from '../report/import.ts';

/**
 * The living report: all changes of its shared document merged (Yjs, encoding version 1), in
 * base64.
 */
export const ReportLine = z.strictObject({
  type: z.literal('report'),
  state: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/, 'Write the document in base64'),
  ...written,
});

/** A suggestion of an imported report. */
export const SuggestionLine = z
  .strictObject({
    type: z.literal('suggestion'),
    id,
    evidenceId: id,
    position: count,
    content: SuggestionContent,
    quoteStart: count,
    quoteEnd: count,
    state: SuggestionState,
    madeId: id.nullable(),
    ...written,
    version,
  })
  .refine(
    (one) => one.quoteEnd > one.quoteStart && (one.madeId !== null) === (one.state === 'accepted'),
    'Only an accepted suggestion names what it became, and a quote needs an end',
  );

export const VersionLine = z.strictObject({
  type: z.literal('published-version'),
  id,
  number: z.int32().min(1),
  title: name,
  summary: z.string(),
  /** Without the words of evidence: only ids and offsets. */
  content: VersionContent,
  words: count,
  articleWords: count,
  visibility: VersionVisibility,
  /** Accounts of the Debrief where it was published. */
  readers: z.array(id),
  publishedAt: time,
  publishedBy: ActorRef.strict(),
  unpublished: z.strictObject({ at: time, by: ActorRef.strict(), reason: name }).nullable(),
});
export const ReaderQuestionLine = z.strictObject({
  type: z.literal('reader-question'),
  id,
  publishedVersionId: id,
  sectionId: id,
  quote: z.string(),
  text: name,
  askedAt: time,
  askedBy: ActorRef.strict(),
  answer: z.strictObject({ text: name, at: time, by: ActorRef.strict() }).nullable(),
  withdrawnAt: time.nullable(),
  version,
});
/** What a published version was used in. */
export const VersionUseLine = z.strictObject({
  type: z.literal('version-use'),
  id,
  publishedVersionId: id,
  usedIn: z.enum(usePlaces),
  usedOn: z.iso.date(),
  link: z.string().nullable(),
  note: z.string(),
  addedAt: time,
  addedBy: ActorRef.strict(),
  removedAt: time.nullable(),
});
/** A note of the language lens that was kept as it is. */
export const KeptNoteLine = z.strictObject({
  type: z.literal('kept-note'),
  targetKind: LensTargetKind,
  targetId: id,
  rule: name,
  sentence: name,
  keptAt: time,
  keptBy: ActorRef.strict(),
});
