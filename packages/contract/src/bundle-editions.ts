import { z } from 'zod';
import { ActorRef } from './access.ts';
import { count, id, name, time, version } from './bundle-fields.ts';
import { EditionContent, EditionVisibility } from './edition.ts';

export const EditionLine = z.strictObject({
  type: z.literal('edition'),
  id,
  number: z.int32().min(1),
  title: name,
  summary: z.string(),
  /** Without the words of evidence: ids and offsets alone. */
  content: EditionContent,
  words: count,
  articleWords: count,
  visibility: EditionVisibility,
  /** Accounts of the Debrief where it was published. */
  readers: z.array(id),
  publishedAt: time,
  publishedBy: ActorRef.strict(),
  unpublished: z.strictObject({ at: time, by: ActorRef.strict(), reason: name }).nullable(),
});
export const ReaderQuestionLine = z.strictObject({
  type: z.literal('reader-question'),
  id,
  editionId: id,
  sectionId: id,
  quote: z.string(),
  text: name,
  askedAt: time,
  askedBy: ActorRef.strict(),
  answer: z.strictObject({ text: name, at: time, by: ActorRef.strict() }).nullable(),
  withdrawnAt: time.nullable(),
  version,
});
